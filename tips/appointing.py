"""Noting who becomes a tip reader, and who is one no longer. Whoever may change users could put
themselves into the role; the audit log keeps that they did, and the desk names its readers.
"""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models.signals import m2m_changed
from django.dispatch import receiver

from cms.actors import current_actor
from tips.readers import READ
from users.models import User
from vault.auditing import note

DEEDS = {"post_add": "tip.reader_joined", "post_remove": "tip.reader_left"}


@receiver(m2m_changed, sender=User.groups.through)
def note_readers(
    instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """A user's groups changed, or (`reverse`) a group's users."""
    if action not in DEEDS or not pk_set:
        return
    groups, users = ({instance.pk}, pk_set) if reverse else (pk_set, {instance.pk})
    if not _gives_the_right(groups):
        return
    by = getattr(current_actor(), "pk", None)
    for user in sorted(users):
        note(DEEDS[action], user, by=by)


def _gives_the_right(groups: set[int]) -> bool:
    app, _dot, codename = READ.partition(".")
    right = {"permissions__content_type__app_label": app, "permissions__codename": codename}
    return Group.objects.filter(pk__in=groups, **right).exists()
