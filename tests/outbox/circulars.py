"""A kind of broadcast for tests: circular N goes to every staff account, in the language of its
group.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth import get_user_model
from django.db.models import Case, CharField, QuerySet, Value, When

from outbox import kinds
from outbox.gathering import gather_all, start
from outbox.kinds import CannotWrite, Draft, Kind, Recipient, slot
from outbox.models import Broadcast, Message

KIND = "tests.circular"
User = get_user_model()
SAID = {"en": "The answer", "es": "La respuesta"}
unwritten: set[str] = set()
secretive: set[int] = set()  # accounts whose messages are to be forgotten


def readers(number: int, *, spanish: int = 0) -> list[int]:
    """So many accounts; the first ones read Spanish."""
    rows = [
        User(username=f"reader{index}", last_name="es" if index < spanish else "en")
        for index in range(number)
    ]
    return sorted(user.pk for user in User.objects.bulk_create(rows))


def address(pk: int) -> str:
    return f"reader{pk}@mail.example.org"


def audience(broadcast: Broadcast) -> QuerySet:
    spoken = Case(
        When(last_name="es", then=Value("es")), default=Value("en"), output_field=CharField()
    )
    return User.objects.annotate(language=spoken)


def write(broadcast: Broadcast, language: str) -> Draft:
    if language in unwritten:
        raise CannotWrite(language)
    return Draft(
        subject=f"{SAID[language]} {broadcast.version}",
        text=f"{SAID[language]}, señora {slot('name')}\n.dot\n{slot('leave')}\n",
        html=f'<p class="{"x" * 500}">{slot("name")}</p><p>{"y" * 500}</p>',
        headers=(("List-Unsubscribe", f"<{slot('leave')}>"),),
    )


def opened(messages: list[Message]) -> dict[int, Recipient | None]:
    forgotten = {message.pk: None for message in messages if message.subject_id in secretive}
    return recipients(messages) | forgotten


def recipients(messages: list[Message]) -> dict[int, Recipient | None]:
    known = set(User.objects.filter(pk__in=[m.subject_id for m in messages]).values_list("pk"))
    return {
        message.pk: Recipient(
            address(message.subject_id),
            {"name": "Peña & <b>", "leave": f"https://example.org/u/{message.subject_id}"},
        )
        for message in messages
        if (message.subject_id,) in known
    }


@contextmanager
def registered() -> Iterator[None]:
    kinds.register_broadcast(KIND, Kind(audience, write, opened))
    try:
        yield
    finally:
        del kinds.KINDS[KIND]
        unwritten.clear()
        secretive.clear()


def begun(subject: int = 1) -> Broadcast:
    broadcast = start(KIND, subject, languages=["en", "es"])
    gather_all(broadcast.pk)
    return broadcast


def states() -> dict[str, str]:
    """State and code by address."""
    rows = Message.objects.values_list("subject_id", "state", "error_code")
    return {address(pk): f"{state} {code}".strip() for pk, state, code in rows}
