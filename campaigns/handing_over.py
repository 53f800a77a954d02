"""Handing a petition over: a seat changes hands, it is written down, and both people are told."""

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.log_actions import log
from wagtail.users.models import UserProfile

from campaigns.handovers import SeatHandover
from campaigns.models import Petition, State

HANDED = "campaigns.hand_over"
CHANGE = "campaigns.change_petition"
RUNNING = (State.OPEN, State.PAUSED)


class HandOverRefused(Exception):
    """A seat keeps who sits in it; the names of its children say why."""


class NotYours(HandOverRefused):
    """Somebody else sits there, and can hand it over."""


class NotACampaigner(HandOverRefused):
    """That account is closed, or may not change petitions."""


class AlreadySteward(HandOverRefused):
    """They are a steward of this petition already."""


class LastSteward(HandOverRefused):
    """An open or paused petition is never without a steward."""


def may_hand_over(petition: Petition, seat: str, user: Any) -> bool:
    """Those who sit there; anyone who may change petitions where nobody does, or who does has
    left; and superusers.
    """
    holder = getattr(petition, seat)
    is_vacant = holder is None or not may_be_steward(holder)
    return user.is_superuser or holder == user or (is_vacant and user.has_perm(CHANGE))


def may_be_steward(user: Any) -> bool:
    return bool(user.is_active and user.has_perm(CHANGE))


def hand_over(petition: Petition, seat: str, *, to: Any, by: Any) -> SeatHandover:
    """Give a seat to another account, or to nobody. Raises a HandOverRefused."""
    with transaction.atomic():
        row = Petition.objects.select_for_update().get(pk=petition.pk)
        _check(row, seat, to, by)
        was = getattr(row, seat)
        setattr(row, seat, to)
        row.save(update_fields=[seat])
        made: SeatHandover = row.handovers.create(seat=seat, was=was, became=to, by=by)
        log(instance=row, action=HANDED, user=by)
        for person in (was, to):
            if person is not None and person.email:
                _tell(person, row, made)
    setattr(petition, seat, to)
    return made


def _check(petition: Petition, seat: str, to: Any, by: Any) -> None:
    if not may_hand_over(petition, seat, by):
        raise NotYours(petition.pk)
    other = {"steward": "second_steward", "second_steward": "steward"}[seat]
    if to is None:
        if petition.state in RUNNING and getattr(petition, other) is None:
            raise LastSteward(petition.pk)
    elif not may_be_steward(to):
        raise NotACampaigner(to.pk)
    elif to in (petition.steward, petition.second_steward):
        raise AlreadySteward(to.pk)


def _tell(person: Any, petition: Petition, made: SeatHandover) -> None:
    """In their own language; the subject does not name the petition."""
    language = UserProfile.get_for_user(person).get_preferred_language()
    with translation.override(language[:2]):
        facts = {
            "petition": petition.name,
            "was": _name(made.was),
            "became": _name(made.became),
            "url": settings.BASE_URL + reverse("campaigns_hand_over", args=[petition.pk]),
        }
        text = gettext(
            "The petition “%(petition)s” has been handed over.\n\n"
            "Steward until now: %(was)s\n"
            "Steward from now on: %(became)s\n\n"
            "If this is not right, write to whoever runs your newsroom, or look here:\n%(url)s"
        )
        subject = gettext("A petition has been handed over")
        send_mail(subject, text % facts, None, [person.email])


def _name(person: Any) -> str:
    return person.get_full_name() or person.get_username() if person else gettext("nobody")
