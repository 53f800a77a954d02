"""Writing paragraphs: what stands in a line is gathered until something ends it.

Everything that comes in is escaped, and no markup goes out but that of `parts.Text`.
"""

import re
from collections.abc import Iterator
from html import escape, unescape

from home.moving.wordpress.embeds import ADDRESS, embedded
from home.moving.wordpress.parts import Part, Text

SPACES = re.compile(r"[ \t\r\n\f]+")
PARAGRAPH_END = re.compile(r"[ \t]*\n[ \t]*(?:\n[ \t]*)+")
LINE_END = re.compile(r"[ \t]*\n[ \t]*")
EDGES = r"(?:\s|\u00a0|\u200b|\ufeff|<br/>)"
MARKS = r"(?:</?(?:b|i)>)"
LEADING = re.compile(rf"^((?:<(?:b|i|a href=\"[^\"]*\")>)*){EDGES}+")
TRAILING = re.compile(rf"{EDGES}+((?:</(?:b|i|a)>)*)$")
EMPTY = re.compile(r"<(b|i|a)(?: [^>]*)?>((?:\s|<br/>)*)</\1>")
TAGS = re.compile(r"<[^>]*>")


class Writer:
    """Gathers the parts of one text. `is_classic`: breaks of the source are breaks of the text."""

    def __init__(self, *, is_classic: bool):
        self.is_classic = is_classic
        self.parts: list[Part] = []
        self._line: list[str] = []
        self._open: list[tuple[str, str]] = []

    def say(self, text: str) -> None:
        if not self.is_classic:
            self._line.append(_plain(text))
            return
        for number, paragraph in enumerate(PARAGRAPH_END.split(text)):
            if number:
                self.end()
            self._line.append("<br/>".join(map(_plain, LINE_END.split(paragraph))))

    def say_lines(self, text: str) -> None:
        """Each line stands for itself, with its spaces."""
        lines = [each.replace("  ", "\u00a0\u00a0") for each in text.strip("\n").split("\n")]
        self._line.append("<br/>".join(escape(each, quote=False) for each in lines))

    def say_break(self) -> None:
        self._line.append("<br/>")

    def begin(self, opening: str, closing: str) -> None:
        self._open.append((opening, closing))
        self._line.append(opening)

    def finish(self) -> None:
        """The mark that was begun last ends."""
        self._line.append(self._open.pop()[1])

    def end(self) -> None:
        """The paragraph ends; marks that are open go on in the next one."""
        closing = "".join(mark for _opening, mark in reversed(self._open))
        html = tidied("".join(self._line) + closing)
        self._line = [mark for mark, _closing in self._open]
        if html:
            self.parts += _with_cards(html)

    def add(self, part: Part) -> None:
        self.end()
        self.parts.append(part)


def _plain(text: str) -> str:
    return escape(SPACES.sub(" ", text), quote=False)


def _with_cards(html: str) -> Iterator[Part]:
    """A paragraph; an address on a line of its own shows what is there, as in WordPress."""
    is_plain = set(TAGS.findall(html)) <= {"<br/>"}
    kept: list[str] = []
    for line in html.split("<br/>") if is_plain else [html]:
        is_address = is_plain and ADDRESS.fullmatch(line.strip())
        card = embedded(unescape(line)) if is_address else None
        if card is None:
            kept.append(f'<a href="{line.strip()}">{line.strip()}</a>' if is_address else line)
            continue
        yield from _paragraph(kept)
        yield card
        kept = []
    yield from _paragraph(kept)


def _paragraph(lines: list[str]) -> Iterator[Part]:
    if html := tidied("<br/>".join(lines)):
        yield Text(f"<p>{html}</p>")


def tidied(line: str) -> str:
    """Without empty marks, and without space at its edges; empty if nothing is said."""
    before = ""
    while before != line:
        before = line
        line = EMPTY.sub(r"\2", line)
        line = TRAILING.sub(r"\1", LEADING.sub(r"\1", line))
    line = re.sub(r" ?<br/> ?", "<br/>", line)
    line = re.sub(r" {2,}", " ", line)
    return line if TAGS.sub("", line).strip(" \u00a0\n") else ""


def joined(parts: list[Part]) -> list[Part]:
    """Neighbouring paragraphs as one part, as editors write them."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, Text) and found and isinstance(found[-1], Text):
            found[-1] = Text(found[-1].html + part.html)
        else:
            found.append(part)
    return found
