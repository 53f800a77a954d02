"""What has a page of its own below an index, and is no page itself."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.languages import path_word
from cms.purging import purge
from cms.renaming import lead_on
from cms.syndicating import in_each_form


class Routed(models.Model):
    """A translatable, draftable snippet with a page of its own at `/<news>/<word>/<slug>/`."""

    slug = models.SlugField(_("address"), max_length=120)

    class Meta:
        abstract = True

    path_word = ""
    has_feed = False  # of the stories below it

    indexes: list[type[Page]] = []  # under whose pages it has its own; apps add theirs

    def save(self, *args: Any, **kwargs: Any) -> None:
        """An address that was live leads to the one that takes its place."""
        before = self._renamed(kwargs.get("update_fields"))
        super().save(*args, **kwargs)
        if before is not None:
            lead_on(before.places(), self.places())
            purge(before.shown_at())

    def _renamed(self, update_fields: Any) -> Any:
        """The live row with another address than this one is about to have; None without it."""
        if self._state.adding or (update_fields is not None and "slug" not in update_fields):
            return None
        rows: Any = type(self)._default_manager
        return rows.filter(pk=self.pk, live=True).exclude(slug=self.slug).first()

    def shown_at(self) -> list[str]:
        """Its own page and feeds, below each live index of its language."""
        return [index.url.rstrip("/") + below for index, below in self.places()]

    def places(self) -> list[tuple[Page, str]]:
        """The same as each index and the path below it."""
        return [
            (index, below)
            for kind in Routed.indexes
            for index in kind.objects.live().filter(locale_id=self.locale_id)  # type: ignore[attr-defined]
            for below in self.paths_within("/", index.locale.language_code)
        ]

    def path_within(self, index_url: str, language: str) -> str:
        """Its address below the news index of that language."""
        return f"{index_url}{path_word(self.path_word, language)}/{self.slug}/"

    def paths_within(self, index_url: str, language: str) -> list[str]:
        """That one, and those of its feeds."""
        own = self.path_within(index_url, language)
        return [own, *(in_each_form(f"{own}feed/") if self.has_feed else [])]
