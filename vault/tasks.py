"""Ticks of the ground: heartbeat, backups, and the journal of erasures. Each may run twice."""

import logging

from celery import shared_task

from vault import backing_up, copying_journal, erasures, pinging, ticking
from vault.dumping import DumpFailed
from vault.identities import RecipientRefused
from vault.placing_backups import NotSent

log = logging.getLogger(__name__)
HOURS = 6 * 3_600  # a large newsroom's backup takes its time; it is not begun twice


# Acknowledged at once: a backup longer than the broker waits would be asked for again.
@shared_task(name="vault.back_up", acks_late=False, soft_time_limit=HOURS, time_limit=HOURS + 60)
def back_up() -> None:
    if backing_up.is_due():
        try:
            backing_up.back_up()
        except backing_up.AlreadyRunning:
            return
        except (DumpFailed, NotSent, RecipientRefused, OSError) as error:
            log.error("the backup failed: %s", type(error).__name__)
    if backing_up.is_late():
        log.error("there has been no backup for more than %s", backing_up.ALARM)


@shared_task(name="vault.keep_journal")
def keep_journal() -> None:
    erasures.write_unwritten()
    erasures.forget_old()
    copying_journal.copy_journal()


@shared_task(name="vault.beat")
def beat() -> None:
    ticking.beat()


@shared_task(name="vault.ping")
def ping() -> None:
    pinging.ping()
