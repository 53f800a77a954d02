"""Placing: a draft becomes a page of this newsroom, or mends the one that it became before."""

import json
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_footnotes.models import Footnote

from cms.actors import acting_as
from cms.languages import PATH_WORDS
from cms.models import Pair
from cms.refusing import PublicationRefused
from home.models import HomePage, StandardPage
from home.moving.wordpress.arrivals import digest_of
from home.moving.wordpress.drafting import Draft
from home.moving.wordpress.known import Known, story_key
from home.moving.wordpress.naming import write_freely
from home.moving.wordpress.scanning import Scan, Story
from news.models import NewsIndexPage, PostAuthor, PostPage, PostTag, PostTopic

MODELS: dict[str, Any] = {"post": PostPage, "page": StandardPage}
PARENTS: dict[str, Any] = {"post": NewsIndexPage, "page": HomePage}
MADE, MENDED, SAME, LEFT, GONE = "made", "mended", "same", "left", "gone"


class Placed:
    """What became of one story: its page, in which way, and why it is not live if it should be."""

    def __init__(self, page: Any, way: str, refusal: str = ""):
        self.page = page
        self.way = way
        self.refusal = refusal


def place(scan: Scan, known: Known, story: Story, draft: Draft) -> Placed:
    """In one transaction: whatever ends the import leaves the story whole, or untouched."""
    arrival = known.row(story_key(story.id))
    if arrival is None:
        with transaction.atomic(), acting_as("seed"):
            return _made(scan, known, story, draft)
    page = arrival.page
    if page is None:
        return Placed(None, GONE)
    if arrival.is_edited(page):
        return Placed(page, LEFT)
    is_as_wished = page.live or draft.goes != "live"
    if arrival.made == digest_of(draft.facts()) and is_as_wished:
        return Placed(page, SAME)
    with transaction.atomic(), acting_as("seed"):
        return _mended(known, story, draft, page.specific)


def _made(scan: Scan, known: Known, story: Story, draft: Draft) -> Placed:
    locale = Locale.objects.get(language_code=story.language)
    parent = PARENTS[story.kind].objects.get(locale=locale)
    page = MODELS[story.kind](locale=locale, slug=free_slug(parent, story, draft.slug))
    _tie(scan, story, page)
    _fill(page, draft)
    parent.add_child(instance=page)
    write_freely(page)
    return Placed(page, MADE, _settle(known, story, draft, page))


def _mended(known: Known, story: Story, draft: Draft, page: Any) -> Placed:
    _fill(page, draft)
    if page.live and draft.goes != "live":
        page.unpublish()
    return Placed(page, MENDED, _settle(known, story, draft, page))


def _tie(scan: Scan, story: Story, page: Any) -> None:
    """Translations of each other are one pair, whose original is the one that was there first."""
    versions = scan.versions_of(story)
    if not versions:
        return
    key = scan.key_of(f"{story.kind} {story.group}")
    if Page.objects.filter(translation_key=key, locale=page.locale).exists():
        return
    page.translation_key = key
    Pair.objects.get_or_create(
        translation_key=key, defaults={"original": scan.original_of(versions)}
    )


def _fill(page: Any, draft: Draft) -> None:
    page.title, page.search_description = draft.title, draft.search_description
    page.body = json.dumps(draft.body)
    page.go_live_at = draft.at if draft.goes == "later" else None
    if not isinstance(page, PostPage):
        return
    page.summary, page.date = draft.summary, draft.at or timezone.now()
    page.series_id = draft.series
    for name, value in draft.hero.items():
        setattr(page, name, value)
    locale = page.locale
    page.post_topics.set([PostTopic(topic_id=pk, locale=locale) for pk in draft.topics])
    page.post_authors.set([PostAuthor(author_id=pk, locale=locale) for pk in draft.authors])
    page.post_tags.set([PostTag(name=name, locale=locale) for name in draft.tags])
    page.footnotes.set(
        [Footnote(uuid=key, text=text, locale=locale) for key, text in draft.notes.items()]
    )


def _settle(known: Known, story: Story, draft: Draft, page: Any) -> str:
    """Publish what was public, with the date that it had; returns what held it up."""
    if draft.goes == "live" and not page.first_published_at:
        page.first_published_at = draft.at
        type(page).objects.filter(pk=page.pk).update(first_published_at=draft.at)
    revision = page.save_revision()
    refusal = ""
    if draft.goes != "draft":
        try:
            with transaction.atomic():
                revision.publish()
        except PublicationRefused as refused:
            refusal = str(refused)
    if refusal:
        type(page).objects.filter(pk=page.pk, live=False).update(first_published_at=None)
    live = type(page).objects.values_list("live", flat=True).get(pk=page.pk)
    known.keep(
        story_key(story.id),
        page_id=page.pk,
        revision=revision.pk,
        was_live=live,
        made=digest_of(draft.facts()),
    )
    return refusal


def free_slug(parent: Page, story: Story, wanted: str) -> str:
    """The address that it had, unless something stands there, or a path of the newsroom's own."""
    words = PATH_WORDS.values() if story.kind == "page" else ()
    taken = {each[story.language] for each in words}
    slug, number = wanted, 1
    while slug in taken or not Page._slug_is_available(slug, parent):
        number += 1
        slug = f"{wanted}-{number}"
    return slug
