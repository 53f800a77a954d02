"""Cleaning: the markup of an old post as HTML that is whole, and has nothing that acts.

nh3 reads it as a browser would, so what stands open is closed, and takes out scripts, forms,
handlers and addresses that would run. What is lost by that is told.
"""

import re
from collections import Counter

import nh3

from home.moving.wordpress.parts import Note

INLINE = {"a", "b", "strong", "i", "em", "cite", "br", "sub", "sup", "del", "s", "strike", "q"}
INLINE |= {"img", "span"}
BLOCKS = {
    *("p", "div", "section", "article", "aside", "header", "footer", "main", "center", "address"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre"),
    *("figure", "figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"),
    *("hr", "details", "summary", "iframe", "audio", "video", "source"),
}
ATTRIBUTES = {
    "*": {"class"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "data-src", "data-id"},
    "iframe": {"src", "title", "data-src"},
    "audio": {"src"},
    "video": {"src"},
    "source": {"src"},
    "blockquote": {"cite", "data-instgrm-permalink"},
    "figure": {"data-id", "data-ids"},
    "sup": {"data-fn"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
# Taken out with all that is in them.
ACTING = {
    *("script", "style", "form", "object", "embed", "applet", "svg", "math", "canvas", "template"),
    *("noscript", "select", "textarea", "button", "dialog", "title", "frameset"),
}
# Which reason of the report stands for it; a script where none is named.
TOLD = {
    **dict.fromkeys(("style", "noscript", "title"), ""),
    **dict.fromkeys(("svg", "math", "canvas"), "drawing"),
    **dict.fromkeys(("form", "input", "select", "textarea", "button"), "form"),
}
FOUND = re.compile(rf"<({'|'.join(sorted(ACTING))}|meta|input)(?=[\s/>])", re.IGNORECASE)
RUNS = re.compile(
    r"<[a-z][^<>]{0,2000}?\s(?:on[a-z]{3,20}\s*=|(?:href|src)\s*=\s*[\"']?\s*(?:java|vb)script:)",
    re.I,
)


def cleaned(markup: str) -> tuple[str, list[Note]]:
    html = nh3.clean(
        markup,
        tags=INLINE | BLOCKS,
        clean_content_tags=ACTING,
        attributes=ATTRIBUTES,
        strip_comments=False,
        link_rel=None,
        url_schemes=SCHEMES,
    )
    return html, _lost(markup)


def _lost(markup: str) -> list[Note]:
    found = Counter(match.lower() for match in FOUND.findall(markup))
    notes = [
        Note(TOLD.get(name, "script"), f"<{name}>")
        for name in sorted(found)
        if TOLD.get(name, "script")
    ]
    return [*notes, Note("script", "on…=")] if RUNS.search(markup) else notes
