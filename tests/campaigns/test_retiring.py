"""The clock of retention: identities and keys go on their day, counts stay, whoever is killed."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone, translation

from campaigns import retiring
from campaigns.clocks import CLOCKS, day_of_erasure, erasure_sentence
from campaigns.counting import count, recount
from campaigns.erasing import erase
from campaigns.keys import entry_name, open_keys
from campaigns.managing import LinkDead, find_managed, manage_token
from campaigns.models import Petition, Signature
from campaigns.receipts import Receipt
from campaigns.retirements import Retirement
from campaigns.retiring import due, retire, retire_due, set_clocks
from campaigns.signing import PetitionClosed, sign
from outbox.sending import send_due
from tests.campaigns.leaving import fresh, signed, totals
from tests.making import form, wish
from vault.keystore import KeyMissing, keystore

pytestmark = pytest.mark.django_db
CLOSED = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_keystore(settings, tmp_path):
    settings.KEYSTORE_URL = f"file://{tmp_path}/keystore"


@pytest.fixture
def own(_own_keystore, petition):
    """A petition with three signatures, whose keys are in a keystore of this test's own."""
    for number in range(3):
        language = ["es", "en"][number % 2]
        signed(petition, name=f"N {number}", email=f"n{number}@example.org", language=language)
    return petition


def tick(moment: datetime) -> int:
    with time_machine.travel(moment, tick=False):
        set_clocks()
        return retire_due()


def test_every_exposure_has_its_days():
    assert set(CLOCKS) == set(Petition.Exposure.values)
    for exposure in CLOCKS:
        soon = day_of_erasure(exposure, closed_at=CLOSED, delivered_at=CLOSED)
        assert soon == date(2026, 12, 31)
        late = day_of_erasure(exposure, closed_at=CLOSED, delivered_at=None)
        assert late == date(2027, 12, 1)
        assert day_of_erasure(exposure, closed_at=None, delivered_at=None) is None


def test_rally_in_december_answer_in_june(own):
    """The half that erases: the names are gone long before the answer, and the count stands."""
    Petition.objects.update(state="delivered")
    with time_machine.travel(datetime(2026, 12, 10, tzinfo=UTC), tick=False):
        set_clocks()
    assert Petition.objects.get().erase_on == date(2027, 1, 9)
    assert tick(datetime(2027, 1, 8, 12, tzinfo=UTC)) == 0
    assert Signature.objects.identified().count() == 3
    Petition.objects.update(state="answered")
    assert tick(datetime(2027, 6, 1, tzinfo=UTC)) == 1
    assert not Signature.objects.identified().exists()
    with pytest.raises(KeyMissing):
        open_keys(own.public_id)
    assert totals(own) == {3}
    assert recount() == 0
    record = Retirement.objects.get()
    assert (record.rows_erased, record.done_at is not None) == (3, True)
    assert tick(datetime(2027, 6, 2, tzinfo=UTC)) == 0


def book(petition, state: str, at: datetime, **facts) -> None:
    """A line of the book of its life, and the state that it says."""
    told = {"texts": {"en": "So it is.", "es": "Así es."}} | facts
    petition.changes.create(state=state, at=at, **told)
    Petition.objects.filter(pk=petition.pk).update(state=state)


def test_the_day_follows_from_the_book_of_its_life(own):
    set_clocks()
    book(own, "closed", CLOSED)
    book(own, "open", CLOSED + timedelta(days=2))
    book(own, "closed", CLOSED + timedelta(days=10))
    book(own, "delivered", CLOSED + timedelta(days=20))
    book(own, "answered", CLOSED + timedelta(days=25))
    with time_machine.travel(CLOSED + timedelta(days=26), tick=False):
        set_clocks()
    record = Retirement.objects.get()
    assert record.closed_at == CLOSED + timedelta(days=10)
    assert record.delivered_at == CLOSED + timedelta(days=20)
    assert Petition.objects.get().erase_on == (CLOSED + timedelta(days=50)).date()


def test_a_petition_met_when_it_is_over_has_thirty_days_notice(own, campaign, reader):
    """As after an upgrade: closed for years, and its names go only after everybody could see it."""
    Petition.objects.update(closes_at=CLOSED)
    met = CLOSED + timedelta(days=800)
    assert tick(met) == 0
    assert Petition.objects.get().erase_on == (met + timedelta(days=30)).date()
    assert "March 10, 2029" in reader.get(campaign["en"].url).content.decode()
    assert tick(met + timedelta(days=29)) == 0
    assert Signature.objects.identified().count() == 3
    assert tick(met + timedelta(days=30)) == 1


def test_a_petition_known_before_it_closed_has_no_day_more_than_promised(own):
    set_clocks()
    book(own, "delivered", CLOSED)
    with time_machine.travel(CLOSED + timedelta(days=29), tick=False):
        set_clocks()
    assert Petition.objects.get().erase_on == (CLOSED + timedelta(days=30)).date()
    assert tick(CLOSED + timedelta(days=30)) == 1


def test_a_petition_older_than_its_book_is_over_since_a_tick_saw_it(own):
    book(own, "closed", CLOSED - timedelta(days=900), texts={})
    with time_machine.travel(CLOSED, tick=False):
        set_clocks()
    assert Retirement.objects.get().closed_at == CLOSED
    assert Petition.objects.get().erase_on == (CLOSED + timedelta(days=365)).date()


def test_without_delivery_the_hard_stop_holds(own):
    set_clocks()
    Petition.objects.update(closes_at=CLOSED)
    assert tick(CLOSED + timedelta(days=364)) == 0
    assert tick(CLOSED + timedelta(days=365)) == 1


def test_a_petition_that_is_opened_again_has_no_day(own):
    Petition.objects.update(state="closed")
    set_clocks()
    assert Petition.objects.get().erase_on
    Petition.objects.update(state="open")
    set_clocks()
    assert Petition.objects.get().erase_on is None


class Killed(BaseException):
    """What a process that dies in the middle looks like from within."""


def test_killed_in_the_middle_it_goes_on_and_the_keys_stay_until_the_end(own, monkeypatch):
    Petition.objects.update(state="closed", erase_on=date(2026, 1, 1))
    Retirement.objects.create(petition=own)
    monkeypatch.setattr(retiring, "BATCH", 1)
    batch, done = retiring.erase_identities, []

    def erase_then_die(ids):
        if done:
            raise Killed
        done.append(ids)
        return batch(ids)

    monkeypatch.setattr(retiring, "erase_identities", erase_then_die)
    with pytest.raises(Killed):
        retire_due()
    assert Signature.objects.identified().count() == 2
    assert open_keys(own.public_id)
    assert Retirement.objects.get().done_at is None
    monkeypatch.setattr(retiring, "erase_identities", batch)
    assert retire_due() == 1
    assert not Signature.objects.identified().exists()
    assert Retirement.objects.get().rows_erased == 3
    assert entry_name(own.public_id) not in set(keystore().names())


def test_no_key_goes_before_the_last_row_is_erased(own, monkeypatch):
    left = []
    store = keystore()
    destroy = store.destroy

    def noting(name):
        left.append(Signature.objects.identified().count())
        destroy(name)

    monkeypatch.setattr(store, "destroy", noting)
    assert retire(own)
    assert left == [0]


def test_a_dry_run_says_how_many_and_when_and_changes_nothing(own):
    book(own, "closed", CLOSED)
    with time_machine.travel(CLOSED + timedelta(days=400), tick=False):
        told = StringIO()
        call_command("retire", "--dry-run", stdout=told)
        assert told.getvalue().split() == ["2028-02-04", "3", "petition", str(own.pk)]
        assert not Retirement.objects.exists()
        assert Petition.objects.get().erase_on is None
        set_clocks()
        assert [str(each.on) for each in due()] == ["2028-02-04"]
    assert Signature.objects.identified().count() == 3
    assert [each.rows for each in due()] == [3]
    call_command("retire", stdout=told)


def test_afterwards_signing_and_old_links_are_answered_kindly(own, campaign, reader):
    signature = Signature.objects.select_related("petition").first()
    link = manage_token(signature)
    retire(own)
    Petition.objects.update(state="open")
    response = reader.post(campaign["es"].sign_url(), form())
    assert response.status_code == 410
    with pytest.raises(PetitionClosed):
        sign(Petition.objects.get(), wish())
    with pytest.raises(LinkDead):
        find_managed(link)
    assert reader.get(f"/es/firmar/mi-firma/{link}/").status_code == 410
    asked = reader.post(f"/es/firmar/{own.public_id}/cambiar/", {"email": "n0@example.org"})
    assert asked.status_code == 303
    assert fresh(signature).counts


def test_what_waits_to_be_mailed_goes_with_the_keys(own, smtp_sink):
    erase(Signature.objects.first())
    retire(own)
    assert not Receipt.objects.exists()
    assert send_due("tx") == 0
    count()
    assert totals(own) == {2}


def test_the_countdown_is_told_in_both_languages(campaign, reader):
    Petition.objects.update(erase_on=date(2027, 1, 9))
    said = {"en": "Jan. 9, 2027", "es": "9 de enero de 2027"}
    for language, day in said.items():
        assert day in reader.get(campaign[language].url).content.decode()
    with translation.override("en"):
        gone = Petition(retired_at=timezone.now())
        assert "were erased on" in erasure_sentence(gone)
        assert "30 days" in erasure_sentence(Petition())
