"""Digests: one run a day or week and language, the stories that it had, and the switch for all."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from supporters.models import Supporter

RHYTHMS = (Supporter.Rhythm.DAILY, Supporter.Rhythm.WEEKLY)


class DigestRun(models.Model):
    """The digest of one day, made once however often it is asked for; it may have had nothing to
    say.
    """

    day = models.DateField()  # in the newsroom's time zone
    rhythm = models.CharField(max_length=6, choices=Supporter.Rhythm.choices)
    language = models.CharField(max_length=2)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        constraints = [
            models.UniqueConstraint(fields=["day", "rhythm", "language"], name="one_digest_a_day")
        ]

    def __str__(self) -> str:
        return f"digest {self.pk}"


class DigestPost(models.Model):
    """A story of a run. In each language and rhythm a story has its turn once."""

    run = models.ForeignKey(DigestRun, on_delete=models.CASCADE, related_name="posts")
    translation_key = models.UUIDField()
    rhythm = models.CharField(max_length=6, choices=Supporter.Rhythm.choices)
    language = models.CharField(max_length=2)

    class Meta:
        verbose_name = _("story of a digest")
        verbose_name_plural = _("stories of digests")
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "rhythm", "language"], name="one_turn_a_story"
            )
        ]

    def __str__(self) -> str:
        return f"story of digest {self.run_id}"


class DigestSwitch(models.Model):
    """Since when digests are sent; what went live before is not news to them."""

    site = models.OneToOneField(Site, on_delete=models.CASCADE, related_name="+")
    on_since = models.DateTimeField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("switch of the digests")
        verbose_name_plural = _("switches of the digests")

    def __str__(self) -> str:
        return f"switch of digests {self.pk}"
