"""What the provider calls: `/hooks/<provider>/tracking/` tells what became of mails.

Without a secret there is no such address. What differs between providers django-anymail knows; what
they say of a mail of ours is noted, and everything else is answered 200 and forgotten, so that they
do not say it again.
"""

import base64
import binascii
import logging
import re
from collections.abc import Iterator
from uuid import UUID

from anymail.exceptions import AnymailError
from anymail.signals import AnymailTrackingEvent, EventType, RejectReason
from anymail.webhooks import (
    amazon_ses,
    brevo,
    mailersend,
    mailgun,
    mailjet,
    mailtrap,
    mandrill,
    postal,
    postmark,
    resend,
    sparkpost,
    unisender_go,
)
from anymail.webhooks.base import AnymailCoreWebhookView
from django.conf import settings
from django.core.exceptions import BadRequest, ImproperlyConfigured, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from outbox.hearing import Report, hear
from outbox.letters import mail_domain
from outbox.models import What
from outbox.referring import references_in
from outbox.returning import STATUS, what_of

log = logging.getLogger(__name__)
PROVIDERS: dict[str, type[AnymailCoreWebhookView]] = {
    "amazon_ses": amazon_ses.AmazonSESTrackingWebhookView,
    "brevo": brevo.BrevoTrackingWebhookView,
    "mailersend": mailersend.MailerSendTrackingWebhookView,
    "mailgun": mailgun.MailgunTrackingWebhookView,
    "mailjet": mailjet.MailjetTrackingWebhookView,
    "mailtrap": mailtrap.MailtrapTrackingWebhookView,
    "mandrill": mandrill.MandrillCombinedWebhookView,
    "postal": postal.PostalTrackingWebhookView,
    "postmark": postmark.PostmarkTrackingWebhookView,
    "resend": resend.ResendTrackingWebhookView,
    "sparkpost": sparkpost.SparkPostTrackingWebhookView,
    "unisender_go": unisender_go.UnisenderGoTrackingWebhookView,
}
# The secret is asked for here; django-anymail would warn that it asks for none.
HOOKS: dict[str, type[AnymailCoreWebhookView]] = {
    name: type(view.__name__, (view,), {"warn_if_no_basic_auth": False})
    for name, view in PROVIDERS.items()
}
IDENTITY = re.compile(r"<?([0-9a-f-]{36})@([a-z0-9.-]+)>?", re.IGNORECASE)
# django-anymail calls both kinds of bounces one; the providers' own words tell them apart.
SOFT_WORDS = re.compile(
    r"soft.?bounce|transient|undetermined|mailbox.?full|too.?large|quota"
    r"|'hard_bounce': False|'bounce_class': '(?:2\d|40|70)'",
    re.IGNORECASE,
)
MOST_LETTERS = 50_000  # of an event that are searched for our reference
WHAT = {
    EventType.DELIVERED: What.DELIVERED,
    EventType.DEFERRED: What.DELAYED,
    EventType.COMPLAINED: What.COMPLAINED,
    EventType.UNSUBSCRIBED: What.LEFT,
}
# Why it came back, or was not tried because the provider knew.
WHY = {
    RejectReason.INVALID: What.BOUNCED,
    RejectReason.BOUNCED: What.BOUNCED,
    RejectReason.BLOCKED: What.BLOCKED,
    RejectReason.SPAM: What.BLOCKED,
    RejectReason.TIMED_OUT: What.SOFT,
    RejectReason.UNSUBSCRIBED: What.LEFT,
}
KNEW = {RejectReason.SPAM: What.COMPLAINED}


class HookNotConfigured(Exception):
    """This provider's calls cannot be checked: a setting of django-anymail is missing."""


@csrf_exempt
@never_cache
@require_http_methods(["HEAD", "POST"])
def tracking(request: HttpRequest, provider: str) -> HttpResponse:
    if not settings.WEBHOOK_SECRET or provider not in PROVIDERS:
        raise Http404
    if request.method == "HEAD":  # some ask whether it is there
        return HttpResponse()
    if not _is_authentic(request):
        return HttpResponse(status=403)
    try:
        for event in events_in(request, HOOKS[provider]):
            for report in reports_of(event):
                hear(report)
    except BadRequest:
        return HttpResponse(status=400)
    except HookNotConfigured:
        return HttpResponse(status=503)
    return HttpResponse()


def events_in(
    request: HttpRequest, hook: type[AnymailCoreWebhookView]
) -> list[AnymailTrackingEvent]:
    """Raises BadRequest for what is no call of this provider's, HookNotConfigured."""
    try:
        view = hook()
        view.setup(request)
        view.run_validators(request)
        return list(view.parse_events(request))
    except (SuspiciousOperation, BadRequest) as error:
        raise BadRequest from error
    except (AnymailError, ImproperlyConfigured) as error:
        log.error("the calls of a mail provider cannot be read: %s", type(error).__name__)
        raise HookNotConfigured from error
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise BadRequest from error


def reports_of(event: AnymailTrackingEvent) -> Iterator[Report]:
    """Nothing for what is not told of a mail of ours, such as that it was opened."""
    what = _what(event)
    if what is None:
        return
    said = f"{event.metadata} {event.esp_event}"[:MOST_LETTERS]
    addresses = (event.recipient,) if isinstance(event.recipient, str) and event.recipient else ()
    references = list(references_in(said))
    if references:
        fits = [each for each in references if any(map(each.is_of, addresses))]
        reference = (fits or references)[0]
        yield Report(what, reference.public_id, addresses, reference)
    elif public_id := _identity(event.message_id):
        yield Report(what, public_id, addresses)


def _what(event: AnymailTrackingEvent) -> What | None:
    if event.event_type == EventType.REJECTED:
        return KNEW.get(event.reject_reason) or WHY.get(event.reject_reason)
    if event.event_type == EventType.BOUNCED:
        return _why(event)
    return WHAT.get(event.event_type)


def _why(event: AnymailTrackingEvent) -> What:
    """Lasting only where nothing that the provider or the mail server said speaks against it."""
    what = WHY.get(event.reject_reason, What.SOFT)
    if what != What.BOUNCED:
        return what
    if SOFT_WORDS.search(str(event.esp_event)[:MOST_LETTERS]):
        return What.SOFT
    status = STATUS.search(str(event.mta_response or ""))
    return what_of(status) if status else what


def _identity(message_id: object) -> UUID | None:
    """The message whose Message-ID this is, where the provider keeps ours."""
    found = IDENTITY.fullmatch(str(message_id or "").strip())
    if not found or found[2].lower() != mail_domain():
        return None
    try:
        return UUID(found[1])
    except ValueError:
        return None


def _is_authentic(request: HttpRequest) -> bool:
    kind, _space, encoded = request.headers.get("Authorization", "").partition(" ")
    try:
        said = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return False
    return kind.lower() == "basic" and constant_time_compare(said, settings.WEBHOOK_SECRET)
