"""Mailings: what a petition's signers who asked for news were told, or will be in ten minutes.

A row stands for one event: an update, a number reached, a delivery, an end. It is made when a
person presses, never by itself. Its words are not kept here: they are written from the petition's
pages and books at the moment they leave.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Mailing(models.Model):
    """`about` says which of its kind: a translation key, a number, or the id of a row.

    One that was stopped before anything left does not bar the way for another.
    """

    class Event(models.TextChoices):
        UPDATE = "update", _("update")
        MILESTONE = "milestone", _("number reached")
        DELIVERY = "delivery", _("delivery")
        END = "end", _("outcome")

    petition = models.ForeignKey(
        "campaigns.Petition", on_delete=models.PROTECT, related_name="mailings"
    )
    event = models.CharField(max_length=12, choices=Event)
    about = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)
    void_at = models.DateTimeField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("mailing to signers")
        verbose_name_plural = _("mailings to signers")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "event", "about"],
                condition=models.Q(void_at=None),
                name="one_mailing_per_event",
            )
        ]

    def __str__(self) -> str:
        return f"mailing {self.pk}"

    @property
    def kind(self) -> str:
        """What the outbox calls it."""
        return kind_of(self.event)


def kind_of(event: str) -> str:
    return f"campaigns.{event}"


KINDS = tuple(kind_of(event) for event in Mailing.Event.values)
