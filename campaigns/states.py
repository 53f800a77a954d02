"""The life of a petition as readers are told it: a row for each change, both languages in it."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cms.languages import LANGUAGES
from cms.telling import Told

LONGEST = 500  # characters: what readers are told of one change


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    OPEN = "open", _("open")
    PAUSED = "paused", _("paused")
    CLOSED = "closed", _("closed")
    DELIVERED = "delivered", _("delivered")
    ANSWERED = "answered", _("answered")
    WON = "won", _("won")
    LOST = "lost", _("lost")


# One sentence for a change that readers see: the state and its day.
LINES = {
    State.OPEN: _("Opened on %(day)s"),
    State.PAUSED: _("Paused on %(day)s"),
    State.CLOSED: _("Closed on %(day)s"),
    State.DELIVERED: _("Delivered on %(day)s"),
    State.ANSWERED: _("Answered on %(day)s"),
    State.WON: _("Won on %(day)s"),
    State.LOST: _("Lost on %(day)s"),
}


class StateChange(Told):
    """`by` is empty where it happened by itself; a petition older than this book has no texts."""

    petition = models.ForeignKey(
        "campaigns.Petition", on_delete=models.CASCADE, related_name="changes"
    )
    state = models.CharField(_("state"), max_length=12, choices=State)

    class Meta:
        verbose_name = _("change of state")
        verbose_name_plural = _("changes of state")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(texts__has_keys=list(LANGUAGES)) | models.Q(texts={}),
                name="state_change_in_every_language",
            )
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.pk}"

    @property
    def line(self) -> str:
        """The change and its day, in the active language; empty for what readers do not see."""
        if self.state not in LINES:
            return ""
        day = date_format(timezone.localtime(self.at), "DATE_FORMAT")
        return str(LINES[State(self.state)]) % {"day": day}


def history_of(petition: Any, language: str) -> list[dict[str, Any]]:
    """What readers of this language are told of its life, newest first. One query."""
    told = petition.changes.filter(withdrawn_at=None, texts__has_key=language)
    return [
        {
            "line": each.line,
            "text": each.text_in(language),
            "iso": timezone.localtime(each.at).date().isoformat(),
        }
        for each in told
        if each.line
    ]
