"""Rally in December, answer in June: signatures are gone, and who asked is told all the same."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from campaigns.keys import entry_name, open_keys, open_outcome_keys, outcome_entry_name
from campaigns.models import CampaignPage, OutcomeTold, OutcomeWish, Petition, Signature
from campaigns.outcome_letters import open_letters
from campaigns.outcome_wishes import WishUnknown, forget_wish, gather_wishes, word_for
from campaigns.signing import confirm
from campaigns.telling_outcomes import (
    OUTCOME,
    NotOver,
    OutcomeMissing,
    OutcomeStale,
    ToldAlready,
    forget_told,
    post_outcomes,
    tell_outcome,
    tend,
)
from cms.pairs import Version
from outbox.models import Message
from outbox.sending import send_due
from tests.campaigns.sealed import sealed_petition, signed
from tests.making import campaign as make_campaign
from tests.making import form
from tests.making import petition as make_petition
from vault.keystore import KeyMissing, keystore
from vault.sealing import CannotUnseal, unseal

pytestmark = pytest.mark.django_db
TOLD = {"en": "The governor said yes.", "es": "El gobernador dijo que sí."}


@pytest.fixture
def petition(db) -> Petition:
    return make_petition(exposure="guarded")


@pytest.fixture
def pages(petition):
    return make_campaign(petition)


def end(petition: Petition, pages, texts=TOLD) -> None:
    Petition.objects.filter(pk=petition.pk).update(state="won")
    petition.state = "won"
    for language, text in texts.items():
        CampaignPage.objects.filter(pk=pages[language].pk).update(outcome=text)


def check_mails(smtp_sink, pages) -> None:
    mails = {mail.message["To"]: mail.message for mail in smtp_sink.received}
    assert set(mails) == {"ana@example.org", "maria@example.org"}
    for address, language in (("ana@example.org", "en"), ("maria@example.org", "es")):
        body = mails[address].get_body(("plain",)).get_content()
        assert mails[address]["Content-Language"] == language
        assert TOLD[language] in body
        assert pages[language].full_url in body


def test_rally_in_december_answer_in_june(petition, pages, smtp_sink):
    with time_machine.travel(datetime(2026, 12, 12, 18, tzinfo=UTC)):
        signed(petition, email="ana@example.org", language="en", wants_outcome=True)
        signed(petition, email="maria@example.org", language="es", wants_outcome=True)
        signed(petition, email="silent@example.org", language="es")
        Message.objects.all().delete()
    with time_machine.travel(datetime(2026, 12, 13, 4, tzinfo=UTC)):
        tend()
    with time_machine.travel(datetime(2027, 2, 1, 4, tzinfo=UTC)):
        keystore().destroy(entry_name(petition.public_id))
        Signature.objects.all().delete()
    with time_machine.travel(datetime(2027, 6, 20, 12, tzinfo=UTC)):
        end(petition, pages)
        tell_outcome(petition)
        post_outcomes()
        post_outcomes()
        send_due("tx")
    check_mails(smtp_sink, pages)
    with time_machine.travel(datetime(2027, 7, 19, 4, tzinfo=UTC)):
        assert forget_told() == 0
        assert OutcomeWish.objects.count() == 2
    with time_machine.travel(datetime(2027, 7, 21, 4, tzinfo=UTC)):
        assert forget_told() == 1
        assert forget_told() == 0
    check_forgotten(petition)


def check_forgotten(petition) -> None:
    assert not OutcomeWish.objects.exists()
    with pytest.raises(KeyMissing):
        keystore().get(outcome_entry_name(petition.public_id))


def test_nothing_leads_from_a_wish_to_a_signature(petition):
    """Neither a field nor a key: a wish opens under its own key alone."""
    signature = signed(petition, wants_outcome=True)
    gather_wishes(petition)
    signature.refresh_from_db()
    wish = OutcomeWish.objects.get()
    assert signature.wants_outcome is False
    own, signers = open_outcome_keys(petition.public_id), open_keys(petition.public_id)
    assert wish.address(own) == "maria@example.org"
    with pytest.raises(CannotUnseal):
        unseal(wish.sealed_address, keys=signers.data, bound_to=wish.binding)
    assert own.index_key != signers.index_key
    assert bytes(wish.address_index) != bytes(signature.email_index)
    shared = {type(field).__name__ for field in OutcomeWish._meta.fields}
    assert "DateTimeField" not in shared
    assert not [each for each in OutcomeWish._meta.fields if each.related_model is Signature]


def test_wishes_stand_in_no_order_of_signing(petition):
    for number in range(12):
        signed(petition, email=f"a{number}@example.org", wants_outcome=True)
    gather_wishes(petition)
    keys = open_outcome_keys(petition.public_id)
    in_order = [f"a{number}@example.org" for number in range(12)]
    by_number = [wish.address(keys) for wish in OutcomeWish.objects.order_by("pk")]
    lying = OutcomeWish.objects.raw("SELECT * FROM campaigns_outcomewish ORDER BY ctid")
    as_they_lie = [wish.address(keys) for wish in lying]
    assert sorted(by_number) == sorted(in_order)
    assert by_number != in_order
    assert as_they_lie != in_order


def test_gathering_again_or_in_batches_loses_and_doubles_nobody(petition, monkeypatch):
    monkeypatch.setattr("campaigns.outcome_wishes.BATCH", 2)
    for number in range(5):
        signed(petition, email=f"a{number}@example.org", wants_outcome=True)
    signed(petition, email="A0@example.org", name="José Peña", wants_outcome=True)
    assert gather_wishes(petition) == 6
    assert gather_wishes(petition) == 0
    assert OutcomeWish.objects.count() == 5  # two people of one address get one mail


def test_who_does_not_count_leaves_no_wish(petition):
    signed(petition, wants_outcome=True).withdraw()
    gather_wishes(petition)
    assert not OutcomeWish.objects.exists()


def test_a_sealed_petition_keeps_no_wish():
    petition, _identity = sealed_petition()
    signed(petition, wants_outcome=True)
    Signature.objects.update(wants_outcome=True)
    gather_wishes(petition)
    assert not OutcomeWish.objects.exists()
    assert not Signature.objects.get().wants_outcome


def test_telling_waits_for_an_end_and_for_both_languages(petition, pages):
    with pytest.raises(NotOver):
        tell_outcome(petition)
    end(petition, pages, {"en": TOLD["en"]})
    with pytest.raises(OutcomeMissing, match="es"):
        tell_outcome(petition)
    end(petition, pages)
    pair = {"translation_key": pages["es"].translation_key, "language": "es"}
    Version.objects.update_or_create(**pair, defaults={"stale_since": datetime.now(UTC)})
    with pytest.raises(OutcomeStale, match="es"):
        tell_outcome(petition)
    Version.objects.update(stale_since=None)
    CampaignPage.objects.filter(pk=pages["es"].pk).update(live=False)
    with pytest.raises(OutcomeMissing, match="es"):
        tell_outcome(petition)
    assert not OutcomeTold.objects.exists()


def test_an_outcome_is_told_once_in_portions(petition, pages, monkeypatch):
    monkeypatch.setattr("campaigns.telling_outcomes.PORTION", 2)
    for number in range(5):
        signed(petition, email=f"a{number}@example.org", wants_outcome=True)
    end(petition, pages)
    tell_outcome(petition)
    with pytest.raises(ToldAlready):
        tell_outcome(petition)
    assert [post_outcomes() for _tick in range(5)] == [2, 2, 1, 0, 0]
    assert Message.objects.filter(kind=OUTCOME).count() == 5


def test_who_ticks_after_the_telling_is_not_kept(petition, pages):
    end(petition, pages)
    tell_outcome(petition)
    Petition.objects.update(state="open")
    petition.state = "open"
    signed(petition, wants_outcome=True)
    gather_wishes(petition)
    assert not OutcomeWish.objects.exists()


def test_a_wish_is_forgotten_by_the_button_and_not_by_the_link(petition, pages, reader, smtp_sink):
    reader.post(pages["es"].sign_url(), form(tell_outcome="on"))
    send_due("tx")
    body = smtp_sink.received[-1].message.get_body(("plain",)).get_content()
    path = next(word for word in body.split() if "/olvidar/" in word).removeprefix(
        "http://testserver"
    )
    confirm(Signature.objects.get())
    gather_wishes(petition)
    page = reader.get(path)
    assert page.headers["Cache-Control"] == "no-store"
    assert OutcomeWish.objects.count() == 1
    done = reader.post(path)
    assert not OutcomeWish.objects.exists()
    again = reader.post(path)
    assert done.content == again.content  # the same whether or not somebody waited
    for junk in ("x", "a" * 400, "%00"):
        assert reader.post(f"{path.rsplit('/', 2)[0]}/{junk}/").status_code in (200, 404)


def test_forgetting_works_before_the_night_moved_the_tick(petition, pages):
    signed(petition, wants_outcome=True)
    word = word_for(petition, "maria@example.org")
    forget_wish(petition, word)
    assert not Signature.objects.filter(wants_outcome=True).exists()
    assert not OutcomeWish.objects.exists()
    with pytest.raises(WishUnknown):
        forget_wish(petition, word)


def test_a_forgotten_wish_gets_no_letter(petition, pages):
    signed(petition, wants_outcome=True)
    end(petition, pages)
    tell_outcome(petition)
    post_outcomes()
    OutcomeWish.objects.all().delete()
    assert open_letters(Message.objects.filter(kind=OUTCOME)) == {}


def test_a_petition_that_never_ends_does_not_keep_addresses_for_ever(petition):
    signed(petition, wants_outcome=True)
    gather_wishes(petition)
    OutcomeWish.objects.update(created_on=datetime.now(UTC).date() - timedelta(days=1_096))
    tend()
    assert not OutcomeWish.objects.exists()
