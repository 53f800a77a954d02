"""What a reader sent in confidence: sealed, known by a day, gone by a day."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tips.codes import spaced
from tips.days import ERASED_DAYS, MOST_DAYS, last_day, today
from tips.lines import TipLine
from vault.sealing import house_keys, seal, unseal

__all__ = ["Posted", "Tip", "TipLine"]

SEALED = ("text", "contact", "reason")
ONCE = timedelta(hours=1)  # how long the same words are the same tip


class State(models.TextChoices):
    NEW = "new", pgettext_lazy("a tip", "new")
    READ = "read", pgettext_lazy("a tip", "read")
    ANSWERED = "answered", pgettext_lazy("a tip", "answered elsewhere")
    KEPT = "kept", pgettext_lazy("a tip", "kept")
    ERASED = "erased", pgettext_lazy("a tip", "erased")


class TipQuerySet(models.QuerySet["Tip"]):
    def held(self) -> "TipQuerySet":
        return self.exclude(state=State.ERASED)

    def overdue(self, day: date | None = None) -> "TipQuerySet":
        """Their day has come; with `day`, it had come by then."""
        return self.held().filter(erases_on__lte=day or today())

    def forgotten(self) -> "TipQuerySet":
        return self.filter(erased_on__lte=today() - timedelta(days=ERASED_DAYS))


class Tip(models.Model):
    """One message. What was typed is in the three sealed fields and nowhere else."""

    State = State

    code = models.CharField(max_length=8, unique=True)
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=8, choices=State, default=State.NEW)
    received_on = models.DateField(default=today)
    erases_on = models.DateField(default=last_day)
    erased_on = models.DateField(null=True)
    is_told = models.BooleanField(default=False)  # the readers know of it
    sealed_text = models.BinaryField(null=True)
    sealed_contact = models.BinaryField(null=True)
    sealed_reason = models.BinaryField(null=True)  # why it is kept: it may tell what is in it

    objects = TipQuerySet.as_manager()

    class Meta:
        verbose_name = _("tip")
        verbose_name_plural = _("tips")
        default_permissions = ()
        permissions = [("read_tip", _("Can read tips"))]
        constraints = [
            models.CheckConstraint(condition=Q(language__in=["en", "es"]), name="tip_language"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="tip_state"),
            models.CheckConstraint(
                condition=Q(state="erased", erased_on__isnull=False)
                & Q(sealed_text=None, sealed_contact=None, sealed_reason=None)
                | ~Q(state="erased") & Q(erased_on=None, sealed_text__isnull=False),
                name="tip_erased_holds_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(state="kept") | Q(sealed_reason__isnull=False),
                name="tip_kept_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(erases_on__lte=F("received_on") + timedelta(days=MOST_DAYS)),
                name="tip_is_erased_one_day",
            ),
        ]
        indexes = [
            models.Index(fields=["erases_on"], name="tip_erases_on"),
            models.Index(fields=["erased_on"], name="tip_erased_on"),
        ]

    def __str__(self) -> str:
        return f"tip {self.pk}"

    @property
    def spaced_code(self) -> str:
        return spaced(self.code)

    @property
    def is_erased(self) -> bool:
        return self.state == State.ERASED

    def seal(self, field: str, value: str) -> None:
        sealed = seal(value, keys=house_keys(), bound_to=self.binding(field)) if value else None
        setattr(self, f"sealed_{field}", sealed)

    def unsealed(self, field: str) -> str:
        """Empty where nothing was typed. Raises vault.sealing.CannotUnseal."""
        sealed = getattr(self, f"sealed_{field}")
        if sealed is None:
            return ""
        return unseal(sealed, keys=house_keys(), bound_to=self.binding(field))

    def binding(self, field: str) -> str:
        return f"tips.tip|{self.code}|{field}"


class PostedQuerySet(models.QuerySet["Posted"]):
    def over(self) -> "PostedQuerySet":
        return self.filter(until__lte=timezone.now())


class Posted(models.Model):
    """That these words were sent within the hour: a keyed index of them, and the code they got.

    It makes a form that is sent twice one tip, and is gone soon after.
    """

    index = models.BinaryField(max_length=32, unique=True)
    code = models.CharField(max_length=8)
    until = models.DateTimeField()

    objects = PostedQuerySet.as_manager()

    class Meta:
        verbose_name = _("form sent within the hour")
        verbose_name_plural = _("forms sent within the hour")
        default_permissions = ()

    def __str__(self) -> str:
        return f"posted {self.pk}"
