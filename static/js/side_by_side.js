// Two pages of different length scroll together, by share of their height.
const frames = [...document.querySelectorAll(".side-page")];
let leader = null;

function follow(source) {
  const page = source.contentDocument.scrollingElement;
  const share = page.scrollTop / Math.max(1, page.scrollHeight - page.clientHeight);
  for (const frame of frames) {
    const other = frame.contentDocument?.scrollingElement;
    if (frame === source || !other) continue;
    frame.contentWindow.scrollTo(0, share * (other.scrollHeight - other.clientHeight));
  }
}

function listen(frame) {
  const inside = frame.contentWindow;
  for (const kind of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    inside.addEventListener(kind, () => { leader = frame; }, { passive: true });
  }
  inside.addEventListener("scroll", () => { if (leader === frame) follow(frame); });
}

for (const frame of frames) {
  frame.addEventListener("load", () => listen(frame));
  if (frame.contentDocument?.readyState === "complete") listen(frame);
}
