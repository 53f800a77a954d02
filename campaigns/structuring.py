"""What campaigns say about themselves to machines (cms/structuring.py).

schema.org knows no petition: a campaign is a page, an update an article that belongs to it. The
count is not among it: it would be old wherever it is kept.
"""

from typing import Any

from django.conf import settings

from cms.structuring import Node, corrections, newest, picture, publisher, told, versions, work

PAGE, ARTICLE = "WebPage", "Article"


def campaign(page: Any, context: dict[str, Any], alternates: list[dict[str, Any]]) -> Node:
    language, url = page.locale.language_code, page.full_url
    begun = page.first_published_at or page.latest_revision_created_at
    told_at = [each["at"] for each in context["corrections"]]
    facts = {
        "@type": PAGE,
        "@id": work(url),
        "url": url,
        "name": page.title,
        "description": page.summary,
        "inLanguage": language,
        "datePublished": begun.isoformat() if begun else "",
        "dateModified": newest(page.last_published_at, begun, *told_at) if begun else "",
        "publisher": publisher(),
        "primaryImageOfPage": next(iter(picture(context["hero"])), None),
        "correction": corrections(context["corrections"]),
    }
    return told(facts) | versions(language, alternates, context["origin"], PAGE)


def update(page: Any, context: dict[str, Any], alternates: list[dict[str, Any]]) -> Node:
    language, url = page.locale.language_code, page.full_url
    told_at = [each["at"] for each in context["corrections"]]
    facts = {
        "@type": ARTICLE,
        "@id": work(url),
        "headline": page.title,
        "description": page.summary,
        "inLanguage": language,
        "mainEntityOfPage": url,
        "datePublished": page.date.isoformat(),
        "dateModified": newest(page.last_published_at, page.date, *told_at),
        "author": publisher(),
        "publisher": publisher(),
        "isPartOf": _campaign_of(context["campaign"]),
        "correction": corrections(context["corrections"]),
    }
    return told(facts) | versions(language, alternates, context["origin"], ARTICLE)


def _campaign_of(card: dict[str, Any] | None) -> Node | None:
    if card is None:
        return None
    url = settings.BASE_URL + card["url"]
    return {"@type": PAGE, "@id": work(url), "url": url, "name": card["title"]}
