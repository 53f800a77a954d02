"""One statement reads what the ORM would read in several, and what signing asks stays few."""

import uuid

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from campaigns.live_pages import live_page
from campaigns.models import CampaignPage, Partner, Petition
from campaigns.signing_pages import signing_page
from tests import making
from tests.making import form
from vault.switches import forget

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 4  # beside BEGIN and COMMIT, which is a savepoint within a test


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
def test_the_whole_of_signing_asks_four_statements_and_a_known_address_no_other(reader, exposure):
    petition = making.petition(exposure=exposure)
    Partner.objects.create(petition=petition, name="Centro", slug="centro", receives_names=True)
    page = making.campaign(petition)["es"]
    statements(reader, page, email="warm@example.org")
    new = statements(reader, page)
    assert new == ["SELECT", "SELECT", "SELECT", "WITH"]
    assert len(new) <= MOST_STATEMENTS
    petition.signatures.update(mailed_at=None)
    assert statements(reader, page) == new


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
