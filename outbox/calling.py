"""Calling: letters handed over to a provider, and what its answer means for each of them.

A call whose answer is lost may have been taken. Where the provider takes a key for each call, the
same call is made once more; elsewhere nobody knows, and that is what is noted.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self

import requests  # noqa: TID251 - what anymail speaks with; only its errors are looked at
from anymail.exceptions import AnymailError, AnymailRequestsAPIError
from django.core.mail import EmailMessage
from urllib3.exceptions import NewConnectionError

from outbox.handing import MailServer, Outcome, Verdict
from outbox.letters import Mail
from outbox.merging import Parts, Reader, merged, parts_of, single
from outbox.models import NO_SUCH_MAILBOX
from outbox.providers import Provider, backend_of, provider

REFUSALS = {HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY}
SAME_KEY = {HTTPStatus.BAD_REQUEST, HTTPStatus.CONFLICT}
TOO_LARGE = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
# Its front door lost the answer of what stands behind.
LOST = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT}
# Our key, our account: no letter's fault, and somebody will mend it.
OURS = {HTTPStatus.UNAUTHORIZED, HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.FORBIDDEN}
OURS |= {HTTPStatus.NOT_FOUND}
LONGEST_WAIT, SHORTEST_WAIT, USUAL_WAIT = 3_600.0, 1.0, 30.0  # seconds that "too many" may ask for
STATUSES = {
    "sent": Outcome(Verdict.ACCEPTED),
    "queued": Outcome(Verdict.ACCEPTED),
    "invalid": Outcome(Verdict.REFUSED, f"{NO_SUCH_MAILBOX}invalid"),
    "rejected": Outcome(Verdict.REFUSED, "rejected"),
    "failed": Outcome(Verdict.PUT_OFF, "failed"),
}
HOPELESS = 4  # letters refused alone, and none taken: it is not the readers
UNTOLD = Outcome(Verdict.UNANSWERED, "untold")
# What a letter raises that cannot be told to a provider, and an answer that cannot be read.
UNFIT = (ValueError, TypeError, LookupError, AttributeError)
MISSHAPEN = Outcome(Verdict.MISSHAPEN, "unsendable")


@dataclass(frozen=True)
class _Refused:
    """The whole call was refused; whose fault it was is not said."""

    code: str


class ProviderApi:
    """A session with the provider; once nothing can be handed over, it `is_down` for this run."""

    def __init__(self, it: Provider) -> None:
        self.is_down = False
        self._why = Outcome(Verdict.UNREACHABLE)
        self._it = it
        self._backend = backend_of(it)
        self._taken = self._refused = 0  # calls for the text at hand

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._backend.close()

    def hand(self, mail: Mail, *, deadline: float) -> Outcome:
        """One letter, as to a mail server."""
        parts = parts_of(mail.content)
        reader = Reader(public_id_of(mail.content), mail.recipient, {})
        outcome = self._call([reader], deadline, parts=parts, is_filled=True)[0]
        return Outcome(Verdict.PUT_OFF, outcome.code) if isinstance(outcome, _Refused) else outcome

    def hand_all(
        self, parts: Parts, readers: Sequence[Reader], *, deadline: float
    ) -> list[Outcome]:
        """One text to these readers, in as few calls as may be; an outcome for each reader."""
        told: dict[str, Outcome | _Refused] = {}
        self._taken = self._refused = 0
        for group in _without_doubles(readers):
            answers = self._halved(parts, group, deadline)
            told |= dict(zip((reader.public_id for reader in group), answers, strict=True))
        # Where nobody's letter is taken, it is rather our letter that is refused than the reader.
        verdict = Verdict.REFUSED if self._taken else Verdict.PUT_OFF
        outcomes = (told[reader.public_id] for reader in readers)
        return [
            Outcome(verdict, each.code) if isinstance(each, _Refused) else each for each in outcomes
        ]

    def _halved(
        self, parts: Parts, readers: Sequence[Reader], deadline: float
    ) -> list[Outcome | _Refused]:
        """A call that is refused as a whole is made again in halves, down to whom it is about."""
        answers = self._call(readers, deadline, parts=parts)
        first = answers[0]
        is_refused = isinstance(first, _Refused)
        self._taken += isinstance(first, Outcome) and first.verdict is Verdict.ACCEPTED
        self._refused += is_refused and len(readers) == 1
        is_hopeless = self._refused >= HOPELESS and not self._taken
        if len(readers) == 1 or is_hopeless or not (is_refused or first == MISSHAPEN):
            return answers
        middle = len(readers) // 2
        others = self._halved(parts, readers[:middle], deadline)
        return others + self._halved(parts, readers[middle:], deadline)

    def _call(
        self, readers: Sequence[Reader], deadline: float, *, parts: Parts, is_filled: bool = False
    ) -> list[Outcome | _Refused]:
        if self.is_down:
            return [self._why] * len(readers)
        try:
            make = single(parts, readers[0], self._it) if is_filled else None
            mail = make or merged(parts, readers, self._it)
        except UNFIT:
            return [MISSHAPEN] * len(readers)
        answer = self._sent(mail, deadline)
        if answer is None:
            states = mail.anymail_status.recipients  # type: ignore[attr-defined]
            return [_state_of(states.get(reader.to)) for reader in readers]
        return [answer] * len(readers)

    def _sent(self, mail: EmailMessage, deadline: float) -> Outcome | _Refused | None:
        """What became of the whole call; None where each letter has an answer of its own."""
        tries = 2 if self._it.takes_keys else 1
        answer: Outcome | _Refused | None = None
        for left in range(tries, 0, -1):
            seconds = (deadline - time.monotonic()) / left
            if seconds <= 0:
                return answer or Outcome(Verdict.UNREACHABLE, "late")
            answer = self._once(mail, seconds)
            if not isinstance(answer, Outcome) or answer.verdict is not Verdict.UNANSWERED:
                break
        if isinstance(answer, Outcome) and answer.verdict is Verdict.UNREACHABLE:
            self.is_down, self._why = True, answer
        return answer

    def _once(self, mail: EmailMessage, seconds: float) -> Outcome | _Refused | None:
        self._backend.timeout = seconds
        try:
            self._backend.send_messages([mail])
        except AnymailRequestsAPIError as error:
            before = _of_earlier_call(error.response) if self._it.takes_keys else None
            return before or judge(error)
        except (AnymailError, *UNFIT):
            status = mail.anymail_status  # type: ignore[attr-defined]
            return UNTOLD if status.esp_response is not None else MISSHAPEN
        return None


def meet() -> MailServer | ProviderApi:
    """Whom EMAIL_URL names."""
    it = provider()
    return ProviderApi(it) if it else MailServer()


def judge(error: AnymailRequestsAPIError) -> Outcome | _Refused:
    """What an answer other than yes, or none, means for the letters of the call."""
    if error.response is None:
        return _of_line(error)
    status, code = error.response.status_code, str(error.response.status_code)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Outcome(Verdict.UNREACHABLE, code, wait_asked_by(error.response))
    if status in OURS:
        return Outcome(Verdict.UNREACHABLE, code)
    if status in REFUSALS or status == TOO_LARGE:
        return _Refused(code)
    if status in LOST or status < HTTPStatus.BAD_REQUEST:  # a yes that cannot be read is one
        return Outcome(Verdict.UNANSWERED, code)
    return Outcome(Verdict.PUT_OFF, code)


def wait_asked_by(response: requests.Response) -> float:
    """Seconds until the provider wants to hear from us again."""
    said = response.headers.get("Retry-After", "")
    try:
        seconds = float(said) if said.strip().isdecimal() else _until(said)
    except (TypeError, ValueError):
        seconds = USUAL_WAIT
    return min(LONGEST_WAIT, max(SHORTEST_WAIT, seconds))


def public_id_of(content: bytes) -> str:
    """Of the message that a letter was written for: its Message-ID's left side."""
    head = content.split(b"\r\n\r\n", 1)[0]
    said = head.lower().partition(b"message-id:")[2].partition(b"@")[0]
    return said.strip().strip(b"<").decode("ascii", "replace").strip()


def _until(said: str) -> float:
    return (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds()


def _of_line(error: AnymailRequestsAPIError) -> Outcome:
    """No answer: it is known not to have arrived only if nobody listened."""
    cause: Any = error.__cause__
    if isinstance(cause, requests.exceptions.SSLError):
        return Outcome(Verdict.UNREACHABLE, "tls")
    if isinstance(cause, requests.exceptions.ConnectTimeout):
        return Outcome(Verdict.UNREACHABLE, "timeout")
    reason = getattr(next(iter(cause.args), None), "reason", None) if cause else None
    if isinstance(reason, NewConnectionError):
        return Outcome(Verdict.UNREACHABLE, "refused")
    is_slow = isinstance(cause, requests.exceptions.Timeout)
    return Outcome(Verdict.UNANSWERED, "timeout" if is_slow else "disconnect")


def _of_earlier_call(response: requests.Response | None) -> Outcome | None:
    """It has a call with this key already: taken, or still under way; None if it says no such
    thing.
    """
    if response is None or response.status_code not in SAME_KEY:
        return None
    said = response.text.lower()
    if "concurrent" in said:
        return Outcome(Verdict.UNANSWERED, str(response.status_code))
    is_taken = "duplicate" in said or "invalid_idempotent_request" in said
    return Outcome(Verdict.ACCEPTED) if is_taken else None


def _state_of(told: Any) -> Outcome:
    return STATUSES.get(told.status, UNTOLD) if told else UNTOLD


def _without_doubles(readers: Sequence[Reader]) -> list[list[Reader]]:
    """Groups in none of which an address comes twice: a call knows its readers by address."""
    groups: list[dict[str, Reader]] = []
    for reader in readers:
        mailbox = reader.to.lower()
        for group in groups:
            if mailbox not in group:
                group[mailbox] = reader
                break
        else:
            groups.append({mailbox: reader})
    return [list(group.values()) for group in groups]
