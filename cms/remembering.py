"""Addresses where a page once was: told apart from those where none ever was."""

from wagtail.models import Page

MOST = 10  # pages of one name in the whole site that are looked at


def was_here(path: str) -> bool:
    """Whether a page that readers could read stood at this path and was taken off the site.

    A draft was never there; of a page that was deleted nothing is known.
    """
    slug = path.rstrip("/").rpartition("/")[2]
    if not slug or "\0" in slug:
        return False
    gone = Page.objects.filter(slug=slug, live=False).exclude(first_published_at=None)
    return any(_path_of(page) == f"{path.rstrip('/')}/" for page in gone.order_by("-pk")[:MOST])


def _path_of(page: Page) -> str:
    """Empty for a page that stands under no site."""
    parts = page.get_url_parts()
    return parts[2] or "" if parts else ""
