"""Staff mail (a new password, a note from a workflow) leaves through the outbox like any other.

It is the only mail whose text cannot be written again later, so it is sealed whole and kept until
its message has ended.
"""

import json
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, transaction
from django.utils.html import strip_tags
from django.utils.translation import get_language

from outbox.letters import Letter
from outbox.models import Message, StaffLetter
from outbox.posting import post
from vault.sealing import house_keys, seal, unseal

STAFF_KIND = "outbox.staff"
HTML = "text/html"


class AttachmentRefused(Exception):
    """The outbox carries text and HTML; a file belongs behind a log-in, with a link to it."""


class OutboxBackend(BaseEmailBackend):
    """Django's `EMAIL_BACKEND`: one message for each recipient, in the language that is active."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Returns how many mails were posted. Raises AttachmentRefused unless `fail_silently`."""
        return sum(self._post(mail) for mail in email_messages)

    def _post(self, mail: EmailMessage) -> bool:
        recipients = list(dict.fromkeys(mail.recipients()))
        try:
            with transaction.atomic():
                for recipient in recipients:
                    _post_letter(_letter_for(recipient, mail))
        except (AttachmentRefused, DatabaseError):
            if not self.fail_silently:
                raise
            return False
        return bool(recipients)


def open_staff_letters(messages: list[Message]) -> dict[int, Letter]:
    """The opener of staff mail. Raises CannotUnseal: the key may come back."""
    sealed = StaffLetter.objects.in_bulk([message.subject_id for message in messages])
    return {
        message.pk: _unsealed(sealed[message.subject_id])
        for message in messages
        if message.subject_id in sealed
    }


def forget_spent_letters(messages: Iterable[Message]) -> None:
    """Delete the sealed letters whose message has ended, if these messages had any."""
    if any(message.kind == STAFF_KIND for message in messages):
        StaffLetter.objects.spent(STAFF_KIND).delete()


def _letter_for(recipient: str, mail: EmailMessage) -> Letter:
    if mail.attachments:
        raise AttachmentRefused
    body = str(mail.body)
    pages = [page for page, kind in getattr(mail, "alternatives", []) if kind == HTML]
    text, html = body, str(pages[0]) if pages else ""
    if mail.content_subtype == "html":
        text, html = strip_tags(body), body
    headers = {"From": mail.from_email, **mail.extra_headers}
    if mail.reply_to:
        headers["Reply-To"] = ", ".join(mail.reply_to)
    return Letter(recipient, str(mail.subject), text, html, tuple(_plain(headers)))


def _plain(headers: dict) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in headers.items()]


def _post_letter(letter: Letter) -> None:
    row = StaffLetter()
    row.sealed = seal(json.dumps(letter.__dict__), keys=house_keys(), bound_to=row.binding)
    row.save()
    post(STAFF_KIND, row.pk, language=_active_language())


def _unsealed(row: StaffLetter) -> Letter:
    facts = json.loads(unseal(bytes(row.sealed), keys=house_keys(), bound_to=row.binding))
    headers = tuple((name, value) for name, value in facts.pop("headers"))
    return Letter(headers=headers, **facts)


def _active_language() -> str:
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
