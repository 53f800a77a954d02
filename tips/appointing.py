"""Noting who becomes a tip reader, and who is one no longer, by whichever way: a group, a right of
their own, a right that a group gets or loses. Whoever may change users could give it to
themselves; the audit log keeps that they did, and the desk names its readers.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.db.models.signals import m2m_changed, pre_delete
from django.dispatch import receiver

from cms.actors import current_actor
from cms.languages import LANGUAGES
from cms.purging import purge
from tips.addresses import tips_url
from tips.readers import is_the_right, reading_groups
from users.models import User
from vault.auditing import note

JOINED, LEFT = "tip.reader_joined", "tip.reader_left"
DEEDS = {"post_add": JOINED, "post_remove": LEFT, "pre_clear": LEFT}
# Which side of each table owns the other: a user a group or a right, a group a right.
OWNED: dict[Any, tuple[str, str]] = {
    User.groups.through: ("user_id", "group_id"),
    User.user_permissions.through: ("user_id", "permission_id"),
    Group.permissions.through: ("group_id", "permission_id"),
}
Ties = list[tuple[int, int]]  # owner and what it owns


def note_readers(
    sender: Any, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """`reverse`: seen from what is owned, as when users are put into a group."""
    if action in DEEDS:
        _note(DEEDS[action], _people(sender, _ties(sender, instance, reverse, pk_set)))


for table in OWNED:
    m2m_changed.connect(note_readers, sender=table)


@receiver(pre_delete, sender=Group)
def note_lost_group(instance: Group, **kwargs: Any) -> None:
    people = User.objects.filter(groups__in=reading_groups().filter(pk=instance.pk))
    _note(LEFT, people.values_list("pk", flat=True))


def _note(deed: str, people: Iterable[int]) -> None:
    by, people = getattr(current_actor(), "pk", None), sorted(people)
    for user in people:
        note(deed, user, by=by)
    if people:  # the last one closes the line, the first one opens it
        purge(map(tips_url, LANGUAGES))


def _ties(sender: Any, instance: Any, reverse: bool, pk_set: set[int] | None) -> Ties:
    if pk_set is None:
        owner, owned = OWNED[sender]
        rows = sender.objects.filter(**{owned if reverse else owner: instance.pk})
        return list(rows.values_list(owner, owned))
    return [(pk, instance.pk) if reverse else (instance.pk, pk) for pk in pk_set]


def _people(sender: Any, ties: Ties) -> set[int]:
    """Those among the owners to whom a tie gives the right to read tips."""
    if sender is User.groups.through:
        groups = set(reading_groups().values_list("pk", flat=True))
        return {user for user, group in ties if group in groups}
    owners = {owner for owner, right in ties if is_the_right(right)}
    if sender is User.user_permissions.through:
        return owners
    return set(User.objects.filter(groups__in=owners).values_list("pk", flat=True))
