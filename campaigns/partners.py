"""Coalition partners of a petition, and the signers who agreed that one of them gets their name."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from campaigns.field_lint import check_texts
from campaigns.sourcing import is_reserved

LOGO = "max-320x128|format-webp"
DENSITY = 2  # pixels of the file per pixel of the page


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

    def clean(self) -> None:
        super().clean()
        if is_reserved(self.slug):
            raise ValidationError({"slug": _("This word means something else in a link.")})
        check_texts({"name": self.name}, are_labels=True)


PARTNERS = models.Prefetch(
    "partners", Partner.objects.select_related("logo").prefetch_related("logo__renditions")
)


def partner_links(petition: Any) -> list[dict[str, Any]]:
    """Who carries the petition, for its page: two queries, or none if PARTNERS came with it."""
    partners = petition.partners.all()
    if "partners" not in getattr(petition, "_prefetched_objects_cache", {}):
        partners = partners.select_related("logo").prefetch_related("logo__renditions")
    return [{"name": each.name, "url": each.url, "logo": logo_markup(each)} for each in partners]


def logo_markup(partner: Partner) -> SafeString | str:
    """Its name is the alternative text: the picture stands in its place."""
    if partner.logo is None or not partner.logo.may_be_shown:
        return ""
    logo = partner.logo.get_rendition(LOGO)
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        logo.url,
        logo.width // DENSITY,
        logo.height // DENSITY,
        partner.name,
    )


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
