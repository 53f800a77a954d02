"""What readers of a campaign are told by its state: before it opens, and once it has ended."""

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.addresses import sign_url
from campaigns.frames import frame_url
from campaigns.models import CampaignPage, Petition
from tests.campaigns.reading import text_of
from tests.making import campaign as make_campaign
from tests.making import form, go_live
from tests.making import petition as make_petition

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)
ENDED = ("Petition closed", "no longer", "how it ended", "other petitions")


@pytest.fixture
def drafted(campaign):
    Petition.objects.update(state="draft")
    return campaign["en"]


def test_every_place_that_shows_it_says_that_it_opens_later(drafted, reader):
    public_id = drafted.petition.public_id
    index = drafted.url.removesuffix(f"{drafted.slug}/")
    for url in (drafted.url, index, frame_url(public_id, "en")):
        shown = text_of(reader.get(url))
        assert drafted.title in shown
        assert [word for word in ENDED if word in shown] == []
    assert "Petition not open yet" in text_of(reader.get(drafted.url))


def test_what_can_be_signed_comes_first(drafted, reader):
    index = drafted.url.removesuffix(f"{drafted.slug}/")
    older = make_campaign(make_petition())["en"]
    older.title = "Snow on the hill"
    go_live(older)
    CampaignPage.objects.filter(pk=older.pk).update(first_published_at=timezone.now() - YEAR)
    shown = text_of(reader.get(index))
    assert shown.index("Snow on the hill") < shown.index(drafted.title)


def test_nobody_signed_it_so_nothing_is_offered_to_who_did(drafted, reader):
    shown = text_of(reader.get(drafted.url))
    assert "I signed and want to change it" not in shown
    assert "Some who signed" not in shown


def test_signing_it_is_refused_with_its_reason(drafted, reader):
    answer = reader.post(sign_url(drafted.petition.public_id, "en"), form())
    assert answer.status_code == 410
    assert "This petition is not open yet" in text_of(answer)
    assert "See how it ended" not in text_of(answer)


@pytest.mark.parametrize(("state", "is_good"), [("won", True), ("answered", False)])
def test_only_a_win_is_told_as_good_news(campaign, reader, state, is_good):
    Petition.objects.update(state=state)
    CampaignPage.objects.update(outcome="It has ended.")
    shown = text_of(reader.get(campaign["en"].url))
    assert "It has ended." in shown
    assert ("notice-good" in shown) == is_good
