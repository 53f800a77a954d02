"""Updates: pages of their own in each language, told on the campaign's page, newest first."""

import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.models import CampaignUpdatePage
from campaigns.updates import NEWEST
from cms.actors import acting_as
from cms.correcting import correct
from cms.models import SearchEntry
from home.translating import translate
from tests import making
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db
WORDS = {
    "They have it": "Ya la tienen",
    "A short word.": "Unas palabras.",
    "The clerk took it.": "La recibió la secretaria.",
}


def update(campaign, number: int = 1, **facts) -> CampaignUpdatePage:
    made = CampaignUpdatePage(
        title="They have it",
        slug=f"they-have-it-{number}",
        summary="A short word.",
        body=[("paragraph", "<p>The clerk took it.</p>")],
        date=timezone.now() - timedelta(days=number),
        **facts,
    )
    campaign["en"].add_child(instance=made)
    return making.go_live(made)


def test_an_update_is_read_and_found_in_each_language(campaign, reader):
    english = update(campaign, kind="delivered")
    assert "They have it" in text_of(reader.get(campaign["en"].url))
    assert "They have it" not in text_of(reader.get(campaign["es"].url))
    with acting_as("seed"):
        spanish = translate(english, "es", WORDS | {english.slug: "ya-la-tienen"})
    assert "Ya la tienen" in text_of(reader.get(campaign["es"].url))
    page = text_of(reader.get(spanish.url))
    assert "La recibió la secretaria." in page
    assert "No toquen nuestras huellas" in page
    entry = SearchEntry.objects.get(kind=SearchEntry.Kind.UPDATE, key=spanish.pk)
    assert "secretaria" in entry.text


def test_the_newest_stand_on_the_page_and_all_of_them_one_address_further(campaign, reader):
    for number in range(1, NEWEST + 2):
        update(campaign, number)
    page = text_of(reader.get(campaign["en"].url))
    assert page.count("A short word.") == NEWEST
    everything = reader.get(f"{campaign['en'].url}updates/")
    assert text_of(everything).count("A short word.") == NEWEST + 1
    assert reader.get(f"{campaign['en'].url}novedades/").status_code == 404


def items(reader, address: str) -> list[ET.Element]:
    response = reader.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/rss+xml")
    assert not response.cookies
    return list(ET.fromstring(response.content).iter("item"))


def test_updates_are_in_the_feed_of_their_language_alone(campaign, reader):
    english = update(campaign, kind="delivered")
    feeds = {language: f"{page.url}feed/" for language, page in campaign.items()}
    assert [item.findtext("title") for item in items(reader, feeds["en"])] == ["They have it"]
    assert items(reader, feeds["es"]) == []
    with acting_as("seed"):
        spanish = translate(english, "es", WORDS | {english.slug: "ya-la-tienen"})
    correct(
        english, {"en": "It was the clerk.", "es": "Fue la secretaria."}, by=making.user("Editors")
    )
    for language, page, word in (("en", english, "Correction"), ("es", spanish, "Corrección")):
        (item,) = items(reader, feeds[language])
        assert (item.findtext("title"), item.findtext("link")) == (page.title, page.full_url)
        assert word in item.findtext("description")
        assert item.findtext("category") == {"en": "delivered", "es": "entregada"}[language]
    assert items(reader, feeds["en"])[0].findtext("guid") != spanish.full_url


def test_each_page_of_a_campaign_names_the_feed_of_its_language(campaign, reader):
    english = update(campaign)
    for address in (campaign["en"].url, f"{campaign['en'].url}updates/", english.url):
        body = text_of(reader.get(address))
        link = f'title="Updates: {campaign["en"].title}" href="{campaign["en"].url}feed/">'
        assert f'<link rel="alternate" type="application/rss+xml" {link}' in body
    spanish = text_of(reader.get(campaign["es"].url))
    assert f'title="Novedades: {campaign["es"].title}"' in spanish


def test_a_feed_costs_the_same_whatever_it_holds(campaign, reader):
    address, costs = f"{campaign['en'].url}feed/", []
    for number in (1, 2, 3):
        update(campaign, number)
        reader.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert len(items(reader, address)) == number
        costs.append(len(captured))
    assert len(set(costs)) == 1


def test_caches_forget_list_and_feed_with_an_update(campaign):
    shown = update(campaign).shown_at()
    assert {f"{campaign['en'].url}feed/", f"{campaign['en'].url}updates/"} <= set(shown)
