"""The demo's pictures, drawn by the seed itself and stored once each."""

from django.core.files.base import ContentFile

from cms.models import Image
from home.demo.pictures import draw

CREDIT = "Bahía Plural"


def illustration(key: str, *, title: str) -> Image:
    """The stored picture of this key; drawn on first use. `title` is for the picture library."""
    existing = Image.objects.filter(tags__name=f"demo-{key}").first()
    if existing and existing.credit:
        return existing
    if existing:  # drawn by an older release
        existing.credit = CREDIT
        existing.save()
        return existing
    file = ContentFile(draw(key), name=f"{key}.jpg")
    image = Image(title=title, file=file, credit=CREDIT)
    image.save()
    image.tags.add(f"demo-{key}")
    return image
