"""What all pages share: the base page, topics and pictures."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import (
    DraftStateMixin,
    Page,
    PageViewRestriction,
    RevisionMixin,
    TranslatableMixin,
)

from cms.addressing import address_of
from cms.banners import Banner
from cms.cards import Carded, logo_for, with_card
from cms.checking import findings_shown
from cms.copying import DraftCopyForm
from cms.corrections import Correction
from cms.courtesy import offers
from cms.drawn_cards import DrawnCard
from cms.editions import Edition
from cms.entries import LiveEntry
from cms.guarding import Guarded
from cms.guestlinks import GuestLink
from cms.indexing import Facts, SearchEntry
from cms.knowing import learn
from cms.languages import LANGUAGES
from cms.library import Image, Rendition
from cms.outdating import Outdated
from cms.pairs import Draft, Pair, Version
from cms.picturing import picture_address, picture_markup
from cms.proposing import SlipPanel
from cms.reading import Head, newsroom_of, set_head
from cms.reads import ReadLog, Reads
from cms.remembering import Vanished
from cms.routing import Routed
from cms.shaping import HERO
from cms.short_links import PageLink
from cms.spelling import SearchWord
from cms.switching import live_around, versions_among
from cms.takedowns import TakeDown

__all__ = [
    "Banner",
    "BasePage",
    "Correction",
    "Draft",
    "DrawnCard",
    "Edition",
    "GuestLink",
    "Illustrated",
    "Image",
    "LiveEntry",
    "Outdated",
    "PageLink",
    "Pair",
    "ReadLog",
    "Reads",
    "Rendition",
    "Routed",
    "SearchEntry",
    "SearchWord",
    "TakeDown",
    "Topic",
    "Vanished",
    "Version",
]


class Topic(Guarded, Routed, DraftStateMixin, RevisionMixin, TranslatableMixin):
    """What a post is filed under."""

    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(_("description"), max_length=300, blank=True)

    path_word = "topic"
    has_feed = True
    search_kind = SearchEntry.Kind.TOPIC
    panels = [SlipPanel(), FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")]

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

    def search_facts(self) -> Facts:
        date = self.last_published_at or timezone.now()
        return Facts(self.name, date, text=self.description, slug=self.slug)


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
        if self.hero_image is None or not self.hero_image.may_be_shown:
            return None
        return {
            "picture": picture_markup(
                self.hero_image, self.hero_alternative, place=HERO, is_lazy=False
            ),
            "address": picture_address(self.hero_image),
            "credit": self.hero_credit or self.hero_image.credit,
            "caption": self.hero_caption,
        }


def card_of(
    page: Page | None, language: str, *, citing: Page | None = None
) -> dict[str, Any] | None:
    """The card of a campaign named by string, in this language; None where it is not live there.

    Its link says which page it stands on (`citing`), so that signers can be counted by story; there
    it can be passed on as well.
    """
    if page is None:
        return None
    cards = page.specific_class.objects.live().as_cards()
    found = cards.filter(translation_key=page.translation_key, locale__language_code=language)
    campaign = found.first()
    if campaign is None:
        return None
    card: dict[str, Any] = campaign.as_card()
    if citing is not None and citing.pk:
        card["url"] = f"{card['url']}?via=p{citing.pk}"
        card["passing"] = campaign.passing_on()
    return card


class BasePage(Guarded, Carded, Page):
    """Every page of the site: born a draft, published through the guard, the same for
    every reader.
    """

    private_page_options: list[str] = []
    copy_form_class = DraftCopyForm
    show_in_menus_default = False
    is_indexable = True
    promote_panels = [SlipPanel(), *Page.promote_panels]
    # Whether readers may be told of corrections on it, and whether it may be a live story.
    takes_corrections = False
    takes_entries = False

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        if self.takes_corrections:
            learn(self)
        newsroom, logo = newsroom_of(request), logo_for(request)
        set_head(request, with_card(self.head(), self, newsroom, logo))
        context = super().get_context(request, *args, **kwargs)
        if getattr(request, "is_preview", False):
            context["findings"] = findings_shown(self, user=getattr(request, "user", None))
        return context

    @classmethod
    def being_read(cls) -> Any:
        """Pages with what is read in one query with each that is shown."""
        return cls._default_manager.all()

    def head(self) -> Head:
        around = self.around()
        alternates = self.alternates(around)
        known = {self.locale.language_code, *(each["language"] for each in alternates)}
        return Head(
            title=self.seo_title or self.title,
            description=self.search_description or getattr(self, "summary", ""),
            alternates=alternates,
            is_indexable=self.is_indexable,
            offered=offers(self, [code for code in LANGUAGES if code not in known], around),
        )

    def get_view_restrictions(self) -> Any:
        """Whoever found the page by its address knows that there are none (cms/locating.py)."""
        if getattr(self, "_has_restrictions", True):
            return super().get_view_restrictions()
        return PageViewRestriction.objects.none()

    def _get_autogenerated_slug(self, base_slug: str) -> str:
        """Wagtail asks for it where nobody wrote an address; its own makes `ano` of `año`."""
        return super()._get_autogenerated_slug(address_of(self.title) or base_slug)

    def as_teaser(self) -> dict[str, Any]:
        """What a listing shows of this page; pages that can be listed say more."""
        return {"title": self.title, "url": self.url, "summary": self.search_description}

    def alternates(self, around: list[Page] | None = None) -> list[dict[str, Any]]:
        """The page's live versions, this one included, for switcher and hreflang."""
        return versions_among(self.around() if around is None else around, self)

    def around(self) -> list[Any]:
        """Its live versions, and those of the page above it."""
        return live_around(self)
