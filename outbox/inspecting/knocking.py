"""Knocking: is the mail server there, does it encrypt, does it let us in; is the provider there."""

import smtplib
import socket
import ssl
import time
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from outbox.connecting import connect
from outbox.inspecting.findings import Finding, Mark
from outbox.providers import backend_of, provider

PORTS = (25, 465, 587)
TLS_AT_ONCE = 465
HTTPS = 443
SECONDS = 5.0
ENCRYPTS = "starttls"


def knock() -> list[Finding]:
    it = provider()
    if it:
        backend = backend_of(it)
        backend.close()
        return [_of_api(backend.api_url)]
    return [*map(_of_port, PORTS), _of_meeting()]


def _of_port(port: int) -> Finding:
    """Whatever port EMAIL_URL names: which others there are helps when that one is closed."""
    host, what = settings.MAIL_SERVER["host"], f"{settings.MAIL_SERVER['host']}:{port}"
    try:
        encrypts, asks = _greeted(host, port)
    except ssl.SSLError as error:
        reason = getattr(error, "verify_message", "") or error.reason or ""
        why = _("It encrypts, but its certificate is not valid for this name: %(reason)s")
        return Finding(what, Mark.NOTE, why % {"reason": reason})
    except (smtplib.SMTPException, OSError):
        return Finding(what, Mark.NOTE, _("Nobody answers on this port from here."))
    if not encrypts:
        return Finding(what, Mark.NOTE, _("It answers, and does not encrypt."))
    if asks:
        return Finding(what, Mark.NOTE, _("It answers, encrypts, and takes a log-in."))
    return Finding(what, Mark.NOTE, _("It answers and encrypts; it takes no log-in."))


def _greeted(host: str, port: int) -> tuple[bool, bool]:
    """Does it encrypt, and does it take a log-in? Raises OSError, smtplib.SMTPException."""
    context = ssl.create_default_context()
    if port == TLS_AT_ONCE:
        with smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context) as server:
            server.ehlo()
            return True, server.has_extn("auth")
    with smtplib.SMTP(host, port, timeout=SECONDS) as server:
        server.ehlo()
        encrypts = server.has_extn(ENCRYPTS)
        if encrypts:
            server.starttls(context=context)
            server.ehlo()
        return encrypts, server.has_extn("auth")


def _of_meeting() -> Finding:
    """The way that EMAIL_URL names, as every letter takes it."""
    try:
        connect(time.monotonic() + SECONDS).quit()
    except smtplib.SMTPAuthenticationError:
        why = _("The server does not take the user and password there.")
    except smtplib.SMTPNotSupportedError:
        why = _("The server does not offer what is asked of it: encryption, or a log-in.")
    except ssl.SSLError:
        why = _("The server's certificate is not valid, so nothing is sent to it.")
    except socket.gaierror:
        why = _("There is no machine of that name.")
    except (smtplib.SMTPException, OSError):
        why = _("Nobody answers there, or not as a mail server does.")
    else:
        return Finding("EMAIL_URL", Mark.RIGHT, _("The mail server lets us in."))
    return Finding("EMAIL_URL", Mark.WRONG, why)


def _of_api(api_url: str) -> Finding:
    """Only that somebody is there; whether the key is right shows when the code is mailed."""
    parts = urlsplit(api_url)
    port = parts.port or HTTPS
    try:
        with socket.create_connection((parts.hostname or "", port), timeout=SECONDS) as line:
            if parts.scheme == "https":
                ssl.create_default_context().wrap_socket(line, server_hostname=parts.hostname)
    except ssl.SSLError:
        why = _("%(host)s has no valid certificate, so nothing is sent to it.")
    except OSError:
        why = _("%(host)s cannot be reached from here.")
    else:
        why = _("%(host)s is there. Whether it takes our key shows when a code is mailed (--to).")
        return Finding("EMAIL_URL", Mark.RIGHT, why % {"host": parts.hostname})
    return Finding("EMAIL_URL", Mark.WRONG, why % {"host": parts.hostname})
