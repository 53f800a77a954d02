// What a reader is offered when scripts run; without them the switcher in the header and the fields
// to copy from do the same by hand. Nothing is stored and nothing is asked of the server.

// The page in the other language, where the browser prefers that one to the page's own. Asked
// before anything is shown, so that the line that says so pushes nothing away.
{
  const { lang, classList } = document.documentElement;
  const other = document.currentScript?.dataset.other;
  const wanted = (navigator.languages || [navigator.language]).map((each) => each.slice(0, 2));
  if (other && wanted.find((each) => each === lang || each === other) === other) {
    classList.add("reads-other");
  }
}

function offer() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) break;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      const row = button.closest(".passing") || document;
      const status = row.querySelector(".share-status");
      if (status) status.textContent = button.dataset.copied;
    });
  }
  // The browser's own share sheet, where there is one.
  for (const item of document.querySelectorAll("[data-share-item]")) {
    if (!navigator.share) break;
    item.hidden = false;
    const { share: url, shareText: text } = item.querySelector("button").dataset;
    item.addEventListener("click", () => {
      navigator.share({ url, text }).catch(() => {});  // closed without choosing
    });
  }
}

if (document.readyState === "loading") addEventListener("DOMContentLoaded", offer);
else offer();
