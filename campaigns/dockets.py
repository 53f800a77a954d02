"""The docket: each delivery of a petition, what came of it, and how long nobody has answered."""

from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.languages import LANGUAGES

LONGEST = 600  # characters: one account, or one answer


class Delivery(models.Model):
    """One hand-in. Its texts wait, unseen, until both languages have theirs."""

    class How(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        BY_MAIL = "by_mail", _("by mail")
        BY_EMAIL = "by_email", _("by e-mail")
        AT_A_MEETING = "meeting", _("at a meeting")

    petition = models.ForeignKey(
        "campaigns.Petition", on_delete=models.CASCADE, related_name="deliveries"
    )
    delivered_on = models.DateField(_("delivered on"))
    how = models.CharField(_("how"), max_length=12, choices=How)
    names = models.PositiveIntegerField(_("number of names"), validators=[MinValueValidator(1)])
    # By language: who delivered it to whom, and what they were given as a receipt.
    texts = models.JSONField(_("account"), default=dict)
    receipt = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("receipt"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = models.JSONField(_("answer"), default=dict)
    answer_url = models.URLField(_("where the answer can be read"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-delivered_on", "-pk"]

    def __str__(self) -> str:
        return f"delivery {self.pk}"

    @property
    def is_told(self) -> bool:
        """Readers see it: both languages have their account."""
        return _is_whole(self.texts)

    @property
    def is_answer_told(self) -> bool:
        return self.answered_on is not None and _is_whole(self.answer)

    @property
    def waits_for(self) -> list[str]:
        """The languages without a text that the other one has, or that readers are waiting for."""
        needed = [self.texts, *([self.answer] if self.answered_on or self.answer else [])]
        return [code for code in LANGUAGES if not all(texts.get(code) for texts in needed)]

    @property
    def silent_days(self) -> int:
        """Days without an answer, by Boston's calendar; 0 once there is one."""
        if self.answered_on is not None:
            return 0
        return max(0, (timezone.localdate() - self.delivered_on).days)

    def shown(self, language: str) -> dict[str, Any]:
        """What a page of this language shows of it."""
        has_answer = self.is_answer_told
        return {
            "day": self.delivered_on,
            "how": self.how,
            "names": self.names,
            "text": self.texts[language],
            "receipt_url": self.receipt.url if self.receipt else "",
            "silent_days": self.silent_days,
            "answered_on": self.answered_on,
            "answer": self.answer[language] if has_answer else "",
            "answer_url": self.answer_url if has_answer else "",
        }


def _is_whole(texts: dict[str, str]) -> bool:
    return all(texts.get(code) for code in LANGUAGES)


def docket_of(petition: Any, language: str) -> list[dict[str, Any]]:
    """The deliveries that both languages can read of, newest first. One query."""
    found = petition.deliveries.select_related("receipt")
    return [each.shown(language) for each in found if each.is_told]
