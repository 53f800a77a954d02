"""What somebody was asked when they subscribed, word by word, and on which day."""

import hashlib

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from supporters.days import today


def asked() -> str:
    """The sentence beside every form that subscribes, in the active language."""
    return gettext(
        "We send you action alerts and news by e-mail, and nothing else. You can change what you "
        "get or leave with one click, in every message."
    )


class ConsentTextQuerySet(models.QuerySet["ConsentText"]):
    def keep(self, text: str, language: str) -> "ConsentText":
        """The row of these words; kept once, however many were asked by them."""
        digest = hashlib.sha256(text.encode()).hexdigest()
        facts = {"text": text, "language": language}
        return self.get_or_create(digest=digest, defaults=facts)[0]


class ConsentText(models.Model):
    """Words by which people were asked. A changed sentence is another row."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    language = models.CharField(max_length=2)
    text = models.TextField()

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("wording of a consent")
        verbose_name_plural = _("wordings of consents")

    def __str__(self) -> str:
        return f"consent text {self.pk}"


class Consent(models.Model):
    """One consent of one supporter.

    Where the form stood is not kept: "after signing" would be a signature of somebody.
    """

    class Source(models.TextChoices):
        FORM = "form", _("a form of this site")
        IMPORT = "import", _("a list that was brought along")
        ANSWER = "answer", _("an answer to our mail")

    supporter = models.ForeignKey(
        "supporters.Supporter", on_delete=models.CASCADE, related_name="consents"
    )
    # Empty where another tool had asked and did not say how.
    text = models.ForeignKey(ConsentText, null=True, on_delete=models.PROTECT, related_name="+")
    # Empty where the list that was brought did not say.
    language = models.CharField(max_length=2, blank=True)
    given_on = models.DateField(null=True, default=today)  # empty: not documented
    # Where it says what the source of a list was.
    brought = models.ForeignKey(
        "supporters.BroughtList", null=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(max_length=8, choices=Source.choices)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"consent {self.pk}"
