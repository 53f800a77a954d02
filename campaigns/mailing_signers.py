"""Mailing signers who asked for news of a petition: pressed by a person, held for ten minutes.

A language that does not say it yet is held, and leaves by itself once it does, for fourteen days.
"""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.db.models.functions import Now
from django.utils import timezone

from campaigns.exposing import Mail, may_mail
from campaigns.mailings import KINDS, Mailing, kind_of
from campaigns.models import Petition, Signature
from campaigns.occasions import Occasion, occasion_of
from campaigns.signatures import SignatureQuerySet
from cms.languages import LANGUAGES
from outbox.broadcasts import Broadcast, BroadcastState
from outbox.gathering import start
from outbox.steering import NotPossible, cancel, open_languages, renew

HOLD = timedelta(minutes=10)
PATIENCE = timedelta(days=14)  # that a language is waited for; then its news is old


class MailingRefused(Exception):
    """It cannot be sent; the names of its children say why."""


class NoSuchMail(MailingRefused):
    """The petition's exposure has no mail with news."""


class NobodyAsked(MailingRefused):
    """No signer asked for news."""


class NothingReady(MailingRefused):
    """No language says it yet."""


class MailedAlready(MailingRefused):
    """Somebody has pressed before."""


class TooLate(MailingRefused):
    """All of it has left, or it was stopped before."""


def audience_of(petition: Petition) -> SignatureQuerySet:
    """Who asked for news, counts, and can still be written to."""
    rows = Signature.objects.counting().identified().filter(wants_updates=True)
    return (
        rows.filter(petition=petition) if may_mail(petition.exposure, Mail.UPDATE) else rows.none()
    )


def numbers_of(petition: Petition) -> dict[str, int]:
    """How many of them each language has."""
    counted = audience_of(petition).order_by().values_list("language").annotate(Count("pk"))
    return dict.fromkeys(LANGUAGES, 0) | dict(counted)


def mail_signers(occasion: Occasion, *, by: Any) -> Mailing:
    """Send it in ten minutes. Raises a MailingRefused; then nothing has changed."""
    petition = occasion.petition
    if not may_mail(petition.exposure, Mail.UPDATE):
        raise NoSuchMail(petition.pk)
    held = occasion.held()
    ready = [language for language in LANGUAGES if language not in held]
    if not ready:
        raise NothingReady(petition.pk)
    if not audience_of(petition).exists():
        raise NobodyAsked(petition.pk)
    facts = {"petition": petition, "event": occasion.event, "about": occasion.about}
    with transaction.atomic():
        try:
            with transaction.atomic():
                mailing = Mailing.objects.create(by=by, **facts)
        except IntegrityError as error:
            raise MailedAlready(petition.pk) from error
        moment = timezone.now() + HOLD
        start(mailing.kind, mailing.pk, languages=ready, not_before=moment, by=by)
    return mailing


def stop_mailing(mailing: Mailing) -> bool:
    """Who has not got it does not get it. True if nobody has: then it can be sent anew.

    Raises TooLate.
    """
    try:
        cancel(broadcast_of(mailing).pk)
    except (NotPossible, Broadcast.DoesNotExist) as error:
        raise TooLate(mailing.pk) from error
    return not _mailings().filter(pk=mailing.pk).exists()


def note_cancelled(broadcast: Broadcast) -> None:
    """Wherever somebody pressed: what was cancelled before it left can be sent anew."""
    untold = Broadcast.objects.filter(pk=broadcast.pk, not_before__gt=Now())
    if untold.exists():
        _mailings().filter(pk=broadcast.subject_id).update(void_at=timezone.now())


def broadcast_of(mailing: Mailing) -> Broadcast:
    """Raises Broadcast.DoesNotExist."""
    return _broadcasts(mailing).get()


def open_ready() -> None:
    """Let the languages leave that say it by now; what was waited for too long does not."""
    for broadcast in Broadcast.objects.filter(kind__in=KINDS).exclude(pk__in=_over()):
        waiting = set(LANGUAGES) - set(broadcast.languages)
        is_old = broadcast.not_before < timezone.now() - PATIENCE
        mailing = _mailings().filter(pk=broadcast.subject_id).first() if waiting or is_old else None
        if mailing is None:
            continue
        held = occasion_of(mailing).held().keys()
        with suppress(NotPossible):
            if is_old and (waiting or held):
                cancel(broadcast.pk)
            elif ready := waiting - held:
                open_languages(broadcast.pk, ready)


def was_given_up(broadcast: Broadcast) -> bool:
    """It was ended when it was old news, by the tick or by a person."""
    if broadcast.state != BroadcastState.CANCELLED or broadcast.finished_at is None:
        return False
    return broadcast.finished_at - broadcast.not_before > PATIENCE


def mend_mailing(event: str, about: object, language: str = "") -> None:
    """What it tells was mended (in this language): who has not got it gets it as it is now."""
    pks = _mailings().filter(event=event, about=str(about)).values("pk")
    broadcasts = Broadcast.objects.filter(kind=kind_of(event), subject_id__in=pks)
    if language:
        broadcasts = broadcasts.filter(languages__contains=[language])
    for broadcast in broadcasts:
        with suppress(NotPossible):
            renew(broadcast.pk)


def _mailings() -> Any:
    return Mailing.objects.filter(void_at=None).select_related("petition")


def _broadcasts(mailing: Mailing) -> Any:
    return Broadcast.objects.filter(kind=mailing.kind, subject_id=mailing.pk)


def _over() -> Any:
    return Broadcast.objects.over().values("pk")
