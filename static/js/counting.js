// Keeps the count of an open page fresh: asks a tiny address, only while somebody looks, and slower
// when it does not answer. Sentences come ready from the server, in the language of the page.
const EVERY = 12_000; // milliseconds
const SLOWEST = 120_000;
const box = document.querySelector("[data-count-url]");
let wait = EVERY;
let timer = 0;

function show({ count, number, sentence, goal, goal_sentence: goalSentence }) {
  const shown = box.querySelector("[data-signature-count]");
  if (Number(shown.dataset.signatureCount) === count) return;
  const [before, after] = sentence.split(number);
  shown.dataset.signatureCount = count;
  shown.textContent = number;
  const line = shown.parentElement;
  line.textContent = "";
  line.append(before, shown, after);
  const bar = box.querySelector("progress");
  if (!bar) return;
  bar.max = goal;
  bar.value = Math.min(count, goal);
  box.querySelector("[data-goal]").textContent = goalSentence;
}

async function ask() {
  try {
    const answer = await fetch(box.dataset.countUrl, { credentials: "omit" });
    if (!answer.ok) throw new Error(answer.status);
    show(await answer.json());
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
