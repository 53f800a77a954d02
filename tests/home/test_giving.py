"""What we could be forced to give: every number and day on the page comes from what there is."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.formats import date_format

from campaigns.models import Petition, Signature
from home import giving
from tests import making
from tests.home.test_desk import words
from tests.test_privacy import personal_models
from users.models import StaffSession
from users.tasks import clear_sessions
from vault.holdings import Lies, all_holdings, coarse, count_coarsely

pytestmark = pytest.mark.django_db
PATHS = {
    "en": "/en/what-we-could-be-forced-to-give/",
    "es": "/es/que-nos-podrian-obligar-a-entregar/",
}
# What looks personal and is nobody's: an office's telephone, keys' proofs, nonces of links.
NOBODYS = {"NextStep", "Target", "PartnerDoor", "KeyProof", "Opening", "Sheet", "BroughtList"}


def page(reader, language: str) -> str:
    response = reader.get(PATHS[language])
    assert response.status_code == 200
    assert not response.cookies
    assert "s-maxage" in response.headers["Cache-Control"]
    return words(response.content.decode())


def signatures(petition, number: int) -> None:
    rows = [
        Signature(
            petition=petition,
            email_index=f"{number}-{each}".encode(),
            email_slot=1,
            name_index=b"",
            network_tag=b"",
            network_day=timezone.localdate(),
            expires_on=timezone.localdate(),
        )
        for each in range(number)
    ]
    Signature.objects.bulk_create(rows)


def number_of(what: str, html: str) -> str:
    return html.partition(what)[2].partition("How many")[2].strip()[:40]


def test_numbers_are_counted_and_too_coarse_for_one_person(reader, petition):
    what = "Names, addresses and towns of signers"
    assert number_of(what, page(reader, "en")).startswith("fewer than 100, or none")
    signatures(petition, 340)
    assert number_of(what, page(reader, "en")).startswith("fewer than 100"), "once an hour"
    giving.cache.clear()
    assert number_of(what, page(reader, "en")).startswith("300 or more")
    Signature.objects.update(sealed_offline=b"x")
    giving.cache.clear()
    html = page(reader, "en")
    assert number_of(what, html).startswith("fewer than 100")
    offline = html.partition("Names and addresses of signers of sealed petitions")[2]
    assert offline.strip().startswith(", once their receipt has left Sealed, and the key is not on")
    assert number_of("Names and addresses of signers of sealed", html).startswith("300")


@pytest.mark.parametrize(
    ("rows", "told"), [(0, None), (99, None), (100, 100), (199, 100), (2_999, 2_000)]
)
def test_a_number_is_rounded_down_to_one_figure(rows, told):
    assert coarse(rows) == told


def test_no_number_costs_more_than_its_ceiling(monkeypatch, petition):
    signatures(petition, 150)
    monkeypatch.setattr("vault.holdings.MOST", 120)
    holdings = [each for each in all_holdings() if each.rows.model is Signature]
    assert max(filter(None, count_coarsely(holdings))) == 100


def test_everything_that_is_a_persons_is_told():
    told = {holding.rows.model.__name__ for holding in all_holdings()}
    assert {model.__name__ for model in personal_models()} - told == NOBODYS


def test_what_is_called_sealed_or_a_digest_has_such_a_column():
    for each in all_holdings():
        fields = each.rows.model._meta.concrete_fields
        # Second factors are sealed within what allauth keeps as JSON.
        is_fit = any(isinstance(field, models.BinaryField | models.JSONField) for field in fields)
        assert is_fit or each.lies in {Lies.OPEN, Lies.NUMBERS}, each.what


def test_clocks_and_settings_in_force_are_told(reader, petition, settings):
    settings.ANSWER_DAYS = 23
    due = timezone.localdate() + timedelta(days=17)
    Petition.objects.update(erase_on=due)
    making.petition()
    Petition.objects.exclude(pk=petition.pk).update(retired_at=timezone.now())
    settings.READS_FROM = "/var/lib/hub/reads"
    html = page(reader, "en")
    assert "without an answer 23 days more" in html
    assert f"is due on {date_format(due, 'DATE_FORMAT')}" in html
    assert "1 petition still has names" in html
    assert "Of 1 petition the names are erased" in html
    assert "The proxy in front logs" in html
    settings.READS_FROM = "off"
    assert "Reads of pages are not counted" in page(reader, "en")


def test_no_column_of_the_database_is_made_for_addresses_of_devices(reader):
    with connection.cursor() as cursor:
        cursor.execute(giving.COLUMNS)
        made_for, columns = cursor.fetchone()
    assert made_for == 0
    assert f"of {columns:,} columns of our database, 0 are made for them" in page(reader, "en")


def test_it_is_said_in_both_languages_and_the_frame_leads_to_it(reader, campaign):
    html = reader.get(PATHS["es"]).content.decode()
    assert '<html lang="es">' in html
    assert f'hreflang="en" href="{settings.BASE_URL}{PATHS["en"]}"' in html
    assert "Qué nos podrían obligar a entregar" in words(html)
    with translation.override("es"):
        assert all(each.what in words(html).replace("&#x27;", "'") for each in all_holdings())
    shown = reader.get(campaign["es"].url).content.decode()
    assert shown.count(f'href="{PATHS["es"]}"') == 2, "beside the form and in the footer"


def test_what_it_costs_does_not_grow(reader, petition):
    costs = []
    for number in (0, 250):
        signatures(petition, number)
        giving.cache.clear()
        with CaptureQueriesContext(connection) as queries:
            page(reader, "en")
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 10


def test_sessions_that_expired_are_deleted_as_it_says(staff):
    staff("Editors")
    StaffSession.objects.create(session_key="old", expire_date=timezone.now() - timedelta(hours=1))
    clear_sessions()
    assert StaffSession.objects.count() == 1
