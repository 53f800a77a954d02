"""Short links that keep their language: what a reader passes on opens in the language it was
passed on in, and says how it was passed on.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.db import models

from cms.short_links import ROUNDS, CodesTaken, address_of, draw, leading_to

LENGTH = 6  # a page's code is shorter (cms/short_links.py), so no code is both


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
                ShortLink(code=draw(LENGTH), petition=petition, language=language, source=source)
                for source in missing
            ],
            ignore_conflicts=True,
        )
    raise CodesTaken


def destination(link: ShortLink) -> str:
    """Where it leads now: the campaign in its language; where that is not live, the page that
    says so kindly. Raises Http404 where neither language has the campaign.
    """
    pages = link.petition.pages.live().select_related("locale")
    return leading_to(pages, link.language, urlencode({"via": link.source}))
