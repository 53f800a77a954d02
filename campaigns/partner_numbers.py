"""A partner's own number: how many confirmed signatures came by its link, for whoever holds the
address it was handed.

The address is derived, so that only a nonce is stored; a new nonce ends the old one.
"""

import uuid
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from campaigns.partners import Partner
from campaigns.tallies import SourceTally
from cms.languages import LANGUAGES
from vault.tokens import TokenUnknown, check_token, derive_token, new_nonce, read_token

PURPOSE = "partner"
GOOD_DAYS = 365
FEWEST = 10  # a smaller number could tell of single people


def last_good_day() -> date:
    return timezone.now().date() + timedelta(days=GOOD_DAYS)


class PartnerDoor(models.Model):
    """What makes a partner's address: it goes with the partner."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.OneToOneField(
        "campaigns.Partner", on_delete=models.CASCADE, related_name="door"
    )
    nonce = models.BinaryField(max_length=16, default=new_nonce)
    good_until = models.DateField(default=last_good_day)

    def __str__(self) -> str:
        return f"partner door {self.pk}"

    def token(self) -> str:
        return derive_token(PURPOSE, self.public_id, bytes(self.nonce), self.good_until)


def door_of(partner: Partner) -> PartnerDoor:
    """The door that is open now; made, or made anew a day before it closes by itself."""
    door, _made = PartnerDoor.objects.get_or_create(partner=partner)
    if door.good_until <= timezone.now().date():
        renew(partner)
        door.refresh_from_db()
    return door


def renew(partner: Partner) -> None:
    """The address handed out before ends; the next one is good for a year."""
    PartnerDoor.objects.update_or_create(
        partner=partner, defaults={"nonce": new_nonce(), "good_until": last_good_day()}
    )


def partner_behind(text: str) -> Partner:
    """Raises TokenUnknown or TokenExpired (vault.tokens)."""
    token = read_token(text)
    doors = PartnerDoor.objects.select_related("partner__petition")
    door = doors.filter(public_id=token.subject).first()
    if door is None:
        raise TokenUnknown
    check_token(token, PURPOSE, door.nonce)
    return door.partner


def numbers_of(partner: Partner) -> dict[str, Any]:
    """Per language and in all; None stands for "fewer than FEWEST".

    The sum is not told beside a hidden part: it would give the part away.
    """
    rows = SourceTally.objects.confirmed().filter(
        petition_id=partner.petition_id, source=partner.slug
    )
    counted = {row.language: row.count for row in rows}
    cells = {code: counted.get(code, 0) for code in LANGUAGES}
    shown = {code: count if count >= FEWEST else None for code, count in cells.items()}
    is_whole = all(count is not None for count in shown.values())
    return {"languages": shown, "total": sum(cells.values()) if is_whole else None}
