"""Ready `<img>` markup: WebP in three widths, intrinsic size, and the page's own
alternative text.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import AbstractImage

WIDTHS = (480, 800, 1200)
LAZY = mark_safe('loading="lazy" decoding="async"')
QUALITY = "webpquality-72"
FULL, CARD = "(min-width: 60rem) 50rem, 100vw", "(min-width: 60rem) 24rem, 100vw"


def specs() -> list[str]:
    """The renditions every picture of a page uses; listings prefetch them by these names."""
    return [f"width-{width}|format-webp|{QUALITY}" for width in WIDTHS]


def picture_markup(
    image: AbstractImage | None, alternative: str, *, sizes: str = FULL, is_lazy: bool = True
) -> SafeString | str:
    """An empty string without a picture; the first picture of a page should not be lazy."""
    if image is None:
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
