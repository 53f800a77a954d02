"""The development inbox in the browser: only with DEBUG and a folder of received mails."""

import re
from collections.abc import Callable
from functools import wraps
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_request, override
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from outbox.inbox import MailNotFound, received_mail, received_mails

# What a mail may do in its frame: show itself, and open its links in a tab that is free of the
# frame (a form sent from inside a sandbox says `Origin: null` and is refused).
SANDBOX = "allow-popups allow-popups-to-escape-sandbox"
PAGE_POLICY = "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'"
MAIL_POLICY = f"sandbox {SANDBOX}; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
HEAD = re.compile(r"<head(\s[^>]*)?>", re.IGNORECASE)
BASE = '<base target="_blank">'

View = Callable[..., HttpResponse]


def _in_development(view: View) -> View:
    @wraps(view)
    @require_safe
    @never_cache
    def answer(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        if not settings.DEBUG or not settings.INBOX_DIR:
            raise Http404
        try:
            with override(get_language_from_request(request)):
                response = view(request, *args, **kwargs)
        except MailNotFound as error:
            raise Http404 from error
        response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
        return response

    return answer


@_in_development
def inbox(request: HttpRequest) -> HttpResponse:
    mails = received_mails(Path(settings.INBOX_DIR))
    return HttpResponse(render_to_string("outbox/inbox.html", {"mails": mails}))


@_in_development
def mail(request: HttpRequest, name: str) -> HttpResponse:
    found = received_mail(Path(settings.INBOX_DIR), name)
    return HttpResponse(render_to_string("outbox/mail.html", {"mail": found, "sandbox": SANDBOX}))


@_in_development
@xframe_options_sameorigin
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML part as its reader's program shows it, apart from the page around it."""
    html = received_mail(Path(settings.INBOX_DIR), name).html
    framed = (
        HEAD.sub(lambda head: head[0] + BASE, html, count=1) if HEAD.search(html) else BASE + html
    )
    return HttpResponse(framed, headers={"Content-Security-Policy": MAIL_POLICY})
