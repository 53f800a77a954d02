"""Walking through the markup of an old post, from its first word to its last."""

import re
from collections.abc import Callable, Iterable, Mapping

from bs4 import Comment, NavigableString, Tag
from bs4.element import PageElement

from home.moving.wordpress.parts import Note, Part
from home.moving.wordpress.writing import Writer

MOST_DEPTH = 60  # elements inside each other; what is deeper is text
BLOCK = re.compile(r"\s*(/?)wp:([a-z][a-z0-9/-]*)\s*(?:\{.*\})?\s*(/?)\s*", re.DOTALL)
# What says nothing when it is empty.
SILENT = {"paragraph", "spacer", "separator", "more", "nextpage", "heading", "list", "footnotes"}


class Walk:
    """One walk; `writer` has the parts, `notes` what could not be one.

    `handlers` say what is made of an element: by its name, or by a class of its own (`.gallery`).
    """

    def __init__(self, handlers: Mapping[str, "Handler"], *, is_classic: bool, depth: int = 0):
        self.writer = Writer(is_classic=is_classic)
        self.notes: list[Note] = []
        self._handlers = handlers
        self._depth = depth

    def note(self, kind: str, *what: str) -> None:
        self.notes += [Note(kind, each) for each in what]

    def through(self, element: Tag) -> None:
        """All that is in an element."""
        if self._depth >= MOST_DEPTH:
            self.writer.say(element.get_text(" "))
            return
        self._depth += 1
        for child in list(element.children):
            self.at(child)
        self._depth -= 1

    def block(self, element: Tag) -> None:
        """The same, as paragraphs of their own."""
        self.writer.end()
        self.through(element)
        self.writer.end()

    def marked(self, element: Tag, opening: str, closing: str) -> None:
        """The same, between two marks."""
        self.writer.begin(opening, closing)
        self.through(element)
        self.writer.finish()

    def aside(self, elements: Iterable[PageElement], *, is_classic: bool = False) -> list[Part]:
        """What these say, as parts that are not written yet."""
        walk = Walk(self._handlers, is_classic=is_classic, depth=self._depth + 1)
        for each in list(elements):
            walk.at(each)
        walk.writer.end()
        self.notes += walk.notes
        return walk.writer.parts

    def add(self, *parts: Part) -> None:
        for part in parts:
            self.writer.add(part)

    def at(self, element: PageElement) -> None:
        if isinstance(element, Comment):
            self._comment(str(element))
        elif isinstance(element, NavigableString):
            self.writer.say(str(element))
        elif isinstance(element, Tag) and self._depth > MOST_DEPTH:
            self.writer.say(element.get_text(" "))
        elif isinstance(element, Tag):
            names = [f".{each}" for each in element.get_attribute_list("class")] + [element.name]
            known = (self._handlers[each] for each in names if each in self._handlers)
            next(known, Walk.block)(self, element)

    def _comment(self, text: str) -> None:
        match = BLOCK.fullmatch(text)
        if match is None:
            return
        name = match[2].removeprefix("core/")
        if name == "freeform":
            self.writer.end()
            self.writer.is_classic = not match[1]
        elif match[3] and name not in SILENT:
            self.note("block", name)


Handler = Callable[[Walk, Tag], None]
