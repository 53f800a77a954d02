"""Subscribing and confirming. Nothing here tells whether an address is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils import timezone, translation

from outbox.models import Queue
from outbox.posting import post, ring_for, unpost
from supporters.consents import Consent, ConsentText, asked
from supporters.days import last_pending_day, today
from supporters.departures import Departure
from supporters.indexing import index_of
from supporters.models import Supporter
from vault.switches import Switch, check_on
from vault.tokens import TokenUnknown, check_token, derive_token, new_nonce, read_token

CONFIRMATION, ALREADY = "supporters.confirmation", "supporters.already"
PURPOSE = "subscribe"
LOCKS = """
SELECT pg_advisory_xact_lock(key)
FROM (SELECT DISTINCT unnest(%s::bigint[]) AS key ORDER BY 1) AS keys
"""


@dataclass(frozen=True)
class Wish:
    """Who asked, and in which language; everything typed is already clean."""

    address: str
    language: Literal["en", "es"]


def subscribe(wish: Wish) -> UUID:
    """Take an address in, pending until confirmed by mail; the same silence for known ones.

    Returns what `set_aside` takes back: it names the row that was made here, and nothing where
    there was one before. Raises vault.switches.SwitchedOff.
    """
    check_on(Switch.SUBSCRIBING)
    address_index = index_of(wish.address)
    with transaction.atomic():
        queue_behind_others(address_index)
        rows = Supporter.objects.select_for_update()
        known = rows.filter(address_index=address_index).first()
        words = _words(wish)  # for known ones too: silence takes about as long as an answer
        if known is None:
            return _take_in(wish, words, address_index)
        _ask_again(known, wish, words)
    return uuid4()


def set_aside(made: UUID) -> None:
    """This row came of a slip: what was mailed to the wrong mailbox opens nothing any more.

    The row stays until its last day, because it counts the mails that its address had.
    """
    with transaction.atomic():
        slip = Supporter.objects.pending().select_for_update().filter(public_id=made).first()
        if slip is not None:
            slip.nonce, slip.reminded_on = new_nonce(), today()
            slip.save(update_fields=["nonce", "reminded_on"])
            unpost(CONFIRMATION, slip.pk)


def correct(wish: Wish, *, made: UUID, instead_of: str) -> UUID:
    """Subscribe with the address that was meant, and set aside what the slip made.

    Another spelling of the same mailbox is no slip: its link stays good. Raises
    vault.switches.SwitchedOff.
    """
    check_on(Switch.SUBSCRIBING)
    if index_of(wish.address) == index_of(instead_of):
        subscribe(wish)
        return made
    set_aside(made)
    return subscribe(wish)


def confirm_token(supporter: Supporter) -> str:
    """Raises ValueError for who is not pending."""
    if supporter.expires_on is None:
        raise ValueError("confirmed already")
    nonce = bytes(supporter.nonce)
    return derive_token(PURPOSE, supporter.public_id, nonce, supporter.expires_on)


def find_subscriber(text: str) -> Supporter:
    """Whom a mailed link confirms. Raises vault.tokens.TokenUnknown or TokenExpired."""
    token = read_token(text)
    supporter = Supporter.objects.filter(public_id=token.subject).first()
    if supporter is None:
        raise TokenUnknown
    check_token(token, PURPOSE, supporter.nonce)
    return supporter


def confirm(supporter: Supporter) -> bool:
    """Subscribed from now on; True the first time. Who left is not brought back by an old link.
    Raises vault.switches.SwitchedOff.
    """
    check_on(Switch.SUBSCRIBING)
    fresh = {"mails": 0, "mailed_at": None, "code_tries": 0, "reminded_on": None, "brought": None}
    fresh["unreachable_on"] = None  # a mail did arrive
    with transaction.atomic():
        pending = Supporter.objects.pending().filter(pk=supporter.pk)
        is_first = pending.update(confirmed_on=today(), expires_on=None, **fresh) == 1
        if is_first:
            Departure.objects.forget(bytes(supporter.address_index))
    return is_first


def queue_behind_others(address_index: bytes) -> None:
    """Whoever asks with the same address waits here; others never do."""
    key = int.from_bytes(address_index[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def queue_behind_all(address_indexes: Iterable[bytes]) -> None:
    """The same for many, in one order, so that two who do this never wait for each other."""
    keys = [int.from_bytes(index[:8], signed=True) for index in address_indexes]
    with connection.cursor() as cursor:
        cursor.execute(LOCKS, [keys])


def _words(wish: Wish) -> ConsentText:
    """What was asked beside the form, in its language."""
    with translation.override(wish.language):
        return ConsentText.objects.keep(asked(), wish.language)


def _take_in(wish: Wish, words: ConsentText, address_index: bytes) -> UUID:
    supporter = Supporter(address_index=address_index)
    _make_pending(supporter, wish, words)
    return supporter.public_id


def _ask_again(known: Supporter, wish: Wish, words: ConsentText) -> None:
    """One more mail, within bounds: to confirm, or to say that nothing is left to do."""
    now = timezone.now()
    if not known.may_be_mailed(now):
        # The same work, undone, and a bell: the time of an answer must not tell who is known.
        _make_pending(known, wish, words, in_vain=True)
        ring_for(Queue.TX)
        return
    if not known.is_confirmed:
        _make_pending(known, wish, words)
        return
    known.count_mail(now)
    known.save(update_fields=["mails", "mailed_at"])
    post(ALREADY, known.pk, language=known.language)


def _make_pending(
    supporter: Supporter, wish: Wish, words: ConsentText, *, in_vain: bool = False
) -> None:
    """New, asked again, or back after leaving: the last wish holds, and is a consent of its own.
    For all of them the same statements.
    """
    if supporter.left_on is not None:
        supporter.nonce, supporter.created_on = new_nonce(), today()
        supporter.rhythm = Supporter.Rhythm.NOW
    supporter.confirmed_on = supporter.left_on = supporter.brought = None
    supporter.expires_on, supporter.language = last_pending_day(), wish.language
    supporter.seal_address(wish.address)
    supporter.count_mail(timezone.now())
    with transaction.atomic():
        supporter.save()
        facts = {"language": wish.language, "source": Consent.Source.FORM}
        supporter.consents.all().delete()
        Consent.objects.create(supporter=supporter, text=words, **facts)
        post(CONFIRMATION, supporter.pk, language=wish.language)
        transaction.set_rollback(in_vain)
