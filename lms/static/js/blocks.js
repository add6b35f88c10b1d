// The browser's side of XBlock: finds blocks, starts them children first, and tells them where their handlers are.
// Blocks: <div data-usage data-block-type data-handler-base data-init data-runtime-version data-name>, made by the
// server; their arguments stand in a JSON script of their own. An aside has data-block_id as well.
(() => {
  if (window.hamrohBlocks) return;
  window.hamrohBlocks = true;
  const MARKED = "[data-usage][data-handler-base]";
  const started = new WeakMap();
  const rawElement = (element) => element?.[0] ?? element;
  const parentOf = (element) => element.parentElement?.closest(MARKED);
  const childrenOf = (element) => [...element.querySelectorAll(MARKED)].filter((found) => parentOf(found) === element);

  // --- What blocks may ask for ---------------------------------------------------------------

  const runtime = {
    handlerUrl(element, name, suffix = "", query = "") {
      const base = rawElement(element).closest(MARKED).dataset.handlerBase;
      return `${base}${name}/${suffix ?? ""}${query ? `?${query}` : ""}`;
    },
    children: (element) => childrenOf(rawElement(element)).map((child) => started.get(child)).filter(Boolean),
    childMap(element, name) {
      return started.get(childrenOf(rawElement(element)).find((child) => child.dataset.name === name));
    },
    notify() {},
    refreshXBlock: () => location.reload(),
  };

  // --- Starting ------------------------------------------------------------------------------

  function argumentsOf(element) {
    const script = element.querySelector(':scope > script[type="application/json"]');
    return script ? JSON.parse(script.textContent) : undefined;
  }

  function start(element) {
    if (started.has(element)) return;
    childrenOf(element).forEach(start);
    const init = window[element.dataset.init];
    const given = argumentsOf(element);
    let block = {};
    if (init && element.dataset.block_id) block = new init(runtime, element, asideOf(element), given);
    else if (init) block = new init(runtime, element, given);
    block.element ??= element;
    block.name ??= element.dataset.name;
    block.type ??= element.dataset.blockType;
    started.set(element, block);
    element.dataset.blockReady = "";
  }

  function asideOf(element) {
    const blocks = [...document.querySelectorAll(MARKED)];
    const block = blocks.find((found) => found.dataset.usage === element.dataset.block_id);
    return window.jQuery ? window.jQuery(block) : block;
  }

  // --- Calling handlers: only they get the token, and only in a page of ours ------------------

  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  const isHandler = (address) => {
    const url = new URL(address, location.href);
    return url.origin === location.origin && url.pathname.includes("/block/");
  };

  function noteOutcome(isRecorded) {
    if (isRecorded) document.dispatchEvent(new CustomEvent("block:outcome"));
  }

  const fetchAsIs = window.fetch.bind(window);
  window.fetch = async (input, options = {}) => {
    if (typeof input !== "string" || !isHandler(input)) return fetchAsIs(input, options);
    const headers = new Headers(options.headers);
    if (token()) headers.set("X-CSRFToken", token());
    const answer = await fetchAsIs(input, { ...options, headers });
    // The session is over: the way to the door is in the answer.
    if (answer.status === 401 && answer.headers.get("HX-Redirect")) location.assign(answer.headers.get("HX-Redirect"));
    noteOutcome(answer.headers.get("X-Outcome"));
    return answer;
  };

  window.jQuery?.ajaxPrefilter?.((options, _given, request) => {
    if (!isHandler(options.url)) return;
    if (token()) request.setRequestHeader("X-CSRFToken", token());
    request.done(() => noteOutcome(request.getResponseHeader("X-Outcome")));
  });

  // --- What the page around shows when something was recorded ---------------------------------

  document.addEventListener("block:outcome", async () => {
    const here = document.getElementById("finish");
    if (!here) return;
    const answer = await fetchAsIs(location.href.split("#")[0]);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ["finish", "tick"]) {
      const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
      if (old && fresh) old.replaceWith(document.adoptNode(fresh));
    }
  });

  function startAll() {
    [...document.querySelectorAll(MARKED)].forEach(start);
    if ("framed" in document.body.dataset) {
      new ResizeObserver(() => parent.postMessage({ height: document.documentElement.scrollHeight }, "*")).observe(
        document.body,
      );
    }
  }

  // This file runs before the blocks' own: they are all there once the document says so.
  if (document.readyState === "complete") startAll();
  else document.addEventListener("DOMContentLoaded", startAll);
})();
