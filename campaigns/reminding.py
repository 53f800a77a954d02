"""One reminder for whoever signed and did not confirm: a day after the last mail at the earliest,
and never on the last day of its link. They are posted in small portions, so that confirmations do
not wait behind them.
"""

from datetime import timedelta

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from campaigns.joining import MOST_MAILS
from outbox.posting import post_many, room_for_patient
from vault.locks import Lock

REMINDER = "campaigns.reminder"
REST = timedelta(hours=24)

# Two who share an address share its number of mails: the second one waits for the first.
# The order is that of the index: a small portion must not look at everybody who waits. It is looked
# up once: a subquery that locks may be asked again for each row, and then a portion has no end.
REMIND_SQL = """
WITH due AS MATERIALIZED (
    SELECT due.id FROM campaigns_signature due
    JOIN campaigns_petition petition ON petition.id = due.petition_id
    WHERE due.confirmed_at IS NULL AND due.reminded_at IS NULL AND due.way = 'online'
        AND due.withdrawn_at IS NULL AND due.invalidated_at IS NULL AND due.erased_at IS NULL
        AND due.mailed_at <= %(rested)s AND due.expires_on > %(today)s
        AND petition.state = 'open'
        AND (petition.closes_at IS NULL OR petition.closes_at > %(now)s)
        AND (
            SELECT sum(other.mails) + count(*) FILTER (
                WHERE other.email_slot < due.email_slot
                    AND other.confirmed_at IS NULL AND other.reminded_at IS NULL
            )
            FROM campaigns_signature other
            WHERE other.petition_id = due.petition_id AND other.email_index = due.email_index
        ) < %(most)s
    ORDER BY due.mailed_at LIMIT %(room)s FOR UPDATE OF due SKIP LOCKED
)
UPDATE campaigns_signature AS pending
SET reminded_at = %(now)s, mailed_at = %(now)s, mails = mails + 1
FROM due WHERE pending.id = due.id
RETURNING pending.id, pending.language
"""


def remind() -> int:
    """Post a reminder for the next few pending signatures that are due one; returns for how many.

    They are marked and posted together, or not at all.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [Lock.REMIND_SIGNERS])
        if not cursor.fetchone()[0]:
            return 0
        room = room_for_patient()
        due = _mark_the_due(cursor, room) if room else {}
        for language in sorted(set(due.values())):
            ids = [pk for pk, its_language in due.items() if its_language == language]
            post_many(REMINDER, ids, language=language)
        return len(due)


def _mark_the_due(cursor: CursorWrapper, room: int) -> dict[int, str]:
    """Signatures by their language."""
    now = timezone.now()
    facts = {"now": now, "today": now.date(), "rested": now - REST}
    cursor.execute(REMIND_SQL, facts | {"most": MOST_MAILS, "room": room})
    return dict(cursor.fetchall())
