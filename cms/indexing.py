"""The search index: one row per live page, topic or author, in its own language.

`index()` is called where rows are saved (cms/guarding.py), within the same transaction, and reads
the live row anew: what is merely in memory may be a draft. `tend()` (cms/tending.py) later does
what publishing need not wait for.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import add
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q, Value
from django.db.models.signals import post_delete
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction

from cms.stemming import CONFIGS, composed, forms

LONGEST_TEXT = 150_000  # characters; a tsvector holds at most a megabyte
SEARCHED: dict[str, Any] = {}


@dataclass(frozen=True)
class Facts:
    """What a page says of itself to the search, all of it live and in its own language."""

    title: str
    date: datetime
    summary: str = ""
    text: str = ""
    names: tuple[str, ...] = ()
    slug: str = ""
    topics: tuple[int, ...] = ()
    authors: tuple[int, ...] = ()


class SearchEntryQuerySet(models.QuerySet):
    def visible(self, language: str) -> "SearchEntryQuerySet":
        """What any reader may read now. Asked of the page itself: an entry may lag, a page not."""
        is_current = Q(page__expire_at=None) | Q(page__expire_at__gt=timezone.now())
        may_be_read = Q(page__live=True) & is_current
        # Asked first: within the search, PostgreSQL would go through all pages for every match.
        for path in PageViewRestriction.objects.values_list("page__path", flat=True):
            may_be_read &= ~Q(page__path__startswith=path)
        return self.filter(Q(page=None) | may_be_read, language=language)

    def newest_first(self) -> "SearchEntryQuerySet":
        return self.order_by("-date", "-pk")


class SearchEntry(models.Model):
    """One live page, topic or author as the search knows it."""

    class Kind(models.TextChoices):
        POST = "post", _("Stories")
        CAMPAIGN = "campaign", _("Campaigns")
        UPDATE = "update", _("Updates")
        TOPIC = "topic", _("Topics")
        AUTHOR = "author", _("Authors")
        PAGE = "page", _("Pages")

    kind = models.CharField(max_length=8, choices=Kind, editable=False)
    key = models.BigIntegerField(editable=False)
    language = models.CharField(max_length=2, editable=False)
    page = models.ForeignKey(
        Page, null=True, on_delete=models.CASCADE, editable=False, related_name="+"
    )
    slug = models.CharField(max_length=255, blank=True, editable=False)
    title = models.CharField(max_length=255, editable=False)
    summary = models.TextField(blank=True, editable=False)
    names = models.TextField(blank=True, editable=False)
    text = models.TextField(blank=True, editable=False)
    topics = ArrayField(models.BigIntegerField(), default=list, editable=False)
    authors = ArrayField(models.BigIntegerField(), default=list, editable=False)
    date = models.DateTimeField(editable=False)
    vector = SearchVectorField(editable=False)
    # Empty: its words are not learnt yet, or a topic or author it names has changed.
    tended_at = models.DateTimeField(null=True, editable=False)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                name="one_search_entry_each",
                violation_error_message=_("This page is in the search already."),
            )
        ]
        indexes = [
            GinIndex(fields=["vector"], name="search_entry_vector"),
            GinIndex(fields=["topics"], name="search_entry_topics"),
            GinIndex(fields=["authors"], name="search_entry_authors"),
            models.Index(fields=["language", "-date", "-id"], name="search_entry_newest"),
            models.Index(fields=["id"], name="search_entry_untended", condition=Q(tended_at=None)),
        ]

    def __str__(self) -> str:
        return f"search entry {self.pk}"


def make_searchable(*models_: Any) -> None:
    """Name the models whose `search_kind` and `search_facts()` the index holds; at start only."""
    for model in models_:
        if SEARCHED.setdefault(model.search_kind, model) is not model:
            raise ValueError(f"two models are searched as {model.search_kind}")
        post_delete.connect(_forget_deleted, sender=model, dispatch_uid="search")


def index(subject: Any) -> None:
    """Make the index say of a page or snippet what its live row says, or nothing if it has none."""
    kind = subject.search_kind
    if kind not in SEARCHED:
        return
    row = SEARCHED[kind]._default_manager.filter(pk=subject.pk).select_related("locale").first()
    if row is None or not row.live:
        forget(kind, subject.pk)
    else:
        write([entry_of(row)])
    if kind in (SearchEntry.Kind.TOPIC, SearchEntry.Kind.AUTHOR):
        named = Q(topics__contains=[subject.pk]), Q(authors__contains=[subject.pk])
        SearchEntry.objects.filter(named[kind == SearchEntry.Kind.AUTHOR]).update(tended_at=None)


def forget(kind: str, key: int) -> None:
    SearchEntry.objects.filter(kind=kind, key=key).delete()


def _forget_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    forget(instance.search_kind, instance.pk)


def entry_of(row: Any) -> SearchEntry:
    """The entry, unsaved, of a live page or snippet."""
    facts, language = row.search_facts(), row.locale.language_code
    return SearchEntry(
        kind=row.search_kind,
        key=row.pk,
        language=language,
        page_id=row.pk if isinstance(row, Page) else None,
        slug=facts.slug,
        title=composed(facts.title),
        summary=composed(facts.summary),
        names=composed(", ".join(name for name in facts.names if name)),
        text=composed(facts.text)[:LONGEST_TEXT],
        topics=list(facts.topics),
        authors=list(facts.authors),
        date=facts.date,
    )


def write(entries: list[SearchEntry]) -> None:
    """Put entries into the index, each in place of the one before it."""
    for entry in entries:
        entry.vector = _vector(entry)
    told = [field.name for field in SearchEntry._meta.concrete_fields if not field.primary_key]
    SearchEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=[name for name in told if name not in ("kind", "key")],
    )


def _vector(entry: SearchEntry) -> Any:
    """The title weighs most, then summary and names, then the text."""
    weights = {"A": entry.title, "B": f"{entry.summary}\n{entry.names}", "C": entry.text}
    config = CONFIGS[entry.language]
    vectors = [
        SearchVector(Value(form), config=config, weight=weight)
        for weight, text in weights.items()
        for form in forms(text, entry.language)
    ]
    return reduce(add, vectors)
