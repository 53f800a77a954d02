"""Take-downs: that a name or a picture was removed everywhere, why and by whom.

Never which name.
"""

from django.conf import settings
from django.core.files.base import File
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.utils.file import hash_filelike

from cms.pictures import without_metadata


class TakeDown(models.Model):
    class Kind(models.TextChoices):
        NAME = "name", _("name")
        PICTURE = "picture", _("picture")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    at = models.DateTimeField(_("date"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken down by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reason = models.CharField(_("reason"), max_length=300)
    places = models.PositiveIntegerField(_("places"), default=0)
    # Pictures only: SHA-1 of the file, so that the same file is refused when it comes again; the
    # files that must go; and when the last of them was gone.
    file_hash = models.CharField(max_length=40, blank=True, db_index=True, editable=False)
    files = models.JSONField(default=list, editable=False)
    files_gone_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("take-down")
        verbose_name_plural = _("take-downs")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"take-down {self.pk}"


def was_taken_down(upload: File) -> bool:
    """Whether this very file, cleaned as every upload is, was taken down before. Raises
    PictureRefused.
    """
    taken = TakeDown.objects.exclude(file_hash="")
    if not taken.exists():
        return False
    try:
        return taken.filter(file_hash=hash_filelike(without_metadata(upload))).exists()
    finally:
        upload.seek(0)
