"""Whom a petition is addressed to: a name, an office in each language, and how to reach it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from cms.naming import joining
from cms.picturing import picture_markup
from cms.shaping import OFFICE


class Target(Orderable):
    """One addressee. A name is the same in both languages unless its Spanish is given."""

    petition = ParentalKey("campaigns.Petition", on_delete=models.CASCADE, related_name="targets")
    name = models.CharField(_("name"), max_length=120)
    name_es = models.CharField(
        _("name in Spanish"),
        max_length=120,
        blank=True,
        help_text=_("Only where it is another, as that of a board or a council."),
    )
    office_en = models.CharField(_("office in English"), max_length=120, blank=True)
    office_es = models.CharField(_("office in Spanish"), max_length=120, blank=True)
    photo = models.ForeignKey(
        "cms.Image",
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    alternative_en = models.CharField(_("alternative text in English"), max_length=300, blank=True)
    alternative_es = models.CharField(_("alternative text in Spanish"), max_length=300, blank=True)
    phone = models.CharField(_("phone of the office"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail of the office"), blank=True)
    address = models.CharField(_("address of the office"), max_length=200, blank=True)
    url = models.URLField(_("site of the office"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_es")]),
        FieldRowPanel([FieldPanel("office_en"), FieldPanel("office_es")]),
        FieldPanel("photo"),
        FieldRowPanel([FieldPanel("alternative_en"), FieldPanel("alternative_es")]),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
        FieldPanel("address"),
        FieldPanel("url"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("target")
        verbose_name_plural = _("targets")

    def __str__(self) -> str:
        return f"target {self.pk}"

    def clean(self) -> None:
        """An office or a photo speaks to both languages or to none."""
        super().clean()
        missing = {}
        for code, other in (("en", "es"), ("es", "en")):
            if getattr(self, f"office_{other}") and not getattr(self, f"office_{code}"):
                missing[f"office_{code}"] = _("Readers of this language need it too.")
            if self.photo_id and not getattr(self, f"alternative_{code}"):
                missing[f"alternative_{code}"] = _("Say what the picture shows.")
        if missing:
            raise ValidationError(missing)

    def name_in(self, language: str) -> str:
        return (self.name_es if language == "es" else "") or self.name

    def office_in(self, language: str) -> str:
        return str(getattr(self, f"office_{language}"))

    def said_in(self, language: str) -> list[str]:
        """What names it in this language: its name, and its office if it has one."""
        return [text for text in (self.name_in(language), self.office_in(language)) if text]

    def shown(self, language: str) -> dict[str, Any]:
        """What a page shows of this addressee, in its language."""
        alternative = getattr(self, f"alternative_{language}")
        return {
            "name": self.name_in(language),
            "office": self.office_in(language),
            "photo": picture_markup(self.photo, alternative, place=OFFICE),
            "phone": self.phone,
            "email": self.email,
            "address": self.address,
            "url": self.url,
        }


def targets_of(petition: Any) -> list[Target]:
    """With their photos, in a constant number of queries."""
    return list(petition.targets.select_related("photo"))


def names_of(targets: Iterable[Target], language: str) -> str:
    """The addressees in one line of the active language: `A`, `A and B`, `A and 2 others`."""
    names = [target.name_in(language) for target in targets]
    if len(names) < 2:
        return "".join(names)
    if len(names) == 2:
        return joining(names[1]) % {"names": names[0], "last": names[1]}
    others = len(names) - 1
    line = ngettext("%(first)s and %(number)s other", "%(first)s and %(number)s others", others)
    return line % {"first": names[0], "number": others}
