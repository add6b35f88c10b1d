// Runs first in the document of an H5P package (courses/h5p_player.html), before the package does.
// The document has no origin of its own: no cookies, no storage, and nobody to ask but /h5p/.
(() => {
  const host = document.currentScript.dataset.host;

  // H5P's core reads storage without asking whether there is any: give it one that forgets.
  const forgetful = () => {
    const kept = new Map();
    const storage = {
      getItem: (name) => kept.get(String(name)) ?? null,
      setItem: (name, value) => void kept.set(String(name), String(value)),
      removeItem: (name) => void kept.delete(String(name)),
      clear: () => kept.clear(),
      key: (place) => [...kept.keys()][place] ?? null,
      get length() { return kept.size; },
    };
    return new Proxy(storage, {
      get: (target, name) => (name in target ? target[name] : kept.get(name)),
      set: (target, name, value) => (kept.set(name, String(value)), true),
      deleteProperty: (target, name) => (kept.delete(name), true),
    });
  };
  for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { value: forgetful(), configurable: false });
  }

  // No policy stops a peer connection, and nothing that is practised here needs one.
  for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport"]) {
    Object.defineProperty(window, name, { value: undefined, configurable: false });
  }

  // jQuery takes this host for its own and adds a header that costs every request a second one.
  const setHeader = XMLHttpRequest.prototype.setRequestHeader;
  XMLHttpRequest.prototype.setRequestHeader = function (name, value) {
    if (name.toLowerCase() !== "x-requested-with") setHeader.call(this, name, value);
  };

  window.H5PIntegration = JSON.parse(document.getElementById("integration").textContent);
  // Held in a frame, but not in one of H5P's own: it must not look for itself in the page around it.
  window.H5P = { externalEmbed: true, preventInit: true };

  const tell = (message) => { if (parent !== window) parent.postMessage({ h5p: message }, host); };

  // Registered before jQuery's, so it runs as soon as all the scripts of the package are there.
  addEventListener("DOMContentLoaded", () => {
    H5P.externalDispatcher.on("xAPI", (event) => {
      const statement = event.data?.statement;
      if (statement) tell({ statement: JSON.stringify(statement) });
    });
    const content = document.querySelector(".h5p-content");
    new ResizeObserver(() => tell({ height: Math.ceil(document.body.getBoundingClientRect().height) })).observe(document.body);
    try {
      H5P.preventInit = false;
      H5P.init(document.body);
    } catch (error) {
      tell({ failed: true });
      throw error;
    }
    // Without a runnable library the core leaves the place empty and says so on the console alone.
    tell(content.classList.contains("h5p-initialized") && H5P.instances.length ? { started: true } : { failed: true });
    addEventListener("resize", () => H5P.instances.forEach((instance) => H5P.trigger(instance, "resize")));
    // A phone that is put away may not come back, and a line may be gone: what was done is kept at once.
    const keep = () => {
      if (!H5PIntegration.saveFreq) return;
      for (const instance of H5P.instances) {
        const state = instance.getCurrentState?.();
        if (state !== undefined) H5P.setUserData(instance.contentId, "state", state, { deleteOnChange: true });
      }
    };
    let soon;
    H5P.externalDispatcher.on("xAPI", () => { clearTimeout(soon); soon = setTimeout(keep, 500); });
    addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
  });
})();
