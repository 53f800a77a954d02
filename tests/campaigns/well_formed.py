"""Whether the HTML of a mail is whole: every element closed in its order, nothing smuggled in."""

from html.parser import HTMLParser

VOID = {"meta", "br", "hr", "img", "link", "input"}
KNOWN = {
    *("html", "head", "meta", "title", "body", "table", "tr", "td", "p", "a", "h1", "h2", "div"),
    *("hr", "br", "strong", "em", "span", "ul", "ol", "li"),
}


class _Checker(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        if tag not in KNOWN or len(names) != len(set(names)):
            self.faults.append(f"<{tag}>")
        self.faults += [name for name in names if name.startswith("on")]
        self.faults += [f"{name} has no value" for name, value in attrs if not value]
        if tag == "html":
            self.language = dict(attrs).get("lang") or ""
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")


def check_page(page: str, language: str) -> None:
    checker = _Checker()
    checker.feed(page)
    checker.close()
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert checker.faults == []
    assert checker.open == []
    assert checker.language == language
