"""A campaign's card: in its page's language, and with no number that grows old."""

import re

import pytest
from django.utils import translation

from campaigns.cards import crowd_of
from campaigns.models import Tally
from cms.cards import card_for, card_path
from tests.campaigns.reading import text_of


def test_the_crowd_is_told_in_steps_and_never_as_a_number():
    told = {count: crowd_of(count) for count in (0, 199, 200, 1_999, 2_000, 2_999, 20_000)}
    assert told[0] == told[199] == ""
    assert told[2_000] == told[2_999] == "Thousands have signed"
    assert not re.search(r"\d", "".join(told.values()))
    with translation.override("es"):
        assert crowd_of(2_000) == "Miles ya firmaron"


@pytest.mark.django_db
def test_each_page_names_a_card_in_its_own_language(campaign, reader):
    addresses = {}
    for language, page in campaign.items():
        body = text_of(reader.get(page.url))
        address = re.search(r'property="og:image" content="http://testserver([^"]+)"', body)[1]
        assert re.search(rf'property="og:image:alt" content="{page.title} – [^"]+"', body)
        addresses[language] = address
    labels = {language: card_for(page, "Hub").label for language, page in campaign.items()}
    assert labels == {"en": "Petition", "es": "Petición"}
    assert reader.get(addresses["en"]).content != reader.get(addresses["es"]).content


@pytest.mark.django_db
def test_the_number_does_not_change_a_card_and_a_crowd_does(campaign):
    page = campaign["en"]
    first = card_for(page, "Hub")
    Tally.objects.create(petition=page.petition, language="es", area="MA", count=150)
    page = type(page).objects.get(pk=page.pk)
    assert card_for(page, "Hub") == first
    Tally.objects.filter(petition=page.petition).update(count=250)
    page = type(page).objects.get(pk=page.pk)
    assert card_for(page, "Hub").note == "Hundreds have signed"


@pytest.mark.django_db
def test_a_card_shared_by_its_petitions_address_leads_to_the_pages(campaign, reader):
    for language, word in (("en", "card"), ("es", "tarjeta")):
        page = campaign[language]
        old = f"/{language}/{word}/{page.petition.public_id}/0123456789ab.jpg"
        assert reader.get(old).url == card_path(page, card_for(page, "Hub").version)
