"""Updates: pages of their own in each language, told on the campaign's page, newest first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.models import CampaignUpdatePage
from campaigns.updates import NEWEST
from cms.actors import acting_as
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
