"""Short texts that stand beside a page, one per language, and go live without it."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.languages import LANGUAGES

Texts = Mapping[str, str]


class TextMissing(ValueError):
    """A language that must be told has no text; its code is the argument."""


class TextTooLong(ValueError):
    """A text is longer than its kind allows; its language is the argument."""


class Told(models.Model):
    """What was told in each language, when and by whom, and whether it still stands."""

    texts = models.JSONField(_("texts"), default=dict)
    at = models.DateTimeField(_("date"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        abstract = True

    def text_in(self, language: str) -> str:
        """The text for readers of this language; empty where there is none, never the other's."""
        return self.texts.get(language, "")

    def in_languages(self) -> list[dict[str, str]]:
        """Each text with its language, for those who write in both."""
        return [{"language": code, "text": self.text_in(code)} for code in LANGUAGES]

    def withdraw(self) -> bool:
        """Readers see it no more; false when it was withdrawn before."""
        standing = type(self)._default_manager.filter(pk=self.pk, withdrawn_at=None)
        return bool(standing.update(withdrawn_at=timezone.now()))


def checked(texts: Texts, *, longest: int, required: tuple[str, ...] = LANGUAGES) -> dict[str, str]:
    """The texts without outer spaces and without empty ones.

    Raises TextMissing or TextTooLong (`longest` counts characters).
    """
    told = {code: texts.get(code, "").strip() for code in LANGUAGES}
    told = {code: text for code, text in told.items() if text}
    for code in required:
        if code not in told:
            raise TextMissing(code)
    for code, text in told.items():
        if len(text) > longest:
            raise TextTooLong(code)
    return told


def shown(told: Any, language: str) -> dict[str, Any]:
    """What a template needs of one text."""
    return {
        "text": told.text_in(language),
        "at": told.at,
        "iso": told.at.isoformat(timespec="seconds"),
    }
