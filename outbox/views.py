"""The development inbox in the browser: only with DEBUG and a folder of received mails."""

import re
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from outbox.inbox import MailNotFound, ReceivedMail, received_mail, received_mails
from outbox.simulating import (
    NobodyAnswers,
    NotOurs,
    bounce,
    complain,
    leave_by_one_click,
    message_of,
    twins,
)

# What a mail may do in its frame: show itself, and open its links in a tab that is free of the
# frame (a form sent from inside a sandbox says `Origin: null` and is refused).
SANDBOX = "allow-popups allow-popups-to-escape-sandbox"
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'"
)
MAIL_POLICY = f"sandbox {SANDBOX}; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
HEAD = re.compile(r"<head(\s[^>]*)?>", re.IGNORECASE)
BASE = '<base target="_blank">'

View = Callable[..., HttpResponse]


def _in_development(view: View) -> View:
    @wraps(view)
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
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    mails = received_mails(Path(settings.INBOX_DIR))
    return HttpResponse(render_to_string("outbox/inbox.html", {"mails": mails}))


@_in_development
@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """Beside it stands the other language, where its broadcast has one."""
    found = received_mail(Path(settings.INBOX_DIR), name)
    others = twins(found, received_mails(Path(settings.INBOX_DIR)))
    context = {
        "mail": found,
        "columns": sorted([found, *others], key=lambda each: each.language),
        "has_row": message_of(found) is not None,
        "sandbox": SANDBOX,
        "said": _said(request.GET.get("done", "")),
    }
    return HttpResponse(render_to_string("outbox/mail.html", context, request))


@_in_development
@require_safe
@xframe_options_sameorigin
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML part as its reader's program shows it, apart from the page around it."""
    html = received_mail(Path(settings.INBOX_DIR), name).html
    framed = (
        HEAD.sub(lambda head: head[0] + BASE, html, count=1) if HEAD.search(html) else BASE + html
    )
    return HttpResponse(framed, headers={"Content-Security-Policy": MAIL_POLICY})


@_in_development
@require_safe
def mail_file(request: HttpRequest, name: str) -> HttpResponse:
    """The file itself, for another mail program."""
    raw = received_mail(Path(settings.INBOX_DIR), name).raw
    answer = HttpResponse(raw, content_type="message/rfc822")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@_in_development
@require_POST
def simulate(request: HttpRequest, name: str, deed: str) -> HttpResponse:
    """What becomes of a mail out there, at the press of a button."""
    if deed not in DEEDS:
        raise Http404
    done = DEEDS[deed](received_mail(Path(settings.INBOX_DIR), name))
    return HttpResponseRedirect(f"{reverse('outbox:mail', args=[name])}?done={done}")


def _one_click(found: ReceivedMail) -> str:
    try:
        return f"status-{leave_by_one_click(found)}"
    except NotOurs:
        return "no-address"
    except NobodyAnswers:
        return "no-answer"


def _bounce(found: ReceivedMail) -> str:
    bounce(found)
    return "bounce"


def _complain(found: ReceivedMail) -> str:
    complain(found)
    return "complaint"


DEEDS: dict[str, Callable[[ReceivedMail], Any]] = {
    "bounce": _bounce,
    "complaint": _complain,
    "one-click": _one_click,
}


def _said(done: str) -> str:
    if re.fullmatch(r"status-\d{3}", done):
        status = done.removeprefix("status-")
        return _("The address in the header answered %(status)s.") % {"status": status}
    return {
        "bounce": _("It came back: this address is not written to any more."),
        "complaint": _("It was reported: this address is not written to any more."),
        "no-address": _("This mail has no address for one click here."),
        "no-answer": _("The address in the header did not answer."),
    }.get(done, "")
