"""People whose names and addresses can be searched for, one part of them at each door."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.mail import send_mail

from alerts.asking import ask
from alerts.models import Waiting
from alerts.sweeping import TOLD_LINE
from campaigns.erasing import erase as erase_signature
from campaigns.models import Petition, Signature
from campaigns.signing import confirm, sign
from outbox.models import StaffLetter
from supporters.erasing import erase as erase_supporter
from supporters.models import Supporter
from supporters.subscribing import Wish as Subscribing
from supporters.subscribing import subscribe
from tests import making
from tests.sweeping import address, name
from tips.erasing import erase_now
from tips.models import Tip
from tips.taking import Wish as Telling
from tips.taking import take
from vault.erasures import note_erasure


@dataclass
class Planted:
    """Who is where; `petition` has the signers."""

    petition: Petition
    story: object
    people: int
    doors: dict[str, int] = field(default_factory=dict)


def plant(people: int) -> Planted:
    """A fifth of them signs, subscribes, writes a tip, waits for a translation, is written to by
    the staff.
    """
    planted = Planted(making.petition(), making.go_live(making.draft_post()), people)
    doors: list[Callable[[Planted, int], None]] = [signs, subscribes, tells, waits, is_mailed]
    for number in range(people):
        doors[number % len(doors)](planted, number)
    for signature in Signature.objects.filter(petition=planted.petition):
        confirm(signature)
    return planted


def signs(planted: Planted, number: int) -> None:
    sign(planted.petition, making.wish(name=name(number), email=address(number)))


def subscribes(planted: Planted, number: int) -> None:
    subscribe(Subscribing(address(number), "es"))


def tells(planted: Planted, number: int) -> None:
    take(Telling(f"{name(number)} was paid", "es", address(number)))


def waits(planted: Planted, number: int) -> None:
    ask(planted.story.translation_key, language="es", address=address(number))


def is_mailed(planted: Planted, number: int) -> None:
    send_mail("Hola", f"Te escribe {name(number)}", None, [address(number)])


def erase_everybody(by: object) -> None:
    """Each by the verb of its door; mail to the staff ends with its message."""
    for signature in Signature.objects.select_related("petition"):
        erase_signature(signature)
    for supporter in Supporter.objects.all():
        erase_supporter(supporter)
    for tip in Tip.objects.held():
        erase_now(tip.pk, by=by)
    note_erasure(TOLD_LINE, Waiting.objects.values_list("public_id", flat=True))
    Waiting.objects.all().delete()
    StaffLetter.objects.all().delete()
