"""Choosing whom an alert is for, as long as nobody has sent it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from alerts.alerts import DAYS, MOST, SEND, Alert
from alerts.audiences import Audience, Cap
from alerts.holding import check_right, locked
from alerts.sending import NotADraft
from campaigns.models import Petition
from cms.languages import LANGUAGES
from users.models import User
from vault.auditing import note


@dataclass(frozen=True)
class Choice:
    """Everything that the form asks. No topics, no regions: all of them."""

    languages: tuple[str, ...] = LANGUAGES
    topics: tuple[UUID, ...] = ()
    regions: tuple[str, ...] = ()
    with_digests: bool = False
    except_had: tuple[Alert, ...] = ()
    not_yet_signed: Petition | None = None
    is_urgent: bool = False
    most: int = MOST
    days: int = DAYS
    not_before: datetime | None = None

    @property
    def audience(self) -> Audience:
        had = tuple(each.broadcast_id for each in self.except_had if each.broadcast_id)
        cap = None if self.is_urgent else Cap(self.most, self.days)
        return Audience(self.languages, self.topics, self.regions, self.with_digests, had, cap)


def choose(translation_key: UUID, choice: Choice, by: User) -> Alert:
    """A line of the log if it changes anything. Raises NotAllowed, NotADraft."""
    check_right(by, SEND)
    with transaction.atomic():
        _alert, is_first = Alert.objects.get_or_create(translation_key=translation_key)
        alert = locked(translation_key)
        if not alert.is_draft:
            raise NotADraft
        before = choice_of(alert)
        alert.languages = list(choice.languages)
        alert.topics, alert.regions = list(choice.topics), list(choice.regions)
        alert.with_digests, alert.not_before = choice.with_digests, choice.not_before
        alert.not_yet_signed = choice.not_yet_signed
        alert.is_urgent, alert.most, alert.days = choice.is_urgent, choice.most, choice.days
        alert.save()
        alert.except_had.set(choice.except_had)
        if is_first or choice_of(alert) != before:
            note("alert.chosen", alert.pk, by=by.pk)
    return alert


def choice_of(alert: Alert) -> Choice:
    return Choice(
        languages=tuple(alert.languages),
        topics=tuple(alert.topics),
        regions=tuple(alert.regions),
        with_digests=alert.with_digests,
        except_had=tuple(alert.except_had.all()) if alert.pk else (),
        not_yet_signed=alert.not_yet_signed,
        is_urgent=alert.is_urgent,
        most=alert.most,
        days=alert.days,
        not_before=alert.not_before,
    )
