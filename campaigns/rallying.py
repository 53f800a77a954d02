"""Rallies: a tablet that passes from hand to hand, and what each hand leaves behind."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from campaigns.collected import Collection
from campaigns.erasing import erase_identities
from campaigns.in_person import (
    Given,
    check_takes_in_person,
    gives_way,
    known_by,
    letters_shown,
    queue_behind_others,
    starts_anew,
    take_over,
    write,
)
from campaigns.keys import PetitionKeys, index_of_address, index_of_name, open_keys
from campaigns.models import SLOTS, Petition, Signature
from campaigns.receipt_codes import new_code, tag_of
from campaigns.signing import PetitionClosed, letter_version
from users.models import User
from vault.switches import Switch, check_on


class RallyOver(Exception):
    """The rally was ended or undone; the tablet takes no more."""


def start_rally(petition: Petition, collector: User, place: str) -> Collection:
    """Raises PetitionClosed and campaigns.in_person.NotInPerson."""
    check_takes_in_person(petition)
    if not petition.is_open:
        raise PetitionClosed(petition.pk)
    kind = Collection.Kind.RALLY
    return Collection.objects.create(petition=petition, kind=kind, collector=collector, place=place)


def end_rally(collection: Collection) -> None:
    Collection.objects.filter(pk=collection.pk, ended_at=None).update(ended_at=timezone.now())


def sign_in_person(collection: Collection, given: Given, form_id: UUID) -> str:
    """Take a signature at a rally, which counts at once, and return its receipt code.

    `form_id` is of one filled form: sent twice (a network that failed half-way), it is taken once.
    Who signed before keeps the first signature and gets a code all the same; nobody is told.
    Raises RallyOver, PetitionClosed, campaigns.in_person.NotInPerson, vault.keystore.KeyMissing,
    vault.switches.SwitchedOff.
    """
    check_on(Switch.SIGNING)
    petition = collection.petition
    check_takes_in_person(petition)
    if collection.ended_at or collection.undo_asked_at:
        raise RallyOver(collection.pk)
    if not petition.is_open:
        raise PetitionClosed(petition.pk)
    code, keys = new_code(), open_keys(petition.public_id)
    try:
        with transaction.atomic():
            if not _sent_again(collection, form_id, code):
                _keep(collection, given, keys, Signature(public_id=form_id), code=code)
    except IntegrityError:  # the same form, sent twice at the same moment
        if not _sent_again(collection, form_id, code):
            raise
    return code


def _sent_again(collection: Collection, form_id: UUID, code: str) -> bool:
    """Whether this form was taken already; its person gets a code that works all the same."""
    taken = Signature.objects.filter(public_id=form_id, collection=collection)
    return taken.update(receipt_tag=tag_of(code)) == 1


def _keep(
    collection: Collection, given: Given, keys: PetitionKeys, fresh: Signature, *, code: str
) -> None:
    row, email = _place_for(collection, given, keys, fresh)
    if row is None:
        return
    write(row, given, collection, keys, email=email)
    row.receipt_tag = tag_of(code)
    letter = letters_shown(collection.petition).get(given.language, "")
    row.letter_version = letter_version(letter) if letter else ""
    row.save()


def _place_for(
    collection: Collection, given: Given, keys: PetitionKeys, fresh: Signature
) -> tuple[Signature | None, str]:
    """The row to write and the address to write there; no row where the first signature stays.

    Who took theirs back starts anew, as online (campaigns/joining.py): what they agreed to is gone,
    and what was told and written down of the old row stays true.
    """
    fresh.email_slot = SLOTS[0]
    if not given.email:
        return fresh, ""
    email_index, name_index = index_of_address(keys, given.email), index_of_name(keys, given.name)
    queue_behind_others([email_index])
    known = known_by(collection.petition, [email_index])
    before = known.same(email_index, name_index)
    if before is not None and starts_anew(before):
        erase_identities([before.pk])  # it stays out of the count, and needs no lock of the count
        known.forget(before)
    elif before is not None:
        if not gives_way(before):
            return None, ""
        take_over(before)
        return before, given.email
    slot = known.free_slot(email_index)
    if slot is None:  # a third name at one address: it is kept, without the address
        return fresh, ""
    fresh.email_slot = slot
    return fresh, given.email
