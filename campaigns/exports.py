"""Letting names out: one person asks, another approves, or everybody in charge has a day to object.

Every step is a line of the audit log. Rights are asked here, whichever door was taken.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from campaigns.bundles import KEPT, OFFICE, Bundle
from campaigns.bundling.building import begin, forget
from campaigns.bundling.folders import folder_of, forgotten_folders, remove_folder
from campaigns.bundling.packing import check_age_key
from campaigns.bundling.taking_back import note_told, number_taken_back
from campaigns.export_mail import announce
from campaigns.models import Partner, Petition
from users.models import User
from vault.auditing import note
from vault.ringing import ring

RIGHT = "campaigns.export_signatures"
ASK_RIGHT = "campaigns.change_petition"
NOTICE = timedelta(days=1)
STALLED = timedelta(minutes=3)


class NotAllowed(Exception):
    """This person may not do this with exports."""


class SamePerson(Exception):
    """Who asked may not approve: it takes two."""


class NotWaiting(Exception):
    """It is approved, refused or gone already."""


class AlreadyUnderWay(Exception):
    """This recipient's last bundle is not finished; its names would go out twice."""


class NotReady(Exception):
    """There is no file: not yet, or no more."""


class NamesErased(Exception):
    """The petition has retired: nobody's name is here any more, and no file may tell otherwise."""


class NamesTakenBack(Exception):
    """So many owners took their names back since it was made; nobody has fetched it yet."""

    def __init__(self, number: int):
        super().__init__(number)
        self.number = number


@dataclass(frozen=True)
class Request:
    """Whom the names are for: the office itself, or a partner; and the key to seal them to."""

    recipient: str
    partner: Partner | None = None
    age_recipient: str = ""


def may_look(bundle: Bundle, by: User) -> bool:
    """Whoever got the mail about it: who may approve, and who looks after the petition."""
    stewards = {bundle.petition.steward_id, bundle.petition.second_steward_id}
    return by.has_perm(RIGHT) or by.pk in stewards


def ask(petition: Petition, by: User, request: Request) -> Bundle:
    """Raises NotAllowed, NamesErased, AlreadyUnderWay, campaigns.bundling.packing.AgeKeyRefused."""
    _check(by, RIGHT, ASK_RIGHT)
    _check_names_stand(petition)
    bundle = Bundle(
        petition=petition,
        partner=request.partner,
        to=f"partner-{request.partner.pk}" if request.partner else OFFICE,
        recipient=request.partner.name if request.partner else request.recipient,
        age_recipient=check_age_key(request.age_recipient),
        asked_by=by,
    )
    if settings.SMALL_OFFICE:
        bundle.state, bundle.builds_at = Bundle.State.ANNOUNCED, timezone.now() + NOTICE
    try:
        with transaction.atomic():
            bundle.save()
            note("bundle.asked", bundle.pk, by=by.pk, petition=petition.pk)
            announce(bundle)
    except IntegrityError as error:
        raise AlreadyUnderWay from error
    return bundle


def approve(bundle: Bundle, by: User) -> None:
    """Build it now. Raises NotAllowed, SamePerson, NotWaiting, NamesErased."""
    _check(by, RIGHT)
    with transaction.atomic():
        bundle = _waiting(bundle)
        _check_names_stand(bundle.petition)
        if bundle.asked_by_id is None or bundle.asked_by_id == by.pk:
            raise SamePerson
        bundle.approved_by, bundle.approved_at = by, timezone.now()
        note("bundle.approved", bundle.pk, by=by.pk)
        begin(bundle)


def refuse(bundle: Bundle, by: User) -> None:
    """Nothing is built; who asked may call it off too. Raises NotAllowed, NotWaiting."""
    if not may_look(bundle, by):
        raise NotAllowed
    with transaction.atomic():
        bundle = _waiting(bundle)
        bundle.state = Bundle.State.REFUSED
        bundle.save()
        note("bundle.refused", bundle.pk, by=by.pk)


def make_anew(bundle: Bundle, by: User) -> None:
    """Without those who took their names back since.

    Raises NotAllowed, NotReady, NamesErased, AlreadyUnderWay.
    """
    with transaction.atomic():
        bundle = Bundle.objects.select_for_update().get(pk=bundle.pk)
        _check_party(bundle, by)
        if bundle.state != Bundle.State.READY or bundle.fetched_at:
            raise NotReady
        _check_names_stand(bundle.petition)
        note("bundle.anew", bundle.pk, by=by.pk)
        try:
            begin(bundle)
        except IntegrityError as error:
            raise AlreadyUnderWay from error


def fetch(bundle: Bundle, by: User) -> Path:
    """The file, for the two of them. Raises NotAllowed, NotReady, NamesErased, NamesTakenBack.

    Once it was fetched its names are with the recipient, and later withdrawals are told in the next
    bundle; until then they hold it back.
    """
    with transaction.atomic():
        bundle = Bundle.objects.select_for_update().get(pk=bundle.pk)
        _check_party(bundle, by)
        path = folder_of(bundle.public_id) / bundle.file_name
        if bundle.state != Bundle.State.READY or _is_over(bundle) or not path.is_file():
            raise NotReady
        _check_names_stand(bundle.petition)
        if not bundle.fetched_at:
            if number := number_taken_back(bundle):
                raise NamesTakenBack(number)
            bundle.fetched_at = timezone.now()
            bundle.save(update_fields=["fetched_at"])
            note_told(bundle)
        note("bundle.fetched", bundle.pk, by=by.pk, names=bundle.numbers.get("names", 0))
    return path


def tend() -> None:
    """The clock: end what a petition's retirement left open, start what was announced a day ago,
    ring for what stands still, delete files.
    """
    now = timezone.now()
    _end_with_their_petitions()
    with transaction.atomic():
        announced = Bundle.objects.filter(state=Bundle.State.ANNOUNCED, builds_at__lte=now)
        announced = announced.filter(petition__retired_at=None)
        for bundle in announced.select_for_update(of=("self",), skip_locked=True):
            note("bundle.day_over", bundle.pk)
            begin(bundle)
    stalled = Bundle.objects.filter(state=Bundle.State.BUILDING, worked_at__lt=now - STALLED)
    for pk in stalled.values_list("pk", flat=True):
        ring("campaigns.build_bundle", pk)
    with transaction.atomic():
        over = Bundle.objects.filter(state=Bundle.State.READY, ready_at__lte=now - KEPT)
        for bundle in over.select_for_update(skip_locked=True):
            _expire(bundle)
            note("bundle.deleted", bundle.pk)
    known = {str(each) for each in Bundle.objects.values_list("public_id", flat=True)}
    for public_id in forgotten_folders(known):
        remove_folder(public_id)


def _end_with_their_petitions() -> None:
    """Readers are told that the names were erased: no file may hold them longer."""
    with transaction.atomic():
        left = Bundle.objects.filter(state__in=[*Bundle.UNDER_WAY, Bundle.State.READY])
        left = left.exclude(petition__retired_at=None)
        for bundle in left.select_for_update(of=("self",), skip_locked=True):
            _expire(bundle)
            note("bundle.retired", bundle.pk)


def _expire(bundle: Bundle) -> None:
    """What nobody fetched never left: its names may go out in a later one."""
    if bundle.fetched_at:
        remove_folder(bundle.public_id)
        bundle.portions.update(places={})
    else:
        forget(bundle)
    bundle.state = Bundle.State.EXPIRED
    bundle.save()


def _is_over(bundle: Bundle) -> bool:
    return bundle.goes_at is None or bundle.goes_at <= timezone.now()


def _waiting(bundle: Bundle) -> Bundle:
    waiting = Bundle.objects.filter(state__in=[Bundle.State.ASKED, Bundle.State.ANNOUNCED])
    locked = waiting.select_for_update().filter(pk=bundle.pk).first()
    if locked is None:
        raise NotWaiting
    return locked


def _check(by: User, *rights: str) -> None:
    if not all(by.has_perm(right) for right in rights):
        raise NotAllowed


def _check_names_stand(petition: Petition) -> None:
    if petition.retired_at is not None:
        raise NamesErased(petition.pk)


def _check_party(bundle: Bundle, by: User) -> None:
    _check(by, RIGHT)
    if by.pk not in {bundle.asked_by_id, bundle.approved_by_id}:
        raise NotAllowed
