"""Ready `<picture>` markup: the best format a browser knows, as wide as it is shown, its room kept
free, and the page's own alternative text.

All that it says stands in the picture's own row. Old in-app browsers that know neither AVIF nor
WebP get one JPEG.
"""

from typing import Any

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cms.shaping import CARD, ENDINGS, IN_VAIN, MODERN, PLAIN, Place, Shape

LAZY = mark_safe('loading="lazy" decoding="async"')
FIRST = mark_safe('fetchpriority="high"')
FOR_MACHINES = 1080  # pixels across
Size = tuple[str, int, int]  # address, width, height


def picture_markup(
    image: Any, alternative: str, *, place: Place = CARD, is_lazy: bool = True
) -> SafeString | str:
    """An empty string without a picture that can and may be shown; the first of a page should not
    be lazy.
    """
    plain = plain_of(image, place.shape)
    if plain is None:
        return ""
    return format_html(
        '<picture>{}<img src="{}" width="{}" height="{}" alt="{}" {}></picture>',
        _sources(image, place),
        *plain,
        alternative,
        LAZY if is_lazy else FIRST,
    )


def plain_of(image: Any, shape: Shape) -> Size | None:
    """The JPEG of this shape; None where there is none to show. While a picture is being developed
    it is made at once, and nothing else is.
    """
    if image is None or not image.may_be_shown or image.developed_by.startswith(IN_VAIN):
        return None
    if image.sheet:
        width, height = shape.plain_of(image.sheet[shape.name])
        return address_of(image, shape, width, PLAIN), width, height
    try:
        made = image.get_rendition(shape.spec(shape.plain, PLAIN))
    except OSError:
        return None
    return made.url, made.width, made.height


def address_of(image: Any, shape: Shape, width: int, kind: str) -> str:
    return str(image.file.storage.url(file_name(image.sheet["stem"], shape, width, kind)))


def file_name(stem: str, shape: Shape, width: int, kind: str) -> str:
    return f"{stem}.{shape.name}-{width}.{ENDINGS[kind]}"


def picture_address(image: Any) -> str:
    """The absolute address of a wide one, for machines; empty where it may not be shown."""
    if image is None or not image.may_be_shown or not image.sheet:
        plain = plain_of(image, CARD.shape)
        return _absolute(plain[0]) if plain else ""
    shape = CARD.shape
    widths = [width for width, _height in image.sheet[shape.name]]
    width = min(widths, key=lambda each: abs(each - FOR_MACHINES))
    return _absolute(address_of(image, shape, width, "webp"))


def _absolute(address: str) -> str:
    return address if "://" in address else settings.BASE_URL + address


def _sources(image: Any, place: Place) -> SafeString:
    if not image.sheet:
        return mark_safe("")
    found = []
    for kind in MODERN:
        widths = [width for width, _height in image.sheet[place.shape.name]]
        srcset = [f"{address_of(image, place.shape, width, kind)} {width}w" for width in widths]
        found.append((kind, ", ".join(srcset), place.sizes))
    return format_html_join("", '<source type="image/{}" srcset="{}" sizes="{}">', found)
