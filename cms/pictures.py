"""Pictures without a past: place, device and comments are removed before a file is stored."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps

JPEG_QUALITY = 92
SAVING: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": JPEG_QUALITY, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": JPEG_QUALITY, "method": 4},
    "GIF": {"save_all": True, "comment": b""},
}


def without_metadata(file: File) -> ContentFile:
    """The same picture, upright, with its colour profile and nothing else. Raises OSError when
    unreadable.
    """
    file.seek(0)
    with Image.open(file) as picture:
        kind = picture.format or "PNG"
        options = dict(SAVING.get(kind, {}))
        if profile := picture.info.get("icc_profile"):
            options["icc_profile"] = profile
        upright = picture if kind == "GIF" else ImageOps.exif_transpose(picture)
        clean = upright if kind == "GIF" else _pixels_of(upright)
        buffer = BytesIO()
        clean.save(buffer, format=kind, **options)
    return ContentFile(buffer.getvalue(), name=file.name)


def _pixels_of(picture: Image.Image) -> Image.Image:
    """A copy that carries no `info`: text chunks, XMP and EXIF stay behind."""
    clean = picture.copy()
    clean.info = {key: picture.info[key] for key in ("transparency",) if key in picture.info}
    return clean
