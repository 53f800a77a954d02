"""One statement reads what the ORM would read in several, and what signing asks stays few."""

import uuid

import pytest
from django.db import IntegrityError, connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns import signing_pages
from campaigns.live_pages import live_page
from campaigns.models import CampaignPage, Partner, Petition, Signature
from campaigns.signing import sign
from campaigns.signing_pages import signing_page
from outbox.models import Message
from tests import making
from tests.making import form
from vault.switches import forget

pytestmark = pytest.mark.django_db
REMEMBERED = ["SELECT", "WITH"]  # beside BEGIN and COMMIT, which is a savepoint within a test


def statements(reader, page, **fields) -> list[str]:
    referer = f"http://testserver{page.url}?via=whatsapp"
    with CaptureQueriesContext(connection) as captured:
        answer = reader.post(page.sign_url(), form(**fields), headers={"Referer": referer})
    assert answer.status_code == 303
    said = ";".join(query["sql"].strip().rstrip(";") for query in captured)
    words = [statement.split()[0] for statement in said.split(";")]
    return [word for word in words if word not in {"SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"}]


@pytest.fixture
def _switches_are_known(settings):
    """Half a second long a process believes what it read of them: one statement for all of it."""
    settings.SWITCH_SECONDS = 60
    yield
    forget()


@pytest.mark.usefixtures("_switches_are_known")
@pytest.mark.parametrize("exposure", ["open", "guarded"])
def test_the_whole_of_signing_asks_two_statements_and_a_known_address_no_other(reader, exposure):
    petition = making.petition(exposure=exposure)
    Partner.objects.create(petition=petition, name="Centro", slug="centro", receives_names=True)
    page = making.campaign(petition)["es"]
    statements(reader, page, email="warm@example.org")
    assert statements(reader, page) == REMEMBERED
    petition.signatures.update(mailed_at=None)
    assert statements(reader, page) == REMEMBERED
    assert Message.objects.count() == 3
    assert statements(reader, page) == [*REMEMBERED, "ROLLBACK"]


def test_the_page_is_the_one_that_the_orm_would_read(campaign):
    petition = campaign["en"].petition
    asked = {"question": "Is it safe?", "answer": "<p>Yes.</p>"}
    campaign["en"].questions = [("question", asked)]
    campaign["en"].save()
    for number, receives in enumerate((True, False, True)):
        facts = {"slug": f"p{number}-x", "receives_names": receives, "sort_order": 3 - number}
        Partner.objects.create(petition=petition, name=f"Partner {number}", **facts)
    for language in ("en", "es"):
        page, there = (
            signing_page(petition.public_id, language),
            live_page(petition.public_id, language),
        )
        for made, read in (
            (page, there),
            (page.petition, there.petition),
            (page.locale, there.locale),
        ):
            names = [field.attname for field in type(read)._meta.concrete_fields]
            assert [getattr(made, name) for name in names] == [
                getattr(read, name) for name in names
            ]
        assert page.offers == there.offers
        assert [name for _pk, name in page.offers.partners] == ["Partner 2", "Partner 0"]


def test_only_a_live_page_in_this_language_takes_signatures(campaign):
    campaign["es"].unpublish()
    for public_id, language in ((campaign["es"].petition.public_id, "es"), (uuid.uuid4(), "en")):
        with pytest.raises(Http404):
            signing_page(public_id, language)


def test_a_sealed_petition_offers_no_partner(db):
    petition = making.petition(exposure="sealed")
    Partner.objects.create(petition=petition, name="Centro", slug="centro", receives_names=True)
    page = making.campaign(petition)["en"]
    assert signing_page(page.petition.public_id, "en").offers.partners == ()


def test_what_changed_is_read_at_once_and_what_a_request_learns_stays_its_own(campaign):
    petition = campaign["en"].petition
    first = signing_page(petition.public_id, "en")
    first.petition.state = "won"
    first.learnt = True
    again = signing_page(petition.public_id, "en")
    assert again.petition.is_open
    assert not hasattr(again, "learnt")
    assert again.petition is not first.petition
    Petition.objects.update(state=Petition.State.PAUSED)
    assert not signing_page(petition.public_id, "en").petition.is_open
    CampaignPage.objects.filter(locale__language_code="en").update(letter="<p>Anew</p>")
    assert signing_page(petition.public_id, "en").letter == "<p>Anew</p>"


CHANGES = {
    "paused": lambda page: Petition.objects.update(state=Petition.State.PAUSED),
    "past its date": lambda page: Petition.objects.update(closes_at=timezone.now()),
    "offline": lambda page: page.unpublish(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_who_is_remembered_as_open_takes_no_signature_once_it_is_not(reader, campaign, change):
    page = campaign["es"]
    assert reader.post(page.sign_url(), form(email="first@example.org")).status_code == 303
    change(page)
    assert reader.post(page.sign_url(), form()).status_code in {404, 410}
    assert Signature.objects.count() == 1


def test_what_a_signer_sees_and_wants_is_judged_by_the_page_as_it_is(reader):
    petition = making.petition(exposure="open")
    facts = {"petition": petition, "receives_names": True}
    partner = Partner.objects.create(name="Centro", slug="centro", **facts)
    page = making.campaign(petition)["es"]
    chosen = {"shown_as": "full", f"partner_{partner.pk}": "on"}

    def signed(number: int) -> Signature:
        fields = form(email=f"n{number}@example.org", **chosen)
        assert reader.post(page.sign_url(), fields).status_code == 303
        return Signature.objects.latest("pk")

    first = signed(1)
    assert (first.shown_as, first.partner_choices) == ("full", [partner.pk])
    CampaignPage.objects.filter(pk=page.pk).update(letter="<p>De nuevo</p>")
    assert signed(2).letter_version != first.letter_version
    Partner.objects.update(receives_names=False)
    assert signed(3).partner_choices == []
    Petition.objects.update(exposure="guarded")
    offers_less = reader.post(page.sign_url(), form(email="n4@example.org", **chosen))
    assert offers_less.status_code == 422
    chosen["shown_as"] = "first"
    added = Partner.objects.create(name="Casa", slug="casa", **facts)
    chosen[f"partner_{added.pk}"] = "on"
    assert signed(5).partner_choices == [added.pk]


def test_a_page_that_nobody_has_asked_for_lately_is_read(reader, campaign, monkeypatch):
    page = campaign["es"]
    statements(reader, page, email="first@example.org")
    monkeypatch.setattr(signing_pages, "REMEMBERED_SECONDS", -1.0)
    assert len(statements(reader, page)) > len(REMEMBERED)


def test_a_petition_that_was_signed_stays(petition):
    sign(petition, making.wish())
    with pytest.raises(IntegrityError, match="was signed"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM campaigns_petition WHERE id = %s", [petition.pk])
