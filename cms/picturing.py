"""Ready `<img>` markup: WebP in three widths, intrinsic size, and the page's own
alternative text.
"""

from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

WIDTHS = (480, 800, 1200)
LAZY = mark_safe('loading="lazy" decoding="async"')
QUALITY = "webpquality-72"
FULL, CARD = "(min-width: 60rem) 50rem, 100vw", "(min-width: 60rem) 24rem, 100vw"


def specs() -> list[str]:
    """The renditions every picture of a page uses; listings prefetch them by these names."""
    return [f"width-{width}|format-webp|{QUALITY}" for width in WIDTHS]


def picture_markup(
    image: Any, alternative: str, *, sizes: str = FULL, is_lazy: bool = True
) -> SafeString | str:
    """An empty string without a picture that may be shown; the first of a page should not be
    lazy.
    """
    if image is None or not image.may_be_shown:
        return ""
    renditions = list(image.get_renditions(*specs()).values())
    widest = renditions[-1]
    loading = LAZY if is_lazy else ""
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {}>',
        renditions[len(renditions) // 2].url,
        ", ".join(f"{rendition.url} {rendition.width}w" for rendition in renditions),
        sizes,
        widest.width,
        widest.height,
        alternative,
        loading,
    )


def picture_address(image: Any) -> str:
    """The absolute address of its middle width, for machines; empty where it may not be shown."""
    if image is None or not image.may_be_shown:
        return ""
    address = image.get_rendition(specs()[1]).url
    return address if "://" in address else settings.BASE_URL + address
