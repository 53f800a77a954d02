"""A full disk: whoever asks is told to come back, nothing is half written, and once there is room
it goes on by itself.
"""

import json
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from bench.serving import collect_static
from campaigns.models import Petition
from cms.models import Image
from tests import making
from tests.cms.test_uploading_pictures import phone_upload
from tests.faults.accidents import within
from tests.faults.disks import files_in, fill, little_room, small_disk
from tests.faults.test_signing import BEGUN_SECONDS, INSIDE, longest, port_of
from tests.stack import Stack, running_stack, wait_for
from tests.test_backups import identity
from vault import tasks
from vault.backing_up import back_up, is_due, is_late, last_backup
from vault.keystore import keystore

__all__ = ["identity"]
pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]
MEGABYTES = 700
BEFORE, FULL, LASTS = 4.0, 10.0, 45.0
SENT_SECONDS = 300
TINY, SHORT = 20, 50_000  # bytes


@pytest.fixture(scope="module")
def disk() -> Iterator[Path]:
    with small_disk(MEGABYTES) as folder:
        yield folder


@pytest.fixture(scope="module")
def hub(disk, sink, tmp_path_factory) -> Iterator[Stack]:
    """Database, its log of writes, broker, keys, media: all on one small disk."""
    static = {"STATIC_ROOT": str(tmp_path_factory.mktemp("static"))}
    collect_static({"DJANGO_SETTINGS_MODULE": "hub.settings", "DEBUG": "0"} | static)
    server = {"EMAIL_URL": f"smtp://127.0.0.1:{sink.port}"}
    with running_stack(disk, **server, **static, DEBUG="0") as running:
        yield running


def ask(hub: Stack, *words: str):
    return json.loads(within(hub, INSIDE, *words))


@pytest.mark.slow
def test_while_the_disk_of_everything_is_full_signers_are_told_to_come_back(
    hub, disk, sink, prove, tmp_path
):
    file, words = tmp_path / "told.json", ["surge", port_of(hub), str(LASTS), "100000"]
    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(ask, hub, *words, str(file))
        wait_for(Path(f"{file}.begun").exists, seconds=BEGUN_SECONDS)
        time.sleep(BEFORE)
        ballast = fill(disk)
        time.sleep(FULL)
        ballast.unlink()
        told = Counter(job.result())
    assert set(told) <= {"303", "0", "503"}, told
    assert told["503"] > 0
    signed = ask(hub, "reckon", str(file))
    assert isinstance(signed, int), signed
    wait_for(lambda: ask(hub, "left") == 0, seconds=SENT_SECONDS)
    mails = Counter(sink.ids)
    assert len(mails) >= signed > 0
    seen = f"{signed:,} thanked, {told['503']:,} told to come back, {told['0']:,} cut off; "
    seen += f"longest wait {longest(file):.1f} s; nobody restarted anything"
    twice = mails.total() - len(mails)
    said = "While many sign, the one disk of everything is full for ten seconds"
    prove(said, seen, lost=0, doubled=0, unknown=twice)


@pytest.mark.django_db
def test_a_full_disk_leaves_no_half_key_no_half_picture_and_says_so(staff, settings, prove):
    editor, folder = staff("Editors"), keystore().folder
    making.petition()
    keys, petitions = files_in(folder), Petition.objects.count()
    with little_room(TINY), pytest.raises(OSError, match="File too large"):
        making.petition()
    assert files_in(folder) == keys
    assert Petition.objects.count() == petitions
    asker = Client(raise_request_exception=False)
    asker.cookies = editor.cookies
    pictures = files_in(Path(settings.MEDIA_ROOT))
    with little_room(TINY):
        refused = asker.post("/admin/images/add/", {"title": "A", "file": phone_upload()})
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) > 0
    assert not Image.objects.exists()
    assert files_in(Path(settings.MEDIA_ROOT)) == pictures
    taken = asker.post("/admin/images/add/", {"title": "A", "file": phone_upload()})
    assert (taken.status_code, Image.objects.count()) == (302, 1)
    seen = "no key, no row and no file is left; the editor is told to come back; then it works"
    prove("the disks of keys and pictures are full", seen, lost=0, doubled=0)


@pytest.mark.slow
@pytest.mark.django_db
def test_a_full_disk_leaves_the_backups_of_before_and_no_half_one(identity, settings, prove):
    back_up()
    folder = settings.BACKUPS.folder
    before, last = files_in(folder), last_backup()
    with little_room(SHORT), pytest.raises(OSError, match=r"File too large|Error"):
        back_up()
    tomorrow = timezone.now() + timedelta(days=2)
    with time_machine.travel(tomorrow, tick=True):
        assert is_due()
        with little_room(SHORT):
            tasks.back_up()
        assert (files_in(folder), last_backup()) == (before, last)
        assert is_late()
        tasks.back_up()
        assert not is_late()
    assert len(files_in(folder)) == 2 * len(before)
    seen = "the older ones stay whole, no half one; the alarm goes on, and off with the next"
    prove("the disk of the backups is full", seen, lost=0)
