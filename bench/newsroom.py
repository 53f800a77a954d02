"""A newsroom of many pairs, with as many of each state as the desk must find again."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from bench.cloning import clone_pair
from campaigns.models import CampaignIndexPage, CampaignPage, Petition
from cms.actors import acting_as
from cms.pairs import version_of
from news.models import NewsIndexPage, PostPage

PARAGRAPHS = 22
REVISIONS = 3
OTHER = {"en": "es", "es": "en"}
# Of each twenty pairs: six stale, one of them urgent; one missing; two drafts; one under review;
# one that is live in neither language; nine current.
STALE, URGENT, MISSING, DRAFT, IN_REVIEW, NOWHERE = (0, 1, 2, 3, 4, 5), 0, 6, (7, 8), 9, 10
CYCLE = 20
PLANT = """
UPDATE cms_version SET stale_since = now() - map.nth * interval '3 minutes' - interval '1 minute',
    is_urgent = map.nth %% 20 = 0
FROM map_key AS map WHERE translation_key = map.new AND language = %(other)s AND map.nth %% 20 < 6;
UPDATE wagtailcore_page AS page SET live = FALSE, has_unpublished_changes = TRUE,
    live_revision_id = NULL, first_published_at = NULL, last_published_at = NULL
FROM map_key AS map, wagtailcore_locale AS locale
WHERE page.translation_key = map.new AND locale.id = page.locale_id
    AND ((map.nth %% 20 IN (7, 8, 9) AND locale.language_code = %(other)s) OR map.nth %% 20 = 10);
INSERT INTO wagtailcore_workflowstate
    (status, created_at, object_id, workflow_id, content_type_id, base_content_type_id)
SELECT 'in_progress', now(), page.id::text, (SELECT min(id) FROM wagtailcore_workflow),
    page.content_type_id, %(page_type)s
FROM map_key AS map JOIN wagtailcore_page AS page ON page.translation_key = map.new
JOIN wagtailcore_locale AS locale ON locale.id = page.locale_id
WHERE map.nth %% 20 = 9 AND locale.language_code = %(other)s;
CREATE TEMP TABLE unwritten AS SELECT page.id FROM map_key AS map
JOIN wagtailcore_page AS page ON page.translation_key = map.new
JOIN wagtailcore_locale AS locale ON locale.id = page.locale_id
WHERE map.nth %% 20 IN (6, 10) AND locale.language_code = %(other)s;
DELETE FROM wagtailcore_revision
    WHERE base_content_type_id = %(page_type)s AND object_id IN (SELECT id::text FROM unwritten);
DELETE FROM news_postpage WHERE page_ptr_id IN (SELECT id FROM unwritten);
DELETE FROM wagtailcore_page WHERE id IN (SELECT id FROM unwritten);
DROP TABLE unwritten;
"""


def editor() -> Any:
    """Whoever looks: an editor of both languages, not a superuser."""
    user, made = get_user_model().objects.get_or_create(username="bench")
    if made:
        user.groups.add(Group.objects.get(name="Editors"))
    return user


def live_campaign(name: str) -> CampaignPage:
    """Of a guarded petition, in English alone."""
    petition = Petition.objects.create(name=name, state="open", goal=1_000, exposure="guarded")
    page = CampaignPage(title=name, slug=name.lower(), summary="Ask.", petition=petition)
    page.letter = "<p>Dear governor</p>"
    with acting_as("seed"):
        CampaignIndexPage.objects.get(locale__language_code="en").add_child(instance=page)
        page.save_revision().publish()
    return CampaignPage.objects.get(pk=page.pk)


def grow(templates: dict[str, UUID], first: int, last: int) -> None:
    """Pairs numbered from `first` to `last`: four of five written in English, then in Spanish."""
    border = last - (last - first + 1) // 5 // CYCLE * CYCLE
    for original, numbers in (("en", (first, border)), ("es", (border + 1, last))):
        if numbers[0] <= numbers[1]:
            with transaction.atomic(), connection.cursor() as cursor:
                clone_pair(templates[original], *numbers)
                cursor.execute(PLANT, {"other": OTHER[original], "page_type": _page_type()})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def planted(first: int, last: int) -> Counter[tuple[str, bool]]:
    """How many of each state, and whether readers are missing it, `grow` has made."""
    found: Counter[tuple[str, bool]] = Counter()
    for number in range(first, last + 1):
        place = number % CYCLE
        if place in STALE:
            found["stale", True] += 1
        elif place in (MISSING, NOWHERE):
            found["missing", place == MISSING] += 1
        elif place in (*DRAFT, IN_REVIEW):
            found["in_review" if place == IN_REVIEW else "draft", True] += 1
        else:
            found["current", False] += 1
    return found


def templates() -> dict[str, UUID]:
    """One live pair written in each language; the clones are made of these."""
    with acting_as("seed"):
        return {language: _template(language) for language in OTHER}


def _template(language: str) -> UUID:
    here = Locale.objects.get(language_code=language)
    there = Locale.objects.get(language_code=OTHER[language])
    page = PostPage(title="Story", slug=f"story-{language}", summary="What happened.", locale=here)
    page.body = [("paragraph", f"<p>Paragraph {n} of a story.</p>") for n in range(PARAGRAPHS)]
    NewsIndexPage.objects.get(locale=here).add_child(instance=page)
    _publish(page)
    translate_object(page, [there])
    translation = Translation.objects.get(source__object_id=page.translation_key)
    segments = translation.source.stringsegment_set.select_related("string")
    StringTranslation.objects.bulk_create(
        StringTranslation(
            translation_of=segment.string,
            context_id=segment.context_id,
            locale=there,
            data=f"{segment.string.data} 2",
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
        for segment in segments
    )
    translation.save_target(publish=True)
    version_of(_publish(page.get_translation(there)))
    return page.translation_key


def _publish(page: Any) -> Any:
    while page.revisions.count() < REVISIONS - 1:
        page.save_revision()
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def _page_type() -> int:
    return ContentType.objects.get_for_model(Page).pk
