"""A topic, an author or a series gets another address: the old ones lead to the new ones.

For pages Wagtail does so itself. A redirect names the index and the path below it, so an index that
moves takes its redirects along; one that leads to an address that is old by now is led further.
"""

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

Place = tuple[Page, str]  # an index, and the path below it: `/topic/rights/`


def lead_on(before: list[Place], after: list[Place]) -> None:
    """From each old place to the new one beside it in the other list."""
    for (index, old), (_same, new) in zip(before, after, strict=True):
        site = _site_of(index)
        if old == new or site is None:
            continue
        ours = Redirect.objects.filter(site=site, automatically_created=True)
        ours.filter(old_path=_path(index, new)).delete()
        ours.filter(redirect_page=index, redirect_page_route_path=old).update(
            redirect_page_route_path=new
        )
        target = {"redirect_page": index, "redirect_page_route_path": new}
        Redirect.objects.get_or_create(
            old_path=_path(index, old),
            site=site,
            defaults=target | {"automatically_created": True},
        )


def _path(index: Page, below: str) -> str:
    return Redirect.normalise_path((index.url or "").rstrip("/") + below)


def _site_of(index: Page) -> Site | None:
    parts = index.get_url_parts()
    return Site.objects.filter(pk=parts[0]).first() if parts else None
