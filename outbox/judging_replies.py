"""Judging what came in: is it a person's, does it ask to leave, and in which language is it.

Nothing of it is kept or logged.
"""

import re
import unicodedata
from email.message import EmailMessage, Message

from vault.addresses import is_plain

# RFC 3834 and what mail programs add besides; any of them, whatever its value.
MACHINE_HEADERS = (
    *("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Response-Suppress", "X-Loop"),
    *("X-Failed-Recipients", "Feedback-ID", "X-Mailer-Daemon"),
)
PRECEDENCES = {"bulk", "junk", "list", "auto_reply"}
ROBOTS = re.compile(
    r"(mailer-?daemon|postmaster|no-?_?reply|do-?not-?reply|bounces?|owner-.*"
    r"|.*-(request|bounces?|owner))([+.=-].*)?",
    re.IGNORECASE,
)
FORGED = re.compile(r"\b(dmarc|spf)\s*=\s*fail", re.IGNORECASE)
REPORTS = {"multipart/report", "message/delivery-status", "message/feedback-report"}

LEAVING = {
    *("stop", "stop all", "unsubscribe", "unsubscribe me", "remove", "remove me", "cancel", "end"),
    *("baja", "dar de baja", "darme de baja", "darse de baja", "dame de baja", "denme de baja"),
    *("alto", "cancelar", "borrar", "borrenme", "borrame", "desuscribir", "desuscribirme"),
    *("cancelar suscripcion", "quitar", "salir", "no mas correos"),
}
ANSWERED = re.compile(r"^\s*((re|rv|fwd?|aw|res|fw)\s*:\s*)+", re.IGNORECASE)
QUOTES = re.compile(
    r"^\s*(>|-{2,}|_{5,}|on .{4,}wrote:?|el .{4,}escribi"
    r"|(from|de|sent|enviado)( el| from| desde)?\b.*[:@]"
    r"|sent from my|enviado desde mi|get outlook|obtener outlook)",
    re.IGNORECASE,
)
SPANISH = {
    *("si", "confirmo", "gracias", "hola", "firma", "firme", "quiero", "correo", "favor", "buenos"),
    *("buenas", "dias", "tardes", "como", "puedo", "para", "por", "que", "mi", "su", "el", "la"),
    *("los", "una", "esta", "peticion", "ayuda", "necesito", "mensaje", "recibi", "baja"),
}
ENGLISH = {
    *("yes", "confirm", "confirmed", "thanks", "thank", "hello", "hi", "please", "sign", "signed"),
    *("the", "how", "can", "want", "my", "your", "you", "is", "it", "this", "that", "petition"),
    *("help", "need", "message", "received", "stop", "unsubscribe", "remove", "and"),
}
MOST = 2_000  # characters that are looked at


def is_automatic(message: Message, sender: str) -> bool:
    """Whether a machine sent it, or nobody may be answered: when in doubt, silence."""
    said = str(message.get("Auto-Submitted", "no")).partition(";")[0].strip().lower()
    precedence = str(message.get("Precedence", "")).strip().lower()
    names = {name.lower() for name in message}
    return (
        said != "no"
        or precedence in PRECEDENCES
        or any(name.startswith("list-") for name in names)
        or any(name.lower() in names for name in MACHINE_HEADERS)
        or message.get_content_type() in REPORTS
        or bool(FORGED.search(" ".join(map(str, message.get_all("Authentication-Results", [])))))
        or not is_plain(sender)
        or bool(ROBOTS.fullmatch(sender.rpartition("@")[0]))
    )


def typed_in(message: Message) -> str:
    """What its writer typed above what is quoted; empty where it cannot be read."""
    try:
        part = message.get_body(("plain",)) if isinstance(message, EmailMessage) else None
        text = str(part.get_content()) if part is not None else ""
    except (LookupError, ValueError, TypeError, AttributeError):
        return ""
    lines = []
    for line in text[:MOST].splitlines():
        if QUOTES.match(line):
            break
        lines.append(line)
    return "\n".join(lines).strip()


def asks_to_leave(subject: str, typed: str) -> bool:
    """The word alone, in subject or text."""
    return any(_bare(each) in LEAVING for each in (ANSWERED.sub("", subject), typed))


def language_in(subject: str, typed: str) -> str:
    """The language of what was written, or empty where it does not tell."""
    text = f"{ANSWERED.sub('', subject)} {typed}"[:MOST]
    words = _bare(text).split()
    spanish = sum(word in SPANISH for word in words) + 2 * len(re.findall("[ñ¿¡]", text.lower()))
    english = sum(word in ENGLISH for word in words)
    if spanish == english:
        return ""
    return "es" if spanish > english else "en"


def _bare(text: str) -> str:
    """Lower case, without accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = (mark for mark in plain if not unicodedata.combining(mark))
    return " ".join("".join(mark if mark.isalnum() else " " for mark in letters).split())
