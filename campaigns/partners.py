"""Coalition partners of a petition, and the signers who agreed that one of them gets their name."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from cms.library import Image
from cms.picturing import CARD, picture_markup, specs


class Partner(Orderable):
    """An organisation that carries a petition together with the newsroom.

    `slug` is what its own links say (`?via=slug`), so that its number can be told.
    """

    petition = ParentalKey("campaigns.Petition", on_delete=models.CASCADE, related_name="partners")
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("short name"), max_length=40, help_text=_("It stands in the links that they share.")
    )
    url = models.URLField(_("address of its site"), blank=True)
    logo = models.ForeignKey(
        "cms.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    receives_names = models.BooleanField(
        _("receives names"),
        default=False,
        help_text=_("Signers are asked whether this organisation may have their name."),
    )

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]),
        FieldPanel("url"),
        FieldPanel("logo"),
        FieldPanel("receives_names"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("coalition partner")
        verbose_name_plural = _("coalition partners")
        constraints = [
            models.UniqueConstraint(fields=["petition", "slug"], name="one_short_name_per_petition")
        ]

    def __str__(self) -> str:
        return self.name


def partners_of(petition: Any) -> list[dict[str, Any]]:
    """What a page shows of the partners, in a constant number of queries."""
    logos = models.Prefetch("logo", Image.objects.prefetch_renditions(*specs()))
    return [
        {"name": each.name, "url": each.url, "logo": picture_markup(each.logo, "", sizes=CARD)}
        for each in petition.partners.prefetch_related(logos)
    ]


class Consent(models.Model):
    """One signer's yes to one partner; it goes when the signature goes."""

    signature = models.ForeignKey(
        "campaigns.Signature", on_delete=models.CASCADE, related_name="consents"
    )
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="consents")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["signature", "partner"], name="one_consent_per_partner")
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"
