"""Who wants to be told how a petition ends, kept apart from who signed it.

A wish has a key of its own (`outcome-…` in the keystore), a random number and a day, and nothing
that a signature has: neither row leads to the other. Wishes move over from the signatures once a
night, shuffled, so that their order in the table tells nothing either; until then a signature bears
the tick.
"""

import base64
import binascii
import random
import secrets
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.exposing import Mail, may_mail
from campaigns.keys import PetitionKeys, make_outcome_keys, open_keys, open_outcome_keys
from campaigns.signatures import Signature
from cms.telling import Told
from vault.addresses import canonical_address
from vault.erasures import note_erasure
from vault.indexing import blind_index
from vault.keystore import KeyMissing
from vault.sealing import CannotUnseal, seal, unseal

BATCH = 500
NUMBER_BITS = 63
FORGOTTEN = "campaigns.wish"  # in the journal of erasures: petition and index
LONGEST = timedelta(days=3 * 365)  # a petition that never ends; then the wish is forgotten


class WishUnknown(Exception):
    """A mailed word that no wish of this petition answers to."""


def random_number() -> int:
    return secrets.randbits(NUMBER_BITS)


def today() -> date:
    return timezone.now().date()


class OutcomeWish(models.Model):
    """One address that wants one mail; `address_index` is equal for one mailbox only."""

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    petition = models.ForeignKey(
        "campaigns.Petition", on_delete=models.PROTECT, related_name="outcome_wishes"
    )
    sealed_address = models.BinaryField()
    address_index = models.BinaryField(max_length=32)
    language = models.CharField(max_length=2)
    created_on = models.DateField(default=today)
    told_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("wish to be told the outcome")
        verbose_name_plural = _("wishes to be told the outcome")
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "address_index"], name="one_outcome_wish_per_address"
            )
        ]

    def __str__(self) -> str:
        return f"wish {self.pk}"

    @property
    def binding(self) -> str:
        return f"campaigns.outcomewish|{self.pk}|address"

    @property
    def word(self) -> str:
        """What its mails bear to forget it: it says nothing without the wish's key."""
        return base64.urlsafe_b64encode(bytes(self.address_index)).rstrip(b"=").decode()

    def address(self, keys: PetitionKeys) -> str:
        """Raises vault.sealing.CannotUnseal."""
        return unseal(self.sealed_address, keys=keys.data, bound_to=self.binding)


class OutcomeTold(Told):
    """The outcome as it is told to who asked, in each language; `forgotten_at`: nobody of them is
    known any more.
    """

    petition = models.OneToOneField(
        "campaigns.Petition", on_delete=models.PROTECT, related_name="outcome_told"
    )
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("telling of an outcome")
        verbose_name_plural = _("tellings of outcomes")

    def __str__(self) -> str:
        return f"outcome of petition {self.petition_id}"


def gather_wishes(petition: Any) -> int:
    """Move the ticks of signatures that count over, in batches; returns how many there were.

    Where the outcome was told already, or the class allows no such mail, the tick is only taken
    away. Raises KeyMissing.
    """
    ticked = Signature.objects.counting().filter(petition=petition, wants_outcome=True)
    moved = 0
    while True:
        with transaction.atomic():
            batch = list(ticked.select_for_update(skip_locked=True).order_by("pk")[:BATCH])
            if not batch:
                return moved
            if may_mail(petition.exposure, Mail.OUTCOME) and not _is_told(petition):
                _keep(petition, batch)
            cleared = Signature.objects.filter(pk__in=[signature.pk for signature in batch])
            cleared.update(wants_outcome=False)
        moved += len(batch)


def gather_all() -> None:
    """The nightly move; a petition whose keys are away waits for the next night."""
    ticked = Signature.objects.counting().filter(wants_outcome=True)
    for signature in ticked.order_by("petition").distinct("petition").select_related("petition"):
        try:
            gather_wishes(signature.petition)
        except KeyMissing:
            continue


def forget_wish(petition: Any, word: str) -> None:
    """Forget the wish that this word was mailed for. Raises WishUnknown."""
    try:
        index = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise WishUnknown from error
    gather_wishes(petition)
    wishes = OutcomeWish.objects.filter(petition=petition, address_index=index)
    with transaction.atomic():
        if not wishes.select_for_update().exists():
            raise WishUnknown
        note_erasure(FORGOTTEN, [f"{petition.public_id}:{index.hex()}"])
        wishes.delete()


def forget_wish_of(petition: Any, index: bytes) -> int:
    """After a restore: the wish may still be a tick on its signature there."""
    with suppress(KeyMissing):
        gather_wishes(petition)
    return OutcomeWish.objects.filter(petition=petition, address_index=index).delete()[0]


def forget_wishes_at(petition: Any, addresses: Iterable[str], *, since: date) -> None:
    """Forget the wishes that these addresses have since that day. Within the caller's transaction.

    Raises KeyMissing.
    """
    keys = open_outcome_keys(petition.public_id)
    indexes = [_index(keys, address) for address in addresses]
    recent = OutcomeWish.objects.filter(petition=petition, created_on__gte=since)
    found = list(recent.filter(address_index__in=indexes).values_list("pk", "address_index"))
    note_erasure(FORGOTTEN, [f"{petition.public_id}:{bytes(index).hex()}" for _pk, index in found])
    OutcomeWish.objects.filter(pk__in=[pk for pk, _ in found]).delete()


def word_for(petition: Any, address: str) -> str:
    """What a mail to this address bears to forget its wish, before there is one.

    Raises KeyMissing.
    """
    return OutcomeWish(address_index=_index(_keys(petition), address)).word


def forget_old() -> None:
    """Wishes of petitions that never ended."""
    old = OutcomeWish.objects.filter(created_on__lt=today() - LONGEST)
    old.filter(petition__held_since=None).delete()


def _keep(petition: Any, signatures: list[Signature]) -> None:
    keys, signers_keys = _keys(petition), open_keys(petition.public_id)
    wishes = []
    for signature in signatures:
        try:
            address = signature.email(signers_keys)
        except CannotUnseal:
            continue  # erased meanwhile: nobody is left to be told
        if address:
            wishes.append(_new_wish(petition, address, signature.language, keys))
    random.SystemRandom().shuffle(wishes)
    OutcomeWish.objects.bulk_create(wishes, ignore_conflicts=True)


def _new_wish(petition: Any, address: str, language: str, keys: PetitionKeys) -> OutcomeWish:
    wish = OutcomeWish(petition=petition, language=language, address_index=_index(keys, address))
    wish.sealed_address = seal(address, keys=keys.data, bound_to=wish.binding)
    return wish


def _keys(petition: Any) -> PetitionKeys:
    """Made when first needed, and never again once the outcome was told. Raises KeyMissing."""
    try:
        return open_outcome_keys(petition.public_id)
    except KeyMissing:
        if _is_told(petition) or petition.outcome_wishes.exists():
            raise
    make_outcome_keys(petition.public_id)
    return open_outcome_keys(petition.public_id)


def _index(keys: PetitionKeys, address: str) -> bytes:
    return blind_index(keys.index_key, "outcome", canonical_address(address))


def _is_told(petition: Any) -> bool:
    return OutcomeTold.objects.filter(petition=petition).exists()
