"""Pairs: one story, topic or author in two languages, and what is known of each version.

A pair is known by its translation key, a version by key and language. The rows say what no page
can say for itself: which language it was written in, how it goes live, and how far a translation
lags behind.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Revision

from cms.languages import LANGUAGES, NATIVE_NAMES

LANGUAGE_CHOICES = [(code, NATIVE_NAMES[code]) for code in LANGUAGES]


class Pair(models.Model):
    """What holds for all versions of one story; made with its first version."""

    class Gate(models.TextChoices):
        """When a version may go live, seen from its other one."""

        ALONE = "alone", _("each on its own")
        SOURCE_FIRST = "source_first", _("original first")
        TOGETHER = "together", _("both together")

    translation_key = models.UUIDField(unique=True, editable=False)
    original = models.CharField(_("original language"), max_length=2, choices=LANGUAGE_CHOICES)
    gate = models.CharField(_("goes live"), max_length=12, choices=Gate, default=Gate.ALONE)
    embargo_at = models.DateTimeField(_("not before"), null=True, blank=True)
    # Fingerprints of earlier live texts that minor changes led away from: they still say the same.
    same_as = models.JSONField(
        default=list, db_default=models.Value([], models.JSONField()), editable=False
    )
    # The fingerprint of a draft that translators have and readers of the original do not.
    sent_draft = models.CharField(max_length=64, blank=True, db_default="", editable=False)

    class Meta:
        verbose_name = _("pair")
        verbose_name_plural = _("pairs")

    def __str__(self) -> str:
        return f"pair {self.pk}"


class Version(models.Model):
    """What is known of one language's version, the original included; made when first needed."""

    class Way(models.TextChoices):
        TRANSLATED = "translated", _("translated")
        ADAPTED = "adapted", _("adapted")

    translation_key = models.UUIDField(editable=False)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGE_CHOICES)
    way = models.CharField(_("made by"), max_length=12, choices=Way, default=Way.TRANSLATED)
    # The fingerprint (cms/fingerprints.py) of the original's live text that this version conveys.
    reflects = models.CharField(max_length=64, blank=True, editable=False)
    stale_since = models.DateTimeField(null=True, editable=False)
    is_urgent = models.BooleanField(default=False, editable=False)
    # A machine drafted it at this time; a person has read all of it at that time.
    machine_at = models.DateTimeField(null=True, editable=False)
    reviewed_at = models.DateTimeField(null=True, editable=False)
    # This revision may go live, and waits for its other language or for its time (cms/gating.py).
    ready_revision = models.ForeignKey(
        Revision, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    ready_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    ready_at = models.DateTimeField(null=True, editable=False)
    # Marks (cms/repeating.py) of texts that are rightly the same in both languages.
    same_in_both = models.JSONField(default=list, editable=False)
    # Printed under the version (cms/attributing.py): a public name, chosen by its bearer.
    translated_by = models.CharField(_("translated by"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "language"],
                name="one_version_per_language",
                violation_error_message=_("This language has its version already."),
            )
        ]

    def __str__(self) -> str:
        return f"version {self.pk}"


class Draft(models.Model):
    """What is known of one revision: whose text it conveys, and how its change was judged."""

    class Change(models.TextChoices):
        """What a change of an original means for its translations."""

        MINOR = "minor", _("minor change")
        TRANSLATE = "translate", _("needs translation")
        URGENT = "urgent", _("urgent correction")

    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, related_name="+")
    # A translation's: the fingerprint of the text of the original that it was made from.
    conveys = models.CharField(max_length=64, blank=True, editable=False)
    # An original's: what the person answered who published it; empty when nobody was asked.
    change = models.CharField(max_length=12, blank=True, choices=Change, editable=False)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")

    def __str__(self) -> str:
        return f"draft {self.pk}"


def pair_of(subject: Any) -> Pair:
    """The pair of a page or snippet; a first version makes it, and is its original."""
    language = subject.locale.language_code
    return _pair(subject.translation_key, original=language)


def version_of(subject: Any) -> Version:
    """What is known of this page or snippet as a version of its pair."""
    facts = {"translation_key": subject.translation_key, "language": subject.locale.language_code}
    version, _made = Version.objects.get_or_create(**facts)
    return version


def known_of(page: Any) -> Version:
    """The same of a page that is being read: asked once for the page, and never made."""
    if "_known" not in page.__dict__:
        facts = {"translation_key": page.translation_key, "language": page.locale.language_code}
        page._known = Version.objects.filter(**facts).first() or Version(**facts)
    known: Version = page._known
    return known


def enrol(subject: Any) -> None:
    """Give a new row its pair, unless its first version has done so."""
    language = Locale.objects.get(pk=subject.locale_id).language_code
    _pair(subject.translation_key, original=language)


def _pair(translation_key: UUID, *, original: str) -> Pair:
    pair, _made = Pair.objects.get_or_create(
        translation_key=translation_key, defaults={"original": original}
    )
    return pair
