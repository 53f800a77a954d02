"""Composing, as plainly as can be: subject and text of the live version."""

from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from alerts.pages import AlertPage
from cms.pairs import Version
from outbox.kinds import CannotWrite, Draft, slot


class Unready(models.TextChoices):
    """Why there is no mail in a language."""

    MISSING = "missing", _("There is no version in this language.")
    DRAFT = "draft", _("The version in this language is not published.")
    STALE = "stale", _("The original has changed since this version was made.")


def compose(page: Any) -> Draft:
    text = f"{page.body.render_as_block()}\n{slot('preferences_url')}\n{slot('leave_url')}\n"
    return Draft(subject=page.subject, text=text)


def compose_live(translation_key: UUID, language: str) -> Draft:
    """Raises CannotWrite with a code of Unready."""
    return compose(_sendable(translation_key, language))


def compose_correction(translation_key: UUID, language: str) -> Draft:
    """Raises CannotWrite with a code of Unready."""
    draft = compose_live(translation_key, language)
    return Draft(subject=f"! {draft.subject}", text=draft.text)


def readiness(translation_key: UUID, language: str) -> str:
    try:
        _sendable(translation_key, language)
    except CannotWrite as error:
        return str(error.args[0])
    return ""


def _sendable(translation_key: UUID, language: str) -> AlertPage:
    facts = {"translation_key": translation_key, "locale__language_code": language}
    page = AlertPage.objects.filter(**facts).select_related("locale").first()
    if page is None:
        raise CannotWrite(Unready.MISSING)
    if not page.live:
        raise CannotWrite(Unready.DRAFT)
    known = Version.objects.filter(translation_key=translation_key, language=language)
    if known.exclude(stale_since=None).exists():
        raise CannotWrite(Unready.STALE)
    return page
