// Keeps the numbers of a broadcast fresh while it is open and somebody looks. Sentences come ready
// from the server. What is read aloud changes only with a tenth, or with a new state.
const EVERY = 2_000; // milliseconds
const SLOWEST = 60_000;
const box = document.querySelector("[data-progress-url]");
const number = new Intl.NumberFormat(document.documentElement.lang || undefined);
let wait = EVERY;
let timer = 0;
let etag = "";
let isOver = !box?.dataset.progressUrl;

function show({ state, isOpen, percent, heard, parts }) {
  for (const [name, value] of Object.entries(parts)) {
    const shown = document.querySelector(`[data-part="${name}"]`);
    if (shown) shown.textContent = typeof value === "number" ? number.format(value) : value;
  }
  box.querySelector("progress").value = percent;
  const said = box.querySelector("[data-heard]");
  if (said.textContent !== heard) said.textContent = heard;
  if (state !== box.dataset.state) box.querySelector("[data-moved]").hidden = false;
  isOver = !isOpen;
}

async function ask() {
  try {
    const headers = etag ? { "If-None-Match": etag } : {};
    const answer = await fetch(box.dataset.progressUrl, { headers, redirect: "error" });
    if (answer.status !== 304) {
      if (!answer.ok) throw new Error(answer.status);
      etag = answer.headers.get("ETag") ?? "";
      show(await answer.json());
    }
    wait = EVERY;
  } catch {
    wait = Math.min(wait * 2, SLOWEST);
  }
  plan();
}

function plan() {
  clearTimeout(timer);
  if (!isOver && !document.hidden) timer = setTimeout(ask, wait);
}

document.addEventListener("visibilitychange", plan);
plan();
