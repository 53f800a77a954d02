"""Telling everybody in charge, in their own language, that names are asked for."""

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from campaigns.bundles import Bundle
from campaigns.staff_mail import mail_person
from users.models import User

RIGHT = "campaigns.export_signatures"


def announce(bundle: Bundle) -> None:
    """One mail to each steward of the petition and to everyone who may approve exports.

    It says neither which petition nor whose names: only where to look.
    """
    url = settings.BASE_URL + reverse("bundle", args=[bundle.pk])
    context = {"bundle": bundle, "url": url}
    for user in people_in_charge(bundle):
        mail_person(user, "export_asked", context)


def people_in_charge(bundle: Bundle) -> list[User]:
    may = User.objects.with_perm(RIGHT, backend="django.contrib.auth.backends.ModelBackend").values(
        "pk"
    )
    petition = bundle.petition
    stewards = [petition.steward_id, petition.second_steward_id]
    people = User.objects.filter(Q(pk__in=may) | Q(pk__in=[pk for pk in stewards if pk]))
    return list(people.filter(is_active=True).exclude(email="").order_by("pk"))
