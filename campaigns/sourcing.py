"""Where signers come from, as an aggregate: the `via` of the page they signed on.

A campaign page is the same for everybody, whatever stands behind its `?`; the browser repeats its
address in the Referer of the form. Only what we know ourselves is kept: a way of sharing, a partner
of the petition, or a live page that calls for it. Nothing here tells one person from another.
"""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists
from django.db.models.functions import Cast
from django.http import HttpRequest, QueryDict
from wagtail.models import Page, ReferenceIndex

from vault.origins import is_our_origin

CHANNELS = ("whatsapp", "facebook", "x", "mail", "copy", "native", "qr", "embed")
LONGEST = 40  # characters
WORD = re.compile(rf"[-a-zA-Z0-9_]{{1,{LONGEST}}}")
PAGE = re.compile(r"[pm]([1-9][0-9]{0,8})")  # `p12`: the page of this number; `m12`: its mail
MOST_PARAMETERS = 20


def mail_source(page_id: int) -> str:
    """The source of those who come from the mail of this page."""
    return f"m{page_id}"


def is_reserved(slug: str) -> bool:
    """A partner may not be called like a way of sharing or like a page."""
    return slug in CHANNELS or bool(PAGE.fullmatch(slug))


def sourced(request: HttpRequest, page: Any) -> QueryDict:
    """The form's fields, with where its sender came from where they do not say so yet."""
    said = request.POST.get("via", "")
    via = said or via_of(request, page)
    via = via if WORD.fullmatch(via) else ""
    if via == said:
        return request.POST
    data = request.POST.copy()
    data["via"] = via
    return data


def via_of(request: HttpRequest, page: Any) -> str:
    """What the address of this campaign page said in the sender's browser; unchecked, or empty."""
    referer = request.META.get("HTTP_REFERER", "")
    if "?" not in referer:
        return ""
    try:
        came_from = urlsplit(referer)
        asked = parse_qs(came_from.query, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        return ""
    via = asked.get("via", [""])[0]
    if not via or not is_our_origin(request, f"{came_from.scheme}://{came_from.netloc}"):
        return ""
    return via if came_from.path == urlsplit(page.url).path else ""


def known_source(petition: Any, via: str) -> str:
    """The source if it is one of this petition's, else empty. One query at most."""
    if via in CHANNELS:
        return via
    if match := PAGE.fullmatch(via):
        return via if _calls_for(int(match[1]), petition) else ""
    return via if WORD.fullmatch(via) and petition.partners.filter(slug=via).exists() else ""


def _calls_for(page_id: int, petition: Any) -> bool:
    """A live page that points at one of the petition's own, in its text or beside it."""
    pages = ContentType.objects.get_for_model(Page)
    campaigns = petition.pages.annotate(as_text=Cast("pk", CharField())).values("as_text")
    calls = ReferenceIndex.objects.filter(
        base_content_type=pages,
        object_id=str(page_id),
        to_content_type=pages,
        to_object_id__in=campaigns,
    )
    return Page.objects.live().filter(Exists(calls), pk=page_id).exists()
