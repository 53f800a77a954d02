"""One more signature at an address: who signed with it already, and what becomes of the next.

Nothing here tells whether an address is known: each way costs the same statements.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from campaigns.domains import weigh
from campaigns.erasing import erase_identities
from campaigns.exposing import Choices, Mail, clamped, may_mail
from campaigns.keys import PetitionKeys
from campaigns.models import SLOTS, Petition, Signature, last_pending_day
from campaigns.reasons import give_reason
from campaigns.twins import twin_of
from outbox.models import Queue
from outbox.posting import Condition, ring_for, save_and_post
from vault.preparing import ask
from vault.tokens import new_nonce

CONFIRMATION, ALREADY = "campaigns.confirmation", "campaigns.already"
MOST_MAILS = 3  # per address and petition; after that the same screen and silence
MAIL_GAP = timedelta(minutes=10)
QUEUE = "SELECT pg_advisory_xact_lock(%s)"
# It waits for its turn first, but sees what was true when it was asked: whoever signed meanwhile is
# met by the index of slots, and then it is tried once more (`sign`). Rows that it sees are locked
# and read as they are by then: who confirms at this moment waits, and is not written over. The
# order makes the planner take the index of slots on an empty table too.
LOOK_SQL = """
SELECT {columns} FROM campaigns_signature
WHERE (SELECT pg_advisory_xact_lock(%s)) IS NOT NULL AND petition_id = %s AND email_index = %s
ORDER BY email_slot FOR UPDATE
"""
SEEN = (
    *("id", "public_id", "petition_id", "email_slot", "name_index", "mails", "mailed_at"),
    *("confirmed_at", "withdrawn_at", "invalidated_at"),
)
LOOK = LOOK_SQL.format(columns=", ".join(SEEN))
MAILED = ("mails", "mailed_at")
WISHED = (
    *("sealed_name", "sealed_email", "sealed_place", "sealed_key_id", "region", "language"),
    *("letter_version", "shown_as", "goes_to_target", "wants_outcome", "wants_updates"),
    *("partner_choices", "expires_on"),
)


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


def take_in(
    petition: Petition,
    wish: Wish,
    keys: PetitionKeys,
    indexes: tuple[bytes, bytes],
    only_if: Condition,
) -> None:
    """Pending, with its mail: or one more mail for who is there already, or silence. `indexes` are
    those of its address and name. Raises outbox.posting.NotSaved.
    """
    email_index, name_index = indexes
    known = make_room(_known(petition, email_index), name_index)
    same = [signature for signature in known if bytes(signature.name_index) == name_index]
    if same:
        same[0].petition = petition
        mails = sum(signature.mails for signature in known)
        _remind(same[0], wish, keys, mails=mails, only_if=only_if)
    elif len(known) < len(SLOTS):
        signature = _new_signature(petition, wish, keys)
        signature.email_index, signature.name_index = email_index, name_index
        signature.email_slot = free_slot(known)
        save_and_post(signature, CONFIRMATION, language=wish.language, only_if=only_if)
        _keep_reason(signature, wish, keys)


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
    rows = ask(LOOK, [_place_in_queue(email_index), petition.pk, email_index])
    return [Signature.from_db(connection.alias, SEEN, row) for row in rows]


def _new_signature(petition: Petition, wish: Wish, keys: PetitionKeys) -> Signature:
    signature: Signature = twin_of(_blank())
    signature.public_id, signature.nonce = uuid4(), new_nonce()
    signature.created_at = signature.mailed_at = timezone.now()
    signature.petition, signature.index_key_id = petition, keys.index_key_id
    signature.network_tag, signature.network_day = wish.network
    signature.source, signature.mails = wish.source, 1
    for name, value in weigh(wish.email, keys).items():
        setattr(signature, name, value)
    take_wishes(signature, wish, keys)
    return signature


@cache
def _blank() -> Signature:
    """Of its defaults only those that are the same for all may be taken over."""
    return Signature()


def take_wishes(signature: Signature, wish: Wish, keys: PetitionKeys) -> None:
    """What the person typed last holds, as long as it is not confirmed."""
    signature.seal_identity(keys, name=wish.name, email=wish.email, place=wish.place)
    signature.region, signature.language = wish.region, wish.language
    signature.letter_version = wish.letter_version
    signature.take_choices(clamped(signature.petition.exposure, wish.choices))
    signature.expires_on = last_pending_day()


def _keep_reason(signature: Signature, wish: Wish, keys: PetitionKeys) -> None:
    """A row more, only for who gave one."""
    if wish.reason and signature.petition.takes_reasons:
        give_reason(signature, wish.reason, keys)


def _remind(
    signature: Signature, wish: Wish, keys: PetitionKeys, *, mails: int, only_if: Condition
) -> None:
    """Signing again: one more mail, within bounds, that bears the name typed this time; none where
    the petition's exposure has no such mail.
    """
    is_pending = signature.confirmed_at is None
    now, last = timezone.now(), signature.mailed_at
    has_mail = is_pending or may_mail(signature.petition.exposure, Mail.ALREADY)
    if not has_mail or mails >= MOST_MAILS or (last is not None and last > now - MAIL_GAP):
        _work_in_vain(signature, wish, keys, only_if)
        return
    signature.mails, signature.mailed_at = signature.mails + 1, now
    facts: dict[str, Any] = {"language": wish.language, "only_if": only_if}
    if is_pending:
        take_wishes(signature, wish, keys)
        save_and_post(signature, CONFIRMATION, changed=MAILED + WISHED, **facts)
        _keep_reason(signature, wish, keys)
    else:
        save_and_post(signature, ALREADY, changed=MAILED, **facts)


def _work_in_vain(signature: Signature, wish: Wish, keys: PetitionKeys, only_if: Condition) -> None:
    """What a mail would cost, undone at once: an answer that comes sooner would tell who has had
    all of theirs. The database waits for its disk as it does for a mail, and the bell rings.
    """
    with transaction.atomic():
        take_wishes(signature, wish, keys)
        facts: dict[str, Any] = {"language": wish.language, "only_if": only_if}
        save_and_post(signature, CONFIRMATION, changed=MAILED + WISHED, **facts)
        transaction.set_rollback(True)
    ring_for(Queue.TX)
