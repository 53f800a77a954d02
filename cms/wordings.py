"""What a page says, as plain texts, links and pictures: the material of the checks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from wagtail.blocks import ListBlock, StreamValue, StructValue
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.facts import Facts, facts_in

NOT_TEXT = {"slug"}
LANGUAGE_PART = re.compile(r"(?<=/)(?:en|es)(?=/|$)")


@dataclass(frozen=True)
class Picture:
    """A picture as the page shows it; `where` names it to an editor."""

    where: str
    alternative: str
    credit: str


@dataclass
class Wording:
    """One version of a page, read once. Costs a query for the pages that it links to."""

    page: Page

    @cached_property
    def language(self) -> str:
        return self.page.locale.language_code

    @cached_property
    def segments(self) -> list[Any]:
        for stream in self._streams():
            for block in stream:
                block.id = block.id or str(uuid4())  # not saved yet, as in a preview
        return [each for each in extract_segments(self.page) if each.path not in NOT_TEXT]

    @cached_property
    def texts(self) -> dict[str, str]:
        """Plain texts by the path of their segment."""
        strings = (each for each in self.segments if isinstance(each, StringSegmentValue))
        texts: dict[str, str] = {}
        for each in strings:
            texts[each.path] = f"{texts.get(each.path, '')} {each.render_text()}".strip()
        return texts

    @cached_property
    def whole(self) -> str:
        return "\n".join(self.texts.values())

    @cached_property
    def prose(self) -> str:
        """The story alone: titles and labels would make it look easier than it is."""
        return " ".join(text for path, text in self.texts.items() if path.startswith("body."))

    @cached_property
    def facts(self) -> Facts:
        return facts_in(self.whole)

    @cached_property
    def links(self) -> frozenset[str]:
        """Where it leads: addresses without scheme and language, pages by their pair."""
        found = list(self._link_attributes())
        pages = {attrs["id"] for attrs in found if attrs.get("linktype") == "page"}
        pairs = Page.objects.filter(pk__in=pages).values_list("translation_key", flat=True)
        outside = {_neutral(attrs["href"]) for attrs in found if attrs.get("href")}
        return frozenset(outside | {f"#{key}" for key in pairs})

    @cached_property
    def pictures(self) -> list[Picture]:
        return [*self._hero(), *self._pictures_in_streams()]

    def _link_attributes(self) -> Iterator[dict[str, str]]:
        for each in self.segments:
            if isinstance(each, StringSegmentValue):
                yield from (each.attrs or {}).values()
            elif isinstance(each, OverridableSegmentValue) and str(each.data).startswith("http"):
                yield {"href": each.data}

    def _hero(self) -> Iterator[Picture]:
        image = getattr(self.page, "hero_image", None)
        if image is not None:
            credit = self.page.hero_credit or image.credit
            yield Picture(image.title, self.page.hero_alternative or "", credit)

    def _pictures_in_streams(self) -> Iterator[Picture]:
        for stream in self._streams():
            yield from _pictures_in(stream)

    def _streams(self) -> Iterator[Any]:
        for field in self.page._meta.get_fields():
            if isinstance(field, StreamField):
                yield getattr(self.page, field.name)


def _neutral(address: str) -> str:
    parts = urlsplit(address)
    path = LANGUAGE_PART.sub("*", parts.path.rstrip("/"))
    return f"{(parts.hostname or parts.scheme).removeprefix('www.')}{path}"


def _pictures_in(value: Any) -> Iterator[Picture]:
    if isinstance(value, StructValue):
        if "image" in value and "alternative" in value and value["image"] is not None:
            image = value["image"]
            credit = value.get("credit") or image.credit
            yield Picture(image.title, value["alternative"] or "", credit)
        for inner in value.values():
            yield from _pictures_in(inner)
    elif isinstance(value, StreamValue):
        for child in value:
            yield from _pictures_in(child.value)
    elif isinstance(getattr(value, "list_block", None), ListBlock):
        for inner in value:
            yield from _pictures_in(inner)
