"""What moves on a page by itself: a script that keeps it in `window.shifted`, empty at best."""

WATCH = """
window.shifted = [];
new PerformanceObserver(list => {
  const named = ({ node }) => `${node?.nodeName}.${node?.className}`;
  for (const entry of list.getEntries())
    window.shifted.push([entry.value, ...entry.sources.map(named)].join());
}).observe({type: "layout-shift", buffered: true});
"""
