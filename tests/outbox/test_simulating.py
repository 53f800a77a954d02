"""What the development inbox can do to a mail is what servers, readers and providers would do."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from dev.inbox import keep
from outbox.models import CAME_BACK, Message, Reason, State, Suppression
from outbox.referring import reference_of
from outbox.suppressing import suppressed_among
from tests.campaigns.reading import text_of
from tests.outbox import circulars

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.outbox.inbox_urls")]
MAIL = """\
From: Hub <hub@localhost>\r
To: {to}\r
Subject: {subject}\r
Message-ID: <{identity}@localhost>\r
X-Delivery-Id: {reference}\r
Content-Language: {language}\r
List-Unsubscribe: <mailto:leave@localhost>, <{leave}>\r
List-Unsubscribe-Post: List-Unsubscribe=One-Click\r
\r
Text\r
"""
SUBJECTS = {"en": "The answer", "es": "La respuesta"}


class Envelope:
    mail_from = "hub@localhost"

    def __init__(self, to: str, content: str) -> None:
        self.rcpt_tos, self.original_content = [to], content.encode()


class Provider(BaseHTTPRequestHandler):
    """Stands where the site would; remembers what it was asked."""

    asked: list[tuple[str, str, bytes]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((self.path, self.headers["Content-Type"], body))
        self.send_response(302 if "moved" in self.path else 200)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *said: object) -> None:
        pass


@pytest.fixture
def site(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    Provider.asked = []
    settings.BASE_URL = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield settings.BASE_URL
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def received(settings, tmp_path):
    """The path of a mail in the inbox, as the development mail server keeps it."""
    settings.DEBUG, settings.INBOX_DIR = True, str(tmp_path)

    def keep_one(message: Message, *, leave: str = "https://elsewhere.example/leave") -> str:
        facts = {"to": circulars.address(message.subject_id), "language": message.language}
        facts |= {"identity": message.public_id, "subject": SUBJECTS[message.language]}
        facts["reference"] = reference_of(message.public_id, facts["to"])
        path = keep(Envelope(facts["to"], MAIL.format(**facts, leave=leave)), tmp_path)
        return f"/_inbox/{path.name}/"

    return keep_one


@pytest.fixture
def pair(begun_with):
    """An English and a Spanish message of one broadcast, both accepted."""
    broadcast = begun_with(2, spanish=1)
    Message.objects.update(state=State.SENT)
    return {language: broadcast.messages.filter(language=language)[0] for language in ("en", "es")}


def test_both_languages_of_a_broadcast_stand_side_by_side(client, received, pair, notes):
    path = received(pair["en"])
    assert text_of(client.get(path)).count("<section>") == 1
    received(pair["es"])
    shown = text_of(client.get(path))
    assert shown.count("<section>") == 2
    assert "The answer" in shown
    assert "La respuesta" in shown
    alone = received(notes(1)[0])
    assert text_of(client.get(alone)).count("<section>") == 1


def test_a_simulated_bounce_suppresses_the_address_and_marks_the_mail(client, received, pair):
    path = received(pair["en"])
    shown = text_of(client.post(f"{path}simulate/bounce/", follow=True))
    assert "It came back" in shown
    address = circulars.address(pair["en"].subject_id)
    assert suppressed_among([address], Reason.BOUNCE) == {address}
    pair["en"].refresh_from_db()
    assert pair["en"].error_code == CAME_BACK
    pair["es"].refresh_from_db()
    assert pair["es"].error_code == ""


def test_a_simulated_complaint_suppresses_the_address(client, received, pair):
    client.post(f"{received(pair['es'])}simulate/complaint/")
    address = circulars.address(pair["es"].subject_id)
    assert suppressed_among([address], Reason.COMPLAINT) == {address}


def test_one_click_is_the_post_a_provider_would_make(client, received, pair, site):
    path = received(pair["en"], leave=f"{site}/en/leave/token/?a=b")
    shown = text_of(client.post(f"{path}simulate/one-click/", follow=True))
    assert "answered 200" in shown
    kind = "application/x-www-form-urlencoded"
    assert Provider.asked == [("/en/leave/token/?a=b", kind, b"List-Unsubscribe=One-Click")]


def test_one_click_follows_no_redirect_and_goes_nowhere_else(client, received, pair, site):
    moved = received(pair["en"], leave=f"{site}/moved/")
    assert "answered 302" in text_of(client.post(f"{moved}simulate/one-click/", follow=True))
    assert len(Provider.asked) == 1
    for leave in ("https://elsewhere.example/leave", f"{site}.evil.example/x", f"{site}@evil/x"):
        away = received(pair["en"], leave=leave)
        shown = text_of(client.post(f"{away}simulate/one-click/", follow=True))
        assert "no address for one click" in shown
    assert len(Provider.asked) == 1


def test_a_site_that_does_not_answer_is_told(client, received, pair, settings):
    settings.BASE_URL = "http://127.0.0.1:1"
    path = received(pair["en"], leave="http://127.0.0.1:1/leave/")
    shown = text_of(client.post(f"{path}simulate/one-click/", follow=True))
    assert "did not answer" in shown


def test_looking_simulates_nothing_and_nothing_happens_outside_development(
    client, received, pair, settings
):
    path = received(pair["en"])
    for deed in ("bounce", "complaint", "one-click"):
        assert client.get(f"{path}simulate/{deed}/").status_code == 405
    assert client.post(f"{path}simulate/nonsense/").status_code == 404
    assert client.post("/_inbox/none.eml/simulate/bounce/").status_code == 404
    settings.DEBUG = False
    for deed in ("bounce", "complaint", "one-click"):
        assert client.post(f"{path}simulate/{deed}/").status_code == 404
    assert client.get(f"{path}file/").status_code == 404
    assert not Suppression.objects.exists()


def test_the_file_is_handed_out_as_it_was_kept(client, received, pair):
    path = received(pair["en"])
    answer = client.get(f"{path}file/")
    assert answer["Content-Type"] == "message/rfc822"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer.content.startswith(b"X-MailFrom: hub@localhost\r\nX-RcptTo: reader")


def test_a_mail_whose_message_is_gone_still_shows(client, received, pair):
    path = received(pair["en"])
    Message.objects.all().delete()
    assert "not kept any more" in text_of(client.get(path))
    client.post(f"{path}simulate/bounce/")
    assert Suppression.objects.count() == 1
