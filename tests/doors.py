"""Every door of readers, as the URLconf and the pages themselves name them: no list that could
forget one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote

from django.urls import URLResolver, get_resolver

NOT_READERS = ("admin/", "documents/", "footnotes/", "_inbox/", "media/")
PART = re.compile(r"<(?:(\w+):)?(\w+)>")
GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)")


def routes() -> list[str]:
    """As `/en/sign/<uuid:public_id>/`; what pages answer is not among them."""
    found = {f"/{route}" for route in _flat(get_resolver().url_patterns, "")}
    return sorted(route for route in found if not route[1:].startswith(NOT_READERS))


def _flat(patterns: list, above: str) -> Iterator[str]:
    for each in patterns:
        said = str(each.pattern)
        plain = GROUP.sub(r"<str:\1>", said).strip("^$").replace("/?", "/")
        if isinstance(each, URLResolver):
            yield from _flat(each.url_patterns, above + said)
        elif "(" not in plain:
            yield above + plain


def filled(route: str, facts: dict[str, str], text: str | None = None) -> str:
    """An address of this route: with `text` where it takes any, else with what is known."""

    def value(part: re.Match) -> str:
        kind, name = part.groups()
        if text is not None and kind not in {"uuid", "int"}:
            return quote(text.encode("utf-8", "surrogatepass"), safe="")
        return facts.get(name, {"uuid": facts["public_id"], "int": "1"}.get(kind or "", "x"))

    return PART.sub(value, route)


@dataclass
class Form:
    """One form of a page: where it goes, and what a browser would send of it as it stands."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    free: list[str] = field(default_factory=list)  # fields that people type into


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.inside: Form | None = None
        self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = Form(said.get("action", ""), said.get("method", "get").lower())
            self.forms.append(self.inside)
        elif self.inside is not None and said.get("name"):
            self.take(tag, said, self.inside)

    def take(self, tag: str, said: dict[str, str], form: Form) -> None:
        kind, name = said.get("type", tag), said["name"]
        if kind in {"radio", "checkbox"} and "checked" not in said:
            return
        form.fields.setdefault(name, said.get("value", ""))
        if kind in {"text", "email", "search", "textarea", "hidden", "date", "tel", "input"}:
            form.free.append(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None


def forms_in(page: str) -> list[Form]:
    reader = _Reader()
    reader.feed(page)
    return reader.forms
