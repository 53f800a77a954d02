// Moves the bar of a list that is being taken in or undone: asks every two seconds, only while
// somebody looks, and slower when it does not answer. Without it the page loads itself anew.
const EVERY = 2_000; // milliseconds
const SLOWEST = 30_000;
const box = document.querySelector("[data-progress-url]");
let wait = EVERY;
let timer = 0;

async function ask() {
  try {
    const answer = await fetch(box.dataset.progressUrl, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(answer.status);
    const { done, rows, sentence, is_moving: isMoving } = await answer.json();
    if (!isMoving) return location.reload();
    const bar = box.querySelector("progress");
    bar.max = rows;
    bar.value = done;
    box.querySelector("[data-progress-said]").textContent = sentence;
    wait = EVERY;
  } catch {
    wait = Math.min(wait * 2, SLOWEST);
  }
  plan();
}

function plan() {
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(ask, wait);
}

if (box) {
  document.addEventListener("visibilitychange", plan);
  plan();
}
