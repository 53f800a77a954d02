"""Hearing: what became of a mail after it left is noted once, whoever tells it and in any order.

A report is believed about the address that its message went to and about no other. The address is
in memory while that is checked; what stays is its keyed index.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from outbox.counting import beat, count, forget_pulses
from outbox.finishing import retell
from outbox.grouping import OTHERS, group_of
from outbox.heeding import tell, tell_safely
from outbox.kinds import KINDS
from outbox.letters import OPENERS, open_with
from outbox.models import (
    CAME_BACK,
    COMPLAINED,
    DELIVERED,
    Heard,
    Message,
    Reason,
    Scope,
    SoftBounce,
    State,
    What,
)
from outbox.referring import Reference
from outbox.suppressing import SOFT_WINDOW, note_soft_bounce, suppress
from outbox.watching import watch

KEEP = timedelta(days=60)  # that something was heard: longer than its message
RETURNED = (What.BOUNCED, What.SOFT, What.BLOCKED)
CODES = dict.fromkeys(RETURNED, CAME_BACK) | {What.COMPLAINED: COMPLAINED}
# Whoever tells anything of these knows more than their sender did.
IN_DOUBT = (State.QUEUED, State.DEFERRED, State.UNKNOWN)
NEVER_LEFT = (State.FAILED, State.SUPPRESSED, State.CANCELLED)
REASONS = {What.BOUNCED: Reason.BOUNCE, What.COMPLAINED: Reason.COMPLAINT}
TOLD = (What.BOUNCED, What.COMPLAINED, What.LEFT)
RESULTS = dict.fromkeys(RETURNED, "bounced") | {
    What.COMPLAINED: "complained",
    What.LEFT: "left",
}
PULSES = {
    What.BOUNCED: "bounced",
    What.BLOCKED: "refused",
    What.COMPLAINED: "complained",
    What.DELAYED: "put_off",
}


@dataclass(frozen=True)
class Report:
    """What somebody says of one message. `addresses` are those it names; without a `reference` they
    are believed as they stand, so only who has proven to be our provider may leave it out.
    """

    what: What
    public_id: UUID
    addresses: tuple[str, ...] = ()
    reference: Reference | None = None


def hear(report: Report) -> bool:
    """True if it was news. About messages that nobody knows nothing is noted."""
    with transaction.atomic():
        rows = Message.objects.select_for_update().filter(public_id=report.public_id)
        message = rows.first()
        if message is None and report.reference is None:
            return False
        if not _is_news(report):
            return False
        address = _address(report, message)
        _follow(report.what, message, address)
        if message is not None:
            _count(report.what, message, address)
            _mark(report.what, message)
    if message is not None and message.broadcast_id and report.what in PULSES:
        watch(message.broadcast_id)
    return True


def note_refusal(message: Message, address: str) -> None:
    """A mail server said no to the address itself, before it had the mail. It may have meant us, so
    it takes three of them to silence an address.
    """
    if note_soft_bounce(address):
        tell_safely(message.kind, message.subject_id, What.BOUNCED)


def forget_hearsay() -> None:
    Heard.objects.filter(at__lt=Now() - KEEP).delete()
    SoftBounce.objects.filter(at__lt=Now() - SOFT_WINDOW).delete()
    forget_pulses()


def _is_news(report: Report) -> bool:
    """That a mail was delivered may be said as often as they like: nothing of it is kept."""
    if report.what == What.DELIVERED:
        return True
    return Heard.objects.get_or_create(public_id=report.public_id, what=report.what)[1]


def _address(report: Report, message: Message | None) -> str:
    """Where the message went, if anybody still knows; else nothing."""
    reference = report.reference
    if reference is None and report.addresses:
        return report.addresses[0]
    for address in (*report.addresses, *_opened(message)):
        if reference is None or reference.is_of(address):
            return address
    return ""


def _opened(message: Message | None) -> Iterator[str]:
    """The address as the app whose mail it is knows it today; asked last."""
    if message is not None:
        with transaction.atomic():
            opened = _opened_by_kind(message)
            transaction.set_rollback(True)  # an opener may note what it sees; nothing leaves here
        yield from opened


def _opened_by_kind(message: Message) -> list[str]:
    kind = message.kind
    if kind in KINDS:
        recipients, _failed = open_with(KINDS[kind].open, [message], named=kind)
        return [recipient.to for recipient in recipients.values() if recipient]
    if kind in OPENERS:
        letters, _failed = open_with(OPENERS[kind], [message], named=kind)
        return [letter.to for letter in letters.values()]
    return []


def _follow(what: What, message: Message | None, address: str) -> None:
    """Spare the address, and tell the app of the subject."""
    if what == What.SOFT:
        is_last = bool(address) and note_soft_bounce(address)
        what = What.BOUNCED if is_last else what
    elif what in REASONS and address:
        suppress(address, REASONS[what])
    if what not in TOLD:
        return
    is_heeded = message is not None and tell(message.kind, message.subject_id, what)
    if what == What.LEFT and address and not is_heeded:
        suppress(address, Reason.REQUEST, Scope.BULK)


def _count(what: What, message: Message, address: str) -> None:
    """A mail that came back twice is one; one that was never accepted did not come back."""
    again = what in RETURNED and message.error_code == CAME_BACK
    if message.broadcast_id is None or again or message.state in NEVER_LEFT:
        return
    if what in RESULTS:
        count(message.broadcast_id, message.language, RESULTS[what])
    if what in PULSES:
        group = group_of(address) if address else OTHERS
        beat({(message.broadcast_id, group): {PULSES[what]: 1}})


def _mark(what: What, message: Message) -> None:
    """While it is being sent only a word is left: its sender marks the rest."""
    code = CODES.get(what, "")
    if message.error_code == CAME_BACK or what == What.DELAYED:
        return
    rows = Message.objects.filter(pk=message.pk)
    if message.state == State.SENDING:
        rows.update(error_code=code or DELIVERED)
    elif message.state == State.SENT and code:
        rows.update(error_code=code)
    elif message.state in IN_DOUBT or (message.state == State.FAILED and what == What.DELIVERED):
        rows.update(state=State.SENT, error_code=code, sent_at=Now())
        retell(message, State.SENT)
