"""Short links that keep their language: what a reader passes on opens in the language it was
passed on in, and says how it was passed on.
"""

import secrets
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.http import Http404

from cms.courtesy import AlreadyThere, missing_version

ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"  # no vowels, nothing that looks like something else
LENGTH = 6
ROUNDS = 5  # a code that is taken is drawn anew


class CodesTaken(RuntimeError):
    """Every code that was drawn belongs to another link: the alphabet has run out."""


class ShortLink(models.Model):
    """`/s/<code>`: one campaign in one language, by one source; for ever."""

    code = models.CharField(max_length=12, unique=True)
    petition = models.ForeignKey(
        "campaigns.Petition", on_delete=models.CASCADE, related_name="short_links"
    )
    language = models.CharField(max_length=2)
    source = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "language", "source"], name="one_short_link_per_source"
            )
        ]

    def __str__(self) -> str:
        return self.code


def address_of(code: str) -> str:
    return f"{settings.BASE_URL}/s/{code}"


def short_links(petition: Any, language: str, sources: Iterable[str]) -> dict[str, str]:
    """An absolute short address per source; those that lack one get it now.

    Raises CodesTaken.
    """
    wanted = list(sources)
    mine = ShortLink.objects.filter(petition=petition, language=language, source__in=wanted)
    for _round in range(ROUNDS):
        codes = dict(mine.values_list("source", "code"))
        missing = [source for source in wanted if source not in codes]
        if not missing:
            return {source: address_of(codes[source]) for source in wanted}
        ShortLink.objects.bulk_create(
            [
                ShortLink(code=_draw(), petition=petition, language=language, source=source)
                for source in missing
            ],
            ignore_conflicts=True,
        )
    raise CodesTaken


def destination(link: ShortLink) -> str:
    """Where it leads now: the campaign in its language; where that is not live, the page that
    says so kindly. Raises Http404 where neither language has the campaign.
    """
    pages = {page.locale.language_code: page for page in _live_pages(link.petition)}
    if page := pages.get(link.language):
        return f"{page.url}?{urlencode({'via': link.source})}"
    other = next(iter(pages.values()), None)
    if other is None:
        raise Http404
    try:
        return missing_version(other.translation_key, link.language).url
    except AlreadyThere as there:
        return there.url


def _live_pages(petition: Any) -> Iterable[Any]:
    return petition.pages.live().select_related("locale")


def _draw() -> str:
    return "".join(secrets.choice(ALPHABET) for _letter in range(LENGTH))
