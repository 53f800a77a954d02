"""Versions of a letter: which words a signer saw, and which change of them mattered."""

import hashlib
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.languages import LANGUAGES, language_name

DIGITS = 16  # of the digest
LONGEST = 300  # characters: what readers are told of a change


def digest_of(letter: str) -> str:
    """A short digest of the letter as it was shown."""
    return hashlib.sha256(letter.encode()).hexdigest()[:DIGITS]


class LetterVersion(models.Model):
    """The letter of one language from one publication to the next.

    `texts` is the note on what changed, in both languages, of a change that mattered. `signed` is
    how many signatures that count have seen this version, as of the last count.
    """

    petition = models.ForeignKey(
        "campaigns.Petition", on_delete=models.CASCADE, related_name="letters"
    )
    language = models.CharField(max_length=2)
    digest = models.CharField(max_length=DIGITS)
    text = models.TextField(_("letter"))
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_first = models.BooleanField(default=False)
    is_material = models.BooleanField(_("material change"), null=True)
    texts = models.JSONField(_("note"), default=dict)
    signed = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("version of a letter")
        verbose_name_plural = _("versions of a letter")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(is_material=True) | models.Q(texts__has_keys=list(LANGUAGES)),
                name="material_change_in_every_language",
            )
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"

    @property
    def language_name(self) -> str:
        return language_name(self.language)

    @property
    def is_open_question(self) -> bool:
        """Nobody has said yet whether this change matters."""
        return not self.is_first and self.is_material is None


def keep_letter(petition: Any, language: str, letter: str, *, by: Any) -> LetterVersion | None:
    """Remember the letter that went live; None where it is the one that was live before."""
    newest = petition.letters.filter(language=language).first()
    digest = digest_of(letter)
    if newest is not None and newest.digest == digest:
        return None
    facts = {"language": language, "digest": digest, "text": letter, "by": by}
    made: LetterVersion = petition.letters.create(is_first=newest is None, **facts)
    return made


def changes_of(petition: Any, language: str) -> list[dict[str, Any]]:
    """The material changes of this language's letter, newest first, each with the letter before
    it and how many have signed that or an older one. One query.
    """
    versions = list(petition.letters.filter(language=language).defer("text"))
    signed = 0
    changes = []
    before = None
    for version in reversed(versions):
        if version.is_material and before is not None:
            told = {"at": version.at, "text": version.texts[language]}
            changes.append(told | {"signed": signed, "before": before})
        signed += version.signed
        before = version.pk
    return changes[::-1]
