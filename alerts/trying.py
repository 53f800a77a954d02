"""Trying: a test of an alert's mail goes to a few addresses, as it stands now, draft or live.

It leaves as staff mail does: sealed whole, and gone once it has been sent (outbox/backends.py).
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import PageLogEntry

from alerts.previewing import filled
from alerts.writing import compose
from users.models import User

MOST_ADDRESSES = 5  # of one test
MOST_A_DAY = 100  # mails of tests that one person may send in 24 hours
ACTION = "alerts.test"


class TooManyTests(Exception):
    """This person has sent as many tests as one may in a day."""


def send_test(pages: Sequence[Any], addresses: Iterable[str], *, by: User) -> int:
    """One mail for each version and address; returns how many. History keeps the number, never an
    address. Raises CannotWrite with a code of Unready, or TooManyTests.
    """
    addresses = list(dict.fromkeys(addresses))[:MOST_ADDRESSES]
    if _sent_today(by) + len(addresses) * len(pages) > MOST_A_DAY:
        raise TooManyTests
    mails = [(page, _mail(page)) for page in pages]
    with transaction.atomic():
        for page, mail in mails:
            with translation.override(page.locale.language_code):
                for address in addresses:
                    mail.to = [address]
                    mail.send()
            log(instance=page, action=ACTION, user=by, data={"number": len(addresses)})
    return len(addresses) * len(pages)


def _mail(page: Any) -> EmailMultiAlternatives:
    language = page.locale.language_code
    draft = filled(compose(page), language)
    with translation.override(language):
        subject = _("[test] %(subject)s") % {"subject": draft.subject}
    mail = EmailMultiAlternatives(subject, draft.text)
    mail.attach_alternative(draft.html, "text/html")
    return mail


def _sent_today(by: User) -> int:
    since = timezone.now() - timedelta(days=1)
    entries = PageLogEntry.objects.filter(action=ACTION, user=by, timestamp__gte=since)
    return sum(entry.data.get("number", 0) for entry in entries)
