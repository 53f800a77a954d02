"""Marking: a tick sets apart, in silence, signatures that came too many at once from one network.

The limits grow with what all other networks bring to the petition at the same time, so that one
network cannot raise its own. A confirmed address of an ordinary domain outweighs the mark: it
stays as a trace, and the signature counts.
"""

from django.db import connection, transaction

from campaigns.marks import OF_NETWORK, UNMARKED, Mark
from campaigns.models import Signature
from vault.locks import Lock

BURST_SECONDS, SUSTAINED_SECONDS = 60, 900
BURST_LEAST, SUSTAINED_LEAST = 5, 20  # signatures that any network may bring in that time
SHARE = 0.25  # of what the other networks brought, on top of that
WEIGHED_SECONDS = 300  # how long after its signing a signature can still be marked

# Rows that another transaction holds are left to the next tick.
MARK_SQL = """
WITH recent AS (
    SELECT each.* FROM campaigns_petition petition CROSS JOIN LATERAL (
        SELECT id, petition_id, network_tag, network_day, created_at FROM campaigns_signature
        WHERE petition_id = petition.id AND way = 'online' AND length(network_tag) > 0
            AND created_at > now() - make_interval(secs => %(sustained_seconds)s)
    ) each
), paces AS (
    SELECT petition_id, count(*) AS everybody FROM recent GROUP BY 1
), networks AS (
    SELECT petition_id, network_tag, network_day, count(*) AS own FROM recent
    GROUP BY 1, 2, 3 HAVING count(*) > %(burst_least)s
), ranked AS (
    SELECT id, created_at,
        %(sustained_least)s + (everybody - own) * %(share)s AS sustained_limit,
        %(burst_least)s + (everybody - own) * %(share)s
            * %(burst_seconds)s / %(sustained_seconds)s AS burst_limit,
        count(*) OVER (network RANGE make_interval(secs => %(burst_seconds)s) PRECEDING) AS at_once,
        count(*) OVER network AS in_a_while
    FROM recent JOIN networks USING (petition_id, network_tag, network_day)
        JOIN paces USING (petition_id)
    WINDOW network AS (PARTITION BY petition_id, network_tag, network_day ORDER BY created_at)
), found AS (
    SELECT signature.id,
        CASE WHEN at_once > burst_limit THEN %(burst)s ELSE %(sustained)s END AS mark
    FROM ranked JOIN campaigns_signature signature USING (id)
    WHERE signature.mark = %(unmarked)s
        AND ranked.created_at > now() - make_interval(secs => %(weighed_seconds)s)
        AND (at_once > burst_limit OR in_a_while > sustained_limit)
    ORDER BY signature.id FOR UPDATE OF signature SKIP LOCKED
)
UPDATE campaigns_signature signature
SET mark = found.mark, is_held = signature.confirmed_at IS NULL
FROM found WHERE signature.id = found.id
"""
LIMITS: dict[str, str | float] = {
    "burst": Mark.BURST,
    "sustained": Mark.SUSTAINED,
    "unmarked": UNMARKED,
    "burst_seconds": BURST_SECONDS,
    "burst_least": BURST_LEAST,
    "sustained_seconds": SUSTAINED_SECONDS,
    "sustained_least": SUSTAINED_LEAST,
    "share": SHARE,
    "weighed_seconds": WEIGHED_SECONDS,
}


def mark() -> int:
    """Mark what is beyond a limit; returns how many. With a hundred signatures a second for a
    quarter of an hour this is about half a second of one core.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [Lock.MARK_SIGNATURES])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(MARK_SQL, LIMITS)
        return cursor.rowcount


def let_go() -> int:
    """A confirmed ordinary address outweighs its network: it counts; returns how many."""
    with transaction.atomic():
        held = Signature.objects.confirmed().filter(is_held=True, mark__in=OF_NETWORK)
        ids = held.order_by("pk").select_for_update(skip_locked=True).values_list("pk", flat=True)
        return Signature.objects.filter(pk__in=list(ids)).update(is_held=False)
