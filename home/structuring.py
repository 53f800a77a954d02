"""What the frame says to machines around any page: the newsroom, the way to the page, and on the
front page the site and its search.
"""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString

from cms.structuring import Node, graph, publisher, publisher_id, told

LOGO = "img/mark.svg"


def structured(frame: Any) -> SafeString | str:
    """The graph of a page that may be indexed; empty for others, and where there is none."""
    if not frame.is_listed:
        return ""
    nodes = [*frame.head.facts]
    nodes += [_site(frame)] if frame.is_front else _way(frame)
    return graph([_newsroom(frame), *nodes]) if nodes else ""


def _newsroom(frame: Any) -> Node:
    facts = {
        "@type": "Organization",
        "@id": publisher_id(),
        "name": frame.name,
        "url": settings.BASE_URL + frame.home_url,
        "logo": {"@type": "ImageObject", "url": _absolute(_logo_of(frame))},
        "sameAs": [link["url"] for link in frame.follow] if frame.is_front else [],
    }
    return told(facts)


def _logo_of(frame: Any) -> str:
    return frame.logo["url"] if frame.logo else static(LOGO)


def _site(frame: Any) -> Node:
    target = f"{settings.BASE_URL}{frame.search_url}?q={{search_term_string}}"
    return {
        "@type": "WebSite",
        "@id": f"{settings.BASE_URL}{frame.home_url}#site",
        "url": settings.BASE_URL + frame.home_url,
        "name": frame.name,
        "inLanguage": frame.language,
        "publisher": publisher(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": target},
            "query-input": "required name=search_term_string",
        },
    }


def _way(frame: Any) -> list[Node]:
    """From the front page to this one; no query beside those of the navigation."""
    path = frame.request.path
    way = [(frame.name, settings.BASE_URL + frame.home_url)]
    way += [
        (page["label"], settings.BASE_URL + page["url"])
        for page in frame.navigation + frame.footer_links
        if page["url"] and path.startswith(page["url"]) and path != page["url"]
    ]
    way += [*frame.head.above, (frame.head.title, frame.canonical_url)]
    steps = [
        {"@type": "ListItem", "position": place, "name": name, "item": url}
        for place, (name, url) in enumerate(way, start=1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": steps}] if frame.head.title else []


def _absolute(address: str) -> str:
    return address if "://" in address else settings.BASE_URL + address
