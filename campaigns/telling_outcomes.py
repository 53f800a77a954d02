"""Telling how a petition ended to those who asked, each in their language; then forgetting them.

`tell_outcome` fixes the words of both languages once; a tick posts the mails in portions, so that
confirmations of other petitions never wait behind them, and 30 days later the wishes and their key
are destroyed. Both may be run again at any moment.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from campaigns.exposing import OUTCOME_DAYS
from campaigns.keys import outcome_entry_name
from campaigns.models import OutcomeTold, OutcomeWish, Petition
from campaigns.outcome_wishes import forget_old, gather_all, gather_wishes, today
from cms.languages import LANGUAGES
from cms.pairs import Version
from outbox.posting import post_many
from vault.keystore import keystore

OUTCOME = "campaigns.outcome"
PORTION = 500  # mails that one tick posts
BATCH = 2_000
OVER = (Petition.State.ANSWERED, Petition.State.WON, Petition.State.LOST)


class NotOver(Exception):
    """The petition is not answered, won or lost."""


class ToldAlready(Exception):
    """Its outcome was told; nobody hears it twice."""


class OutcomeMissing(Exception):
    """A language has no live page with an outcome; its code is the argument."""


class OutcomeStale(Exception):
    """A language's page does not say yet what the other says; its code is the argument."""


def tell_outcome(petition: Petition, *, by: Any = None) -> OutcomeTold:
    """Start to tell it. Raises NotOver, OutcomeMissing, OutcomeStale, ToldAlready, KeyMissing."""
    if petition.state not in OVER:
        raise NotOver(petition.pk)
    texts = outcome_texts(petition)
    gather_wishes(petition)
    told, is_new = OutcomeTold.objects.get_or_create(
        petition=petition, defaults={"texts": texts, "by": by}
    )
    if not is_new:
        raise ToldAlready(petition.pk)
    return told


def outcome_texts(petition: Petition) -> dict[str, str]:
    """The outcome in every language, as its live pages say it. Raises OutcomeMissing,
    OutcomeStale.
    """
    pages = {
        page.locale.language_code: page
        for page in petition.pages.filter(live=True).select_related("locale")
    }
    for language in LANGUAGES:
        if language not in pages or not pages[language].outcome.strip():
            raise OutcomeMissing(language)
    keys = {page.translation_key for page in pages.values()}
    stale = Version.objects.filter(translation_key__in=keys).exclude(stale_since=None).first()
    if stale:
        raise OutcomeStale(stale.language)
    return {language: pages[language].outcome.strip() for language in LANGUAGES}


def post_outcomes() -> int:
    """Post the next portion of mails of every outcome that is being told; returns how many."""
    told = OutcomeTold.objects.filter(forgotten_at=None, withdrawn_at=None)
    return sum(_post_portion(each) for each in told)


def forget_told() -> int:
    """Destroy the wishes, and their key, of outcomes told long enough ago; returns how many
    petitions are done.
    """
    forget_old()
    before = timezone.now() - timedelta(days=OUTCOME_DAYS)
    due = OutcomeTold.objects.filter(forgotten_at=None, at__lte=before).select_related("petition")
    due = due.filter(petition__held_since=None)
    for told in due:
        forget_wishes(told.petition)
    return len(due)


def forget_wishes(petition: Petition) -> int:
    """Destroy their key, and them; returns how many there were."""
    keystore().destroy(outcome_entry_name(petition.public_id))
    gone = _delete_wishes(petition)
    told = OutcomeTold.objects.filter(petition=petition, forgotten_at=None)
    told.update(forgotten_at=timezone.now())
    return gone


def tend() -> None:
    """The nightly round: move new ticks over, forget who was told."""
    gather_all()
    forget_told()


@transaction.atomic
def _post_portion(told: OutcomeTold) -> int:
    untold = OutcomeWish.objects.filter(petition=told.petition_id, told_on=None)
    portion = list(untold.select_for_update(skip_locked=True).order_by("pk")[:PORTION])
    for language in LANGUAGES:
        ids = [wish.pk for wish in portion if wish.language == language]
        if ids:
            post_many(OUTCOME, ids, language=language)
    OutcomeWish.objects.filter(pk__in=[wish.pk for wish in portion]).update(told_on=today())
    return len(portion)


def _delete_wishes(petition: Petition) -> int:
    wishes, gone = OutcomeWish.objects.filter(petition=petition), 0
    while ids := list(wishes.values_list("pk", flat=True)[:BATCH]):
        gone += OutcomeWish.objects.filter(pk__in=ids).delete()[0]
    return gone
