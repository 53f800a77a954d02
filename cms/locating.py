"""Finding the page of an address in two queries, whatever its depth: Wagtail's own way asks several
times for each level. Whatever is not plain here is left to Wagtail.
"""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.views import serve as serve_page

from cms.languages import language_of_path


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view, which finds its page found."""
    parts = [part for part in path.split("/") if part]
    chain = _chain(language_of_path(request.path_info), parts)
    found = _routed(request, chain, parts) if chain else None
    if found:
        request._wagtail_route_for_request = found  # type: ignore[attr-defined]
    return serve_page(request, path)


def _chain(language: str | None, parts: list[str]) -> list[Page]:
    """The front page and as many pages below it as the address names; empty where it is not plain
    which front page is meant.
    """
    known = Site.get_site_root_paths()
    roots = [each.root_path for each in known if each.language_code == language]
    if len(roots) != 1:
        return []
    wanted = [roots[0] + _path(parts[:size]) for size in range(len(parts) + 1)]
    restrictions = PageViewRestriction.objects.filter(page_id=OuterRef("pk"))
    rows = Page.objects.filter(url_path__in=wanted).select_related("locale")
    found = {row.url_path: row for row in rows.annotate(is_restricted=Exists(restrictions))}
    chain = []
    for url_path in wanted:
        if url_path not in found:
            break
        chain.append(found[url_path])
    is_plain = all(row.live and not row.alias_of_id for row in chain)
    return chain if is_plain else []


def _routed(request: HttpRequest, chain: list[Page], parts: list[str]) -> Any:
    """What the deepest page answers with; None where those above it may answer for it."""
    depth = next(
        (depth for depth, row in enumerate(chain[:-1]) if _routes(row, parts[depth:])),
        len(chain) - 1,
    )
    try:
        page = _whole(chain[: depth + 1])
        return page.route(request, parts[depth:])
    except Http404:
        return None


def _routes(row: Page, rest: list[str]) -> bool:
    """Whether this page has an address of its own for what could be a page below it."""
    kind = row.specific_class
    if not row.live or kind is None or not issubclass(kind, RoutablePageMixin):
        return False
    try:
        kind.get_resolver().resolve("/" + _path(rest))
    except Http404:
        return False
    return True


def _path(parts: list[str]) -> str:
    return "".join(f"{part}/" for part in parts)


def _whole(chain: list[Page]) -> Any:
    """The last of these with all its fields, and with what is known of it already."""
    row = chain[-1]
    kind: Any = row.specific_class
    if kind is None:
        raise Http404
    rows = kind.being_read() if hasattr(kind, "being_read") else kind._default_manager
    page = rows.filter(pk=row.pk).first()
    if page is None:
        raise Http404
    page.locale = row.locale
    page._has_restrictions = any(each.is_restricted for each in chain)
    if len(chain) > 1:
        page._cached_parent_obj = chain[-2]
    return page
