"""Reads the HTML of a mail as a strict reader would: every tag closed, in its place, once."""

from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta"}


class Tree(HTMLParser):
    """Raises AssertionError for markup that is not well-formed; collects what tests ask about."""

    def __init__(self, page: str):
        super().__init__()
        self.open: list[str] = []
        self.images: list[dict[str, str]] = []
        self.addresses: list[str] = []
        self.tags: set[str] = set()
        self.said: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        assert len(names) == len(set(names)), f"<{tag}> says a thing twice"
        facts = {name: value or "" for name, value in attrs}
        assert not [name for name in facts if name.startswith("on")], tag
        self.tags.add(tag)
        if tag == "img":
            self.images.append(facts)
        if tag == "a":
            self.addresses.append(facts["href"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}>"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.said).split())
