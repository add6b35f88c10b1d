// Captions of a recording run along below its player: browsers show them with pictures only.
// Player: [data-recording] with <audio>, its <track kind="captions">, and .recording__caption for the words.
for (const player of document.querySelectorAll("[data-recording]")) {
  const audio = player.querySelector("audio");
  const shown = player.querySelector(".recording__caption");
  // The captions are fetched with the sound, not before somebody plays it.
  audio.addEventListener("play", () => { audio.textTracks[0].mode = "hidden"; });
  audio.textTracks[0].addEventListener("cuechange", ({ target }) => {
    shown.replaceChildren(...[...target.activeCues].map((cue) => cue.getCueAsHTML()));
    shown.hidden = false;
  });
}
