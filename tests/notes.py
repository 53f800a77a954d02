"""A kind of message for tests: note N goes to reader N, in the language of its message."""

from outbox.letters import Letter
from outbox.models import Message

KIND = "tests.note"
GREETINGS = {"en": "Hello", "es": "Hola, señora"}
GONE = 0  # the subject that nobody finds any more


def address(subject: int) -> str:
    return f"reader{subject}@mail.example.org"


def open_notes(messages: list[Message]) -> dict[int, Letter]:
    return {message.pk: _note(message) for message in messages if message.subject_id != GONE}


def _note(message: Message) -> Letter:
    greeting = GREETINGS[message.language]
    text, html = f"{greeting} & all\n.dot\n", f"<p>{greeting} &amp; all</p>"
    return Letter(address(message.subject_id), greeting, text, html)
