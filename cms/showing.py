"""Parts of a story that are pictures: one, or a gallery."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms.models import Image, Rendition
from cms.parts import PICTURES, Part
from cms.picturing import CARD, picture_markup, specs

WIDE = "(min-width: 60rem) 54rem, 100vw"
MOST_PICTURES = 30


class PictureBlock(Part):
    image = ImageChooserBlock(label=_("Picture"))
    alternative = blocks.CharBlock(
        label=_("Alternative text"), help_text=_("What a reader who cannot see it should know.")
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        return super().get_context(value, parent_context) | shown(value, sizes=WIDE)

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
        context["pictures"] = [shown(each, sizes=CARD) for each in value["pictures"]]
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


def shown(value: Any, *, sizes: str) -> dict[str, Any]:
    """A picture's markup and its words, ready for `components/figure.html`."""
    image = value["image"]
    return {
        "picture": picture_markup(image, value["alternative"] or "", sizes=sizes),
        "caption": value["caption"] or "",
        "credit": image.credit if image else "",
    }


def load_pictures(story: Iterable[Any]) -> None:
    """Fetch the renditions of all pictures of a story at once, however many it has."""
    images = [image for image in _images(story) if image is not None]
    renditions = Rendition.objects.filter(filter_spec__in=specs())
    prefetch_related_objects(
        images, Prefetch("renditions", queryset=renditions, to_attr="prefetched_renditions")
    )


def _images(story: Iterable[Any]) -> Iterator[Image | None]:
    for child in story:
        if isinstance(child.block, PictureBlock):
            yield child.value["image"]
        elif isinstance(child.block, GalleryBlock):
            yield from (each["image"] for each in child.value["pictures"])
