"""The desk in the admin: both languages, without script or style of its own, and its file."""

import csv
import re
from io import StringIO

import pytest

from campaigns.counting import count
from campaigns.models import Partner
from tests.campaigns.reading import text_of
from tests.campaigns.signed_rows import signed_rows
from tests.making import sign_in, speak, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def lagging(petition):
    """Many confirm in English, nobody in Spanish."""
    signed_rows(petition, 60, language="en")
    signed_rows(petition, 12, language="es", confirmed_at=None)
    count()
    return petition


@pytest.fixture
def numbers(lagging):
    return f"/admin/campaigns/{lagging.pk}/"


def test_the_menu_leads_to_the_desk_and_the_desk_to_a_petition(staff, numbers):
    browser = staff("Campaigners")
    assert "/admin/campaigns/" in text_of(browser.get("/admin/"))
    assert f'href="{numbers}"' in text_of(browser.get("/admin/campaigns/"))


def test_who_may_not_see_petitions_has_neither_desk_nor_entry(staff, numbers):
    browser = staff("Translators into Spanish")
    assert "/admin/campaigns/" not in text_of(browser.get("/admin/"))
    assert browser.get(numbers).status_code == 302


@pytest.mark.parametrize(
    ("language", "heading", "alarm", "zone"),
    [
        ("en", "Confirmed, by language", "In Spanish fewer confirm", "universal time (UTC)"),
        ("es", "Confirmadas, por idioma", "En español confirman menos", "tiempo universal (UTC)"),
    ],
)
def test_the_desk_speaks_the_language_of_who_reads(staff, numbers, language, heading, alarm, zone):
    browser = staff("Campaigners")
    speak(browser.user, language)
    shown = text_of(browser.get(numbers))
    assert heading in shown
    assert alarm in shown
    assert zone in shown


def test_the_chart_is_drawn_without_script_or_style_and_told_in_words(staff, numbers):
    shown = text_of(staff("Campaigners").get(numbers))
    figure = re.search(r'<figure class="desk-chart">.*?</figure>', shown, re.S)[0]
    assert re.search(r'role="img" aria-labelledby="desk-chart-title desk-chart-text"', figure)
    assert "The highest bar stands for 60" in figure
    assert "<script" not in figure
    assert "style=" not in figure
    assert shown.count('<rect class="desk-bar-en"') == 1
    details = re.search(r'<details class="desk-details">.*?</details>', shown, re.S)[0]
    assert "<td>60</td>" in details


def test_a_petition_without_signatures_has_a_desk(staff, petition):
    shown = text_of(staff("Editors").get(f"/admin/campaigns/{petition.pk}/"))
    assert "Nobody signed online in the last seven days." in shown
    assert "Edit the petition" not in shown


def test_an_unknown_petition_is_not_found(staff, petition):
    browser = staff("Campaigners")
    for address in ("", "numbers.csv"):
        assert browser.get(f"/admin/campaigns/{petition.pk + 1}/{address}").status_code == 404


def read(response) -> list[list[str]]:
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))


def test_the_file_has_the_numbers_and_no_formula(staff, petition):
    Partner.objects.create(petition=petition, name='=HYPERLINK("//evil.example")', slug="union")
    signed_rows(petition, 12, source="union")
    signed_rows(petition, 3, region="WY-820", language="en")
    count()
    answer = staff("Campaigners").get(f"/admin/campaigns/{petition.pk}/numbers.csv")
    assert answer["Content-Disposition"] == f'attachment; filename="petition-{petition.pk}.csv"'
    rows = read(answer)
    assert rows[0] == ["Table", "Entry", "Language", "Collected", "Signatures"]
    assert ["State or territory", "Massachusetts", "Spanish", "online", "12"] in rows
    assert ["Source", '\'=HYPERLINK("//evil.example")', "Spanish", "online", "12"] in rows
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]


def test_the_file_tells_no_area_with_fewer_than_ten(staff, petition):
    signed_rows(petition, 12)
    signed_rows(petition, 3, region="WY-820", language="en")
    count()
    rows = read(staff("Campaigners").get(f"/admin/campaigns/{petition.pk}/numbers.csv"))
    assert ["State or territory", "All others", "English", "online", "3"] in rows
    assert not [row for row in rows if "Wyoming" in row]


def test_the_file_speaks_spanish_too(petition, client):
    someone = user("Campaigners")
    speak(someone, "es")
    sign_in(client, someone)
    assert read(client.get(f"/admin/campaigns/{petition.pk}/numbers.csv"))[0][0] == "Tabla"
