"""Telling everybody in charge, in their own language, that names are asked for."""

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from campaigns.bundles import Bundle
from users.models import User

RIGHT = "campaigns.export_signatures"


def announce(bundle: Bundle) -> None:
    """One mail to each steward of the petition and to everyone who may approve exports.

    It says neither which petition nor whose names: only where to look.
    """
    for user in people_in_charge(bundle):
        with translation.override(UserProfile.get_for_user(user).get_preferred_language()):
            context = {
                "bundle": bundle,
                "url": settings.BASE_URL + reverse("bundle", args=[bundle.pk]),
            }
            subject = render_to_string("campaigns/mail/export_asked_subject.txt", context)
            text = render_to_string("campaigns/mail/export_asked.txt", context)
            send_mail(" ".join(subject.split()), text, None, [user.email])


def people_in_charge(bundle: Bundle) -> list[User]:
    may = User.objects.with_perm(RIGHT).values("pk")
    petition = bundle.petition
    stewards = [petition.steward_id, petition.second_steward_id]
    people = User.objects.filter(Q(pk__in=may) | Q(pk__in=[pk for pk in stewards if pk]))
    return list(people.filter(is_active=True).exclude(email="").order_by("pk"))
