"""What a signer is asked for next: to call an office, to come, to sign something else, to read on.

One step per petition. Its words exist in both languages; a step whose time is over is not shown.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.translation import gettext_lazy as _
from wagtail.rich_text import RichText

from cms.calling import host_of, only_web
from cms.phoning import PhoneMalformed, dialled, readable

WORDS = ("title", "note", "text")


class NextStep(models.Model):
    """`words` holds title, note and text by language; the rest are facts without a language."""

    class Kind(models.TextChoices):
        CALL = "call", _("Phone an office")
        EVENT = "event", _("Come to an event")
        PETITION = "petition", _("Sign another petition")
        LINK = "link", _("Open a page")

    petition = models.OneToOneField(
        "campaigns.Petition", on_delete=models.CASCADE, related_name="next_step"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    words = models.JSONField(default=dict)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    address = models.CharField(_("street address"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    url = models.URLField(_("web page"), blank=True, validators=[only_web])
    other = models.ForeignKey(
        "campaigns.Petition",
        verbose_name=_("other petition"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )

    def __str__(self) -> str:
        return f"next step {self.pk}"

    def word(self, name: str, language: str) -> str:
        """Its text for readers of this language; empty where there is none, never the other's."""
        return self.words.get(language, {}).get(name, "")

    @property
    def is_over(self) -> bool:
        end = self.ends_at or self.starts_at
        return self.kind == self.Kind.EVENT and end is not None and end < timezone.now()


def ask_for(petition: Any, facts: dict[str, Any]) -> None:
    """From now on signers are asked for this; without a kind, for nothing."""
    if facts["kind"]:
        NextStep.objects.update_or_create(petition=petition, defaults=facts)
    else:
        NextStep.objects.filter(petition=petition).delete()


def next_step(petition: Any, language: str) -> dict[str, Any] | None:
    """What the thank-you page shows in this language; None where there is nothing to ask for."""
    step = NextStep.objects.filter(petition=petition).select_related("other").first()
    if step is None or step.is_over or not step.word("title", language):
        return None
    facts = FACTS[step.kind](step, language, petition.public_id)
    return None if facts is None else facts | {"kind": step.kind}


def event_facts(step: NextStep, language: str) -> dict[str, Any]:
    """The event as cms/inviting.py's calendar file and its template want it."""
    return {
        "name": step.word("title", language),
        "place": step.word("note", language),
        "address": step.address,
        "details": step.word("text", language),
        "url": step.url,
        "start": step.starts_at,
        "end": step.ends_at,
    }


def _call(step: NextStep, language: str, public_id: UUID) -> dict[str, Any]:
    script = step.word("text", language)
    try:
        number = dialled(step.phone)
    except PhoneMalformed:
        number = ""
    value = {
        "office": step.word("title", language),
        "hours": step.word("note", language),
        "script": RichText(linebreaks(script, autoescape=True)) if script else RichText(""),
    }
    return {"value": value, "phone": readable(step.phone), "dialled": number}


def _event(step: NextStep, language: str, public_id: UUID) -> dict[str, Any]:
    start, end = step.starts_at, step.ends_at
    is_one_day = bool(
        start and end and timezone.localtime(start).date() == timezone.localtime(end).date()
    )
    return {
        "value": event_facts(step, language),
        "start": start,
        "end": end,
        "is_one_day": is_one_day,
        "calendar_url": reverse(f"next-event-{language}", args=[public_id]),
    }


def _petition(step: NextStep, language: str, public_id: UUID) -> dict[str, Any] | None:
    """Only where the other one is live in this language and takes signatures."""
    if step.other is None or not step.other.is_open:
        return None
    pages = step.other.pages.live().as_cards().filter(locale__language_code=language)
    card = next((page.as_card() for page in pages), None)
    return card and {"value": {"text": step.word("title", language)}, "card": card}


def _link(step: NextStep, language: str, public_id: UUID) -> dict[str, Any]:
    return {
        "title": step.word("title", language),
        "text": step.word("text", language),
        "url": step.url,
        "host": host_of(step.url),
    }


FACTS: dict[str, Callable[[NextStep, str, UUID], dict[str, Any] | None]] = {
    NextStep.Kind.CALL: _call,
    NextStep.Kind.EVENT: _event,
    NextStep.Kind.PETITION: _petition,
    NextStep.Kind.LINK: _link,
}
