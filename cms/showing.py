"""Parts of a story that are pictures: one, or a gallery."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms.parts import PICTURES, Part
from cms.picturing import picture_markup
from cms.shaping import BODY, GALLERY, Place

MOST_PICTURES = 30


class PictureBlock(Part):
    image = ImageChooserBlock(label=_("Picture"))
    alternative = blocks.CharBlock(
        label=_("Alternative text"), help_text=_("What a reader who cannot see it should know.")
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        return super().get_context(value, parent_context) | shown(value, place=BODY)

    def example(self) -> dict[str, Any]:
        return {
            "image": None,
            "alternative": "",
            "caption": gettext("The square, before the march."),
        }

    class Meta:
        icon = "image"
        group = PICTURES
        label = _("Picture")
        description = _("A picture with its alternative text and caption in each language.")
        template = "blocks/image.html"
        preview_template = "blocks/previews/image.html"


class GalleryBlock(Part):
    title = blocks.CharBlock(label=_("Title"), required=False)
    pictures = blocks.ListBlock(
        PictureBlock(), label=_("Pictures"), min_num=2, max_num=MOST_PICTURES
    )

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context)
        context["pictures"] = [shown(each, place=GALLERY) for each in value["pictures"]]
        return context

    def example(self) -> dict[str, Any]:
        pictures = [
            {"image": None, "alternative": "", "caption": caption}
            for caption in (gettext("Morning"), gettext("Noon"), gettext("Evening"))
        ]
        return {"title": gettext("One day at the square"), "pictures": pictures}

    class Meta:
        icon = "grip"
        group = PICTURES
        label = _("Gallery")
        description = _("Several pictures side by side, each with words of its own.")
        template = "blocks/gallery.html"
        preview_template = "blocks/previews/gallery.html"


def shown(value: Any, *, place: Place) -> dict[str, Any]:
    """A picture's markup and its words, ready for `components/figure.html`. Of one that may not be
    shown only that it is not: its words may name who is in it.
    """
    image = value["image"]
    if image and not image.may_be_shown:
        return {"is_hidden": True}
    return {
        "picture": picture_markup(image, value["alternative"] or "", place=place),
        "caption": value["caption"] or "",
        "credit": image.credit if image else "",
    }
