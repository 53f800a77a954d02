"""Courtesy pages: what a reader meets where a page is missing in their language.

The address is the index of that language with the slug of the page that there is
(`/es/noticias/<English slug>/`). Once the missing version is live it leads there for good.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from cms.languages import NATIVE_NAMES, language_name, path_word
from cms.naming_reads import name_read
from cms.pairs import Pair
from cms.reading import Head, set_head
from cms.wishing import WishForm


class Elsewhere(Exception):
    """What is asked for stands at another address for good: `url`."""

    def __init__(self, url: str):
        super().__init__("elsewhere")
        self.url = url


class AlreadyThere(Elsewhere):
    """The page is live in this language after all."""

    def __init__(self, page: Page):
        super().__init__(page.url)


@dataclass(frozen=True)
class Missing:
    """A page that is live in its own language, and an index in whose language it is not."""

    index: Any
    original: Any

    @property
    def url(self) -> str:
        return f"{self.index.url}{self.original.slug}/"

    @property
    def tell_path(self) -> str:
        return tell_path(self.original.translation_key, self.index.locale.language_code)


class Foretold(models.Model):
    """A page that may say a few words to readers of the language it is not in yet."""

    courtesy_summary = models.CharField(
        _("short summary in the other language"),
        max_length=300,
        blank=True,
        help_text=_("Readers of the other language see it until there is a translation."),
    )
    courtesy_panels = [FieldPanel("courtesy_summary")]
    synchronized = [SynchronizedField("courtesy_summary", overridable=False)]

    class Meta:
        abstract = True


class Courteous:
    """A page that answers kindly for a child which exists in the other language only."""

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        try:
            return super().route(request, path_components)  # type: ignore[misc]
        except Http404:
            if len(path_components) != 1:
                raise
            return RouteResult(self, kwargs={"missing_slug": path_components[0]})

    def serve(
        self, request: HttpRequest, *args: Any, missing_slug: str = "", **kwargs: Any
    ) -> HttpResponse:
        if not missing_slug:
            return super().serve(request, *args, **kwargs)  # type: ignore[misc]
        try:
            missing = missing_below(self, missing_slug)
        except Elsewhere as there:
            return redirect(there.url, permanent=True)
        return courtesy_page(request, missing)

    def courtesy_title(self) -> str:
        return gettext("This page is not in %(language)s yet") % {"language": self.language()}

    def language(self) -> str:
        return language_name(self.locale.language_code)  # type: ignore[attr-defined]

    def newest(self) -> dict[str, Any]:
        """What to read instead: `teasers` of posts or `cards` of campaigns."""
        raise NotImplementedError


def missing_below(index: Any, slug: str) -> Missing:
    """The page of this slug in the other language. Raises Http404 or Elsewhere.

    A page that was live once still leads to its live version; one that never was is not told of.
    """
    other = index.get_translations().live().first()
    if other is None or not index.live:
        raise Http404
    published = Page.objects.child_of(other).exclude(first_published_at=None)
    original = published.filter(slug=slug).first() or _moved_below(other, slug, published)
    if original is None:
        raise Http404
    same = Page.objects.live().filter(translation_key=original.translation_key)
    if there := same.filter(locale_id=index.locale_id).first():
        raise AlreadyThere(there)
    if not original.live:
        raise Http404
    missing = Missing(index, original.specific)
    if original.slug != slug:
        raise Elsewhere(missing.url)
    return missing


def _moved_below(index: Page, slug: str, pages: Any) -> Page | None:
    """The one of these pages that had this slug once: wagtail.contrib.redirects remembers it."""
    path = Redirect.normalise_path(f"{index.url}{slug}")
    old = Redirect.objects.filter(old_path=path).exclude(redirect_page=None)
    return pages.filter(pk__in=old.values("redirect_page")).first()


def missing_version(translation_key: UUID, language: str) -> Missing:
    """What is missing of this pair in this language. Raises Http404 or AlreadyThere."""
    live = Page.objects.live().filter(translation_key=translation_key).select_related("locale")
    versions = {page.locale.language_code: page for page in live}
    if language in versions:
        raise AlreadyThere(versions[language])
    original = next(iter(versions.values()), None)
    index = _index_for(original, [language]) if original else None
    if original is None or index is None:
        raise Http404
    return Missing(index.specific, original.specific)


def offers(page: Page, languages: list[str], around: list[Page]) -> list[dict[str, Any]]:
    """For the switcher: the courtesy page in each language that this page is missing in; `around`
    are the live versions of it and of the page above it.
    """
    above = [each for each in around if each.translation_key != page.translation_key]
    index = next((each for each in above if each.locale.language_code in languages), None)
    if index is None or not issubclass(index.specific_class, Courteous):
        return []
    language = index.locale.language_code
    return [
        {
            "language": language,
            "label": NATIVE_NAMES[language],
            "url": f"{index.full_url}{page.slug}/",
            "is_current": False,
            "is_courtesy": True,
        }
    ]


def courtesy_page(
    request: HttpRequest, missing: Missing, *, form: WishForm | None = None, status: int = 200
) -> HttpResponse:
    """The page itself; `form` is a refused one, with what was typed."""
    original, note = _facts_of(missing.original), _note_on(missing.original)
    title = missing.index.courtesy_title()
    offered = [original | {"is_current": False}]
    head = Head(title, note, is_indexable=False, offered=offered, stands_in=True)
    set_head(request, head)
    context = missing.index.newest() | {
        "title": title,
        "note": note,
        "original": original,
        "language": missing.index.language(),
        "form": form or WishForm(auto_id="tell_%s"),
        "action": missing.tell_path,
    }
    response = render(request, "cms/courtesy_page.html", context, status=status)
    name_read(request, response, missing.original.translation_key, is_courtesy=True)
    return response


def tell_path(translation_key: UUID, language: str) -> str:
    """Where "tell me when" is posted to; the endpoint stands in an app that may keep addresses."""
    return f"/{language}/{path_word('tell', language)}/{translation_key}/"


def _facts_of(page: Any) -> dict[str, Any]:
    language = page.locale.language_code
    return {
        "title": page.title,
        "summary": getattr(page, "summary", "") or page.search_description,
        "url": page.full_url,
        "language": language,
        "label": NATIVE_NAMES[language],
        "language_name": language_name(language),
    }


def _note_on(page: Any) -> str:
    """The original's words for the other language; a translation only repeats them."""
    note = getattr(page, "courtesy_summary", "")
    facts = {"translation_key": page.translation_key, "original": page.locale.language_code}
    return note if note and Pair.objects.filter(**facts).exists() else ""


def _index_for(page: Page, languages: Iterable[str]) -> Page | None:
    """The live sibling of this page's parent in one of these languages, if it answers kindly."""
    parent = Page.objects.filter(path=page.path[: -page.steplen])
    same = Page.objects.live().filter(translation_key__in=parent.values("translation_key"))
    index = same.filter(locale__language_code__in=languages).select_related("locale").first()
    return index if index and issubclass(index.specific_class, Courteous) else None
