"""`check_deliverability` says what is so in the operator's language, and opens by a code."""

import re
import ssl
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from outbox import opening
from outbox.inspecting import knocking
from outbox.management.commands import check_deliverability
from outbox.opening import Shut, bulk_is_open, why_shut
from tests.mailsink import HOST, address_of, free_port, mail_sink
from tests.nameserver import NameServer
from tests.outbox.inspecting.conftest import ADDRESS, DOMAIN, REVERSE
from tests.outbox.test_handing import certificate, check_password
from tests.providersink import key_of, provider_sink
from vault.terminals import language_of_terminal

pytestmark = pytest.mark.django_db
ASKER = "ana@mail.example.org"


@pytest.fixture
def abroad(smtp_sink, zone: NameServer, settings, monkeypatch):
    """A good zone and a mail server that counts as not of this machine."""
    settings.MAIL_SERVER = address_of(smtp_sink)
    for module in (opening, check_deliverability):
        monkeypatch.setattr(module, "is_at_home", lambda: False)
    monkeypatch.setattr(knocking, "PORTS", (smtp_sink.port,))
    zone.tell(DOMAIN, "A", ADDRESS)
    zone.tell(REVERSE, "PTR", f"{DOMAIN}.")
    return smtp_sink


def told(zone: NameServer, *words: str) -> tuple[int, str]:
    """Exit code and what was printed."""
    out = StringIO()
    ask = ["--language=en", f"--resolver={zone.where}", "--selector=main", *words]
    try:
        call_command("check_deliverability", *ask, stdout=out)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_a_code_that_was_mailed_and_typed_back_opens_mail_to_many(abroad, zone):
    code, said = told(zone)
    assert (code, why_shut()) == (0, Shut.UNPROVEN)
    assert "Broadcasts wait: nobody has proved yet that mail sent this way arrives." in said
    assert "right     SPF: It names the way" in said
    code, said = told(zone, f"--to={ASKER}")
    assert (code, why_shut()) == (0, Shut.ASKED)
    [mail] = abroad.received
    assert mail.to == ASKER
    [secret] = re.findall(r"\b\d{6}\b", mail.message["Subject"])
    assert secret not in said
    assert told(zone, "--code=000000" if secret != "000000" else "--code=1")[0] == 1
    assert not bulk_is_open()
    assert told(zone, f"--code={secret}") == (0, "Broadcasts may leave now.\n")
    assert bulk_is_open()
    assert told(zone)[1].endswith("Broadcasts may leave.\n")


def test_what_is_missing_ends_with_1_and_says_which(abroad, zone):
    zone.tell(f"_dmarc.{DOMAIN}", "TXT")
    code, said = told(zone)
    assert code == 1
    assert "missing   DMARC: There is none at _dmarc.news.example." in said
    assert f"_dmarc.{DOMAIN}. TXT v=DMARC1;" in said


def test_it_speaks_spanish_to_who_reads_spanish(abroad, zone, monkeypatch):
    said = told(zone, "--language=es", f"--to={ASKER}")[1]
    assert "correcto" in said
    assert "Broadcasts" not in said
    assert "abre los envíos" in abroad.received[0].message["Subject"]
    monkeypatch.setenv("LC_ALL", "es_MX.UTF-8")
    assert language_of_terminal() == "es"
    monkeypatch.setenv("LC_ALL", "C")
    assert language_of_terminal() == "en"


@pytest.mark.parametrize(
    "to", ["ana", "ana@", "ana@x.y\n", "a" * 400 + "@x.example", "ana\0@x.org"]
)
def test_what_is_no_address_gets_no_code_and_a_clear_line(abroad, zone, to):
    code, said = told(zone, f"--to={to}")
    assert (code, abroad.received) == (1, [])
    assert "That is no mail address." in said
    assert why_shut() == Shut.UNPROVEN


def test_a_code_nobody_mailed_opens_nothing(abroad, zone):
    code, said = told(zone, "--code=123456")
    assert (code, said.startswith("No code waits")) == (1, True)


def test_a_server_that_refuses_is_told_with_its_answer(abroad, zone):
    abroad.answer("550 no", at="DATA")
    code, said = told(zone, f"--to={ASKER}")
    assert code == 1
    assert "could not be mailed; the answer was “550”" in said
    abroad.stop()
    code, said = told(zone)
    assert code == 1
    assert "wrong     EMAIL_URL: Nobody answers there" in said


def test_a_wrong_password_and_a_certificate_nobody_trusts_are_told_apart(
    settings, tmp_path, monkeypatch
):
    settings.MAIL_TIMEOUT = 5
    options = {"auth_require_tls": False, "authenticator": check_password}
    with mail_sink(**options) as sink:
        settings.MAIL_SERVER = address_of(sink) | {"username": "hub", "password": "wrong"}
        assert "does not take the user" in knocking._of_meeting().why
        settings.MAIL_SERVER = address_of(sink) | {"use_tls": True}
        assert "does not offer" in knocking._of_meeting().why
    pem = certificate(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem)
    with mail_sink(tls_context=context) as sink:
        settings.MAIL_SERVER = address_of(sink) | {"use_tls": True}
        assert "certificate is not valid" in knocking._of_meeting().why
        assert "not valid for this name" in knocking._of_port(sink.port).why
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        assert knocking._of_port(sink.port).why == "It answers, encrypts, and takes a log-in."


def test_a_provider_is_knocked_at_and_its_key_proved_by_the_code(settings, zone):
    with provider_sink("brevo") as sink:
        settings.MAIL_SERVER, settings.MAIL_TIMEOUT = key_of(sink), 5
        code, said = told(zone, f"--to={ASKER}")
        assert (code, sink.addresses) == (0, [ASKER])
        assert "include:spf.brevo.com" in said
        sink.answer(401)
        code, said = told(zone, f"--to={ASKER}")
        assert code == 1
        assert "the answer was “401”" in said
    settings.MAIL_SERVER = key_of(sink) | {"api_url": f"http://{HOST}:{free_port()}/"}
    assert "cannot be reached" in told(zone)[1]


def test_a_name_server_must_be_an_address_and_a_port(zone):
    with pytest.raises(CommandError):
        call_command("check_deliverability", "--resolver=nowhere")
