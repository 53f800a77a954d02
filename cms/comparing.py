"""Comparing the two versions of every pair: which one lags, why, and since when.

One statement does it for all kinds at once, however many rows there are.
"""

from collections.abc import Collection, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.gathering import COLUMNS, versions_sql
from cms.parity import Kind, kind_of
from cms.reads import Reading


class State(models.TextChoices):
    """How the version that lags stands; `current` where none does."""

    MISSING = "missing", _("missing")
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    STALE = "stale", _("stale")
    CURRENT = "current", _("current")


@dataclass(frozen=True)
class Lag:
    """One pair as the desk shows it.

    `language` is the one that lags: the translation's, or the original's where only the translation
    is live. `is_owed` says that its readers miss something right now, and `since` from when on.
    `work` is what is under way on a live version: "draft", "in_review" or nothing.
    """

    translation_key: UUID
    kind_id: int
    original: str
    language: str
    state: str
    is_owed: bool
    is_urgent: bool
    since: datetime | None
    work: str
    title: str
    changed_at: datetime | None
    edit_pk: str | None
    # Not the database's:
    progress: tuple[int, int] | None = None  # segments done, of how many
    waiting: int = 0  # readers who asked to be told (cms/demand.py)
    reads: tuple[Reading, ...] = ()  # of the last whole days (cms/reads.py)

    @property
    def kind(self) -> Kind:
        return kind_of(self.kind_id)

    @property
    def edit_url(self) -> str | None:
        """The editor of the version that lags, else of the other; None without the right."""
        return reverse(self.kind.edit_url_name, args=[self.edit_pk]) if self.edit_pk else None


LAGS = """
WITH version ({columns}) AS ({versions}),
pair AS (
    SELECT pair.translation_key, pair.original,
        CASE
            WHEN bool_or(live AND language <> original)
                AND NOT bool_or(live AND language = original) THEN original
            WHEN original = 'en' THEN 'es'
            ELSE 'en'
        END AS language
    FROM cms_pair AS pair
    JOIN version USING (translation_key)
    GROUP BY pair.translation_key, pair.original
),
lag AS (
    SELECT pair.translation_key,
        COALESCE(behind.kind_id, ahead.kind_id) AS kind_id,
        pair.original,
        pair.language,
        CASE
            WHEN behind.pk IS NULL THEN 'missing'
            WHEN behind.live AND known.stale_since IS NULL THEN 'current'
            WHEN behind.live THEN 'stale'
            WHEN behind.in_review THEN 'in_review'
            ELSE 'draft'
        END AS state,
        CASE WHEN behind.live THEN known.stale_since IS NOT NULL ELSE ahead.live IS TRUE END
            AS is_owed,
        COALESCE(behind.live AND known.stale_since IS NOT NULL AND known.is_urgent, FALSE)
            AS is_urgent,
        CASE WHEN behind.live THEN known.stale_since
            WHEN ahead.live THEN ahead.first_published_at
        END AS since,
        CASE WHEN behind.live AND behind.in_review THEN 'in_review'
            WHEN behind.live AND behind.has_draft THEN 'draft'
            ELSE ''
        END AS work,
        CASE WHEN ahead.live OR ahead.may_edit THEN ahead.title ELSE behind.title END AS title,
        GREATEST(ahead.changed_at, behind.changed_at) AS changed_at,
        CASE WHEN behind.may_edit THEN behind.pk WHEN ahead.may_edit THEN ahead.pk END AS edit_pk
    FROM pair
    LEFT JOIN version AS behind
        ON behind.translation_key = pair.translation_key AND behind.language = pair.language
    LEFT JOIN version AS ahead
        ON ahead.translation_key = pair.translation_key AND ahead.language <> pair.language
    LEFT JOIN cms_version AS known
        ON known.translation_key = pair.translation_key AND known.language = pair.language
    WHERE behind.may_edit OR ahead.may_edit
)
"""

LAG_COLUMNS = sum(each.default is MISSING for each in fields(Lag))  # what has none is asked for


@dataclass(frozen=True)
class Among:
    """Which versions to compare: of these kinds, by the rights of `user`, of these pairs only.

    Without a user nobody's rights are asked, and no title may be shown.
    """

    kinds: Collection[Kind]
    user: AbstractBaseUser | None = None
    keys: Collection[UUID] | None = None


def select(among: Among, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of a query over the table `lag`; none where there is nothing to compare."""
    try:
        versions, parameters = versions_sql(among.kinds, among.user, among.keys)
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        compared = LAGS.replace("{columns}", COLUMNS).replace("{versions}", versions)
        cursor.execute(compared + query, [*parameters, *values])
        return cursor.fetchall()


def select_lags(among: Among, query: str, values: Sequence[Any] = ()) -> list[Lag]:
    """The same for queries that begin with `SELECT lag.*`."""
    return [Lag(*row[:LAG_COLUMNS]) for row in select(among, query, values)]
