"""Reading the proxy's log of reads: one file an hour, each line a page's name and nothing else.

The place in a file moves in the transaction of the counts, so that a process may die anywhere and
no line is lost or counted twice. A file is deleted once its hour is over and all of it is counted.
"""

import logging
import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.counting_reads import FROM_HUB, FROM_NOTHING
from cms.naming_reads import read_named
from cms.reads import Read, ReadLog, Reads

log = logging.getLogger(__name__)
NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d[+-]\d\d:\d\d)\.log", re.ASCII)
PART = 1024 * 1024  # bytes that are counted in one transaction
SECONDS = 20.0  # then the next tick goes on
AN_HOUR, TWO_DAYS = timedelta(hours=1), timedelta(days=2)


def count_logs() -> None:
    """Count what the proxy has written since the last time; does nothing where Hub counts."""
    if settings.READS_FROM in (FROM_HUB, FROM_NOTHING):
        return
    folder, begun = Path(settings.READS_FROM), time.monotonic()
    for path, hour in _files(folder):
        while _count_part(path, _day_of(hour)):
            if time.monotonic() - begun > SECONDS:
                return
        if timezone.now() > hour + 2 * AN_HOUR:
            _delete_counted(path)
    here = [path.name for path, _hour in _files(folder)]
    old = ReadLog.objects.filter(day__lt=timezone.localdate() - TWO_DAYS)
    old.exclude(name__in=here).delete()


def _files(folder: Path) -> Iterator[tuple[Path, datetime]]:
    """The oldest first."""
    if not folder.is_dir():
        log.error("the folder of READS_FROM is not there")
        return
    for path in sorted(folder.iterdir()):
        found = NAME.fullmatch(path.name)
        try:
            hour = datetime.fromisoformat(found[1]) if found else None
        except ValueError:  # a month of 13
            continue
        if hour:
            yield path, hour


def _day_of(hour: datetime) -> date:
    return timezone.localtime(hour).date()


def _count_part(path: Path, day: date) -> bool:
    """Whether there may be more. Two processes wait for each other's row."""
    with transaction.atomic(), path.open("rb") as file:
        ReadLog.objects.get_or_create(name=path.name, defaults={"day": day})
        row = ReadLog.objects.select_for_update().get(name=path.name)
        begin = _begin(row, file)
        file.seek(begin)
        raw = file.read(PART)
        # The last line may be on its way; one that is longer than a part is none of the proxy's.
        length = raw.rfind(b"\n") + 1 or (len(raw) if len(raw) == PART else 0)
        Reads.objects.add(_reads(raw[:length], day))
        row.inode, row.offset = os.fstat(file.fileno()).st_ino, begin + length
        row.save()
    return len(raw) == PART


def _begin(row: ReadLog, file: BinaryIO) -> int:
    """From the start where this is another file than the one that was counted."""
    facts = os.fstat(file.fileno())
    return row.offset if row.inode == facts.st_ino and row.offset <= facts.st_size else 0


def _reads(raw: bytes, day: date) -> Counter[Read]:
    found = (read_named(line.decode("ascii", "replace"), day) for line in raw.split(b"\n"))
    return Counter(read for read in found if read)


def _delete_counted(path: Path) -> None:
    row = ReadLog.objects.get(name=path.name)
    facts = path.stat()
    if (row.inode, row.offset) == (facts.st_ino, facts.st_size):
        path.unlink()
