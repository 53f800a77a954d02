"""The page that a sign form was sent from, with its petition and its offers, in one statement.

The statement is made once: in a surge, making it anew for each signer would cost more than asking
it.
"""

from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models.base import ModelState
from django.http import Http404
from wagtail.models import Locale

from campaigns.choosing import Offers
from campaigns.exposing import rules_of
from campaigns.models import CampaignPage, Petition
from vault.preparing import prepared

PAGE_SQL = """
SELECT (
    SELECT json_agg(json_build_array(id, name) ORDER BY sort_order, id) FROM campaigns_partner
    WHERE petition_id = campaigns_petition.id AND receives_names
), {columns}
FROM campaigns_petition
JOIN campaigns_campaignpage ON campaigns_campaignpage.petition_id = campaigns_petition.id
JOIN wagtailcore_page ON wagtailcore_page.id = campaigns_campaignpage.page_ptr_id
JOIN wagtailcore_locale ON wagtailcore_locale.id = wagtailcore_page.locale_id
WHERE campaigns_petition.public_id = %s AND wagtailcore_locale.language_code = %s
    AND wagtailcore_page.live
ORDER BY wagtailcore_page.first_published_at DESC LIMIT 1
"""
MODELS: tuple[type[models.Model], ...] = (CampaignPage, Petition, Locale)
MOST_PAGES = 100  # that a process keeps made
_made_before: dict[tuple[UUID, str], tuple[tuple, tuple[Any, ...]]] = {}


def signing_page(public_id: UUID, language: str) -> CampaignPage:
    """The live page in this language. Raises Http404."""
    with prepared() as cursor:
        cursor.execute(_statement(), [public_id, language])
        row = cursor.fetchone()
    if row is None:
        raise Http404
    partners = row[0] or ()
    page, petition, locale = map(_twin, _made_once((public_id, language), row))
    page.petition, page.locale = petition, locale
    receiving = tuple((pk, name) for pk, name in partners)
    has_them = rules_of(petition.exposure).partner is not None
    page.offers = Offers(petition.exposure, receiving if has_them else ())
    return page


@cache
def _statement() -> str:
    quote = connection.ops.quote_name
    fields = (field for model in MODELS for field in model._meta.concrete_fields)
    columns = (f"{quote(each.model._meta.db_table)}.{quote(str(each.column))}" for each in fields)
    return PAGE_SQL.format(columns=", ".join(columns))


def _made_once(key: tuple[UUID, str], row: tuple) -> tuple[Any, ...]:
    """The page, petition and locale of a row. Asked for again, it mostly reads the same: then what
    was made of it is good still. Nothing is believed that was not read this time.
    """
    if key not in _made_before or _made_before[key][0] != row:
        if len(_made_before) >= MOST_PAGES:
            _made_before.clear()
        values = iter(row[1:])
        _made_before[key] = (row, tuple(_made(model, values) for model in MODELS))
    return _made_before[key][1]


def _twin(made: Any) -> Any:
    """One for this request alone: what it learns besides does not reach the next one."""
    twin = made.__class__.__new__(made.__class__)
    twin.__dict__.update(made.__dict__)
    twin._state = ModelState()
    twin._state.db, twin._state.adding = made._state.db, False
    return twin


def _made(model: type[models.Model], values: Any) -> Any:
    fields = model._meta.concrete_fields
    read = [_read(field, next(values)) for field in fields]
    return model.from_db(connection.alias, [field.attname for field in fields], read)


def _read(field: models.Field, value: Any) -> Any:
    """As the ORM would: some fields are kept in another form."""
    for convert in field.get_db_converters(connection):
        value = convert(value, None, connection)
    return value
