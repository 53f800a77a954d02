// Copies a link on request. Without JavaScript the button stays hidden and nothing is missing.
const status = document.querySelector(".share-status");

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    status.textContent = button.dataset.copied;
  });
}
