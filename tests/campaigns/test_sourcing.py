"""Where signers come from: told by our own page's address, believed only where it is known."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import ReferenceIndex

from campaigns.counting import count
from campaigns.models import Partner, Signature, SourceTally
from campaigns.sourcing import known_source
from outbox.sending import send_due
from tests import making
from tests.campaigns.reading import link_in, text_of
from tests.making import form

pytestmark = pytest.mark.django_db
OURS = "http://testserver"


@pytest.fixture
def partner(petition):
    return Partner.objects.create(petition=petition, name="Centro Presente", slug="presente")


def sign_from(page, referer: str, **fields) -> str:
    Signature.objects.all().delete()
    reader = Client(headers={"Origin": OURS, "Referer": referer})
    assert reader.post(page.sign_url(), form(**fields)).status_code == 303, referer
    return Signature.objects.get().source


def test_the_address_of_our_page_says_where_a_signer_came_from(campaign, partner):
    for page in campaign.values():
        for source in ("whatsapp", "qr", "embed", "presente"):
            assert sign_from(page, f"{OURS}{page.url}?via={source}") == source


UNKNOWN = [
    "",
    "https://elsewhere.example{path}?via=whatsapp",
    "http://testserver.elsewhere.example{path}?via=whatsapp",
    "http://testserver@elsewhere.example{path}?via=whatsapp",
    "{ours}/es/?via=whatsapp",
    "{ours}{path}",
    "{ours}{path}?utm_source=whatsapp",
    "{ours}{path}?via=nobody",
    "{ours}{path}?via=somebody@example.org",
    "{ours}{path}?via=%00",
    "{ours}{path}?via=p0",
    "{ours}{path}?via=p999999999",
    "{ours}{path}?via=p99999999999999999999",
    "{ours}{path}?" + "a=1&" * 500 + "via=whatsapp",
    "http://[",
    "{ours}{path}?via=" + "x" * 5_000,
]


def test_what_is_not_known_is_no_source(campaign):
    page = campaign["es"]
    for referer in UNKNOWN:
        assert sign_from(page, referer.format(ours=OURS, path=page.url)) == "", referer


def test_a_partner_of_another_petition_is_no_source(campaign, partner):
    assert known_source(making.petition(name="Another"), "presente") == ""


def calling_post(campaign, **facts) -> dict:
    call = ("campaign_call", {"text": "Ask the governor.", "page": campaign["en"]})
    return making.post(body=[("paragraph", "<p>It snowed all night.</p>"), call], **facts)


def test_a_story_is_a_source_of_the_petition_that_it_calls_for(campaign, reader):
    story, other = calling_post(campaign), making.post()
    for language in ("en", "es"):
        body = text_of(reader.get(story[language].url))
        source = f"p{story[language].pk}"
        assert f'href="{campaign[language].url}?via={source}"' in body
        assert known_source(campaign["en"].petition, source) == source
        assert known_source(campaign["en"].petition, f"p{other[language].pk}") == ""
    assert ReferenceIndex.objects.exists()


def test_the_card_beside_a_story_says_which_story(campaign, reader):
    story = making.post(related_campaign=campaign["en"])
    source = f"p{story['es'].pk}"
    body = text_of(reader.get(story["es"].url))
    assert f'href="{campaign["es"].url}?via={source}"' in body
    assert known_source(campaign["en"].petition, source) == source


def test_a_story_taken_off_line_is_no_source_any_more(campaign):
    story = calling_post(campaign)["en"]
    story.unpublish()
    assert known_source(campaign["en"].petition, f"p{story.pk}") == ""


def test_a_source_changes_nothing_of_the_page(campaign, reader):
    for page, via in zip(campaign.values(), ["whatsapp", "nonsense"], strict=True):
        plain, asked = reader.get(page.url), reader.get(f"{page.url}?via={via}")
        assert plain.content == asked.content
        assert f'<link rel="canonical" href="{page.full_url}">' in text_of(asked)
        assert "via=" not in text_of(asked).replace('name="via"', "")


def test_the_referrer_policy_sends_our_own_pages_address_to_us_alone(campaign, reader):
    assert reader.get(campaign["es"].url).headers["Referrer-Policy"] == "same-origin"


def test_the_source_outlives_a_mistake_and_a_corrected_address(campaign):
    page = campaign["es"]
    reader = Client(headers={"Origin": OURS})
    asked = {"Referer": f"{OURS}{page.url}?via=facebook"}
    refused = reader.post(page.sign_url(), form(name=""), headers=asked)
    assert refused.status_code == 422
    assert '<input type="hidden" name="via" value="facebook">' in text_of(refused)
    again = {"Referer": f"{OURS}{page.sign_url()}"}
    taken = reader.post(page.sign_url(), form(email="a@gmail.con", via="facebook"), headers=again)
    reader.post(taken.url, {"email": "a@gmail.com"})
    assert {signature.source for signature in Signature.objects.all()} == {"facebook"}
    assert Signature.objects.count() == 1


def test_what_a_form_claims_is_checked_too(campaign, reader):
    reader.post(campaign["es"].sign_url(), form(via="maria@example.org"))
    assert Signature.objects.get().source == ""


def test_sources_are_counted_by_language_and_tell_of_nobody(campaign, partner, smtp_sink):
    page = campaign["es"]
    reader = Client(headers={"Origin": OURS, "Referer": f"{OURS}{page.url}?via=presente"})
    reader.post(page.sign_url(), form())
    send_due("tx")
    reader.post(link_in(smtp_sink))
    count()
    assert list(SourceTally.objects.values_list("source", "language", "count")) == [
        ("presente", "es", 1)
    ]


def test_a_partner_may_not_be_called_like_a_way_of_sharing(petition):
    for slug in ("whatsapp", "embed", "p12"):
        with pytest.raises(ValidationError, match="something else"):
            Partner(petition=petition, name="Acme", slug=slug).full_clean()
    Partner(petition=petition, name="Acme", slug="presente").full_clean()
