"""Checking servers: what the database and the broker say of themselves. Their clocks, what the
database writes into its log, and whether it keeps what it has promised.
"""

import time
from collections.abc import Iterator

from django.conf import settings
from django.core.checks import run_checks
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _
from redis import Redis
from redis.exceptions import RedisError

from vault.checklist import Grade, Item, judged
from vault.probing import PROBES

APART = 5.0  # seconds by which two clocks may differ
LONGEST_SILENCE = 60  # seconds before PostgreSQL asks whether a host is still there
# What must stand there, or readers' words may get into the database's log.
QUIET = {
    "log_min_error_statement": {"panic"},
    "log_parameter_max_length": {"0"},
    "log_parameter_max_length_on_error": {"0"},
    "log_error_verbosity": {"terse"},
    "log_statement": {"none", "ddl"},
    "log_min_duration_statement": {"-1"},
}
# Without these a commit may be lost after we have said that it is kept.
DURABLE = {
    "fsync": {"on"},
    "full_page_writes": {"on"},
    "synchronous_commit": {"on", "remote_apply"},
}


def items() -> Iterator[Item]:
    try:
        yield judged(_("PostgreSQL's log"), _wrong(QUIET, _("Readers' words may get into it")))
        yield judged(_("PostgreSQL's promises"), _wrong(DURABLE, _("Commits may be lost")))
        yield judged(_("clock of the database"), _apart(_time_of_database() - time.time()))
        yield judged(_("PostgreSQL's patience"), _patience(), otherwise=Grade.NOTE)
        yield from _probes()
    except DatabaseError as error:
        why = _("It does not answer (%(kind)s).") % {"kind": type(error).__name__}
        yield Item("DATABASE_URL", Grade.UNSAFE, why)
    try:
        yield judged(_("clock of the broker"), _apart(_time_of_broker() - time.time()))
    except RedisError as error:
        why = _("It does not answer (%(kind)s).") % {"kind": type(error).__name__}
        yield Item("REDIS_URL", Grade.UNSAFE, why)
    yield judged(_("Django's own checks"), _django())


def _wrong(wanted: dict[str, set[str]], what_then: str) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(wanted)])
        stand = dict(cursor.fetchall())
    wrong = [name for name, good in wanted.items() if stand.get(name, "") not in good]
    if not wrong:
        return None
    said = "; ".join(f"{name} = {sorted(wanted[name])[0]}" for name in wrong)
    return f"{what_then}. " + _("Set in postgresql.conf: %(settings)s") % {"settings": said}


def _patience() -> str | None:
    """Of the session that asks: over a socket of this machine nothing can be cut off."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inet_client_addr() IS NULL, current_setting('tcp_keepalives_idle')::int"
        )
        is_socket, idle = cursor.fetchone()
    if is_socket or 0 < idle <= LONGEST_SILENCE:
        return None
    return _(
        "A host that is cut off keeps its locks for two hours. Set in postgresql.conf: "
        "tcp_keepalives_idle = 30, tcp_keepalives_interval = 10, tcp_keepalives_count = 3"
    )


def _time_of_database() -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        return float(cursor.fetchone()[0])


def _time_of_broker() -> float:
    with Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2) as redis:
        seconds, micro = redis.time()
    return float(seconds) + float(micro) / 1_000_000


def _apart(seconds: float) -> str | None:
    if abs(seconds) <= APART:
        return None
    facts = {"seconds": round(abs(seconds))}
    return _("It differs from this machine's by %(seconds)s seconds: let both keep time.") % facts


def _probes() -> Iterator[Item]:
    """What /readyz asks. Before the first start nothing can beat, so most of it is a note."""
    for probe in PROBES.values():
        grade = Grade.UNSAFE if probe.is_vital else Grade.NOTE
        why = None if probe.is_well() else _("It is not well now; /readyz says the same.")
        yield judged(f"/readyz: {probe.name}", why, otherwise=grade)


def _django() -> str | None:
    found = run_checks(tags=["security"], include_deployment_checks=True)
    told = sorted(str(each.id) for each in found if not each.is_silenced())
    return ", ".join(told) or None
