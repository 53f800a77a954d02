"""Connecting: a meeting with the mail server, over TLS and with a log-in where that is asked."""

import smtplib
import ssl
import time
from typing import Any

from django.conf import settings

from outbox.letters import mail_domain


class Timed(smtplib.SMTP):
    """Every step may take what is left of the letter's time."""

    def __init__(self, deadline: float, **where: Any):
        self.deadline = deadline
        super().__init__(timeout=self.left, **where)

    @property
    def left(self) -> float:
        """Seconds; a letter whose time is up says no further word. Raises TimeoutError."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def send(self, s: Any) -> None:
        self._limit()
        super().send(s)

    def getreply(self) -> tuple[int, bytes]:
        self._limit()
        return super().getreply()

    def _limit(self) -> None:
        if self.sock:
            self.sock.settimeout(self.left)


class TimedOverTls(Timed, smtplib.SMTP_SSL):
    pass


def connect(deadline: float) -> Timed:
    """Before `deadline` (of `time.monotonic()`). Raises smtplib.SMTPException, OSError."""
    server = settings.MAIL_SERVER
    where = {"host": server["host"], "port": server["port"], "local_hostname": mail_domain()}
    if server["use_ssl"]:
        smtp: Timed = TimedOverTls(deadline, context=_verifying(), **where)
    else:
        smtp = Timed(deadline, **where)
    try:
        if server["use_tls"]:
            smtp.starttls(context=_verifying())
        smtp.ehlo_or_helo_if_needed()
        if server["username"]:
            smtp.login(server["username"], server["password"])
    except (smtplib.SMTPException, OSError):
        smtp.close()
        raise
    return smtp


def _verifying() -> ssl.SSLContext:
    """Made for each meeting that needs it: reading the world's certificates takes a while."""
    return ssl.create_default_context()
