"""Inviting somebody by a link: with it they choose their own password, once.

The same link is for who forgot theirs. It says nothing of the second factor: whoever has one is
asked for it, whoever has none sets one up before anything else.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from users.invitations import Invitation
from users.models import User
from vault.auditing import note
from vault.tokens import TokenUnknown, check_token, derive_token, new_nonce, read_token

PURPOSE = "users.invitation"
GOOD_DAYS = 5


class InvitationUsed(Exception):
    """It was used before, perhaps a moment ago in another window."""


def invite(user: User, *, by: User | None) -> str:
    """A new link, mailed to them if they have an address; it ends the one before."""
    good_until = datetime.now(UTC).date() + timedelta(days=GOOD_DAYS)
    facts = {"nonce": new_nonce(), "good_until": good_until, "used_at": None}
    with transaction.atomic():
        made, _is_new = Invitation.objects.update_or_create(user=user, defaults=facts)
        note("staff.invited", user.pk, by=by.pk if by else None)
        link = link_of(made)
        if user.email:
            _mail(user, link)
    return link


def link_of(invitation: Invitation) -> str:
    facts = invitation.public_id, bytes(invitation.nonce), invitation.good_until
    return settings.BASE_URL + reverse("staff_welcome", args=[derive_token(PURPOSE, *facts)])


def invitation_of(text: str) -> Invitation:
    """Raises TokenUnknown, TokenExpired, InvitationUsed."""
    token = read_token(text)
    people = Invitation.objects.filter(user__is_active=True).select_related("user")
    found = people.filter(public_id=token.subject).first()
    if found is None or found.good_until != token.good_until:
        raise TokenUnknown
    check_token(token, PURPOSE, found.nonce)
    if found.used_at:
        raise InvitationUsed(found.pk)
    return found


def accept(invitation: Invitation, password: str) -> User:
    """Set the password of who was invited. Raises InvitationUsed."""
    with transaction.atomic():
        unused = Invitation.objects.filter(
            pk=invitation.pk, nonce=invitation.nonce, used_at__isnull=True
        )
        if not unused.update(used_at=timezone.now()):
            raise InvitationUsed(invitation.pk)
        user: User = invitation.user
        user.set_password(password)
        user.save(update_fields=["password"])
        note("staff.invitation_used", user.pk, by=user.pk)
    return user


def _mail(user: User, link: str) -> None:
    with translation.override(user.speaks or translation.get_language()):
        context = {"link": link, "username": user.get_username(), "days": GOOD_DAYS}
        subject = render_to_string("users/mail/invitation_subject.txt", context)
        text = render_to_string("users/mail/invitation.txt", context)
        send_mail(" ".join(subject.split()), text, None, [user.email])
