"""The kit with which an editor passes a page on: per language a text, a short link, two pictures.

It shows what readers can see already. Nothing in it counts who follows a link.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from wagtail.models import Page

from cms.cards import card_for, card_path, with_card
from cms.drawing import SHAPES, SQUARE, WIDE
from cms.languages import LANGUAGES, NATIVE_NAMES, path_word
from cms.pairs import version_of
from cms.reading import Head
from cms.short_links import page_link

SENTENCES = 2  # of the summary, in the text that is passed on
# Between two sentences: after a mark that ends one, before a letter that begins another.
BETWEEN = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][”»’\")]))\s+(?=[¿¡“«‘\"(]*[A-ZÁÉÍÓÚÜÑ0-9])")
SHORTENED = re.compile(r"\b(?:\w|[A-ZÁÉÍÓÚÑ]\w{1,2}|Srta|Prof)\.$")  # `Dr.`, `EE. UU.`, `J.`
SUBMIT = "wagtail_localize.submit_translation"


class Passable:
    """A page whose editors get a kit."""

    def short_link(self) -> str:
        """Absolute; it never changes its language."""
        return page_link(self)


@dataclass(frozen=True)
class Picture:
    """A card to take along: `shape` is in cms.drawing.SHAPES."""

    shape: str
    url: str
    file: str
    width: int
    height: int


@dataclass(frozen=True)
class Side:
    """One language of the kit. Without a text it is not live: the addresses say what can be done,
    each empty where this person may not.
    """

    language: str
    label: str
    title: str = ""
    text: str = ""
    link: str = ""
    alternative: str = ""
    pictures: list[Picture] = field(default_factory=list)
    is_behind: bool = False
    edit_url: str = ""
    translate_url: str = ""


def may_share(page: Page, user: Any) -> bool:
    """Whether this person gets the kit of this page: who may edit it."""
    is_passable = issubclass(page.specific_class or Page, Passable)
    return is_passable and page.permissions_for_user(user).can_edit()


def sides_of(page: Any, *, user: Any, newsroom: str, logo: Any = None) -> list[Side]:
    """Both languages of the page's pair, in their order."""
    versions = page.get_translations(inclusive=True).select_related("locale").specific()
    found = {version.locale.language_code: version for version in versions}
    return [
        _live_side(found[code], newsroom, logo)
        if code in found and found[code].live
        else _missing_side(code, found.get(code), page, user)
        for code in LANGUAGES
    ]


def passing_text(title: str, summary: str, link: str) -> str:
    """Ready to paste: the title, a sentence or two, the link."""
    return "\n\n".join(each for each in (title, _begin(summary.strip()), link) if each)


def _begin(text: str) -> str:
    """Its first sentences. Where it is not clear that one ends, it goes on."""
    ends = [each.start() for each in BETWEEN.finditer(text)]
    ends = [end for end in ends if not SHORTENED.search(text[:end])]
    return text[: ends[SENTENCES - 1]] if len(ends) >= SENTENCES else text


def _live_side(page: Any, newsroom: str, logo: Any) -> Side:
    language, link = page.locale.language_code, page.short_link()
    head: Head = page.head()
    return Side(
        language,
        NATIVE_NAMES[language],
        page.title,
        passing_text(page.title, getattr(page, "summary", "") or head.description, link),
        link,
        with_card(head, page, newsroom, logo).image_alternative,
        _pictures(page, card_for(page, newsroom, logo).version),
        is_behind=version_of(page).stale_since is not None,
    )


def _pictures(page: Any, version: str) -> list[Picture]:
    language = page.locale.language_code
    return [
        Picture(
            shape,
            card_path(page, version, shape),
            f"{page.slug}-{path_word(shape, language)}.jpg",
            *SHAPES[shape].size,
        )
        for shape in (SQUARE, WIDE)
    ]


def _missing_side(language: str, version: Any, original: Any, user: Any) -> Side:
    label = NATIVE_NAMES[language]
    if version is not None:
        may_edit = version.permissions_for_user(user).can_edit()
        url = reverse("wagtailadmin_pages:edit", args=[version.pk]) if may_edit else ""
        return Side(language, label, version.title if may_edit else "", edit_url=url)
    may_send = user.has_perm(SUBMIT) and original.permissions_for_user(user).can_edit()
    url = reverse("wagtail_localize:submit_page_translation", args=[original.pk])
    return Side(language, label, translate_url=url if may_send else "")
