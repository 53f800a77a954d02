"""A petition whose page is live before it opens: nobody is told that it is closed, or how it ended."""

import pytest

from campaigns.addresses import sign_url
from campaigns.frames import frame_url
from campaigns.models import Petition
from tests.campaigns.reading import text_of
from tests.making import form

pytestmark = pytest.mark.django_db
ENDED = ("Petition closed", "no longer", "how it ended", "earlier petitions")


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


def test_nobody_signed_it_so_nothing_is_offered_to_who_did(drafted, reader):
    shown = text_of(reader.get(drafted.url))
    assert "I signed and want to change it" not in shown
    assert "Some who signed" not in shown


def test_signing_it_is_refused_with_its_reason(drafted, reader):
    answer = reader.post(sign_url(drafted.petition.public_id, "en"), form())
    assert answer.status_code == 410
    assert "This petition is not open yet" in text_of(answer)
    assert "See how it ended" not in text_of(answer)
