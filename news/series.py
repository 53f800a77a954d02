"""Series: stories that belong together, in an order, with a page of their own in each language."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin

from cms.guarding import Guarded
from cms.models import Routed
from cms.proposing import SlipPanel


class Series(Guarded, Routed, DraftStateMixin, RevisionMixin, TranslatableMixin):
    """A name over several posts; each post says which part it is."""

    name = models.CharField(_("name"), max_length=120)
    description = models.CharField(_("description"), max_length=300, blank=True)

    path_word = "series"
    panels = [SlipPanel(), FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("series")
        verbose_name_plural = _("series (all)")
        constraints = [
            models.UniqueConstraint(
                fields=["locale", "slug"],
                name="unique_series_slug",
                violation_error_message=_("Another series has this address."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def parts(self) -> Any:
        """Its live posts in their order; those without a number stand last, by date."""
        order = models.F("series_part").asc(nulls_last=True)
        return self.posts.live().order_by(order, "date", "pk")  # type: ignore[attr-defined]


def place_in_series(post: Any, index_url: str) -> dict[str, Any] | None:
    """Which part of its series a post is, and the parts beside it; None without a live series.

    Counted among what readers of this language can read: an unpublished part leaves no gap.
    """
    series = post.series
    if series is None or not series.live:
        return None
    parts = list(series.parts().values("pk", "title", "slug"))
    place = next((number for number, each in enumerate(parts) if each["pk"] == post.pk), None)
    if place is None:
        return None
    links = [{"title": each["title"], "url": f"{index_url}{each['slug']}/"} for each in parts]
    return {
        "name": series.name,
        "url": series.path_within(index_url, post.locale.language_code),
        "part": place + 1,
        "parts": len(parts),
        "previous": links[place - 1] if place else None,
        "next": links[place + 1] if place + 1 < len(parts) else None,
    }
