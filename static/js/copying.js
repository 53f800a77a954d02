// Copies and shares on request. Without JavaScript the fields can be marked and copied by hand, and
// the buttons stay hidden. The browser's own share sheet is offered where there is one.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const status = (button.closest(".passing") ?? document).querySelector(".share-status");
    if (status) status.textContent = button.dataset.copied;
  });
}

for (const item of document.querySelectorAll("[data-share-item]")) {
  if (!navigator.share) break;
  item.hidden = false;
  const { share: url, shareText: text } = item.querySelector("button").dataset;
  item.addEventListener("click", () => {
    navigator.share({ url, text }).catch(() => {});  // closed without choosing
  });
}
