"""Taking a name down: out of every text of the newsroom, live or not, in both languages."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.admin.models import FormState
from wagtail.log_actions import log
from wagtail.models import Page, Site
from wagtail.search import index
from wagtail.search.models import IndexEntry

from cms.finding_names import Finding, Place, finding_of, places_of
from cms.fingerprints import fingerprint
from cms.indexing import SearchEntry
from cms.languages import LANGUAGES
from cms.models import DrawnCard, Pair, Routed, TakeDown, Version
from cms.purging import paths_beside, paths_of, purge
from cms.replacing import Removal
from cms.rewriting import rewrite
from cms.rights import check_may_tell_everyone
from cms.spelling import unlearn
from cms.tending import reread
from users.models import User


def take_down_name(removal: Removal, *, by: User, reason: str) -> Finding:
    """Replace the name everywhere in one transaction; a second time finds nothing left.

    Raises cms.publishing.RightMissing. No log holds the name, not even in the reason.
    """
    check_may_tell_everyone(by, Site.objects.filter(is_default_site=True).first())
    reason, _number = removal.replace(reason, LANGUAGES[0])
    with transaction.atomic():
        places = list(places_of(removal))
        finding = finding_of(places, removal)
        with _freshness_kept(finding.pages):
            for place in places:
                rewrite(place)
        FormState.objects.all().delete()  # previews of unsaved forms; made anew when asked for
        _index_anew(places, removal)
        _search_anew(removal)
        if places:
            _note(finding, by, reason)
            drawn = DrawnCard.objects.filter(page__in=[page.pk for page in finding.pages]).forget()
            beside = paths_beside([*finding.pages, *_routed(places)])
            purge([*paths_of(finding.pages), *beside, *drawn])
    return finding


@contextmanager
def _freshness_kept(pages: list[Page]) -> Iterator[None]:
    """A translation that conveyed the newest text still does: both lost the name together."""
    keys = {page.translation_key for page in pages}
    originals = {
        pair.translation_key: page
        for pair in Pair.objects.filter(translation_key__in=keys)
        for page in pages
        if page.translation_key == pair.translation_key
        and page.locale.language_code == pair.original
    }
    fresh = [
        version
        for version in Version.objects.filter(translation_key__in=originals).exclude(reflects="")
        if version.reflects == fingerprint(originals[version.translation_key].specific)
    ]
    yield
    for version in fresh:
        now = Page.objects.get(pk=originals[version.translation_key].pk).specific
        Version.objects.filter(pk=version.pk).update(reflects=fingerprint(now))


def _index_anew(places: list[Place], removal: Removal) -> None:
    """Everything whose search entry may hold the name, also by way of something it is tied to."""
    changed: dict[tuple[Any, Any], Any] = {}
    for place in places:
        if index.class_is_indexed(place.model):
            found = place.model._base_manager.filter(pk=place.pk).first()
            changed |= {(place.model, place.pk): found} if found else {}
    entries = IndexEntry.objects.filter(_holding(removal, "title_text", "body_text"))
    for entry in entries.select_related("content_type"):
        model = entry.content_type.model_class()
        found = model._base_manager.filter(pk=entry.object_id).first() if model else None
        if found is None:
            entry.delete()
        else:
            changed[model, entry.object_id] = found
    for each in changed.values():
        index.insert_or_update_object(each)


def _search_anew(removal: Removal) -> None:
    """Readers' search: what it holds is read again, and its words are learnt again."""
    lagging = SearchEntry.objects.filter(_holding(removal, "title", "summary", "names", "text"))
    reread(list(lagging))
    unlearn()


def _holding(removal: Removal, *columns: str) -> Q:
    wanted = Q()
    for words in removal.probes:
        for column in columns:
            wanted |= Q(*(Q(**{f"{column}__icontains": word}) for word in words))
    return wanted


def _routed(places: list[Place]) -> list[Routed]:
    """Topics, authors and series that held the name; stories show theirs."""
    return [
        place.model._base_manager.get(pk=place.pk)
        for place in {(each.model, each.pk): each for each in places}.values()
        if issubclass(place.model, Routed)
    ]


def _note(finding: Finding, by: User, reason: str) -> None:
    TakeDown.objects.create(
        kind=TakeDown.Kind.NAME, by=by, reason=reason[:300], places=finding.total
    )
    for page in finding.pages:
        current = Page.objects.get(pk=page.pk)
        log(instance=current, action="cms.take_down_name", user=by, data={"reason": reason})
