"""The breaking banner: one per site, on every public page, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from cms.languages import LANGUAGES
from cms.telling import checked

LONGEST = 140  # characters: three lines on the narrowest phone


class EndsBeforeItBegins(ValueError):
    """The last moment of a banner lies before its first."""


class BannerQuerySet(models.QuerySet["Banner"]):
    def showing(self) -> "BannerQuerySet":
        now = timezone.now()
        has_begun = Q(begins_at=None) | Q(begins_at__lte=now)
        has_not_ended = Q(ends_at=None) | Q(ends_at__gt=now)
        return self.filter(has_begun, has_not_ended, is_on=True)


class Banner(models.Model):
    site = models.OneToOneField(Site, on_delete=models.CASCADE, related_name="banner")
    texts = models.JSONField(_("texts"), default=dict)
    page = models.ForeignKey(
        Page,
        verbose_name=_("page it leads to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_on = models.BooleanField(_("on"), default=False)
    begins_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = BannerQuerySet.as_manager()

    class Meta:
        verbose_name = _("banner")
        verbose_name_plural = _("banners")
        constraints = [
            models.CheckConstraint(
                condition=Q(texts__has_keys=list(LANGUAGES)), name="banner_in_every_language"
            )
        ]

    def __str__(self) -> str:
        return f"banner {self.pk}"

    @property
    def is_showing(self) -> bool:
        now = timezone.now()
        has_begun = self.begins_at is None or self.begins_at <= now
        return self.is_on and has_begun and (self.ends_at is None or self.ends_at > now)

    def told(self, language: str) -> dict[str, str] | None:
        """Its text and where it leads, in this language; None where it has no text in it."""
        if language not in self.texts:
            return None
        url = ""
        if self.page is not None:
            key = self.page.translation_key
            there = Page.objects.live().filter(translation_key=key, locale__language_code=language)
            url = next((page.url or "" for page in there), "")
        return {"text": self.texts[language], "url": url}


@dataclass(frozen=True)
class BannerWish:
    """What an editor asks for."""

    texts: Mapping[str, str]
    page: Page | None = None
    is_on: bool = True
    begins_at: datetime | None = None
    ends_at: datetime | None = None


def raise_banner(site: Site, wish: BannerWish, *, by: Any) -> Banner:
    """Put the site's banner up, change it or take it down.

    Raises cms.telling.TextMissing, TextTooLong or EndsBeforeItBegins.
    """
    if wish.begins_at and wish.ends_at and wish.ends_at <= wish.begins_at:
        raise EndsBeforeItBegins
    facts = {
        "texts": checked(wish.texts, longest=LONGEST),
        "page": wish.page,
        "is_on": wish.is_on,
        "begins_at": wish.begins_at,
        "ends_at": wish.ends_at,
        "by": by,
    }
    banner, _made = Banner.objects.update_or_create(site=site, defaults=facts)
    return banner


def banner_for(site: Site | None, language: str) -> dict[str, str] | None:
    """What this site's readers are told now; a second query only where it leads to a page."""
    banner = Banner.objects.showing().filter(site=site).select_related("page").first()
    return banner.told(language) if banner else None
