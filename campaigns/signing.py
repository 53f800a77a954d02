"""Signing and confirming: the two deeds of a signer. Nothing here tells whether an address is
known.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.db import connection, transaction
from django.utils import timezone

from campaigns.domains import weigh
from campaigns.erasing import erase_identities
from campaigns.exposing import Choices, Mail, clamped, may_mail
from campaigns.keys import PetitionKeys, indexes_of, open_keys
from campaigns.letter_versions import digest_of
from campaigns.models import SLOTS, Petition, Signature, last_pending_day
from campaigns.reasons import give_reason
from campaigns.settling import settle
from outbox.models import Queue
from outbox.posting import ring_for, save_and_post
from vault.metering import count_deed
from vault.preparing import together
from vault.switches import Switch, check_on
from vault.tokens import TokenUnknown, check_token, read_token

CONFIRMATION, ALREADY = "campaigns.confirmation", "campaigns.already"
PURPOSE = "confirm"
MOST_MAILS = 3  # per address and petition; after that the same screen and silence
MAIL_GAP = timedelta(minutes=10)
QUEUE = "SELECT pg_advisory_xact_lock(%s)"
# In one message with the other, but a statement of its own: what it sees is as of when that one has
# the lock. Its rows are locked as well: who confirms at this moment waits, and is not written over.
LOOK_SQL = """
SELECT {columns} FROM campaigns_signature WHERE petition_id = %s AND email_index = %s
ORDER BY email_slot FOR UPDATE
"""
FIELDS = Signature._meta.concrete_fields
LOOK = LOOK_SQL.format(columns=", ".join(str(field.column) for field in FIELDS))


class PetitionClosed(Exception):
    """The petition takes no signatures (not open yet, paused, closed, or past its date)."""


class KeyNotHeld(Exception):
    """The stewards of this sealed petition have not proven lately that they hold its key."""


@dataclass(frozen=True)
class Wish:
    """What a person asked for when signing; everything typed is already clean."""

    name: str
    email: str
    region: str
    language: Literal["en", "es"]
    letter_version: str
    place: str = ""
    reason: str = ""
    shown_as: str = Signature.Shown.NOTHING
    goes_to_target: bool = False
    wants_outcome: bool = False
    wants_updates: bool = False
    partners: tuple[int, ...] = ()
    source: str = ""
    network: tuple[bytes, date] = (b"", date.min)

    @property
    def choices(self) -> Choices:
        told = self.wants_outcome, self.wants_updates
        return Choices(self.shown_as, self.goes_to_target, self.partners, *told)


def letter_version(letter: str) -> str:
    """A short digest of the letter as it was shown."""
    return digest_of(letter)


def sign(petition: Petition, wish: Wish) -> None:
    """Accept a signature, pending until confirmed by mail, once per person and petition.

    The same silence for new and known addresses. What the petition's exposure forbids is dropped.
    Raises PetitionClosed, KeyNotHeld, vault.keystore.KeyMissing, vault.switches.SwitchedOff.
    """
    check_on(Switch.SIGNING)
    if not petition.is_open:
        raise PetitionClosed(petition.pk)
    if petition.exposure == Petition.Exposure.SEALED and not petition.holds_key:
        raise KeyNotHeld(petition.pk)
    keys = open_keys(petition.public_id)
    email_index, name_index = indexes_of(keys, name=wish.name, email=wish.email)
    with transaction.atomic():
        known = make_room(_known(petition, email_index), name_index)
        same = [signature for signature in known if bytes(signature.name_index) == name_index]
        if same:
            same[0].petition = petition
            _remind(same[0], wish, keys, mails=sum(signature.mails for signature in known))
        elif len(known) < len(SLOTS):
            signature = _new_signature(petition, wish, keys)
            signature.email_index, signature.name_index = email_index, name_index
            signature.email_slot = free_slot(known)
            save_and_post(signature, CONFIRMATION, language=wish.language)
            _keep_reason(signature, wish, keys)
    count_deed("sign", wish.language)


def find_signature(text: str) -> Signature:
    """The signature a mailed token belongs to. Raises TokenUnknown or TokenExpired
    (vault.tokens).
    """
    token = read_token(text)
    signature = Signature.objects.filter(public_id=token.subject).select_related("petition").first()
    if signature is None:
        raise TokenUnknown
    check_token(token, PURPOSE, signature.nonce)
    return signature


def confirm(signature: Signature) -> bool:
    """Count this signature from now on; True the first time. Confirming again changes nothing.
    Raises vault.switches.SwitchedOff.
    """
    check_on(Switch.SIGNING)
    with transaction.atomic():
        is_first = signature.confirm()
        if is_first:
            settle(signature.pk)
    if is_first:
        count_deed("confirm", signature.language)
    return is_first


def free_slot(known: list[Signature]) -> int:
    """The first slot of an address that nobody has; there is one."""
    taken = {signature.email_slot for signature in known}
    return next(slot for slot in SLOTS if slot not in taken)


def make_room(known: list[Signature], name_index: bytes) -> list[Signature]:
    """Those of an address who stand: whoever took a signature back and signs again starts anew.

    What is left of the old signature is erased. One that was struck out stays and bars the way.
    """
    left = [
        signature
        for signature in known
        if signature.withdrawn_at is not None
        and signature.invalidated_at is None
        and bytes(signature.name_index) == name_index
    ]
    if not left:
        return known
    erase_identities(signature.pk for signature in left)
    return [signature for signature in known if signature not in left]


def queue_behind_others(email_index: bytes) -> None:
    """Signers of one address wait for each other; signers of different addresses never do."""
    with connection.cursor() as cursor:
        cursor.execute(QUEUE, [_place_in_queue(email_index)])


def _place_in_queue(email_index: bytes) -> int:
    return int.from_bytes(email_index[:8], signed=True)


def _known(petition: Petition, email_index: bytes) -> list[Signature]:
    """Who signed with this address already, once it is our turn."""
    with together() as (queue, look):
        queue.execute(QUEUE, [_place_in_queue(email_index)])
        look.execute(LOOK, [petition.pk, email_index])
    rows, names = look.fetchall(), [field.attname for field in FIELDS]
    return [Signature.from_db(connection.alias, names, row) for row in rows]


def _new_signature(petition: Petition, wish: Wish, keys: PetitionKeys) -> Signature:
    now = timezone.now()
    signature = Signature(
        petition=petition,
        index_key_id=keys.index_key_id,
        **weigh(wish.email, keys),
        network_tag=wish.network[0],
        network_day=wish.network[1],
        region=wish.region,
        source=wish.source,
        mails=1,
        mailed_at=now,
        created_at=now,
    )
    take_wishes(signature, wish, keys)
    return signature


def take_wishes(signature: Signature, wish: Wish, keys: PetitionKeys) -> None:
    """What the person typed last holds, as long as it is not confirmed."""
    signature.seal_identity(keys, name=wish.name, email=wish.email, place=wish.place)
    signature.language, signature.letter_version = wish.language, wish.letter_version
    signature.take_choices(clamped(signature.petition.exposure, wish.choices))
    signature.expires_on = last_pending_day()


def _keep_reason(signature: Signature, wish: Wish, keys: PetitionKeys) -> None:
    """A row more, only for who gave one."""
    if wish.reason and signature.petition.takes_reasons:
        give_reason(signature, wish.reason, keys)


def _remind(signature: Signature, wish: Wish, keys: PetitionKeys, *, mails: int) -> None:
    """Signing again: one more mail, within bounds, that bears the name typed this time; none where
    the petition's exposure has no such mail.
    """
    is_pending = signature.confirmed_at is None
    now, last = timezone.now(), signature.mailed_at
    has_mail = is_pending or may_mail(signature.petition.exposure, Mail.ALREADY)
    if not has_mail or mails >= MOST_MAILS or (last is not None and last > now - MAIL_GAP):
        _work_in_vain(signature, wish, keys)
        return
    signature.mails, signature.mailed_at = signature.mails + 1, now
    if is_pending:
        take_wishes(signature, wish, keys)
        _keep_reason(signature, wish, keys)
    save_and_post(signature, CONFIRMATION if is_pending else ALREADY, language=wish.language)


def _work_in_vain(signature: Signature, wish: Wish, keys: PetitionKeys) -> None:
    """What a mail would cost, undone at once: an answer that comes sooner would tell who has had
    all of theirs. The database waits for its disk as it does for a mail, and the bell rings.
    """
    with transaction.atomic():
        signature.seal_identity(keys, name=wish.name, email=wish.email, place=wish.place)
        save_and_post(signature, CONFIRMATION, language=wish.language)
        transaction.set_rollback(True)
    ring_for(Queue.TX)
