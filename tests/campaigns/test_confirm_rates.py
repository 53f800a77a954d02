"""How many confirm, by language: of those who had the time to, and what became of the others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.comparing_shares import Share
from campaigns.confirm_rates import causes, lagging, rates
from campaigns.expiring import expire_pending
from campaigns.models import Signature
from campaigns.signing import sign
from outbox.models import Message, State
from tests.campaigns.signed_rows import signed_rows
from tests.making import wish

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
    assert numbers_of(petition) == {
        "Confirmed, and counting": [1, 0],
        "Wait to be confirmed": [0, 2],
        "Confirmed, but held back": [0, 3],
        "Withdrawn by their signers": [0, 11],
        "Invalidated by the newsroom": [0, 11],
    }


@pytest.mark.parametrize("state", [State.FAILED, State.SUPPRESSED])
def test_a_mail_that_was_given_up_is_told_apart_until_another_one_arrives(petition, state):
    sign(petition, wish())
    Message.objects.update(state=state)
    assert numbers_of(petition) == {"Their mail could not be delivered": [0, 1]}
    message = Message.objects.get()
    facts = {name: getattr(message, name) for name in ("kind", "subject_id", "language")}
    Message.objects.create(state=State.SENT, **facts)
    assert numbers_of(petition) == {"Wait to be confirmed": [0, 1]}


def test_those_that_ran_out_are_told_together(petition):
    signed_rows(petition, 3, confirmed_at=None, expires_on=timezone.now().date() - 2 * DAY)
    expire_pending()
    (line,) = [cause for cause in causes(petition) if cause.name.startswith("Expired")]
    assert (line.cells, line.total) == ([None, None], 3)
