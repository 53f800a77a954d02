"""How many confirm, by language: of those who had the time to, and what became of the others."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from campaigns.comparing_shares import Share
from campaigns.confirm_rates import causes, lagging, rates
from campaigns.counting import count
from campaigns.expiries import Expiry
from campaigns.expiring import expire_pending
from campaigns.finding_undelivered import notice_bounces
from campaigns.joining import CONFIRMATION
from campaigns.models import Signature
from campaigns.readdressing import readdress
from campaigns.signing import confirm, sign
from campaigns.slips import Slip
from outbox.hearing import hear
from outbox.models import Message, State
from outbox.models import Reason as SuppressionReason
from outbox.returning import reports_in
from outbox.sending import send_due
from outbox.suppressing import suppress, suppressed_among
from tests.campaigns.crowds import multiply
from tests.campaigns.signed_rows import signed_rows
from tests.making import wish
from tests.outbox.returned import BOUNCE, dsn

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def rates_of(petition):
    return rates(Signature.objects.filter(petition=petition)).get(petition.pk)


def numbers_of(petition) -> dict[str, list[int]]:
    return {cause.name: cause.cells for cause in causes(petition) if cause.total}


def test_a_rate_is_of_its_own_language(petition):
    signed_rows(petition, 6, language="en")
    signed_rows(petition, 2, language="es")
    signed_rows(petition, 2, language="es", confirmed_at=None)
    assert rates_of(petition) == {"en": Share(6, 6), "es": Share(2, 4)}


def test_a_rate_leaves_out_who_had_no_time_yet_and_whose_like_are_deleted_by_now(petition):
    now = timezone.now()
    signed_rows(petition, 1)
    signed_rows(petition, 2, created_at=now, confirmed_at=None)
    signed_rows(petition, 4, created_at=now - 8 * DAY)
    signed_rows(petition, 8, is_in_person=True)
    signed_rows(petition, 16, invalidated_at=now, confirmed_at=None)
    assert rates_of(petition)["es"] == Share(1, 1)


def test_a_language_whose_mails_arrive_less_is_named(petition):
    signed_rows(petition, 60, language="en")
    signed_rows(petition, 12, language="es", confirmed_at=None)
    assert lagging(rates_of(petition)) == "es"


def test_a_small_difference_names_nobody(petition):
    signed_rows(petition, 60, language="en")
    signed_rows(petition, 11, language="es")
    signed_rows(petition, 1, language="es", confirmed_at=None)
    assert lagging(rates_of(petition)) == ""


def test_everybody_stands_in_exactly_one_cause(petition):
    now = timezone.now()
    signed_rows(petition, 1, language="en")
    signed_rows(petition, 2, confirmed_at=None)
    signed_rows(petition, 3, is_held=True)
    signed_rows(petition, 4, withdrawn_at=now, invalidated_at=now, is_held=True)
    signed_rows(petition, 5, invalidated_at=now, is_held=True)
    signed_rows(petition, 6, invalidated_at=now, confirmed_at=None)
    signed_rows(petition, 7, withdrawn_at=now, confirmed_at=None)
    signed_rows(petition, 8, is_in_person=True)
    count()
    assert numbers_of(petition) == {
        "Confirmed, and counting": [1, 0],
        "Wait to be confirmed": [0, 2],
        "Marked: confirmed, but held back": [0, 3],
        "Withdrawn by their signers": [0, 11],
        "Invalidated by the newsroom": [0, 11],
    }


BOUNCED = "Bounced: their mail came back, or could not be delivered"
MISTYPED = "Mistyped: corrected by the signer, or no such mailbox"
EXPIRED = "Expired: nobody confirmed them in time"


@pytest.mark.parametrize(
    ("facts", "cause"),
    [
        ({"state": State.FAILED, "error_code": "451"}, BOUNCED),
        ({"state": State.SUPPRESSED}, BOUNCED),
        ({"state": State.SENT, "error_code": "bounced"}, BOUNCED),
        ({"state": State.FAILED, "error_code": "rcpt-550"}, MISTYPED),
    ],
)
def test_a_mail_that_did_not_arrive_is_told_by_its_cause_until_another_arrives(
    petition, facts, cause
):
    sign(petition, wish())
    Message.objects.update(**facts)
    assert numbers_of(petition) == {cause: [0, 1]}
    message = Message.objects.get()
    again = {name: getattr(message, name) for name in ("kind", "subject_id", "language")}
    Message.objects.create(state=State.SENT, **again)
    assert numbers_of(petition) == {"Wait to be confirmed": [0, 1]}


def test_a_mailbox_that_its_server_does_not_know_is_mistyped(petition, smtp_sink):
    """From end to end: the server says no to the address, not to the letter."""
    sign(petition, wish(email="nobody@example.org"))
    smtp_sink.answer("550 no such user", to="nobody@example.org", at="RCPT")
    send_due("tx")
    assert numbers_of(petition) == {MISTYPED: [0, 1]}


def test_a_mail_that_came_back_after_a_server_took_it_is_bounced(petition, smtp_sink):
    sign(petition, wish(email="full@example.org"))
    sign(petition, wish(email="fine@example.org", name="Another Person"))
    send_due("tx")
    assert notice_bounces() == 0
    suppress("full@example.org", SuppressionReason.BOUNCE)
    suppress("fine@example.org", SuppressionReason.REQUEST)
    assert numbers_of(petition) == {"Wait to be confirmed": [0, 2]}
    assert notice_bounces() == 1
    assert notice_bounces() == 0
    assert numbers_of(petition) == {"Wait to be confirmed": [0, 1], BOUNCED: [0, 1]}


def test_what_a_mail_server_sends_back_is_bounced_at_once(petition, smtp_sink, settings):
    settings.BOUNCE_ADDRESS = BOUNCE
    sign(petition, wish(email="gone@example.org"))
    send_due("tx")
    [report] = reports_in(dsn(smtp_sink.received[0]))
    assert hear(report)
    assert numbers_of(petition) == {BOUNCED: [0, 1]}
    assert suppressed_among(["gone@example.org"]) == {"gone@example.org"}


def test_a_corrected_address_counts_as_mistyped_and_the_right_one_where_it_belongs(petition):
    sign(petition, wish(email="maria@gmail.con"))
    readdress(petition, wish(email="maria@gmail.com"), instead_of="maria@gmail.con")
    assert numbers_of(petition) == {MISTYPED: [0, 1], "Wait to be confirmed": [0, 1]}
    confirm(Signature.objects.get())
    count()
    with time_machine.travel(timezone.now() + 8 * DAY, tick=False):
        expire_pending()
        assert not Slip.objects.exists()
        assert numbers_of(petition) == {MISTYPED: [0, 1], "Confirmed, and counting": [0, 1]}


def test_those_that_ran_out_keep_their_cause_and_language(petition):
    over = {"confirmed_at": None, "expires_on": timezone.now().date() - 2 * DAY}
    gone = signed_rows(petition, 3, **over) + signed_rows(petition, 2, language="en", **over)
    for row, code in ((gone[0], "rcpt-550"), (gone[4], "timeout")):
        Message.objects.create(
            kind=CONFIRMATION, subject_id=row.pk, language="es", state=State.FAILED, error_code=code
        )
    assert expire_pending() == 5
    assert numbers_of(petition) == {MISTYPED: [0, 1], BOUNCED: [1, 0], EXPIRED: [1, 2]}
    assert Expiry.objects.of(petition.pk) == 5


def plans_of(captured) -> str:
    """How PostgreSQL reads each question that was asked."""
    with connection.cursor() as cursor:
        plans = []
        for asked in captured.captured_queries:
            cursor.execute(f"EXPLAIN {asked['sql']}")
            plans.append("\n".join(line for (line,) in cursor.fetchall()))
    return "\n---\n".join(plans)


def test_causes_read_no_signature_that_counts(petition, django_assert_num_queries):
    """8,000 confirmed, 150 pending, 60 of them undelivered: the crowd is never scanned."""
    multiply(*signed_rows(petition, 1), 7_999)
    pending = signed_rows(petition, 150, confirmed_at=None)
    Message.objects.bulk_create(
        Message(kind=CONFIRMATION, subject_id=row.pk, language="es", state=state)
        for rows, state in ((pending[:60], State.FAILED), (pending[60:], State.SENT))
        for row in rows
    )
    count()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE campaigns_signature, outbox_message")
    with django_assert_num_queries(5) as captured:
        found = numbers_of(petition)
    assert found == {
        "Confirmed, and counting": [0, 8_000],
        "Wait to be confirmed": [0, 90],
        BOUNCED: [0, 60],
    }
    plans = plans_of(captured)
    assert "signature_not_counting" in plans
    assert "Seq Scan on campaigns_signature" not in plans
