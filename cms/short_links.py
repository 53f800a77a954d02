"""Short links that keep their language: `/s/<code>` opens a page in the language it was passed on
in, whatever the browser speaks. No cookie is set and nobody is counted.
"""

import secrets
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.http import Http404
from wagtail.models import Page

from cms.courtesy import AlreadyThere, missing_version

ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"  # no vowels, nothing that looks like something else
LENGTH = 5  # of a page's code; other kinds of link have codes of other lengths
ROUNDS = 5  # a code that is taken is drawn anew


class CodesTaken(RuntimeError):
    """Every code that was drawn belongs to another link: the alphabet has run out."""


class PageLink(models.Model):
    """One page in one language, live or not; for ever."""

    code = models.CharField(max_length=12, unique=True)
    translation_key = models.UUIDField()
    language = models.CharField(max_length=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "language"], name="one_link_per_page_and_language"
            )
        ]

    def __str__(self) -> str:
        return self.code


def page_link(page: Any) -> str:
    """The absolute short address of this page in its language; made now where there is none.

    Raises CodesTaken.
    """
    facts = {
        "translation_key": page.translation_key,
        "language": page.locale.language_code,
    }
    for _round in range(ROUNDS):
        if link := PageLink.objects.filter(**facts).first():
            return address_of(link.code)
        row = PageLink(code=draw(LENGTH), **facts)
        PageLink.objects.bulk_create([row], ignore_conflicts=True)
    raise CodesTaken


def behind(code: str) -> str:
    """Where a page's code leads now. Raises Http404."""
    link = PageLink.objects.filter(code=code).first()
    if link is None:
        raise Http404
    pages = Page.objects.live().filter(translation_key=link.translation_key)
    return leading_to(pages.select_related("locale"), link.language)


def leading_to(pages: Iterable[Page], language: str, query: str = "") -> str:
    """The one of these live versions in this language, with the query; where it is not live, the
    page that says so kindly. Raises Http404 where there is none at all.
    """
    versions = {page.locale.language_code: page for page in pages}
    if page := versions.get(language):
        return f"{page.url}?{query}" if query else page.url
    other = next(iter(versions.values()), None)
    if other is None:
        raise Http404
    try:
        return missing_version(other.translation_key, language).url
    except AlreadyThere as there:
        return there.url


def address_of(code: str) -> str:
    return f"{settings.BASE_URL}/s/{code}"


def draw(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _letter in range(length))
