// Starts Wagtail's choosers, calendars and panels, which would start themselves by a line of script
// in the page: the admin's content policy lets none run. Only these names are started, whatever
// stands in a page.
(() => {
  const classes = new Set([
    "Chooser",
    "DocumentChooser",
    "ImageChooser",
    "InlinePanel",
    "PageChooser",
    "SnippetChooser",
  ]);
  const functions = new Set([
    "createTaskChooser",
    "initDateChooser",
    "initDateTimeChooser",
    "initTimeChooser",
  ]);

  function begin(element) {
    const { starts: name, startsWith } = element.dataset;
    const given = JSON.parse(startsWith);
    delete element.dataset.starts;
    if (name === "chooserUrls") {
      window.chooserUrls ??= given[0];
    } else if (classes.has(name)) {
      new window[name](...given);
    } else if (functions.has(name)) {
      window[name](...given);
    }
  }

  function search(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.matches("[data-starts]")) begin(node);
    node.querySelectorAll("[data-starts]").forEach(begin);
  }

  new MutationObserver((changes) => {
    changes.forEach((change) => change.addedNodes.forEach(search));
  }).observe(document, { childList: true, subtree: true });
})();
