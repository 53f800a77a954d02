"""Finds every translatable string in Python and in templates, with Babel; gettext is not needed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

APPS = (
    *("hub", "home", "alerts", "campaigns", "news", "tips", "supporters", "outbox", "cms"),
    *("users", "vault"),
)
FOLDERS = (*APPS, "installing", "templates")
TEMPLATES = {".html", ".mjml", ".txt", ".xml"}
SKIPPED = {"migrations"}
COMMENT_TAGS = ["Translators:"]
# What each function's arguments mean: c is a context, two numbers a singular and a plural.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
DIRECTIVE = re.compile(r"%(?:\((\w+)\))?[#0\- +]*\d*(?:\.\d+)?[diouxXeEfFgGcrs]")


@dataclass
class Found:
    """One message; its places without line numbers, which would change with every edit."""

    context: str | None
    singular: str
    plural: str | None
    places: set[str] = field(default_factory=set)
    comments: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.singular

    @property
    def has_directives(self) -> bool:
        return bool(directives(self.singular) or directives(self.plural or ""))


def directives(text: str) -> list[str]:
    """`%(name)s` and `%d` as they stand, in order of the alphabet; `%%` is none."""
    plain = text.replace("%%", "")
    return sorted(match[0] for match in DIRECTIVE.finditer(plain))


def extract_all(root: Path) -> dict[tuple[str | None, str], Found]:
    if not settings.configured:
        # templatize() asks for the character set of templates, and for nothing else.
        settings.configure()
    messages: dict[tuple[str | None, str], Found] = {}
    for path in sources(root):
        for found in extract_file(path):
            known = messages.setdefault(found.key, found)
            known.plural = known.plural or found.plural
            known.places.add(path.relative_to(root).as_posix())
            known.comments += [line for line in found.comments if line not in known.comments]
    return messages


def sources(root: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            wanted = path.suffix == ".py" or path.suffix in TEMPLATES
            if wanted and not SKIPPED & set(path.parts):
                yield path


def extract_file(path: Path) -> Iterator[Found]:
    source = path.read_text(encoding="utf-8")
    if path.suffix in TEMPLATES:
        # In brackets, Python's tokenizer does not mind how a template is indented.
        source = f"({templatize(source, origin=str(path))}\n)"
    found = extract("python", BytesIO(source.encode()), KEYWORDS, COMMENT_TAGS)
    for _line, message, comments, context in found:
        singular, plural = (message, None) if isinstance(message, str) else message[:2]
        yield Found(context, singular, plural, comments=list(comments))
