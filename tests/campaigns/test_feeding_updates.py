"""The feed of a language's campaigns: what was begun, and what happened since, in three forms."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.models import CampaignPage
from cms.actors import acting_as
from cms.correcting import correct
from cms.purging import paths_of
from tests import making
from tests.campaigns.test_updates import update
from tests.feed_reading import FORMS, items

pytestmark = pytest.mark.django_db
ROOTS = {"en": "/en/campaigns/feed/", "es": "/es/campanas/feed/"}
TEXTS = {"en": "The law is older.", "es": "La ley es más antigua."}


def test_a_languages_campaigns_and_their_updates_are_in_its_feed_alone(campaign, reader):
    an_hour_ago = timezone.now() - timedelta(hours=1)  # feeds tell whole seconds
    CampaignPage.objects.update(first_published_at=an_hour_ago)
    told = update(campaign, kind="delivered")
    correct(campaign["en"], TEXTS, by=making.user("Editors"))
    for form in FORMS:
        first, newest = sorted(items(reader, ROOTS["en"] + form), key=lambda item: item["title"])
        assert newest["title"] == "Hands off our fingerprints: They have it"
        assert (newest["link"], newest["tags"]) == (told.full_url, ["delivered"])
        assert (first["link"], first["title"]) == (campaign["en"].full_url, campaign["en"].title)
        assert TEXTS["en"] in first["text"]
        assert first["updated"] > first["published"]
        [spanish] = items(reader, ROOTS["es"] + form)
        assert (spanish["link"], spanish["tags"]) == (campaign["es"].full_url, ["petición"])
        assert TEXTS["es"] in spanish["text"]


def test_an_update_goes_with_its_campaign(campaign, reader):
    update(campaign)
    with acting_as("seed"):
        campaign["en"].unpublish()
    for form in FORMS:
        assert items(reader, ROOTS["en"] + form) == []


def test_it_costs_the_same_whatever_it_holds(campaign, reader):
    costs = []
    for number in (1, 2, 3):
        update(campaign, number)
        with CaptureQueriesContext(connection) as captured:
            assert len(items(reader, ROOTS["en"])) == number + 1
        costs.append(len(captured))
    assert costs[1] == costs[2] <= 14


def test_the_index_names_its_feed_and_caches_forget_it(campaign, reader):
    changed = update(campaign)
    for page in (changed, campaign["en"]):
        assert {ROOTS["en"] + form for form in FORMS} <= set(paths_of([page]))
    body = reader.get("/en/campaigns/").content.decode()
    for form in FORMS:
        assert f'href="http://testserver{ROOTS["en"]}{form}"' in body
