"""Identity: what a newsroom is called and what it looks like, on every page and in every tab.

The name stays with Wagtail's site, where feeds and letters read it; the form here writes it there.
"""

from typing import Any

from django import forms
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from cms.library import Image
from vault.switches import OffSwitch

LOGO = "max-640x128|format-webp|webpquality-90"  # pixels: twice what it takes on the widest screen
ICON, TOUCH_ICON = "fill-64x64|format-png", "fill-180x180|format-png"
LONGEST_NAME = 80  # characters


class IdentityForm(WagtailAdminModelForm):
    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        help_text=_("As readers know it; the same in both languages."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = self.instance.site.site_name

    @transaction.atomic
    def save(self, commit: bool = True) -> "Identity":
        """Caches are told of both at once (home/receivers.py)."""
        identity: Identity = super().save(commit)
        Site.objects.filter(pk=identity.site_id).update(site_name=self.cleaned_data["name"])
        return identity


class IdentityQuerySet(models.QuerySet["Identity"]):
    def with_banner(self) -> "IdentityQuerySet":
        """With all that the frame of a page shows of the site, and what is stopped, in one
        statement.
        """
        stopped = ArraySubquery(OffSwitch.objects.values("name"))
        return self.select_related("logo", "icon", "site__banner__page").annotate(stopped=stopped)


@register_setting(icon="image")
class Identity(BaseSiteSetting):
    """A site's logo and icon; without them stand the mark of Hub and the name in letters."""

    logo = models.ForeignKey(
        Image,
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Stands in place of the name on the dark band at the head of each page: "
            "light letters on a transparent ground, at least 128 pixels high."
        ),
    )
    logo_says_en = models.CharField(_("what the logo says, in English"), max_length=120, blank=True)
    logo_says_es = models.CharField(
        _("what the logo says, in Spanish"),
        max_length=120,
        blank=True,
        help_text=_("Read aloud in place of the logo. Leave both empty where it says the name."),
    )
    icon = models.ForeignKey(
        Image,
        verbose_name=_("square icon"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("For browser tabs and home screens: square, at least 180 pixels wide."),
    )

    objects: Any = IdentityQuerySet.as_manager()
    base_form_class = IdentityForm
    panels = [
        FieldPanel("name"),
        MultiFieldPanel(
            [FieldPanel("logo"), FieldPanel("logo_says_en"), FieldPanel("logo_says_es")],
            heading=_("Logo"),
        ),
        FieldPanel("icon"),
    ]

    class Meta:
        verbose_name = _("name and logo")
        verbose_name_plural = _("names and logos")

    def __str__(self) -> str:
        return f"identity {self.pk}"

    def clean(self) -> None:
        """In one language only, the other's readers would hear its words."""
        super().clean()
        if bool(self.logo_says_en) != bool(self.logo_says_es):
            empty = "logo_says_es" if self.logo_says_en else "logo_says_en"
            raise ValidationError({empty: _("Say it in both languages, or in neither.")})

    def logo_says(self, language: str) -> str:
        return self.logo_says_es if language == "es" else self.logo_says_en

    def logo_shown(self, name: str, language: str) -> dict[str, Any] | None:
        """The logo for readers of this language; None where the mark and the name stand."""
        if self.logo is None or not self.logo.may_be_shown:
            return None
        rendition = self.logo.get_rendition(LOGO)
        return {
            "url": rendition.url,
            "width": rendition.width,
            "height": rendition.height,
            "alternative": self.logo_says(language) or name,
        }

    def icons(self) -> dict[str, str] | None:
        if self.icon is None or not self.icon.may_be_shown:
            return None
        found = self.icon.get_renditions(ICON, TOUCH_ICON)
        return {"url": found[ICON].url, "touch_url": found[TOUCH_ICON].url}


def identity_of(site: Site | None) -> Identity | None:
    """Asked of the database once for each `site`: a page's card and its frame share it."""
    if site is None:
        return None
    if not hasattr(site, "known_identity"):
        site.known_identity = Identity.objects.filter(site=site).with_banner().first()
    return site.known_identity


def logo_of(site: Site) -> Image | None:
    """For pictures that the newsroom signs."""
    identity = identity_of(site)
    logo = identity.logo if identity else None
    return logo if logo and logo.may_be_shown else None
