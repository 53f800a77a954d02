"""Handing over: one letter at a time to the mail server, told apart by how far it got.

What counts is whether the server may have taken the letter. Up to the closing dot it cannot have;
from there until its answer nobody knows. All steps of one letter share one time limit.
"""

import smtplib
import socket
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from types import TracebackType
from typing import Self

from outbox.connecting import Timed, connect
from outbox.letters import Mail
from outbox.models import NO_SUCH_MAILBOX

LETTERS_PER_CONNECTION = 200  # some servers hang up on a client that never leaves
GOODBYE_SECONDS = 2.0
OK, INTERMEDIATE, GO_AHEAD, TEMPORARY, CLOSING, PERMANENT = 200, 300, 354, 400, 421, 500
WORDS = {
    ConnectionRefusedError: "refused",
    TimeoutError: "timeout",
    socket.gaierror: "dns",
    ssl.SSLError: "tls",
    smtplib.SMTPNotSupportedError: "unsupported",
}


class Verdict(Enum):
    ACCEPTED = auto()
    PUT_OFF = auto()  # a temporary answer
    REFUSED = auto()  # a permanent answer
    UNREACHABLE = auto()  # no answer, and the server cannot have the letter
    UNANSWERED = auto()  # no answer, and the server may have the letter
    MISSHAPEN = auto()  # it could not be written


@dataclass(frozen=True)
class Outcome:
    """`code` is the reply's number or one word of ours; the server's text stays where it is.
    `after` is how many seconds it asked us to wait, if it did.
    """

    verdict: Verdict
    code: str = ""
    after: float = 0.0

    def __str__(self) -> str:
        return f"{self.verdict.name.lower()} {self.code}"


class MailServer:
    """A connection that opens when needed; once it cannot be opened, it `is_down` for this run."""

    def __init__(self) -> None:
        self.is_down = False
        self._why = ""
        self._smtp: Timed | None = None
        self._carried = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._leave()

    def hand(self, mail: Mail, *, deadline: float) -> Outcome:
        """Deliver one letter before `deadline` (of `time.monotonic()`); no mail error is raised."""
        if not self.is_down:
            self._arrive(deadline)
        if self.is_down or self._smtp is None:
            return Outcome(Verdict.UNREACHABLE, self._why)
        self._carried += 1
        outcome = _converse(self._smtp, mail)
        if outcome.verdict in {Verdict.UNREACHABLE, Verdict.UNANSWERED} or is_closing(outcome):
            self._drop()
        elif outcome.verdict is not Verdict.ACCEPTED:
            self._clear()
        return outcome

    def _arrive(self, deadline: float) -> None:
        if self._carried >= LETTERS_PER_CONNECTION:
            self._leave()
        if self._smtp:
            self._smtp.deadline = deadline
            return
        try:
            self._smtp = connect(deadline)
        except (smtplib.SMTPException, OSError) as error:
            self.is_down, self._why = True, _word_for(error)

    def _clear(self) -> None:
        """Forget a half-told letter, so that the next one starts afresh."""
        try:
            if self._smtp:
                self._smtp.rset()
        except (smtplib.SMTPException, OSError):
            self._drop()

    def _leave(self) -> None:
        if self._smtp:
            self._smtp.deadline = time.monotonic() + GOODBYE_SECONDS
            with suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
        self._drop()

    def _drop(self) -> None:
        if self._smtp:
            self._smtp.close()
        self._smtp, self._carried = None, 0


def is_closing(outcome: Outcome) -> bool:
    return outcome.code == str(CLOSING)


def _converse(smtp: Timed, mail: Mail) -> Outcome:
    handed = False
    try:
        refusal = _announce(smtp, mail)
        if refusal:
            return refusal
        smtp.send(mail.content.replace(b"\r\n.", b"\r\n..").rstrip(b"\r\n") + b"\r\n.\r\n")
        handed = True  # the closing dot is out: from here only the answer tells
        code = smtp.getreply()[0]
        return _judge(code) or Outcome(Verdict.ACCEPTED, str(code))
    except (smtplib.SMTPException, OSError) as error:
        return Outcome(Verdict.UNANSWERED if handed else Verdict.UNREACHABLE, _word_for(error))


def _announce(smtp: Timed, mail: Mail) -> Outcome | None:
    """Envelope and DATA; None when the server waits for the letter."""
    replies = _pipelined(smtp, mail) if smtp.has_extn("pipelining") else _by_turns(smtp, mail)
    sender, recipient, data = replies
    if sender >= PERMANENT:
        # It is our sender that is refused, not this reader: a setting that somebody will mend.
        refusal: Outcome | None = Outcome(Verdict.PUT_OFF, str(sender))
    else:
        refusal = _judge(sender) or _of_recipient(_judge(recipient))
    if data == GO_AHEAD:
        if refusal:  # it waits for a letter to nobody: an empty one ends that
            smtp.send(b".\r\n")
            smtp.getreply()
        return refusal
    return refusal or _judge(data)


def _envelope(smtp: Timed, mail: Mail) -> tuple[str, str]:
    body = " BODY=8BITMIME" if smtp.has_extn("8bitmime") else ""
    return f"MAIL FROM:<{mail.sender}>{body}", f"RCPT TO:<{mail.recipient}>"


def _pipelined(smtp: Timed, mail: Mail) -> tuple[int, int, int]:
    """One round trip for all three (RFC 2920)."""
    sender, recipient = _envelope(smtp, mail)
    smtp.send(f"{sender}\r\n{recipient}\r\nDATA\r\n".encode("ascii"))
    return smtp.getreply()[0], smtp.getreply()[0], smtp.getreply()[0]


def _by_turns(smtp: Timed, mail: Mail) -> tuple[int, int, int]:
    """A step that is refused is the last one."""
    code = OK
    replies = [OK, OK, OK]
    for step, command in enumerate((*_envelope(smtp, mail), "DATA")):
        code = replies[step] = smtp.docmd(command)[0]
        if code >= TEMPORARY:
            break
    return replies[0], replies[1], replies[2]


def _of_recipient(refusal: Outcome | None) -> Outcome | None:
    """A permanent no to the address itself, and not to our letter, is told apart by its code."""
    if refusal and refusal.verdict is Verdict.REFUSED:
        return Outcome(Verdict.REFUSED, f"{NO_SUCH_MAILBOX}{refusal.code}")
    return refusal


def _judge(code: int) -> Outcome | None:
    """What a reply means for the letter; None if the server is content. Gibberish is no reply."""
    if OK <= code < INTERMEDIATE:
        return None
    if code < TEMPORARY:
        raise smtplib.SMTPResponseException(code, "")
    return Outcome(Verdict.REFUSED if code >= PERMANENT else Verdict.PUT_OFF, str(code))


def _word_for(error: BaseException) -> str:
    """A reply code, or a word for how the line failed; smtplib hides the cause in the context."""
    if isinstance(error, smtplib.SMTPResponseException):
        return str(error.smtp_code)
    for cause in (error, error.__context__):
        for kind, word in WORDS.items():
            if isinstance(cause, kind):
                return word
    return "disconnect"
