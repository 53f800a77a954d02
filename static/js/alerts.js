// The desk of an alert: counts readers while somebody chooses them, counts the minutes of a hold
// down, and looks again while it is on its way. Without it, "Save and count" and reloading do.
const PAUSE = 400; // milliseconds after the last change of the form
const EVERY = 10_000; // between two looks at what is on its way
const SLOWEST = 120_000;
const form = document.querySelector("[data-estimate]");
let timer = 0;
let asked = 0;
let said = document.querySelector("#alert-live")?.textContent;

async function estimate() {
  const mine = ++asked;
  const facts = new URLSearchParams(new FormData(form));
  facts.delete("csrfmiddlewaretoken");
  const answer = await fetch(`${form.dataset.estimate}?${facts}`);
  if (mine !== asked || !answer.ok) return;
  const { counted, readers, total } = await answer.json();
  form.elements.counted.value = counted;
  document.querySelector("[data-total]").textContent = total;
  for (const cell of document.querySelectorAll("[data-readers]")) {
    cell.textContent = readers[cell.dataset.readers] ?? "0";
    cell.classList.remove("alerts-counting");
  }
}

function changed() {
  clearTimeout(timer);
  for (const cell of document.querySelectorAll("[data-readers]")) cell.classList.add("alerts-counting");
  timer = setTimeout(() => estimate().catch(() => {}), PAUSE);
}

function countDown() {
  const place = document.querySelector("[data-until]");
  if (!place) return;
  const left = Math.max(0, Math.round((new Date(place.dataset.until) - Date.now()) / 1000));
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  place.lastElementChild.textContent = clock;
  place.hidden = false;
}

async function look(wait) {
  let next = EVERY;
  try {
    if (!document.hidden) {
      const answer = await fetch(location.href);
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("#alert-live");
      const shown = document.querySelector("#alert-live");
      if (fresh?.dataset.live !== shown.dataset.live) return location.reload();
      if (fresh.textContent !== said) {
        said = fresh.textContent;
        shown.replaceChildren(...fresh.childNodes);
      }
    }
  } catch {
    next = Math.min(wait * 2, SLOWEST);
  }
  setTimeout(() => look(next), next);
}

if (form) {
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
}
if (document.querySelector("#alert-live[data-live]")) setTimeout(() => look(EVERY), EVERY);
if (document.querySelector("[data-until]")) {
  countDown();
  setInterval(countDown, 1000);
}
