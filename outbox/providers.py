"""Providers: who takes mail over HTTP in place of a mail server, and what each of them can do.

django-anymail speaks to them. Three of them take a list of letters in one call, each letter whole:
its slots are filled here. One fills them itself, from variables of each reader. The others take one
letter a call.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from anymail.backends import (
    brevo,
    mailgun,
    mailjet,
    mailtrap,
    mandrill,
    postmark,
    resend,
    sparkpost,
)
from anymail.backends.base_requests import AnymailRequestsBackend
from anymail.message import AnymailRecipientStatus
from django.conf import settings
from django.core.mail import EmailMessage

Fill = Callable[[str], str]
CONTENT = ("subject", "htmlContent", "textContent")
INACTIVE, MALFORMED = 406, 300  # what Postmark says of single letters


class _Whole:
    """A payload whose letters are filled one by one, in the order of their readers."""

    message: Any

    def serialize_json(self, data: Any) -> str:
        fills: list[Fill] | None = getattr(self.message, "fills", None)
        if fills and isinstance(data, list):
            pairs = zip(data, fills, strict=True)
            data = [filled(letter, fill) for letter, fill in pairs]
        elif fills and "messageVersions" in data:
            shared = {name: data[name] for name in CONTENT if name in data}
            pairs = zip(data["messageVersions"], fills, strict=True)
            versions = [filled({**shared, **letter}, fill) for letter, fill in pairs]
            data = {**data, "messageVersions": versions}
        return super().serialize_json(data)  # type: ignore[misc]


def filled(said: Any, fill: Fill) -> Any:
    """The same with every text in it filled."""
    if isinstance(said, str):
        return fill(said)
    if isinstance(said, Mapping):
        return {name: filled(value, fill) for name, value in said.items()}
    return [filled(value, fill) for value in said] if isinstance(said, list) else said


class _BrevoLetters(_Whole, brevo.BrevoPayload):
    pass


class Brevo(brevo.EmailBackend):
    def build_message_payload(self, message: EmailMessage, defaults: dict) -> Any:
        key = getattr(message, "idempotency_key", "")
        payload = _BrevoLetters(message, defaults, self)
        if key:
            payload.data["headers"]["idempotencyKey"] = key
        return payload


class _ResendLetters(_Whole, resend.ResendPayload):
    pass


class Resend(resend.EmailBackend):
    """Asked to take what it can of a list, and to name the rest by place."""

    def build_message_payload(self, message: EmailMessage, defaults: dict) -> Any:
        payload = _ResendLetters(message, defaults, self)
        payload.headers["x-batch-validation"] = "permissive"
        if key := getattr(message, "idempotency_key", ""):
            payload.headers["Idempotency-Key"] = key
        return payload

    def parse_recipient_status(self, response: Any, payload: Any, message: EmailMessage) -> dict:
        told = self.deserialize_json_response(response, payload, message)
        refused = {each.get("index") for each in told.get("errors") or []}
        if not refused:
            return super().parse_recipient_status(response, payload, message)
        states = ["invalid" if place in refused else "queued" for place in range(len(message.to))]
        pairs = zip(payload.to_recipients, states, strict=True)
        return {to.addr_spec: AnymailRecipientStatus(None, state) for to, state in pairs}


class _PostmarkLetters(_Whole, postmark.PostmarkPayload):
    pass


class Postmark(postmark.EmailBackend):
    """It answers for each letter of a list; one that it refuses does not hide the others."""

    def build_message_payload(self, message: EmailMessage, defaults: dict) -> Any:
        return _PostmarkLetters(message, defaults, self)

    def parse_recipient_status(self, response: Any, payload: Any, message: EmailMessage) -> dict:
        told = self.deserialize_json_response(response, payload, message)
        if not isinstance(told, list) or response.status_code != HTTPStatus.OK:
            return super().parse_recipient_status(response, payload, message)
        states = [_postmark_state(each) for each in told]
        states += ["unknown"] * (len(payload.to_emails) - len(states))
        pairs = zip(payload.to_emails, states, strict=False)
        return {to.addr_spec: AnymailRecipientStatus(None, state) for to, state in pairs}


def _postmark_state(told: dict) -> str:
    code = told.get("ErrorCode", 0)
    if code == MALFORMED and "'To'" in str(told.get("Message")):
        return "invalid"
    return {0: "sent", INACTIVE: "rejected"}.get(code, "failed")


@dataclass(frozen=True)
class Provider:
    """`secrets`: what the key (and the user) of EMAIL_URL are called by anymail. `batch`: letters
    in one call. `fills`: it fills slots itself. `takes_keys`: the same call sent twice is one.
    `watches`: it would count who opens and follows what, and can be told not to.
    """

    backend: type[AnymailRequestsBackend]
    secrets: tuple[str, ...] = ("api_key",)
    batch: int = 1
    fills: bool = False
    takes_keys: bool = False
    watches: bool = False
    words: str = ""  # what begins the words that it would replace with its own
    keeps_ids: tuple[tuple[str, str], ...] | None = None  # headers by which it keeps our Message-ID


PROVIDERS = {
    "brevo": Provider(Brevo, batch=100, takes_keys=True, words="{"),
    "mailgun": Provider(
        mailgun.EmailBackend, batch=100, fills=True, watches=True, keeps_ids=(), words="%"
    ),
    "mailjet": Provider(mailjet.EmailBackend, ("secret_key", "api_key"), watches=True),
    "mailtrap": Provider(mailtrap.EmailBackend, ("api_token",)),
    "mandrill": Provider(mandrill.EmailBackend, watches=True),
    "postmark": Provider(
        Postmark,
        ("server_token",),
        batch=100,
        watches=True,
        keeps_ids=(("X-PM-KeepID", "true"),),
    ),
    "resend": Provider(Resend, batch=100, takes_keys=True),
    "sparkpost": Provider(sparkpost.EmailBackend, watches=True, words="{"),
}


def provider() -> Provider | None:
    """Whom EMAIL_URL names; None for a mail server."""
    return PROVIDERS.get(settings.MAIL_SERVER.get("provider", ""))


def backend_of(it: Provider) -> AnymailRequestsBackend:
    """Ready to call, with the key of EMAIL_URL."""
    server = settings.MAIL_SERVER
    said = dict(zip(it.secrets, (server["password"], server["username"]), strict=False))
    if server["api_url"]:
        said["api_url"] = server["api_url"]
    backend = it.backend(**said, ignore_recipient_status=True)
    backend.open()
    return backend
