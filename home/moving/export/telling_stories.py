"""Stories and standing pages as items of a WXR file, each in its own language."""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from wagtail.contrib.redirects.models import Redirect

from cms.knowing import learn
from cms.noting import has_notes
from cms.pairs import Pair, known_of
from cms.proofreading import is_unreviewed
from home.models import StandardPage
from home.moving.export.adding_below import (
    correction_fields,
    corrections_below,
    entries_below,
    entry_fields,
    machine_notice,
)
from home.moving.export.finding_versions import Standing, standing_of
from home.moving.export.items import Item, language_term, page_id, picture_id, set_term
from home.moving.export.marking_up import NOTES
from home.moving.export.marking_up_stories import told_story
from home.moving.export.naming_terms import Terms
from home.moving.export.placing_files import Files
from home.moving.export.rich_texts import inline, page_url
from home.moving.export.telling import Telling, Use
from news.models import PostPage

SLICE = 100


def stories() -> Iterator[PostPage]:
    rows = PostPage.objects.filter(alias_of=None).select_related("locale")
    yield from rows.order_by("pk").iterator(chunk_size=SLICE)


def standing_pages() -> Iterator[StandardPage]:
    rows = StandardPage.objects.filter(alias_of=None).select_related("locale")
    yield from rows.order_by("pk").iterator(chunk_size=SLICE)


class Teller:
    """Tells pages; `files` is where their pictures and documents go."""

    def __init__(self, files: Files, terms: Terms):
        self._files, self._terms = files, terms

    def story(self, page: PostPage, standing: Standing | None = None) -> tuple[Item, Telling]:
        item, telling, subject = self._begun(page, "post", standing)
        item.excerpt = subject.summary
        authors = [row.author for row in subject.post_authors.all()]
        item.creator = authors[0].slug if authors else ""
        item.terms += [self._terms.of_author(each) for each in authors]
        item.terms += [self._terms.of_topic(row.topic) for row in subject.post_topics.all()]
        item.terms += [self._terms.of_tag(row) for row in subject.post_tags.all() if row.slug]
        if subject.series:
            item.terms.append(self._terms.of_series(subject.series))
            item.say("_hub_series_part", str(subject.series_part or ""))
        self._say_main_picture(item, subject, telling)
        if subject.related_campaign_id:
            url = page_url(subject.related_campaign_id, telling.language)
            item.say("_hub_related_campaign", url)
        item.say("_hub_tip_line", "" if subject.has_tip_line else "0")
        item.say("_hub_courtesy_summary", subject.courtesy_summary)
        return item, telling

    def page(self, page: StandardPage, standing: Standing | None = None) -> tuple[Item, Telling]:
        item, telling, _subject = self._begun(page, "page", standing)
        return item, telling

    def _begun(self, page: Any, kind: str, standing: Standing | None) -> tuple[Item, Telling, Any]:
        language = page.locale.language_code
        learn(page)
        pair: Pair | None = page.__dict__.get("_pair")
        standing = standing or standing_of(page, pair)
        subject = standing.subject
        notes = {}
        if hasattr(subject, "footnotes") and has_notes(subject.body):
            notes = {str(note.uuid): note.text for note in subject.footnotes.all()}
        telling = Telling(language, self._files, notes)
        item = _bare(page, subject, kind, standing)
        with translation.override(language):
            item.content = _content(page, subject, telling)
        _say_facts(item, page, subject, telling)
        item.say("_hub_original", pair.original if pair else "")
        return item, telling, subject

    def _say_main_picture(self, item: Item, subject: Any, telling: Telling) -> None:
        image = subject.hero_image
        if image is None or not self._files.picture(image):
            return
        words = (subject.hero_alternative, subject.hero_caption, subject.hero_credit)
        telling.used.insert(0, Use(image, words[0], words[1], image.credit))
        item.say("_thumbnail_id", str(picture_id(image.pk, telling.language)))
        for name, text in zip(("alternative", "caption", "credit"), words, strict=True):
            item.say(f"_hub_hero_{name}", text)


def _bare(page: Any, subject: Any, kind: str, standing: Standing) -> Item:
    changed = subject.latest_revision_created_at or timezone.now()
    at = standing.at or getattr(subject, "date", None) or page.first_published_at or changed
    return Item(
        pk=page_id(page.pk),
        kind=kind,
        title=subject.title,
        link=page.full_url or settings.BASE_URL,
        guid=f"{settings.BASE_URL}/#{page.translation_key}-{page.locale.language_code}",
        slug=subject.slug,
        status=standing.status,
        at=at,
        changed_at=page.last_published_at or changed,
        terms=[language_term(page.locale.language_code), set_term(page.translation_key)],
    )


def _content(page: Any, subject: Any, telling: Telling) -> str:
    parts = [machine_notice()] if page.live and is_unreviewed(page) else []
    parts += told_story(subject.body, telling)
    parts += [NOTES] if telling.numbers else []
    parts += [*entries_below(page), *corrections_below(page)]
    return "\n\n".join(parts)


def _say_facts(item: Item, page: Any, subject: Any, telling: Telling) -> None:
    item.say("_yoast_wpseo_title", subject.seo_title)
    item.say("_yoast_wpseo_metadesc", subject.search_description)
    notes = [{"content": inline(telling.notes[key], telling), "id": key} for key in telling.numbers]
    item.say("footnotes", json.dumps(notes, ensure_ascii=False) if notes else "")
    item.say("_hub_translated_by", known_of(page).translated_by)
    item.say("_hub_machine_draft", "1" if is_unreviewed(page) else "")
    item.say("_hub_expires_at", subject.expire_at.isoformat() if subject.expire_at else "")
    for each in entry_fields(page):
        item.say("_hub_live_entry", each)
    for each in correction_fields(page):
        item.say("_hub_correction", each)
    old = Redirect.objects.filter(redirect_page=page.pk, redirect_page_route_path="")
    for path in old.order_by("pk").values_list("old_path", flat=True):
        item.say("_hub_redirect_from", path)
