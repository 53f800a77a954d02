"""Telling the readers that there is something new: a mail that says nothing else."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.users.models import UserProfile

from tips.lines import TipLine
from tips.models import Tip
from tips.readers import tip_readers
from users.models import User

REST = timedelta(minutes=55)  # the tick comes once an hour, and not to the second


def tell() -> bool:
    """Post one mail to each reader where there are tips they do not know of; not twice an hour."""
    now = timezone.now()
    with transaction.atomic():
        if not Tip.objects.filter(is_told=False).exists():
            return False
        rested = Q(told_at=None) | Q(told_at__lte=now - REST)
        if not TipLine.objects.filter(rested).update(told_at=now):
            return False
        Tip.objects.filter(is_told=False).update(is_told=True)
        for reader in tip_readers().exclude(email="").order_by("pk"):
            _mail(reader)
    return True


def _mail(reader: User) -> None:
    language = UserProfile.get_for_user(reader).get_preferred_language()
    context = {"url": settings.BASE_URL + reverse("hub_tips")}
    with translation.override(language[:2]):
        subject = render_to_string("tips/mail/new_subject.txt", context)
        text = render_to_string("tips/mail/new.txt", context)
        send_mail(" ".join(subject.split()), text, None, [reader.email])
