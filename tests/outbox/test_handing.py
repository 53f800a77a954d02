"""How we meet a mail server: over verified TLS, with a log-in; a failed meeting costs no letter."""

import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from outbox.models import Message, Queue, State
from outbox.sending import send_due
from tests.mailsink import HOST, MailSink, address_of, mail_sink
from tests.notes import address

pytestmark = pytest.mark.django_db
LOGIN = {"username": "hub", "password": "right"}


def certificate(folder: Path) -> Path:
    """A certificate for the sink's address that signed itself, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sink")])
    start = datetime.now(UTC) - timedelta(hours=1)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(start).not_valid_after(start + timedelta(days=1))
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))])
    signed = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = folder / "sink.pem"
    path.write_bytes(secret + signed.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def pem(tmp_path) -> Path:
    return certificate(tmp_path)


@pytest.fixture
def tls(pem) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem)
    return context


def check_password(server, session, envelope, mechanism, data: LoginPassword) -> AuthResult:
    return AuthResult(success=data.password == LOGIN["password"].encode(), handled=False)


def use(sink: MailSink, settings, **facts) -> None:
    settings.MAIL_SERVER = address_of(sink) | facts
    settings.MAIL_TIMEOUT = 5


@pytest.mark.parametrize("kind", ["use_ssl", "use_tls"])
def test_a_letter_travels_over_tls_to_a_server_we_can_verify(
    notes, settings, monkeypatch, pem, tls, kind
):
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    option = {"use_ssl": "ssl_context", "use_tls": "tls_context"}[kind]
    notes(1)
    with mail_sink(**{option: tls}) as sink:
        use(sink, settings, **{kind: True})
        assert send_due(Queue.TX) == 1
    assert sink.addresses == [address(1)]


@pytest.mark.parametrize("kind", ["use_ssl", "use_tls"])
def test_a_server_that_we_cannot_verify_gets_nothing(notes, settings, tls, kind):
    option = {"use_ssl": "ssl_context", "use_tls": "tls_context"}[kind]
    notes(1)
    with mail_sink(**{option: tls}) as sink:
        use(sink, settings, **{kind: True}, **LOGIN)
        assert send_due(Queue.TX) == 0
    assert sink.received == []
    assert Message.objects.get().error_code == "tls"


def test_a_server_without_tls_gets_nothing_when_tls_was_asked_for(smtp_sink, notes, settings):
    notes(1)
    use(smtp_sink, settings, use_tls=True, **LOGIN)
    assert send_due(Queue.TX) == 0
    assert Message.objects.get().error_code == "unsupported"


@pytest.mark.parametrize(
    ("password", "state", "code"),
    [("right", State.SENT, ""), ("wrong", State.DEFERRED, "535")],
)
def test_a_wrong_password_loses_no_mail(notes, settings, password, state, code):
    notes(1)
    options = {"auth_require_tls": False, "authenticator": check_password}
    with mail_sink(**options) as sink:
        use(sink, settings, **LOGIN | {"password": password})
        send_due(Queue.TX)
    message = Message.objects.get()
    assert (message.state, message.error_code) == (state, code)


def test_a_name_that_does_not_resolve_is_an_outage(notes, settings):
    notes(1)
    sink = MailSink(1)
    use(sink, settings, host="mail.invalid")
    send_due(Queue.TX)
    assert Message.objects.get().error_code in {"dns", "timeout"}


def test_a_server_that_accepts_and_says_nothing_takes_no_longer_than_its_time(
    smtp_sink, notes, settings
):
    notes(1)
    smtp_sink.hang(at="MAIL")
    begun = datetime.now(UTC)
    send_due(Queue.TX)
    assert datetime.now(UTC) - begun < timedelta(seconds=settings.MAIL_TIMEOUT + 10)
    assert set(Message.objects.values_list("state", flat=True)) == {State.DEFERRED}


def test_envelope_and_data_travel_together_where_the_server_takes_that(smtp_sink, notes):
    smtp_sink.pipelining = True
    notes(1, 2, 3)
    smtp_sink.answer("550 nobody", to=address(2), at="RCPT")
    assert send_due(Queue.TX) == 2
    assert smtp_sink.addresses == [address(1), address(3)]
    assert Message.objects.get(state=State.FAILED).error_code == "rcpt-550"


def test_a_server_that_waits_for_a_letter_to_nobody_gets_an_empty_one(notes, settings):
    """With pipelining a server may say 354 although it refused the recipient (RFC 2920)."""
    replies = {b"EHLO": b"250-x\r\n250 PIPELINING\r\n", b"RCPT": b"550 nobody\r\n"}
    heard: list[bytes] = []
    listening = socket.create_server((HOST, 0))

    def serve() -> None:
        line, _ = listening.accept()
        with line, line.makefile("rb") as lines:
            line.sendall(b"220 x\r\n")
            for said in lines:
                heard.append(said.strip())
                word = said[:4].upper().strip()
                other = {b"DATA": b"354 go\r\n", b".": b"554 no\r\n"}.get(word, b"250 ok\r\n")
                line.sendall(replies.get(word, other))

    server = threading.Thread(target=serve, daemon=True)
    server.start()
    notes(1)
    sink = MailSink(listening.getsockname()[1])
    use(sink, settings)
    assert send_due(Queue.TX) == 0
    server.join(10)
    assert heard[-2:] == [b".", b"quit"] or heard[-3:-1] == [b".", b"rset"]
    assert Message.objects.get().error_code == "rcpt-550"
