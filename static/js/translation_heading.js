// wagtail-localize 1.14 writes "Inglés to Español translation" over the pieces, past its own
// catalogue. Wherever that heading appears, the sentence of our catalogue takes its place. If an
// update words it otherwise, nothing is found and nothing is changed.
const editor = document.querySelector(".js-translation-editor");
const { sourceLocale, locale } = JSON.parse(editor.dataset.props);
const theirs = `${sourceLocale.displayName} to ${locale.displayName} translation`;
const ours = document.querySelector("[data-translation-heading]").dataset.translationHeading;

function mend() {
  for (const heading of editor.querySelectorAll("h3")) {
    if (heading.textContent === theirs) heading.firstChild.data = ours;
  }
}

new MutationObserver(mend).observe(editor, { childList: true, subtree: true });
mend();
