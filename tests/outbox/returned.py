"""Mails as mail servers and providers send them back, about a letter that the sink took."""

from email.message import EmailMessage, Message
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from tests.mailsink import Received

DOMAIN = "bounces.example.org"
BOUNCE = f"bounce@{DOMAIN}"


def dsn(
    letter: Received, status: str = "5.1.1", *, action: str = "failed", about: str = ""
) -> bytes:
    """A delivery status notification (RFC 3464), sent to where the envelope said."""
    block = Message()
    block["Final-Recipient"] = f"rfc822; {about or letter.to}"
    block["Action"], block["Status"] = action, status
    block["Diagnostic-Code"] = f"smtp; 550 {status} said the server"
    return _report("delivery-status", [block], letter)


def complaint(letter: Received, kind: str = "abuse") -> bytes:
    """An abuse report (RFC 5965)."""
    fields = Message()
    fields["Feedback-Type"], fields["User-Agent"], fields["Version"] = kind, "Tests/1", "1"
    fields["Original-Rcpt-To"] = letter.to
    return _report("feedback-report", [fields], letter)


def vacation(letter: Received) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = letter.to, letter.sender, "Out of office"
    mail.set_content("Back on Monday; 5.1.1 is my room.\n")
    return mail.as_bytes()


def old_style(letter: Received, said: str) -> bytes:
    """As qmail writes it: words, and no report."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "MAILER-DAEMON", letter.sender, "failure notice"
    mail.set_content(
        "Hi. This is the qmail-send program at mail.example.org.\n"
        "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
        "This is a permanent error; I've given up. Sorry it didn't work out.\n\n"
        f"<{letter.to}>:\n{said}\n\n--- Below this line is a copy of the message.\n\n"
    )
    return mail.as_bytes()


def _report(kind: str, blocks: list[Message], letter: Received) -> bytes:
    mail = MIMEMultipart("report", **{"report-type": kind})
    mail["From"], mail["To"] = "MAILER-DAEMON@mail.example.org", letter.sender
    mail["Subject"] = "Delivery report"
    mail.attach(MIMEText("Something became of a mail.\n"))
    part = Message()
    part["Content-Type"] = f"message/{kind}"
    part.set_payload(blocks)
    mail.attach(part)
    head = letter.message
    inside = Message()
    for name in ("Message-ID", "To", "X-Delivery-Id"):
        inside[name] = head[name]
    inside.set_payload("")
    mail.attach(MIMEMessage(inside))
    return mail.as_bytes()
