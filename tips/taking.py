"""Taking a tip in: sealed, and committed before anybody is told so."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from tips.codes import new_code
from tips.models import ONCE, Posted, Tip
from vault.indexing import blind_index
from vault.sealing import house_keys
from vault.switches import Switch, check_on

PURPOSE = "tip"


@dataclass(frozen=True)
class Wish:
    """What somebody typed, and on the page of which language."""

    text: str
    language: str
    contact: str = ""

    def __repr__(self) -> str:
        """An error may quote its arguments."""
        return "a tip"


def take(wish: Wish) -> str:
    """Store this tip once; returns its receipt code. The same words within the hour get the same
    one: who is not sure whether the first try arrived may send again. Raises
    vault.switches.SwitchedOff.
    """
    check_on(Switch.TIPS)
    index = _index_of(wish)
    with transaction.atomic():
        Posted.objects.over().filter(index=index).delete()
        facts = {"code": new_code(), "until": timezone.now() + ONCE}
        posted, is_new = Posted.objects.get_or_create(index=index, defaults=facts)
        if is_new:
            tip = Tip(code=posted.code, language=wish.language)
            tip.seal("text", wish.text)
            tip.seal("contact", wish.contact)
            tip.save()
    return posted.code


def _index_of(wish: Wish) -> bytes:
    key = next(iter(house_keys().values()))
    return blind_index(key, PURPOSE, f"{wish.contact}\0{wish.text}")
