// Keeps the counts of an open page fresh: asks tiny addresses, only while somebody looks, and slower
// when one does not answer. Sentences come ready from the server, in the language of the page.
const EVERY = 12_000; // milliseconds
const SLOWEST = 120_000;

function show(box, { count, number, sentence, goal, goal_sentence: goalSentence }) {
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

function watch(box) {
  let wait = EVERY;
  let timer = 0;

  function plan() {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(ask, wait);
  }

  async function ask() {
    try {
      const answer = await fetch(box.dataset.countUrl, { credentials: "omit" });
      if (!answer.ok) throw new Error(answer.status);
      show(box, await answer.json());
      wait = EVERY;
    } catch {
      wait = Math.min(wait * 2, SLOWEST);
    }
    plan();
  }

  document.addEventListener("visibilitychange", plan);
  plan();
}

document.querySelectorAll("[data-count-url]").forEach(watch);
