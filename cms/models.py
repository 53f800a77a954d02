"""What all pages share: the base page, topics and pictures."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import DraftStateMixin, Page, RevisionMixin, TranslatableMixin

from cms.guarding import Guarded
from cms.guestlinks import GuestLink
from cms.languages import LANGUAGES, NATIVE_NAMES, path_word
from cms.pairs import Pair, Version
from cms.pictures import without_metadata
from cms.picturing import picture_markup
from cms.reading import Head, set_head

__all__ = [
    "BasePage",
    "GuestLink",
    "Illustrated",
    "Image",
    "Pair",
    "Rendition",
    "Routed",
    "Topic",
    "Version",
]


class Image(AbstractImage):
    """A picture of the newsroom, cleaned on upload: no place, no device, no comments."""

    credit = models.CharField(_("credit"), max_length=200, blank=True)
    # Named apart from Wagtail's own image model, which bears the same name.
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="hub_images",
    )
    tags = TaggableManager(_("tags"), blank=True, help_text=None, related_name="hub_images")

    admin_form_fields = ("title", "file", "credit", "description", "collection", "tags")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def save(self, *args: Any, **kwargs: Any) -> None:
        upload: Any = self.file  # type: ignore[has-type]
        if upload and not upload._committed:
            self.file = without_metadata(upload)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)


class Rendition(AbstractRendition):
    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition"
            )
        ]


class Routed(models.Model):
    """A translatable, draftable snippet with a page of its own at `/<news>/<word>/<slug>/`."""

    slug = models.SlugField(_("address"), max_length=120)

    class Meta:
        abstract = True

    path_word = ""

    def path_within(self, index_url: str, language: str) -> str:
        """Its address below the news index of that language."""
        return f"{index_url}{path_word(self.path_word, language)}/{self.slug}/"


class Topic(Guarded, Routed, DraftStateMixin, RevisionMixin, TranslatableMixin):
    """What a post is filed under."""

    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(_("description"), max_length=300, blank=True)

    path_word = "topic"
    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.UniqueConstraint(
                fields=["locale", "slug"],
                name="unique_topic_slug",
                violation_error_message=_("Another topic has this address."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Illustrated(models.Model):
    """A main picture: the file is one for all languages, its words are translated."""

    hero_image = models.ForeignKey(
        Image,
        verbose_name=_("main picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hero_alternative = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What a reader who cannot see it should know."),
    )
    hero_credit = models.CharField(_("credit"), max_length=200, blank=True)
    hero_caption = models.CharField(_("caption"), max_length=300, blank=True)

    hero_panels = [
        MultiFieldPanel(
            [
                FieldPanel("hero_image"),
                FieldPanel("hero_alternative"),
                FieldPanel("hero_credit"),
                FieldPanel("hero_caption"),
            ],
            heading=_("Main picture"),
        )
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.hero_image_id and not self.hero_alternative:
            raise ValidationError({"hero_alternative": _("Say what the picture shows.")})

    def hero(self) -> dict[str, Any] | None:
        """The picture ready to show at the head of its page, or None."""
        if self.hero_image is None:
            return None
        return {
            "picture": picture_markup(self.hero_image, self.hero_alternative, is_lazy=False),
            "credit": self.hero_credit or self.hero_image.credit,
            "caption": self.hero_caption,
        }


def card_of(page: Page | None, language: str) -> dict[str, Any] | None:
    """The card of a campaign named by string, in this language; None where it is not live there."""
    if page is None:
        return None
    cards = page.specific_class.objects.live().as_cards()
    found = cards.filter(translation_key=page.translation_key, locale__language_code=language)
    return next((each.as_card() for each in found), None)


class BasePage(Guarded, Page):
    """Every page of the site: born a draft, published through the guard, the same for
    every reader.
    """

    private_page_options: list[str] = []
    show_in_menus_default = False
    is_indexable = True

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        set_head(request, self.head())
        return super().get_context(request, *args, **kwargs)

    def head(self) -> Head:
        return Head(
            title=self.seo_title or self.title,
            description=self.search_description or getattr(self, "summary", ""),
            alternates=self.alternates(),
            is_indexable=self.is_indexable,
        )

    def as_teaser(self) -> dict[str, Any]:
        """What a listing shows of this page; pages that can be listed say more."""
        return {"title": self.title, "url": self.url, "summary": self.search_description}

    def alternates(self) -> list[dict[str, Any]]:
        """The page's live versions, one per language, this one included, for switcher and
        hreflang.
        """
        siblings = self.get_translations(inclusive=True).live().select_related("locale")
        by_language = {page.locale.language_code: page for page in siblings}
        return [
            {
                "language": code,
                "label": NATIVE_NAMES[code],
                "url": by_language[code].full_url,
                "is_current": code == self.locale.language_code,
            }
            for code in LANGUAGES
            if code in by_language
        ]
