"""Returning: a mail that came back, or a complaint, is read for what it says of one mail of ours.

It is mail from anybody. Only what names a reference of ours is believed, and only about that mail;
everything else, however odd, says nothing.
"""

import logging
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message as Mime
from email.utils import getaddresses

from flufl.bounce import all_failures

from outbox.hearing import Report
from outbox.models import What
from outbox.referring import REFERENCE_HEADER, Reference, references_in

log = logging.getLogger(__name__)
MOST_BYTES = 1024 * 1024  # of a mail that are read
MOST_PARTS = 40
STATUS = re.compile(r"(?<![\d.])([45])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
# Who a mail server says that it was for; the last ones are those of the mail inside.
ADDRESSED = ("Delivered-To", "X-Original-To", "Envelope-To", "To")
INSIDE = ("Original-Mail-From", "Return-Path", REFERENCE_HEADER)
RECIPIENTS = ("Original-Rcpt-To", "Original-Recipient", "Final-Recipient", "To")
# Kinds of complaints (RFC 5965 and its registry) that are none.
NO_COMPLAINT = {"not-spam", "auth-failure", "dmarc"}
STATUS_PARTS = {"message/delivery-status", "message/global-delivery-status"}
FULL = {"2", "3"}  # X.2.2 and X.2.3: the mailbox is full, or this mail too large for it


def reports_in(raw: bytes, *, to: str = "") -> list[Report]:
    """What this mail says of ours, maybe nothing; `to` is the address that it came to, where the
    mail server tells. Never raises for anything that can be in a mail.
    """
    try:
        mail = message_from_bytes(raw[:MOST_BYTES])
        return _reports(mail, to)
    except Exception as error:  # noqa: BLE001 - a stranger's mail: whatever it does to a parser
        log.warning("a mail that came back cannot be read: %s", type(error).__name__)
        return []


def _reports(mail: Mime, to: str) -> list[Report]:
    parts = [part for _index, part in zip(range(MOST_PARTS), mail.walk(), strict=False)]
    what = _complaint(parts) or _failure(mail, parts)
    reference = _reference(mail, parts, to) if what else None
    if what is None or reference is None:
        return []
    addresses = tuple(dict.fromkeys(_addresses(mail, parts)))
    return [Report(what, reference.public_id, addresses, reference)]


def _complaint(parts: list[Mime]) -> What | None:
    for part in parts:
        if part.get_content_type() == "message/feedback-report":
            kind = str(_fields(part).get("Feedback-Type", "")).strip().lower()
            if kind in NO_COMPLAINT:
                return None
            return What.LEFT if kind == "opt-out" else What.COMPLAINED
    return None


def _failure(mail: Mime, parts: list[Mime]) -> What | None:
    """A delay is no failure: the server goes on trying, and says so once more if it gives up."""
    blocks = [block for part in parts for block in _status_blocks(part)]
    failed = [block for block in blocks if _action(block).startswith(("fail", "error"))]
    if failed:
        return what_of(_status(failed[0]))
    if blocks:
        return None
    _passing, lasting = all_failures(mail)
    return what_of(STATUS.search(_text(parts))) if lasting else None


def what_of(status: re.Match | None) -> What:
    """Only what is said of the mailbox itself is lasting; without a code it may pass."""
    if status is None or status[1] == "4":
        return What.SOFT
    subject, detail = status[2], status[3]
    if subject == "7" or (subject, detail) == ("1", "8"):
        return What.BLOCKED
    if subject == "1" or (subject == "2" and detail not in FULL):
        return What.BOUNCED
    return What.SOFT


def _status(block: Mime) -> re.Match | None:
    """The code; where it says no more than `5.0.0`, that of the server's own words."""
    said = STATUS.search(str(block.get("Status", "")))
    if said is None or said[0].endswith(".0.0"):
        return STATUS.search(str(block.get("Diagnostic-Code", ""))) or said
    return said


def _status_blocks(part: Mime) -> list[Mime]:
    payload = part.get_payload() if part.get_content_type() in STATUS_PARTS else None
    if isinstance(payload, str):
        return [message_from_bytes(block.encode()) for block in re.split(r"\r?\n\r?\n", payload)]
    return [block for block in payload or () if isinstance(block, Mime)]


def _action(block: Mime) -> str:
    return str(block.get("Action", "")).strip().lower()


def _fields(part: Mime) -> Mime:
    """The fields of a feedback report, which a parser may have taken for a mail or for text."""
    payload = part.get_payload()
    if isinstance(payload, list) and payload and isinstance(payload[0], Mime):
        return payload[0]
    return message_from_bytes(str(payload).encode())


def _text(parts: list[Mime]) -> str:
    for part in parts:
        if part.get_content_type() == "text/plain":
            return _decoded(part)
    return ""


def _decoded(part: Mime) -> str:
    payload = part.get_payload(decode=True)
    return payload.decode(errors="replace") if isinstance(payload, bytes) else ""


def _reference(mail: Mime, parts: list[Mime], to: str) -> Reference | None:
    places = [to, *(str(value) for name in ADDRESSED for value in mail.get_all(name, ()))]
    for inner in _inner(mail, parts):
        places += [str(value) for name in INSIDE for value in inner.get_all(name, ())]
    return next((found for place in places for found in references_in(place)), None)


def _inner(mail: Mime, parts: list[Mime]) -> Iterator[Mime]:
    """What the report says in fields, and the head of the mail that it is about."""
    for part in parts:
        kind = part.get_content_type()
        if kind == "message/feedback-report":
            yield _fields(part)
        elif kind == "text/rfc822-headers":
            yield message_from_bytes(_decoded(part).encode())
        elif part is not mail and part.get(REFERENCE_HEADER):
            yield part
        yield from _status_blocks(part)


def _addresses(mail: Mime, parts: list[Mime]) -> Iterator[str]:
    for inner in _inner(mail, parts):
        for name in RECIPIENTS:
            said = [str(value).rpartition(";")[2] for value in inner.get_all(name, ())]
            yield from (address for _name, address in getaddresses(said) if "@" in address)
    for found in all_failures(mail):
        yield from (address.decode("ascii", "replace") for address in found)
