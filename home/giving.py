"""What we could be forced to give: a page made of what the apps say of their rows, the settings and
the clocks in force, so that it cannot promise what the installation does not keep.

Counted at most once an hour; it says when.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from campaigns.models import Petition
from cms.languages import LANGUAGES, NATIVE_NAMES, held_path
from cms.reading import Head
from home import held_words
from vault.holdings import FEWEST, About, Holding, Lies, all_holdings, count_coarsely

KEY, SECONDS = "holdings-2", 3_600
# Columns made for the addresses of devices, of all that there are.
COLUMNS = """
SELECT count(*) FILTER (WHERE data_type IN ('inet', 'cidr', 'macaddr', 'macaddr8')), count(*)
FROM information_schema.columns WHERE table_schema = 'public'
"""


@dataclass(frozen=True)
class Counted:
    """The numbers of one moment, in the order of all_holdings()."""

    at: datetime
    rows: list[int | None]
    columns: tuple[int, int]
    # Petitions with names, without, those whose clock is paused, and the next erasure.
    clocks: tuple[int, int, int, date | None]


def head() -> Head:
    description = _("What an order could bring of readers, signers and sources, and what not.")
    return Head(title(), description, alternates=_alternates())


def title() -> str:
    return _("What we could be forced to give")


def facts() -> dict[str, Any]:
    """Everything the page shows, in the active language."""
    holdings = all_holdings()
    counted = _counted(holdings)
    rows = list(zip(holdings, counted.rows, strict=True))
    return {
        "title": title(),
        "at": counted.at,
        "absent": {
            "title": _("What we do not have"),
            "lines": held_words.absent(*counted.columns),
        },
        "parts": [part for about in About if (part := _part(about, rows))["rows"]],
        "told": [
            {"title": _("The clocks that run"), "lines": held_words.clocks(*counted.clocks)},
            {"title": _("Where the keys are"), "lines": held_words.keys()},
            {"title": _("Logs and backups"), "lines": held_words.logs()},
            {"title": _("What no page can promise"), "lines": held_words.limits()},
        ],
    }


def _counted(holdings: Sequence[Holding]) -> Counted:
    """From the cache, unless another release or more apps filled it; without a cache, anew."""
    try:
        found = cache.get(KEY) or {}
        if len(found.get("rows", ())) == len(holdings):
            return Counted(**found)
        counted = _count(holdings)
        cache.set(KEY, vars(counted), SECONDS)
    except (RedisError, TypeError):
        return _count(holdings)
    return counted


def _count(holdings: Sequence[Holding]) -> Counted:
    """Three statements, whatever there is."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        columns = cursor.fetchone()
    is_kept = Q(retired_at=None)
    petitions = Petition.objects.aggregate(
        next=Min("erase_on", filter=is_kept & Q(held_since=None)),
        kept=Count("pk", filter=is_kept),
        held=Count("pk", filter=Q(held_since__isnull=False)),
        all=Count("pk"),
    )
    kept = petitions["kept"]
    return Counted(
        timezone.now(),
        count_coarsely(holdings),
        columns,
        (kept, petitions["all"] - kept, petitions["held"], petitions["next"]),
    )


def _part(about: About, rows: list[tuple[Holding, int | None]]) -> dict[str, Any]:
    names = {
        About.SIGNERS: _("People who signed"),
        About.SUBSCRIBERS: _("People who subscribed"),
        About.SOURCES: _("People who wrote to us in confidence"),
        About.READERS: _("People who read"),
        About.MAIL: pgettext("what is held", "Mail"),
        About.STAFF: _("The people who work here"),
    }
    lies = _forms()
    mine = [
        {
            "what": each.what,
            "lies": lies[each.lies],
            "class": each.lies.value,
            "until": each.until,
            "number": _number(number),
        }
        for each, number in rows
        if each.about == about
    ]
    return {"name": names[about], "key": about.value, "rows": mine}


def _forms() -> dict[Lies, str]:
    return {
        Lies.OPEN: _("Readable: an order would bring it as it is."),
        Lies.SEALED: _("Sealed, and the keys are on this server: an order could have it opened."),
        Lies.APART: _("Sealed, and the key is not on this server: we cannot open it."),
        Lies.DIGEST: _(
            "A digest: it cannot be read, but whoever has the keys can ask it about one address."
        ),
        Lies.NUMBERS: _("Numbers only: there is nobody in it."),
    }


def _number(number: int | None) -> str:
    if number is None:
        return _("fewer than %(number)s, or none") % {"number": FEWEST}
    return _("%(number)s or more") % {"number": intcomma(number)}


def _alternates() -> list[dict[str, Any]]:
    active = get_language()
    return [
        {
            "language": code,
            "label": NATIVE_NAMES[code],
            "url": settings.BASE_URL + held_path(code),
            "is_current": code == active,
        }
        for code in LANGUAGES
    ]
