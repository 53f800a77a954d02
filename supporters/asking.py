"""Asking newcomers, once, whether they want our mail: so many a day, by daylight.

An hour passes after a list was taken in, so that it can be undone before anybody hears of it. The
question is one mail to each and yet mail to many: what stops broadcasts stops it too.

Who is asked becomes a pending supporter with one message. A button of its page says yes, and in
which language; who does not answer in time is deleted, and no list brings them again.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from outbox.opening import bulk_is_open
from outbox.posting import post_many
from outbox.suppressing import suppressed_among
from supporters.brought_lists import BroughtList
from supporters.consents import Consent, ConsentText, asked
from supporters.days import today
from supporters.departures import Departure
from supporters.models import AskedDay, Newcomer, Subscription, Supporter
from supporters.subscribing import confirm, queue_behind_all
from vault.sealing import CannotUnseal

log = logging.getLogger(__name__)
PERMISSION, BOTH = "supporters.permission", "supporters.both"
HOLD = timedelta(hours=1)  # after a list was taken in
FIRST_HOUR, LAST_HOUR = 9, 20  # in the newsroom's time
TICKS = 6 * (LAST_HOUR - FIRST_HOUR)  # of a day, one each ten minutes
OVER = (BroughtList.State.DONE, BroughtList.State.CANCELLED)


def ask_some() -> int:
    """Ask the next few; returns how many mails were posted. Two who do this take turns."""
    hour = timezone.localtime().hour
    if not FIRST_HOUR <= hour < LAST_HOUR or not bulk_is_open():
        return 0
    with transaction.atomic():
        AskedDay.objects.get_or_create(day=today())
        day = AskedDay.objects.select_for_update().get(day=today())
        room = min(settings.ASKED_PER_DAY - day.number, -(-settings.ASKED_PER_DAY // TICKS))
        if room <= 0:
            return 0
        told = _ask(_next(room))
        day.number += told
        day.save(update_fields=["number"])
    return told


def answer_yes(supporter: Supporter, language: str) -> bool:
    """They want it, in this language; True the first time."""
    with transaction.atomic():
        if not confirm(supporter):
            return False
        with translation.override(language):
            words = ConsentText.objects.keep(asked(), language)
        Supporter.objects.filter(pk=supporter.pk).update(language=language)
        facts = {"language": language, "source": Consent.Source.ANSWER}
        Consent.objects.create(supporter=supporter, text=words, **facts)
    return True


def _next(room: int) -> list[Newcomer]:
    begun = timezone.now() - HOLD
    due = Newcomer.objects.filter(brought__state__in=OVER, brought__ended_at__lte=begun)
    return list(due.select_for_update(of=("self",)).order_by("pk")[:room])


def _ask(newcomers: list[Newcomer]) -> int:
    """Look once more who must be left alone: weeks may have passed since the list came."""
    addresses = _opened(newcomers)
    queue_behind_all(addresses)
    spared = _spared(addresses)
    opened = [each for each in newcomers if bytes(each.address_index) in addresses]
    pairs = [(_pending(each), each) for each in opened if bytes(each.address_index) not in spared]
    for supporter, newcomer in pairs:
        supporter.seal_address(addresses[bytes(newcomer.address_index)])
    Supporter.objects.bulk_create([supporter for supporter, _newcomer in pairs])
    Consent.objects.bulk_create(_consent(*pair) for pair in pairs)
    Subscription.objects.bulk_create(
        Subscription(supporter=supporter, topic=topic)
        for supporter, newcomer in pairs
        for topic in newcomer.topics
    )
    Newcomer.objects.filter(pk__in=[each.pk for each in opened]).delete()
    for kind, language in ((PERMISSION, "en"), (PERMISSION, "es"), (BOTH, "")):
        ids = [supporter.pk for supporter, each in pairs if each.language == language]
        post_many(kind, ids, language=language or settings.LANGUAGE_CODE)
    return len(pairs)


def _opened(newcomers: list[Newcomer]) -> dict[bytes, str]:
    """Addresses by index; one that no key opens waits for its key."""
    addresses = {}
    for newcomer in newcomers:
        try:
            addresses[bytes(newcomer.address_index)] = newcomer.address()
        except CannotUnseal:
            log.error("the address of %s cannot be opened", newcomer)
    return addresses


def _spared(addresses: dict[bytes, str]) -> set[bytes]:
    """Who is here by now, has left, or must not be written to; in this order, see judging.py."""
    here = Supporter.objects.filter(address_index__in=list(addresses))
    spared = {bytes(index) for index in here.values_list("address_index", flat=True)}
    left = Departure.objects.filter(address_index__in=list(addresses))
    spared |= {bytes(index) for index in left.values_list("address_index", flat=True)}
    silent = suppressed_among(addresses.values())
    return spared | {index for index, address in addresses.items() if address in silent}


def _pending(newcomer: Newcomer) -> Supporter:
    """Not reminded: the question is asked once."""
    supporter = Supporter(
        address_index=bytes(newcomer.address_index),
        language=newcomer.language or settings.LANGUAGE_CODE,
        region=newcomer.region,
        rhythm=newcomer.rhythm,
        expires_on=today() + timedelta(days=settings.ANSWER_DAYS),
        reminded_on=today(),
        brought_id=newcomer.brought_id,
    )
    supporter.count_mail(timezone.now())
    return supporter


def _consent(supporter: Supporter, newcomer: Newcomer) -> Consent:
    return Consent(
        supporter=supporter,
        language=newcomer.language,
        source=Consent.Source.IMPORT,
        given_on=newcomer.given_on,
        brought_id=newcomer.brought_id,
    )
