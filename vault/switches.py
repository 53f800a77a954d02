"""Kill switches: what somebody in charge can stop at once, for everybody, and start again.

A row stands here while something is off. The verbs ask, whatever the door; each process remembers
the rows for half a second, so a switch is felt by all of them within one.
"""

import time
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vault.auditing import note

RETRY_SECONDS = 900  # after which a browser or a machine may try again; nobody knows better
RIGHT = "vault.throw_switch"


class Switch(models.TextChoices):
    SIGNING = "signing", _("signing")
    SUBSCRIBING = "subscribing", _("subscribing")
    BULK = "bulk", _("mail to many")
    MAIL = "mail", _("all mail")
    TIPS = "tips", _("the tip line")


# What else holds it, and by which number the audit log knows it: it keeps no words.
HELD_BY = {Switch.BULK: frozenset({Switch.BULK, Switch.MAIL})}
NUMBERS = {
    Switch.SIGNING: 1,
    Switch.SUBSCRIBING: 2,
    Switch.BULK: 3,
    Switch.MAIL: 4,
    Switch.TIPS: 5,
}


class SwitchedOff(Exception):
    """Somebody in charge stopped this for now; the argument is the Switch."""


class OffSwitch(models.Model):
    """Something that is off, since when and by whom (a user's id; nobody: the console)."""

    name = models.CharField(max_length=16, choices=Switch.choices, unique=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.BigIntegerField(null=True)

    class Meta:
        default_permissions = ()
        permissions = [("throw_switch", _("Can stop signing, subscribing, mail and tips"))]

    def __str__(self) -> str:
        return f"switch {self.name}"


Listener = Callable[[Switch], None]
LISTENERS: list[Listener] = []


def hear_switches(listener: Listener) -> None:
    """Name a function that is called once a switch was thrown and that is committed."""
    if listener not in LISTENERS:
        LISTENERS.append(listener)


def is_on(switch: Switch) -> bool:
    return not (_off() & HELD_BY.get(switch, {switch}))


def check_on(switch: Switch) -> None:
    """Raises SwitchedOff."""
    if not is_on(switch):
        raise SwitchedOff(switch)


def is_any_off() -> bool:
    """As far as this process remembers: nobody is asked."""
    return bool(_Known.names)


def switch_off(switch: Switch, *, by: int | None = None) -> bool:
    """Stop it everywhere; False where it is stopped already."""
    with transaction.atomic():
        _row, is_new = OffSwitch.objects.get_or_create(name=switch, defaults={"by": by})
        if is_new:
            _thrown(switch, "switch.off", by)
    return is_new


def switch_on(switch: Switch, *, by: int | None = None) -> bool:
    """Let it go on; False where it does."""
    with transaction.atomic():
        gone, _rows = OffSwitch.objects.filter(name=switch).delete()
        if gone:
            _thrown(switch, "switch.on", by)
    return bool(gone)


def _thrown(switch: Switch, deed: str, by: int | None) -> None:
    note(deed, NUMBERS[switch], by=by)
    transaction.on_commit(forget)
    for listener in LISTENERS:
        transaction.on_commit(partial(listener, switch))


class _Known:
    names: frozenset[str] = frozenset()
    until = 0.0


def forget() -> None:
    """What this process remembers; the next question is asked of the database."""
    _Known.until = 0.0


def _off() -> frozenset[str]:
    if time.monotonic() >= _Known.until:
        _Known.names = frozenset(OffSwitch.objects.values_list("name", flat=True))
        _Known.until = time.monotonic() + settings.SWITCH_SECONDS
    return _Known.names
