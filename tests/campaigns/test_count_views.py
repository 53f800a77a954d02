"""The count alone: the right sentence in the right language, cached by its own address."""

import pytest
from django.test import Client

from campaigns.addresses import count_url
from campaigns.models import Tally
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db
SENTENCES = [
    (0, "0 people have signed", "0 personas han firmado"),
    (1, "1 person has signed", "1 persona ha firmado"),
    (2, "2 people have signed", "2 personas han firmado"),
    (1_850, "1,850 people have signed", "1,850 personas han firmado"),
]


def counted(petition, count: int) -> None:
    facts = {"petition": petition, "language": "es", "area": "MA"}
    Tally.objects.update_or_create(**facts, defaults={"count": count})


def test_one_count_and_each_languages_own_sentence(campaign):
    petition = campaign["en"].petition
    for count, *sentences in SENTENCES:
        counted(petition, count)
        for language, sentence in zip(("en", "es"), sentences, strict=True):
            browser = Client(headers={"Accept-Language": "es" if language == "en" else "en"})
            response = browser.get(count_url(petition.public_id, language))
            told = response.json()
            assert (told["count"], told["sentence"]) == (count, sentence)
            assert told["number"] in told["sentence"]
            assert not response.cookies
            assert "Vary" not in response.headers


def test_the_page_names_the_address_of_its_own_language(campaign, reader):
    for language, page in campaign.items():
        body = text_of(reader.get(page.url))
        address = count_url(page.petition.public_id, language)
        assert f'data-count-url="{address}"' in body
        assert reader.get(address).json()["sentence"] in " ".join(
            body.replace('<strong data-signature-count="0">0</strong>', "0").split()
        )


def test_caches_keep_it_a_second_and_anyone_may_read_it(campaign, reader):
    public_id = campaign["en"].petition.public_id
    address, other = count_url(public_id, "en"), count_url(public_id, "es")
    assert (address, other) == (f"/en/count/{public_id}/", f"/es/conteo/{public_id}/")
    assert reader.get(address).headers["ETag"] != reader.get(other).headers["ETag"]
    response = reader.get(address)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "s-maxage=1" in response.headers["Cache-Control"]
    assert "stale-while-revalidate" in response.headers["Cache-Control"]
    for known in (response.headers["ETag"], f'"x", {response.headers["ETag"]}'):
        assert reader.get(address, headers={"If-None-Match": known}).status_code == 304
    counted(campaign["en"].petition, 1)
    fresh = reader.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert (fresh.status_code, fresh.json()["count"]) == (200, 1)
    assert "Access-Control-Allow-Origin" not in reader.get(campaign["en"].url).headers


def test_asking_costs_one_query(campaign, django_assert_num_queries, reader):
    address = count_url(campaign["en"].petition.public_id, "es")
    reader.get(address)
    with django_assert_num_queries(1):
        reader.get(address)


def test_a_language_that_is_not_live_has_no_count(campaign, reader):
    campaign["es"].unpublish()
    public_id = campaign["en"].petition.public_id
    assert reader.get(count_url(public_id, "es")).status_code == 404
    assert reader.get(count_url(public_id, "en")).status_code == 200
