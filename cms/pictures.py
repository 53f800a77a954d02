"""Pictures without a past: place, device and comments are removed before a file is stored.

What is stored is made anew from the pixels alone, upright and in sRGB: nothing that was hidden in,
between or behind them comes along.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import PurePath
from struct import error as StructError
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps
from wagtail.images.fields import WagtailImageField

JPEG_QUALITY = 92
MOST_PIXELS = 50_000_000  # as large phones make them; each is four bytes of memory
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
ENDINGS = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",), "GIF": (".gif",)}
SAVING: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": JPEG_QUALITY, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": JPEG_QUALITY, "method": 4},
    "GIF": {"save_all": True, "comment": b""},
}
# What decoders raise for bytes that are not what they say.
BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, StructError)
stock_check = WagtailImageField.check_image_pixel_size
SRGB = ImageCms.createProfile("sRGB")


class PictureRefused(OSError):
    """A file that is not kept as a picture; says why to whoever uploads it."""

    def __init__(self, sentence: Any) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class Clean(ContentFile):
    """A picture that has been made anew."""


def without_metadata(file: File) -> Clean:
    """The same picture, upright, in sRGB, and nothing else. Raises PictureRefused."""
    if isinstance(file, Clean):
        return file
    with opened(file) as picture:
        # MPO is a phone's JPEG with a second one behind it, such as a map of depth or light.
        kind = "JPEG" if picture.format == "MPO" else str(picture.format)
        clean = picture if kind == "GIF" else _pixels_of(picture, kind)
        buffer = BytesIO()
        clean.save(buffer, format=kind, **SAVING[kind])
    return Clean(buffer.getvalue(), name=_named(file.name or "", kind))


@contextmanager
def opened(file: Any, *, is_kept: bool = False) -> Iterator[Image.Image]:
    """The picture in a file, not decoded yet; one of ours (`is_kept`) may be larger than what is
    taken today. Raises PictureRefused, also while it is used.
    """
    file.seek(0)
    try:
        with Image.open(file, formats=FORMATS) as picture:
            if not is_kept:
                check_size(picture)
            yield picture
    except PictureRefused:
        raise
    except Image.DecompressionBombError as error:
        raise PictureRefused(_too_large()) from error
    except BROKEN as error:
        raise PictureRefused(_unreadable()) from error


def check_pixels(field: WagtailImageField, upload: Any) -> None:
    """In place of Wagtail's own check, which fails over a file that ends in its head."""
    try:
        stock_check(field, upload)
    except BROKEN as error:
        raise ValidationError(_unreadable()) from error


def check_size(picture: Image.Image) -> None:
    """Before anything is decoded: a small file may say that it is enormous."""
    pixels = picture.width * picture.height
    frames = getattr(picture, "n_frames", 1) if picture.format == "GIF" else 1
    if pixels * frames > MOST_PIXELS:
        raise PictureRefused(_too_large())


def in_srgb(picture: Image.Image) -> Image.Image:
    """Its colours for screens, without the profile: that may name a device."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "RGBA", "CMYK"}:
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(picture, source, SRGB, outputMode=mode) or picture
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile says nothing: the colours are taken as they are
    return picture.convert("RGB") if picture.mode == "CMYK" else picture


def _pixels_of(picture: Image.Image, kind: str) -> Image.Image:
    """A copy that carries no `info`: text chunks, XMP, EXIF and profile stay behind."""
    kept: dict[Any, Any] = {
        key: picture.info[key] for key in ("transparency",) if key in picture.info
    }
    ImageOps.exif_transpose(picture, in_place=True)
    clean = in_srgb(picture)
    clean.info = kept
    return clean


def _named(name: str, kind: str) -> str:
    """Its name with the ending of what it is: servers and browsers go by that."""
    endings = ENDINGS[kind]
    path = PurePath(name or "picture")
    return name if path.suffix.lower() in endings else str(path.with_suffix(endings[0]))


def _unreadable() -> Any:
    return _("This file cannot be read as a picture. Save it anew as JPEG, PNG or WebP.")


def _too_large() -> Any:
    return _("This picture has too many pixels. Make it smaller: 6,000 across is plenty.")
