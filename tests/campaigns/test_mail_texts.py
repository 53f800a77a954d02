"""Every mail of a campaign, whatever its texts hold: whole HTML in its reader's language, nothing
unfilled, below what mail programs clip, and the headers of its kind.
"""

import re
from email.message import EmailMessage

import pytest
from django.utils import timezone
from wagtail.models import Site

from campaigns.docketing import record
from campaigns.dockets import Delivery
from campaigns.mailing_signers import mail_signers
from campaigns.mailings import KINDS
from campaigns.models import (
    CampaignPage,
    CampaignUpdatePage,
    OutcomeTold,
    Petition,
    StateChange,
    Tally,
)
from campaigns.occasions import open_occasions
from campaigns.settling import RECEIPT
from outbox.broadcasts import Broadcast
from outbox.draining import drain
from outbox.gathering import gather_all
from outbox.models import Message, State
from outbox.sending import send_due
from tests import making
from tests.campaigns.news import asked, let_go, update_of
from tests.campaigns.sealed import held_key
from tests.campaigns.test_arriving import MAKERS
from tests.campaigns.well_formed import check_page

pytestmark = pytest.mark.django_db
CLIPPED = 100_000  # bytes from which on mail programs hide the rest
REPLIES = {"en": "answers@example.org", "es": "respuestas@example.org"}
UNFILLED = re.compile(r"\{\{|\{%|%\(\w+\)s|hubslot\.\w+\.(html\.)?tolsbuh")
NAME = "Ñandú O'Neil & Cía."
TEXTS = {
    "accented": "¿Señor gobernador? ¡Ñandú, pingüino, José!",
    "long": "ñandú & " * 31,
    "one word": "ñ" * 250,
    "escaped": "&\"<'" * 62,
    "hostile": "<script>alert(1)</script>\r\nBcc: eve@example.org\x00\u202e hubslot.evil.tolsbuh",
}


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.REPLY_TO_BY_LANGUAGE = REPLIES


def say(text: str, petition: Petition) -> None:
    """Everywhere where somebody may write it; PostgreSQL keeps no NUL."""
    text = text.replace("\0", "")
    CampaignPage.objects.filter(petition=petition).update(
        title=text[:255], summary=text[:300], outcome=text
    )
    CampaignUpdatePage.objects.update(title=text[:255], summary=text[:300])
    for told in (StateChange, Delivery, OutcomeTold):
        told.objects.update(texts={"en": text, "es": text})
    Site.objects.update(site_name=text[:255])


def check(mail: EmailMessage, raw: bytes) -> str:
    """What holds for every mail; its language."""
    language = mail["Content-Language"]
    assert len(raw) < CLIPPED
    assert mail["Reply-To"] == REPLIES[language]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Subject"].strip()
    assert mail["Bcc"] is None
    assert not mail.defects
    for name in ("From", "To", "Message-ID", "Date"):
        assert len(mail.get_all(name)) == 1
    page = mail.get_body(("html",)).get_content()
    check_page(page, language)
    written = mail.get_body(("plain",)).get_content()
    for text in (page, written):
        assert not UNFILLED.search(text.replace("hubslot.evil.tolsbuh", ""))
        assert "<script" not in text or text is written
    return language


def again() -> None:
    """All that was sent is to be sent once more, as its texts are now."""
    Message.objects.update(state=State.QUEUED)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_mail_to_one_person_is_whole_whatever_its_texts_hold(language, smtp_sink):
    petition = making.petition(exposure="open")
    sealed = making.petition(**held_key(), exposure="sealed")
    for each in (petition, sealed):
        making.campaign(each)
    for kind, make in MAKERS.items():
        of = sealed if kind == RECEIPT else petition
        of.signatures.all().delete()
        make(kind, of, language)
        for text in TEXTS.values():
            say(text, of)
            again()
            assert send_due("tx") == 1
            letter = smtp_sink.received[-1]
            assert check(letter.message, letter.content) == language
            assert not [name for name in letter.message if name.lower().startswith("list-")]
            assert letter.message["Precedence"] is None


def everything_happened(petition: Petition) -> None:
    pages = making.campaign(petition)
    update_of(pages)
    told = {"en": "told", "es": "contado"}
    facts = {"delivered_on": timezone.localdate(), "how": "meeting", "names": 60}
    record(Delivery(petition=petition, texts=told, **facts), by=None)
    petition.changes.create(state="won", texts=told)
    Tally.objects.create(petition=petition, language="es", area="MA", count=60)
    for language in ("en", "es"):
        asked(petition, language=language, email=f"{language}@example.org", name=NAME)


def mail_everything(petition: Petition) -> None:
    for occasion in open_occasions(Petition.objects.get(pk=petition.pk)):
        mail_signers(occasion, by=None)
    kinds = dict(Broadcast.objects.values_list("kind", "pk"))
    assert set(kinds) == set(KINDS)
    for pk in kinds.values():
        gather_all(pk)
    let_go()


@pytest.mark.parametrize("exposure", ["open", "guarded"])
def test_a_mail_to_many_is_whole_whatever_its_texts_hold(exposure, smtp_sink):
    petition = making.petition(exposure=exposure)
    everything_happened(petition)
    mail_everything(petition)
    for text in TEXTS.values():
        say(text, petition)
        again()
        assert drain() == 2 * len(KINDS)
    for letter in smtp_sink.received:
        language = check(letter.message, letter.content)
        assert letter.to == f"{language}@example.org"
        leave = letter.message["List-Unsubscribe"]
        assert re.fullmatch(rf"<http://testserver/{language}/\S+>", leave)
        assert letter.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert NAME in letter.message.get_body(("plain",)).get_content()
