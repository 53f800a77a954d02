"""The tip line as editors set it up: whether it is open, and the safer ways that come first."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from cms.languages import LANGUAGES
from cms.mapping import SECTIONS
from cms.purging import purge
from tips.addresses import tips_url
from tips.readers import tip_readers


class TipLineQuerySet(models.QuerySet["TipLine"]):
    def open(self) -> "TipLineQuerySet":
        """Switched on, and somebody can read what comes."""
        return self.filter(Exists(tip_readers()), is_on=True)

    def switched_on(self) -> "TipLineQuerySet":
        """With `has_reader`: where nobody could read, the line closes by itself until somebody
        can.
        """
        return self.filter(is_on=True).annotate(has_reader=Exists(tip_readers()))


@register_setting(icon="lock-open")
class TipLine(BaseGenericSetting):
    """One row for the newsroom: closed until somebody opens it, and while it has no reader."""

    is_on = models.BooleanField(
        _("open"),
        default=False,
        help_text=_(
            "Readers find the page of the tip line under stories, on the front page and at the "
            "foot of each page. While nobody is in the group Tip readers its form is closed."
        ),
    )
    signal = models.CharField(
        _("Signal: number or user name"),
        max_length=60,
        blank=True,
        help_text=_("As people type it."),
    )
    signal_link = models.URLField(
        _("Signal: link"), blank=True, help_text=_("It begins with https://signal.me/")
    )
    post = models.TextField(_("postal address"), max_length=300, blank=True)
    in_person_en = models.TextField(
        _("where and when people can come, in English"), max_length=300, blank=True
    )
    in_person_es = models.TextField(
        _("where and when people can come, in Spanish"), max_length=300, blank=True
    )
    told_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = TipLineQuerySet.as_manager()

    panels = [
        FieldPanel("is_on"),
        MultiFieldPanel(
            [FieldPanel("signal"), FieldPanel("signal_link"), FieldPanel("post")],
            heading=_("Safer ways, the same in both languages"),
        ),
        MultiFieldPanel(
            [FieldPanel("in_person_en"), FieldPanel("in_person_es")], heading=_("In person")
        ),
    ]

    class Meta:
        verbose_name = _("tip line")
        verbose_name_plural = _("tip lines")

    def __str__(self) -> str:
        return f"tip line {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Its own pages are fetched anew, and the map that names them; where else it stands,
        home/renewing.py sees by itself.
        """
        super().save(*args, **kwargs)
        purge([*map(tips_url, LANGUAGES), SECTIONS])

    def in_person(self, language: str) -> str:
        return {"en": self.in_person_en, "es": self.in_person_es}[language]

    def clean(self) -> None:
        super().clean()
        if bool(self.in_person_en.strip()) != bool(self.in_person_es.strip()):
            missing = "in_person_es" if self.in_person_en.strip() else "in_person_en"
            raise ValidationError({missing: _("Please say it in both languages, or in none.")})
        if self.signal_link and not self.signal_link.startswith("https://signal.me/"):
            raise ValidationError({"signal_link": _("This is not a link to Signal.")})
        if self.is_on:
            self._check_may_open()

    def _check_may_open(self) -> None:
        if not (self.signal or self.post.strip() or self.in_person_en.strip()):
            told = _("Name a safer way first: Signal, an address for letters, or a place to come.")
            raise ValidationError({"is_on": told})
        if not tip_readers().exists():
            told = _("Nobody could read the tips: put somebody into the group Tip readers first.")
            raise ValidationError({"is_on": told})
