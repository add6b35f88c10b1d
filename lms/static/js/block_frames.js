// A frame cannot be measured from outside: it says how high it is, and only its own frame believes it.
const HIGHEST = 4000;

addEventListener("message", (event) => {
  const frame = [...document.querySelectorAll("[data-block-frame]")].find(
    (found) => found.contentWindow === event.source,
  );
  const height = Number(event.data?.height);
  if (frame && Number.isFinite(height) && height > 0) frame.style.height = `${Math.min(Math.ceil(height) + 2, HIGHEST)}px`;
});
