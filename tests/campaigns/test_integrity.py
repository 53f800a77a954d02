"""A petition's own account of its signatures: exact from ten on, a day old, without a threshold."""

import re

import pytest
from django.utils import timezone

from campaigns.counting import count
from campaigns.erasing import erase, tidy_leavers
from campaigns.expiring import expire_pending
from campaigns.integrity import numbers_of, report, report_all
from campaigns.integrity_reports import IntegrityReport
from campaigns.invalidating import move, preview, work
from campaigns.invalidations import Criteria
from campaigns.models import Signature
from campaigns.snapshotting import snapshot
from campaigns.sorting_by_rule import fates
from tests import making
from tests.campaigns.crowds import ago, crowd
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def accounted(campaign):
    """Of each kind some: 40 counted, 12 held, 15 invalidated, 3 withdrawn, 11 expired."""
    petition = campaign["en"].petition
    crowd(petition, 40)
    crowd(petition, 12, mark="disposable", is_held=True)
    crowd(petition, 15, source="script", region="NH-030")
    crowd(petition, 3, withdrawn_at=timezone.now())
    crowd(petition, 11, confirmed_at=None, expires_on=ago(days=2).date())
    crowd(petition, 20, is_in_person=True)
    expire_pending()
    made = preview(petition, Criteria(source="script"), rule="crowd", reason="A script")
    move(made.pk, "start", by=making.user("Campaigners"))
    work(made.pk)
    count()
    return petition


def page_of(campaign, reader, language: str):
    reply = reader.get(campaign[language].integrity_url())
    assert reply.status_code == 200
    return reply


def rows_of(reply) -> dict[str, str]:
    rows = re.findall(r'<th scope="row">(.*?)</th>\s*<td>(.*?)</td>', text_of(reply), re.DOTALL)
    return {" ".join(label.split()): " ".join(number.split()) for label, number in rows}


def test_every_signature_is_accounted_for(accounted):
    numbers = numbers_of(accounted)
    assert numbers.pop("rules") == [
        {"day": timezone.now().date().isoformat(), "rule": "crowd", "number": 15}
    ]
    assert numbers == {
        "received": 81,
        "confirmed": 40,
        "expired": 11,
        "withdrawn": 3,
        "invalidated": 15,
        "held": 12,
        "in_person": 20,
    }


def test_who_took_it_back_stays_in_the_account_when_the_row_is_gone(accounted):
    before = numbers_of(accounted)
    for row in Signature.objects.filter(counts=True, petition=accounted, is_in_person=False)[:2]:
        erase(row)
    erase(Signature.objects.filter(petition=accounted, is_in_person=True)[0])
    count()
    rows = Signature.objects.count()
    tidy_leavers()
    tidy_leavers()
    assert Signature.objects.count() == rows - 3
    after = numbers_of(accounted)
    assert after["withdrawn"] == before["withdrawn"] + 3
    assert after["received"] == before["received"]
    assert after["confirmed"] == before["confirmed"] - 2
    assert after["in_person"] == before["in_person"] - 1
    assert fates(accounted)["confirmed"] == 70


def test_readers_see_it_in_their_language_and_no_small_number(accounted, campaign, reader):
    report(accounted)
    english, spanish = (rows_of(page_of(campaign, reader, code)) for code in ("en", "es"))
    assert english["Withdrawn by whoever signed"] == "fewer than 10"
    assert english["Confirmed by mail, and counted"] == "40"
    assert spanish["Retiradas por quien firmó"] == "menos de 10"
    assert not set(english) & set(spanish)


def test_the_page_is_the_same_for_all_kept_by_caches_and_knows_its_twin(
    accounted, campaign, reader, staff
):
    report(accounted)
    reply = page_of(campaign, reader, "es")
    assert "s-maxage" in reply.headers["Cache-Control"]
    assert not reply.cookies
    assert staff("Campaigners").get(reply.request["PATH_INFO"]).content == reply.content
    assert f'hreflang="en" href="http://testserver{campaign["en"].integrity_url()}"' in text_of(
        reply
    )
    assert campaign["es"].integrity_url() in text_of(reader.get(campaign["es"].url))


def test_states_are_named_in_the_readers_language(accounted, campaign, reader):
    crowd(accounted, 15, region="NY-100")
    crowd(accounted, 9, region="NH-030")
    count()
    assert snapshot(accounted).cells == {"MA": 40, "NY": 10}
    assert rows_of(page_of(campaign, reader, "en"))["New York"] == "10 or more"
    assert rows_of(page_of(campaign, reader, "es"))["Nueva York"] == "10 o más"
    assert "Nuevo Hampshire" not in text_of(page_of(campaign, reader, "es"))


def test_before_the_first_report_the_page_says_so(campaign, reader):
    assert "tonight" in text_of(page_of(campaign, reader, "en"))


def test_what_is_tried_out_today_shows_only_tomorrow(accounted, campaign, reader):
    """The report of a day is counted once; trying out what gets through tells nothing."""
    report_all()
    crowd(accounted, 30, mark="disposable", is_held=True)
    assert "42" not in rows_of(page_of(campaign, reader, "en")).values()
    assert IntegrityReport.objects.count() == 1


def test_a_page_that_is_not_live_has_no_account(campaign, reader):
    campaign["es"].unpublish()
    assert reader.get(campaign["es"].integrity_url()).status_code == 404
    other = page_of(campaign, reader, "en")
    assert 'hreflang="es" href="http://testserver/es/firmar' not in text_of(other)
