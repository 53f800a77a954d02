"""The newsroom's pictures: cleaned on upload, credited, and shown only where they may be."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.images.models import AbstractImage, AbstractRendition

from cms.pictures import PictureRefused, without_metadata
from cms.shaping import key_of
from cms.takedowns import was_taken_down
from vault.ringing import ring


class Image(AbstractImage):
    """A picture of the newsroom, cleaned on upload: no place, no device, no comments."""

    class Faces(models.TextChoices):
        """Whether the people in it may be recognised."""

        UNKNOWN = "", _("not known yet")
        SHOWN = "shown", _("may be shown")
        HIDDEN = "hidden", _("must not be shown")

    faces = models.CharField(
        _("faces"),
        max_length=8,
        choices=Faces,
        blank=True,
        default=Faces.UNKNOWN,
        help_text=_("A picture whose faces must not be shown appears on no page."),
    )
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    # Named apart from Wagtail's own image model, which bears the same name.
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="hub_images",
    )
    tags = TaggableManager(_("tags"), blank=True, help_text=None, related_name="hub_images")

    # Its renditions (cms/developing.py): how their names begin and how large they are, so that a
    # page that shows it asks for nothing more; and the recipe by which they were made.
    sheet = models.JSONField(default=dict, editable=False)
    developed_by = models.CharField(max_length=9, blank=True, editable=False, db_index=True)

    admin_form_fields = (
        *("title", "file", "credit", "faces", "description", "collection", "tags"),
        *("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"),
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises cms.pictures.PictureRefused."""
        if self._is_new_file():
            self._clean_file()
            self._set_image_file_metadata()
            self.sheet, self.developed_by = {}, ""
        elif self.sheet and self.sheet["key"] != key_of(self):
            self.developed_by = ""  # what is there is shown until the new cut is
        super().save(*args, **kwargs)
        if not self.developed_by:
            ring("cms.develop")

    def clean(self) -> None:
        """What cannot be a picture is refused where people upload it; one that was taken down does
        not come back.
        """
        super().clean()
        if not self._is_new_file():
            return
        try:
            self._clean_file()
        except PictureRefused as refusal:
            raise ValidationError({"file": refusal.sentence}) from refusal
        if was_taken_down(self.file.file):
            raise ValidationError({"file": _("This picture was taken down. Choose another.")})

    def _is_new_file(self) -> bool:
        file: Any = getattr(self, "file")  # noqa: B009 - a field's file is of several types
        return bool(file) and not file._committed

    def _clean_file(self) -> None:
        upload: Any = getattr(self, "file")  # noqa: B009
        setattr(self, "file", without_metadata(upload.file))  # noqa: B010 - the same

    @property
    def may_be_shown(self) -> bool:
        """Whether readers may get it; asked wherever a public page shows a picture."""
        return self.faces != self.Faces.HIDDEN


class Rendition(AbstractRendition):
    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition"
            )
        ]
