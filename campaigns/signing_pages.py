"""The page that a sign form was sent from, with its petition and its offers, in one statement.

In a surge a process remembers it. What it remembers is good for one thing: to sign, beside a look
whether its rows are still those that were read (campaigns/signing.py). Readers see what is read.
"""

import time
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.http import Http404
from wagtail.models import Locale

from campaigns.choosing import Offers
from campaigns.exposing import rules_of
from campaigns.models import CampaignPage, Petition
from campaigns.twins import twin_of
from vault.preparing import ask

# Where a row stands in its table and which transaction wrote it: a change, whoever makes it, makes
# another of it. To look there costs the database less than to find the row.
MARKS_SQL = "{table}.ctid::text, {table}.xmin::text"
MARKED_SQL = "EXISTS (SELECT FROM {table} WHERE ctid = %s::tid AND xmin = %s::xid)"
ALL_PARTNERS_SQL = """(
    SELECT string_agg(concat_ws(' ', ctid, xmin), ' ' ORDER BY id) FROM campaigns_partner
    WHERE petition_id = {petition}
)"""
NO_PARTNERS_SQL = "NOT EXISTS (SELECT FROM campaigns_partner WHERE petition_id = %s)"
PARTNERS_SQL = """(
    SELECT json_agg(json_build_array(id, name) ORDER BY sort_order, id) FROM campaigns_partner
    WHERE petition_id = campaigns_petition.id AND receives_names
)"""
PAGE_SQL = """
SELECT {what}
FROM campaigns_petition
JOIN campaigns_campaignpage ON campaigns_campaignpage.petition_id = campaigns_petition.id
JOIN wagtailcore_page ON wagtailcore_page.id = campaigns_campaignpage.page_ptr_id
JOIN wagtailcore_locale ON wagtailcore_locale.id = wagtailcore_page.locale_id
WHERE campaigns_petition.public_id = %s AND wagtailcore_locale.language_code = %s
    AND wagtailcore_page.live
ORDER BY wagtailcore_page.first_published_at DESC LIMIT 1
"""
TABLES = ("campaigns_petition", "campaigns_campaignpage", "wagtailcore_page")
MODELS: tuple[type[models.Model], ...] = (CampaignPage, Petition, Locale)
MARKS = 2 * len(TABLES)
MOST_PAGES = 100  # that a process remembers
REMEMBERED_SECONDS = 30.0  # another page of the petition may have come


@dataclass(frozen=True)
class AsRead:
    """The rows of a page, its petition and its partners, and when (seconds, monotonic)."""

    petition: int
    marks: tuple[str, ...]
    partners: str | None
    at: float


@dataclass(frozen=True)
class _Remembered:
    as_read: AsRead
    made: tuple[Any, ...]
    receiving: tuple[tuple[int, str], ...]


_remembered: dict[tuple[UUID, str], _Remembered] = {}


def signing_page(public_id: UUID, language: str) -> CampaignPage:
    """The live page in this language. Raises Http404."""
    asked = public_id, language
    rows = ask(_page_statement(), asked)
    if not rows:
        _remembered.pop(asked, None)
        raise Http404
    if len(_remembered) >= MOST_PAGES:
        _remembered.clear()
    known = _remembered[asked] = _made_of_row(list(rows[0]))
    return _twins(known)


def remembered_page(public_id: UUID, language: str) -> tuple[CampaignPage, AsRead] | None:
    """What this process read of it last, for `sign` to check; nobody may see it."""
    known = _remembered.get((public_id, language))
    if known is None or known.as_read.at < time.monotonic() - REMEMBERED_SECONDS:
        return None
    return _twins(known), known.as_read


def still(as_read: AsRead) -> tuple[str, list[Any]]:
    """A condition in SQL with its values: page, petition and partners are as they were read."""
    partners = (
        [as_read.petition] if as_read.partners is None else [as_read.partners, as_read.petition]
    )
    return _still_condition(as_read.partners is None), [*as_read.marks, *partners]


@cache
def _still_condition(is_alone: bool) -> str:
    partners = NO_PARTNERS_SQL if is_alone else f"%s = {ALL_PARTNERS_SQL.format(petition='%s')}"
    return " AND ".join([*(MARKED_SQL.format(table=table) for table in TABLES), partners])


@cache
def _page_statement() -> str:
    quote = connection.ops.quote_name
    fields = (field for model in MODELS for field in model._meta.concrete_fields)
    columns = (f"{quote(each.model._meta.db_table)}.{quote(str(each.column))}" for each in fields)
    marks = (MARKS_SQL.format(table=table) for table in TABLES)
    partners = ALL_PARTNERS_SQL.format(petition="campaigns_petition.id"), PARTNERS_SQL
    return PAGE_SQL.format(what=", ".join([*marks, *partners, *columns]))


def _made_of_row(row: list[Any]) -> _Remembered:
    marks, (partners, receiving), values = row[:MARKS], row[MARKS : MARKS + 2], row[MARKS + 2 :]
    rest = iter(values)
    _page, petition, _locale = made = tuple(_made(model, rest) for model in MODELS)
    as_read = AsRead(petition.pk, tuple(marks), partners, time.monotonic())
    return _Remembered(as_read, made, tuple((pk, name) for pk, name in receiving or ()))


def _twins(known: _Remembered) -> CampaignPage:
    """For this request alone: what it learns besides does not reach the next one."""
    page, petition, locale = map(twin_of, known.made)
    page.petition, page.locale = petition, locale
    has_partners = rules_of(petition.exposure).partner is not None
    page.offers = Offers(petition.exposure, known.receiving if has_partners else ())
    return page


def _made(model: type[models.Model], values: Any) -> Any:
    fields = model._meta.concrete_fields
    read = [_read(field, next(values)) for field in fields]
    return model.from_db(connection.alias, [field.attname for field in fields], read)


def _read(field: models.Field, value: Any) -> Any:
    """As the ORM would: some fields are kept in another form."""
    for convert in field.get_db_converters(connection):
        value = convert(value, None, connection)
    return value
