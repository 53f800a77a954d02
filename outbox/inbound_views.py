"""Where a mail provider hands over what came in: a secret of ours opens the door, for one deed."""

import logging
from email.message import EmailMessage
from http import HTTPStatus

from anymail.exceptions import AnymailConfigurationError, AnymailWebhookValidationFailure
from anymail.webhooks.base import AnymailBaseWebhookView
from anymail.webhooks.mailgun import MailgunInboundWebhookView
from anymail.webhooks.mailjet import MailjetInboundWebhookView
from anymail.webhooks.postmark import PostmarkInboundWebhookView
from anymail.webhooks.sendgrid import SendGridInboundWebhookView
from anymail.webhooks.sparkpost import SparkPostInboundWebhookView
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from outbox.answering import Incoming, answer

log = logging.getLogger(__name__)
PROVIDERS: dict[str, type[AnymailBaseWebhookView]] = {
    "mailgun": MailgunInboundWebhookView,
    "mailjet": MailjetInboundWebhookView,
    "postmark": PostmarkInboundWebhookView,
    "sendgrid": SendGridInboundWebhookView,
    "sparkpost": SparkPostInboundWebhookView,
}
# What a body that is not the provider's makes its parser raise.
MALFORMED = (ValueError, TypeError, AttributeError, LookupError, AssertionError)


@csrf_exempt
@require_http_methods(["HEAD", "POST"])
@sensitive_post_parameters()
def take_in(request: HttpRequest, provider: str) -> HttpResponse:
    """Answer the mails that this provider hands over. Without a secret there is no such address."""
    if provider not in PROVIDERS or not settings.INBOUND_SECRET:
        raise Http404
    if request.method == "HEAD":  # some providers ask whether somebody is there
        return HttpResponse()
    try:
        messages = _messages(PROVIDERS[provider], request)
    except AnymailWebhookValidationFailure:
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    except AnymailConfigurationError as error:
        raise Http404 from error
    except RequestDataTooBig:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except MALFORMED as error:
        log.warning("what %s handed over cannot be read: %s", provider, type(error).__name__)
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    for incoming in messages:
        answer(incoming)
    return HttpResponse()


def _messages(view: type[AnymailBaseWebhookView], request: HttpRequest) -> list[Incoming]:
    hook = view(webhook_secret=settings.INBOUND_SECRET)
    hook.run_validators(request)
    return [_incoming(event.message) for event in hook.parse_events(request)]


def _incoming(message: EmailMessage) -> Incoming:
    return Incoming(
        message,
        sender=getattr(message, "envelope_sender", None),
        recipient=getattr(message, "envelope_recipient", None) or "",
        is_spam=bool(getattr(message, "spam_detected", False)),
    )
