"""The letter of a petition as plain blocks: paragraphs and lists, without its other markup."""

from html.parser import HTMLParser
from typing import Any

LISTS = {"ul": "bullets", "ol": "numbers"}
BLOCKS = {"p", "li", "h2", "h3", "h4", "blockquote"}


def blocks_of(html: str) -> list[dict[str, Any]]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.blocks


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[dict[str, Any]] = []
        self.text: list[str] = []
        self.listed: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LISTS:
            self.end_block()
            self.listed = LISTS[tag]
            self.blocks.append({"kind": self.listed, "items": []})
        elif tag in BLOCKS:
            self.end_block()
        elif tag == "br":
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS or tag in LISTS:
            self.end_block()
        if tag in LISTS:
            self.listed = None

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def end_block(self) -> None:
        """What was read since the last one is a block of its own, unless it is nothing."""
        text = "".join(self.text).strip()
        self.text = []
        if not text:
            return
        if self.listed:
            self.blocks[-1]["items"].append(text)
        else:
            self.blocks.append({"kind": "par", "text": text})
