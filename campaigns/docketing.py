"""Keeping the docket: what was delivered, and what the office answered."""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from campaigns.airing import air
from campaigns.dockets import LONGEST, Delivery
from campaigns.mailing_signers import mend_mailing
from campaigns.mailings import Mailing
from cms.telling import checked

RECORDED, STRUCK = "campaigns.record_delivery", "campaigns.strike_delivery"


def record(delivery: Delivery, *, by: Any) -> None:
    """Keep a delivery, new or changed. One language may still wait for its text: then readers of
    neither see it. Raises cms.telling.TextTooLong.
    """
    delivery.texts = checked(delivery.texts, longest=LONGEST, required=())
    delivery.answer = checked(delivery.answer, longest=LONGEST, required=())
    if delivery._state.adding:
        delivery.by = by
    with transaction.atomic():
        delivery.save()
        log(instance=delivery.petition, action=RECORDED, user=by)
        air(delivery.petition)
        mend_mailing(Mailing.Event.DELIVERY, delivery.pk)


def strike(delivery: Delivery, *, by: Any) -> None:
    """Take a delivery out of the docket."""
    petition = delivery.petition
    with transaction.atomic():
        delivery.delete()
        log(instance=petition, action=STRUCK, user=by)
        air(petition)
