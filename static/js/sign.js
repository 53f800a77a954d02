// The sign form and the page after it, made easier; without JavaScript both work all the same.
const form = document.querySelector("#sign");

// As difflib's ratio in Python: letters in common blocks, twice, of all letters.
function common(one, other) {
  let best = 0, at = 0, by = 0;
  for (let i = 0; i < one.length; i++) {
    for (let j = 0; j < other.length; j++) {
      let size = 0;
      while (i + size < one.length && one[i + size] === other[j + size]) size++;
      if (size > best) [best, at, by] = [size, i, j];
    }
  }
  if (!best) return 0;
  return common(one.slice(0, at), other.slice(0, by)) + best
    + common(one.slice(at + best), other.slice(by + best));
}

export function likely(address, domains, rare) {
  const [, local, typed] = /^\s*(.+)@([^@]+?)\.?\s*$/.exec(address) || [];
  const domain = typed?.toLowerCase();
  if (!domain || domains.includes(domain) || rare.includes(domain)) return "";
  let best = 0.8, found = "";
  for (const each of domains) {
    const ratio = (2 * common(each, domain)) / (each.length + domain.length);
    if (ratio > best || (ratio === best && each > found)) [best, found] = [ratio, each];
  }
  return found && `${local}@${found}`;
}

function hint(field) {
  field.parentElement.querySelector(".field-likely")?.remove();
  const address = likely(field.value, form.dataset.domains.split(" "), form.dataset.rare.split(" "));
  if (!address) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "field-likely";
  button.textContent = form.dataset.hint.replace("{address}", address);
  button.addEventListener("click", () => {
    field.value = address;
    button.remove();
    field.focus();
  });
  field.after(button);
}

// What was typed goes along to the other language; it is kept nowhere but on the page.
function carry(event) {
  const button = form.querySelector("[name=reread]");
  const isTyped = [...form.querySelectorAll("input, textarea")].some((each) => (
    /checkbox|radio/.test(each.type)
      ? each.checked !== each.defaultChecked
      : each.value !== each.defaultValue
  ));
  const { lang } = event.target.closest("[lang]");
  if (!button || lang !== button.lang || !(isTyped || !button.hidden)) return;
  event.preventDefault();
  button.click();
}

function hold(on) {
  for (const button of document.querySelectorAll("form [type=submit]")) button.disabled = on;
}

document.querySelector(".errors, .code .field-bad input")?.focus();
// After the browser has read which button it was.
addEventListener("submit", () => setTimeout(hold, 0, true));
addEventListener("pageshow", () => hold(false));
if (form) {
  const email = form.querySelector("[type=email]");
  email.addEventListener("change", () => hint(email));
  hint(email);
  for (const link of document.querySelectorAll(".switcher a, .language-line a")) link.addEventListener("click", carry);
}
