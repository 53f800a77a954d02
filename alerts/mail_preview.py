"""A mail as its reader would see it, on a page of its own."""

from collections.abc import Mapping
from email import message_from_bytes
from email.policy import default as modern

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import http_date

from outbox.compiling import compile_draft
from outbox.kinds import Draft
from supporters.addresses import ask_link_url
from supporters.leave_at_once import LEAVE

READER = "reader@example.org"
# Nothing in it runs, and it cannot act as the person who looks at it.
POLICY = "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'"


def shown_alone(draft: Draft, language: str, values: Mapping[str, str]) -> HttpResponse:
    """The HTML of the very bytes that would leave; its links lead to no reader's choices."""
    nobody = settings.BASE_URL + ask_link_url(language)
    ours = {
        "date": http_date(timezone.now().timestamp()),
        "message_id": "preview",
        LEAVE: nobody,
        "preferences_url": nobody,
    }
    content = compile_draft(draft, language).fill(READER, ours | dict(values)).content
    body = message_from_bytes(content, policy=modern).get_body(("html",))
    page = body.get_content() if body is not None else ""
    policy = " ".join([POLICY, *settings.PICTURES_FROM])
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
    return HttpResponse(page, headers=headers)
