"""The demo's pictures, drawn by the seed itself and stored once each."""

from django.core.files.base import ContentFile

from cms.models import Image
from home.demo.pictures import draw


def illustration(key: str, *, title: str) -> Image:
    """The stored picture of this key; drawn on first use. `title` is for the picture library."""
    existing = Image.objects.filter(tags__name=f"demo-{key}").first()
    if existing:
        return existing
    file = ContentFile(draw(key), name=f"{key}.jpg")
    image = Image(title=title, file=file, credit="Bahía Plural")
    image.save()
    image.tags.add(f"demo-{key}")
    return image
