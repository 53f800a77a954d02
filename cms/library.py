"""The newsroom's pictures: cleaned on upload, credited, and shown only where they may be."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.images.models import AbstractImage, AbstractRendition

from cms.pictures import without_metadata
from cms.takedowns import was_taken_down


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

    admin_form_fields = ("title", "file", "credit", "faces", "description", "collection", "tags")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def save(self, *args: Any, **kwargs: Any) -> None:
        upload: Any = self.file  # type: ignore[has-type]
        if upload and not upload._committed:
            self.file = without_metadata(upload)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """A picture that was taken down does not come back as a new upload."""
        super().clean()
        upload: Any = self.file
        if upload and not upload._committed and was_taken_down(upload):
            raise ValidationError({"file": _("This picture was taken down. Choose another.")})

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
