"""How often a name was tried in vain. The table has a keyed digest of what was typed: people type
passwords and addresses where their name belongs.
"""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from vault.indexing import blind_index
from vault.sealing import house_keys


class Tries(models.Model):
    """A row each name; that there is one is the database's promise, or the count would break."""

    name_index = models.BinaryField(unique=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"tries {self.pk}"


def tries_of(name: str) -> int:
    """Of a lock's length up to now."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    row = Tries.objects.filter(name_index=index_of(name), last_at__gte=since).first()
    return row.count if row else 0


def count_try(name: str) -> int:
    """One more in vain; returns how many that makes. Tries at once wait for each other."""
    now = timezone.now()
    with transaction.atomic():
        rows = Tries.objects.select_for_update()
        row, _made = rows.get_or_create(name_index=index_of(name), defaults={"last_at": now})
        is_over = row.last_at < now - settings.AXES_COOLOFF_TIME
        row.count = 1 if is_over else row.count + 1
        row.last_at = now
        row.save(update_fields=["count", "last_at"])
    return row.count


def forget_tries(name: str) -> None:
    Tries.objects.filter(name_index=index_of(name)).delete()


def index_of(name: str) -> bytes:
    """The oldest house key never leaves the list."""
    key = list(house_keys().values())[-1]
    return blind_index(key, "users.tries", name.strip().casefold())
