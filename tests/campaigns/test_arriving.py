"""No mail fails to arrive because a text was left blank: each kind is opened, sent and taken by a
real mail server in both languages, with every text blank that somebody may leave untranslated.
"""

import html
import re

import pytest
from django.core import mail
from wagtail.models import Site

from campaigns.bundles import Bundle
from campaigns.changing_address import NEW_ADDRESS, ask_to_change
from campaigns.erasing import ERASED, erase
from campaigns.export_mail import announce
from campaigns.handing_over import hand_over
from campaigns.joining import ALREADY, CONFIRMATION
from campaigns.managing import MANAGE
from campaigns.models import CampaignPage, OutcomeTold, Petition, Signature
from campaigns.outcome_wishes import gather_wishes
from campaigns.reminding import REMINDER
from campaigns.settling import RECEIPT
from campaigns.signing import sign
from campaigns.telling_outcomes import OUTCOME, post_outcomes
from campaigns.withdrawing import WITHDRAWN
from outbox.letters import OPENERS
from outbox.models import Message, State
from outbox.posting import post
from outbox.sending import send_due
from tests import making
from tests.campaigns.leaving import signed
from tests.campaigns.sealed import held_key
from tests.making import wish

pytestmark = pytest.mark.django_db
ABOUT_A_SIGNATURE = (CONFIRMATION, ALREADY, REMINDER, MANAGE, WITHDRAWN)
EMPTY_QUOTES = re.compile(r"(?<!=)[\"“«]\s*[\"”»]")
SUBJECTS_TO_STAFF = {
    "en": {"A petition has been handed over", "Somebody asks for names of signers"},
    "es": {"Una petición pasó a otras manos", "Alguien pide nombres de firmantes"},
}


def to_signer(kind: str, petition: Petition, language: str) -> None:
    sign(petition, wish(language=language, email=f"{language}@example.org"))
    Message.objects.all().delete()
    post(kind, Signature.objects.latest("pk").pk, language=language)


def to_new_address(_kind: str, petition: Petition, language: str) -> None:
    signature = signed(petition, language=language, email=f"old-{language}@example.org")
    Message.objects.all().delete()
    ask_to_change(signature, f"{language}@example.org")


def to_erased(_kind: str, petition: Petition, language: str) -> None:
    signature = signed(petition, language=language, email=f"{language}@example.org")
    Message.objects.all().delete()
    erase(signature)


def to_who_asked(_kind: str, petition: Petition, language: str) -> None:
    OutcomeTold.objects.all().delete()
    signed(petition, language=language, email=f"{language}@example.org", wants_outcome=True)
    gather_wishes(petition)
    Message.objects.all().delete()
    OutcomeTold.objects.create(petition=petition, texts={"en": " ", "es": " "})
    post_outcomes()


MAKERS = dict.fromkeys((*ABOUT_A_SIGNATURE, RECEIPT), to_signer) | {
    NEW_ADDRESS: to_new_address,
    ERASED: to_erased,
    OUTCOME: to_who_asked,
}


def blank_everything(petition: Petition) -> None:
    pages = CampaignPage.objects.filter(petition=petition)
    pages.update(title=" ", summary="", letter="", outcome="")
    Site.objects.update(site_name="")


def arrived(sink, language: str) -> None:
    send_due("tx")
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}
    sent = sink.received[-1].message
    assert sent["To"] == f"{language}@example.org"
    assert sent["Content-Language"] == language
    assert sent["Subject"].strip()
    assert not sent["Subject"].rstrip().endswith(":")
    for part in ("plain", "html"):
        body = sent.get_body((part,)).get_content()
        assert not EMPTY_QUOTES.search(html.unescape(body.partition("<body")[2] or body))


def test_every_kind_of_mail_is_tried():
    assert set(MAKERS) == {kind for kind in OPENERS if kind.startswith("campaigns.")}


@pytest.mark.parametrize("kind", MAKERS)
def test_a_mail_with_blank_texts_arrives_in_both_languages(smtp_sink, settings, kind):
    settings.NEUTRAL_SENDER = ""
    facts = held_key() | {"exposure": "sealed"} if kind == RECEIPT else {"exposure": "open"}
    petition = making.petition(**facts)
    making.campaign(petition)
    blank_everything(petition)
    for language in ("en", "es"):
        MAKERS[kind](kind, petition, language)
        arrived(smtp_sink, language)


@pytest.mark.parametrize("kind", [kind for kind in MAKERS if kind != RECEIPT])
def test_what_a_locked_screen_shows_of_a_guarded_petitions_mail_names_nothing(smtp_sink, kind):
    petition = making.petition(exposure="guarded")
    title = making.campaign(petition)["es"].title
    MAKERS[kind](kind, petition, "es")
    send_due("tx")
    sent = smtp_sink.received[-1].message
    assert title not in sent["Subject"]
    for part in ("plain", "html"):
        body = sent.get_body((part,)).get_content()
        shown = " ".join(html.unescape(re.sub("<[^>]+>", " ", body)).split())
        assert title not in shown[:100]
        assert title in shown


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_mail_to_staff_arrives_for_a_petition_without_any_text(language):
    ana = making.user("Campaigners", email="ana@example.org")
    eva = making.user("Campaigners", email="eva@example.org")
    for person in (ana, eva):
        making.speak(person, language)
    petition = making.petition(name=" ", steward=ana)
    hand_over(petition, "steward", to=eva, by=ana)
    announce(Bundle.objects.create(petition=petition, to="office", recipient=" "))
    assert {each.to[0] for each in mail.outbox} == {"ana@example.org", "eva@example.org"}
    subjects = {each.subject for each in mail.outbox}
    assert subjects == SUBJECTS_TO_STAFF[language]
    assert all("http://testserver/" in each.body for each in mail.outbox)
