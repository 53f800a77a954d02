// The tablet at a rally: forgets each person. Nothing typed is stored anywhere in the browser.
const OFFLINE_FACTOR = 4; // a failed network gets more patience than a form left alone
const SECOND = 1000;
let timer = 0;
let hasFailed = false;

const form = () => document.getElementById("rally");
const isTyped = () =>
  [...form().elements].some((each) => each.type !== "hidden" && each.value && !/^(?:button|submit|radio|checkbox)$/.test(each.type)) ||
  Boolean(form().querySelector(":checked:not([value='nothing']), [role=group].errors"));

const startAnew = () => {
  const next = form();
  next.reset();
  location.replace(next.getAttribute("action"));
};

const wait = () => {
  clearTimeout(timer);
  if (!form()) return;
  const seconds = Number(form().dataset.idle) * (hasFailed ? OFFLINE_FACTOR : 1);
  timer = setTimeout(() => (isTyped() ? startAnew() : wait()), seconds * SECOND);
};

const show = (text) => {
  const page = new DOMParser().parseFromString(text, "text/html");
  document.documentElement.lang = page.documentElement.lang;
  document.title = page.title;
  document.body.replaceWith(page.body);
  document.querySelector("[autofocus]")?.focus();
  scrollTo(0, 0);
};

const send = async (event) => {
  if (event.target !== form()) return;
  event.preventDefault();
  if (form().ariaBusy === "true") return;
  form().ariaBusy = "true";
  const failed = form().querySelector("[data-failed]");
  failed.hidden = true;
  try {
    const body = new FormData(form(), event.submitter);
    const answer = await fetch(form().action, { method: "POST", body, redirect: "manual" });
    if (answer.type === "opaqueredirect") {
      form().reset();
      location.replace(form().dataset.done);
      return;
    }
    show(await answer.text());
    hasFailed = false;
  } catch {
    hasFailed = true;
    failed.hidden = false;
    failed.scrollIntoView({ block: "center" });
  }
  if (form()) form().ariaBusy = "false";
  wait();
};

document.addEventListener("submit", send);
for (const touch of ["input", "pointerdown", "keydown", "scroll"]) document.addEventListener(touch, wait);
addEventListener("pagehide", () => form()?.reset());
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

const done = document.querySelector("[data-next]");
if (done) {
  done.querySelector("[data-countdown]").hidden = false;
  const print = done.querySelector("[data-print]");
  print.hidden = false;
  print.addEventListener("click", () => window.print());
  setTimeout(() => location.replace(done.dataset.next), Number(done.dataset.seconds) * SECOND);
}
wait();
