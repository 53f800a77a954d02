"""Compiling: the bytes of a mail are made once for each version and language, then only filled.

Making them costs a thousand times what filling costs. Lines are kept short, so that no part needs
an encoding in which a value could not be put.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message as Mime

from django.core.mail.message import EmailMultiAlternatives

from outbox.kinds import Draft, slot
from outbox.letters import Mail, bare_address, mail_domain, our_headers
from outbox.referring import return_address
from outbox.replying import reply_headers

SLOT = re.compile(rb"hubslot\.([a-z0-9_]+)(?:\.(html|begin|end))?\.tolsbuh")
HTML_SLOT = re.compile(r"hubslot\.([a-z0-9_]+)\.tolsbuh")
IN_TEXT, IN_HTML, BEGIN, END = "", "html", "begin", "end"  # what a slot is, see outbox/kinds.py
TAG = re.compile(r"<[a-zA-Z/][^<>]*[^<>/](?=>)")
LONGEST_LINE = 900  # bytes; a mail server may refuse more than 998, and a value may add some
BREAKS = re.compile(r"[\r\n\0]")


@dataclass(frozen=True)
class Compiled:
    """Bytes that every letter shares, and the names of the slots between them."""

    sender: str
    template: bytes  # with the slots in it
    shared: tuple[bytes, ...]
    slots: tuple[tuple[str, str], ...]  # name, and which kind of slot

    def fill(self, to: str, values: Mapping[str, str]) -> Mail:
        """One letter. Raises ValueError for a value with a line break, KeyError for one missing."""
        recipient = bare_address(to)
        pieces, said, absent = [self.shared[0]], {"delivery": "", **values, "to": recipient}, ""
        for (name, kind), shared in zip(self.slots, self.shared[1:], strict=True):
            if absent and (name, kind) != (absent, END):
                continue
            absent = name if kind == BEGIN and name not in said else ""
            if absent:
                continue
            if kind in {IN_TEXT, IN_HTML}:
                pieces.append(_value(said[name], is_html=kind == IN_HTML))
            pieces.append(shared)
        sender = return_address(said["delivery"]) or self.sender
        return Mail(sender, recipient, b"".join(pieces))


def compile_draft(
    draft: Draft, language: str, *, listed: Mapping[str, str] | None = None
) -> Compiled:
    """`listed` are the headers of the list it belongs to (outbox/listing.py).

    Raises ValueError for a draft that cannot be mailed: a line too long to be broken.
    """
    page = HTML_SLOT.sub(r"hubslot.\1.html.tolsbuh", _short_lines(draft.html))
    identity = f"<{slot('message_id')}@{mail_domain()}>"
    headers = our_headers(language, identity, slot("delivery")) | dict(listed or {})
    headers |= {"Date": slot("date"), "To": slot("to")} | reply_headers(language)
    taken = {name.title() for name in headers}
    headers |= {name: value for name, value in draft.headers if name.title() not in taken}
    mail = EmailMultiAlternatives(draft.subject, draft.text, headers=headers)
    if page:
        mail.attach_alternative(page, "text/html")
    mime = mail.message()
    _refuse_encoded(mime)
    content = mime.as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's own
    parts = SLOT.split(content)
    return Compiled(
        sender=bare_address(mail.from_email),
        template=content,
        shared=tuple(parts[::3]),
        slots=tuple(
            (name.decode(), (kind or b"").decode())
            for name, kind in zip(parts[1::3], parts[2::3], strict=True)
        ),
    )


def _value(value: str, *, is_html: bool) -> bytes:
    if BREAKS.search(value):
        raise ValueError("a line break in a value")
    return (html.escape(value) if is_html else value).encode()


def _short_lines(page: str) -> str:
    """Break long lines inside tags, where white space means nothing."""
    lines = [
        TAG.sub(r"\g<0>\n", line) if len(line.encode()) > LONGEST_LINE else line
        for line in page.splitlines()
    ]
    return "\n".join(lines)


def _refuse_encoded(mime: Mime) -> None:
    """Slots can be filled in plain bytes only."""
    for part in mime.walk():
        if str(part.get("Content-Transfer-Encoding", "")) in {"base64", "quoted-printable"}:
            raise ValueError("a line is too long")
