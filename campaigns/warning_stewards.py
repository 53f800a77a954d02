"""Warning the stewards of a petition by mail, each in their own language and once for each thing:
that a proof of their offline key is due, and that the languages differ in what looks wrong.

A tick may run at any moment, twice or late: the row of what they were warned of is locked and
changes with the mails in one transaction.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from campaigns.exposing import SEALED, rules_of
from campaigns.fraud_desk import differing
from campaigns.key_proofs import PROOF_ENDS, PROOF_WARNS
from campaigns.models import Petition, State
from campaigns.staff_mail import mail_person
from campaigns.stewards_warned import StewardWarning

KEY_AHEAD = timedelta(days=7)  # before a proof is due
ALARM_GAP = timedelta(days=7)  # between two mails of one alarm
ALARM_DAYS = 7  # of signatures that are compared, as the fraud desk shows them first
ON = "on"
RUNNING = (State.OPEN, State.PAUSED)
Kind = StewardWarning.Kind


def warn_of_keys() -> None:
    """Seven days before a proof is due, and when it is overdue."""
    sealed = Petition.objects.filter(exposure=SEALED, state__in=RUNNING, retired_at=None)
    for petition in sealed.exclude(offline_key=""):
        kind = _key_warning(petition.key_proven_at)
        if kind:
            _warn_of_key(petition, kind)


def warn_of_languages() -> None:
    """When the fraud desk's alarm goes on; once a week at most, however often it goes off and on
    in between.
    """
    ringing = differing(ALARM_DAYS)
    quiet = StewardWarning.objects.filter(kind=Kind.LANGUAGES, about=ON)
    quiet.exclude(petition__in=ringing).update(about="")
    for petition in Petition.objects.filter(pk__in=ringing):
        with transaction.atomic():
            row = _locked(petition, Kind.LANGUAGES)
            is_recent = row.mailed_at is not None and row.mailed_at > timezone.now() - ALARM_GAP
            if row.about != ON and not is_recent:
                _tell(row, petition, ON, "languages_differ", _alarm(petition))


def _key_warning(proven: datetime | None) -> str:
    """The kind that is due now for a key that was last proven then; empty for none."""
    if proven is None or timezone.now() >= proven + PROOF_WARNS:
        return Kind.KEY_OVERDUE
    is_soon = timezone.now() >= proven + PROOF_WARNS - KEY_AHEAD
    return Kind.KEY_SOON if is_soon else ""


def _warn_of_key(petition: Petition, kind: str) -> None:
    proven = petition.key_proven_at
    about = proven.isoformat() if proven else petition.offline_key[:40]
    with transaction.atomic():
        row = _locked(petition, kind)
        if row.about != about:
            _tell(row, petition, about, "key_proof", _key_facts(petition, kind))


def _locked(petition: Petition, kind: str) -> StewardWarning:
    StewardWarning.objects.get_or_create(petition=petition, kind=kind)
    return StewardWarning.objects.select_for_update().get(petition=petition, kind=kind)


def _tell(
    row: StewardWarning, petition: Petition, about: str, template: str, context: dict[str, Any]
) -> None:
    row.about, row.mailed_at = about, timezone.now()
    row.save(update_fields=["about", "mailed_at"])
    for person in (petition.steward, petition.second_steward):
        if person is not None and person.is_active and person.email:
            mail_person(person, template, context)


def _key_facts(petition: Petition, kind: str) -> dict[str, Any]:
    """A sealed petition is not named."""
    proven = petition.key_proven_at
    return {
        "is_overdue": kind == Kind.KEY_OVERDUE,
        "due": proven + PROOF_WARNS if proven else None,
        "ends": proven + PROOF_ENDS if proven else None,
        "holds_key": petition.holds_key,
        "url": settings.BASE_URL + reverse("campaigns_exposure", args=[petition.pk]),
    }


def _alarm(petition: Petition) -> dict[str, Any]:
    is_named = not rules_of(petition.exposure).is_neutral
    return {
        "petition": petition.name if is_named else "",
        "days": ALARM_DAYS,
        "url": settings.BASE_URL + reverse("hub_fraud_petition", args=[petition.pk]),
    }
