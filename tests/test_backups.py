"""A backup in other hands opens nothing, and in ours brings back nobody who was erased since."""

import io
import tarfile
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone
from pyrage import decrypt, x25519

from alerts.models import Waiting
from campaigns.erasing import erase
from campaigns.keys import entry_name, open_keys
from campaigns.models import Signature
from campaigns.retiring import retire
from dev.ground import postgres_programs
from supporters.models import Departure, Supporter
from tests import making, planting
from tests.sweeping import database, traces
from tips.models import Tip
from vault import backing_up, drilling, placing_backups
from vault.archiving import ArchiveBroken
from vault.auditing import AuditEntry
from vault.backing_up import Backup, back_up, is_due, is_late, last_backup
from vault.copying_journal import copy_journal
from vault.dumping import TABLES, facts
from vault.keystore import KeyMissing, keystore
from vault.restoring import TooOld, Wish, restore
from vault.sealed_rows import try_seals

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]
for_real = pytest.mark.django_db(transaction=True)


@pytest.fixture
def identity(settings, tmp_path) -> Path:
    """Backups of this test: a key pair, folders and a keystore of its own."""
    pair = x25519.Identity.generate()
    file = tmp_path / "identity"
    file.write_text(f"# made for a test\n{pair}\n")
    settings.KEYSTORE_URL = f"file://{tmp_path}/keystore"
    settings.ERASURES_DIR = str(tmp_path / "erasures")
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.BACKUPS = replace(
        settings.BACKUPS,
        recipient=str(pair.to_public()),
        folder=tmp_path / "backups",
        programs=str(postgres_programs(Path(settings.HUB_DATA), None) / "bin"),
    )
    return file


def opened(path: Path, identity: Path) -> dict[str, bytes]:
    """Every member of an archive."""
    key = x25519.Identity.from_str(identity.read_text().split()[-1])
    with tarfile.open(fileobj=io.BytesIO(decrypt(path.read_bytes(), [key]))) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}


def entry(planted: planting.Planted) -> Path:
    return keystore().folder / entry_name(planted.petition.public_id)


def made_of(planted: planting.Planted, identity: Path) -> Backup:
    """A backup in which nobody is found, sealed or opened."""
    default_storage.save("original_images/a.txt", ContentFile(b"a picture"))
    made = back_up()
    members = opened(made.path, identity)
    inside = b"".join(members.values())
    assert traces(made.path.read_bytes()) == traces(inside) == []
    assert members["media/original_images/a.txt"] == b"a picture"
    assert b"campaigns_signature" in inside
    assert Signature.objects.exclude(sealed_email=b"").count() == planted.people // 5
    return made


def nobody_is_back(people: int) -> None:
    assert traces(database()) == []
    assert not Signature.objects.exclude(sealed_email=b"").exists()
    assert not Signature.objects.filter(counts=True).exists()
    assert (Supporter.objects.count(), Waiting.objects.count()) == (0, 0)
    assert Departure.objects.count() == people // 5
    assert not Tip.objects.held().exists()


def drill_of_forgetting(people: int, identity: Path, say=lambda line: None) -> None:
    """Planted, backed up, erased, restored from the older backup and an older copy of a key."""
    planted = planting.plant(people)
    made = made_of(planted, identity)
    say(f"backup of {people} people: {made.bytes:,} bytes, {made.seconds:.2f} s")
    sealed = Signature.objects.first()
    key = entry(planted).read_bytes()

    planting.erase_everybody(making.user("Tip readers"))
    retire(planted.petition)
    default_storage.delete("original_images/a.txt")
    entry(planted).write_bytes(key)
    begun = time.monotonic()
    restored = restore(made.path, identity, Wish(over=True))
    say(f"restored in {time.monotonic() - begun:.1f} s; let go: {dict(restored.let_go)}")
    assert (restored.differing, restored.files) == ({}, 1)
    assert default_storage.open("original_images/a.txt").read() == b"a picture"
    nobody_is_back(people)
    with pytest.raises(KeyMissing):
        sealed.email(open_keys(planted.petition.public_id))
    assert not any(each.unopened for each in restored.seals)


@for_real
def test_whoever_was_erased_does_not_come_back_with_an_older_backup(identity):
    drill_of_forgetting(50, identity)


def tables() -> int:
    with psycopg.connect(**facts()) as session:
        return len(session.execute(TABLES).fetchall())


@pytest.mark.faults
def test_a_file_that_does_not_open_or_is_changed_or_cut_short_touches_nothing(
    identity, tmp_path, prove
):
    made, before = back_up(), tables()
    stranger = tmp_path / "stranger"
    stranger.write_text(str(x25519.Identity.generate()))
    whole = made.path.read_bytes()
    for number, content in enumerate((whole[:-1], whole[: len(whole) // 2], b"", b"no backup")):
        broken = tmp_path / f"{number}.backup.age"
        broken.write_bytes(content)
        with pytest.raises(ArchiveBroken):
            restore(broken, identity, Wish(over=True))
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    (tmp_path / "flipped").write_bytes(flipped)
    for path, key in ((tmp_path / "flipped", identity), (made.path, stranger)):
        with pytest.raises(CommandError, match="does not open with this identity"):
            call_command("restore", str(path), "--identity", str(key), "--over")
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", str(made.path), "--identity", str(identity))
    with pytest.raises(TooOld), time_machine.travel(timezone.now() + timedelta(days=401)):
        restore(made.path, identity, Wish(over=True))
    assert tables() == before > 100
    seen = "six files refused, no table touched"
    prove("a backup is cut short, changed, or opened with another key", seen)


def test_a_backup_has_its_name_when_it_is_whole_and_the_oldest_go(
    identity, settings, tmp_path, monkeypatch
):
    target = tmp_path / "elsewhere"
    target.mkdir()
    took = tmp_path / "took"
    command = f"sh -c 'cat \"$0\" > {took}; env > {took}.env'"
    settings.BACKUPS = replace(settings.BACKUPS, keep=2, target=str(target), command=command)
    for day in range(3):
        with time_machine.travel(timezone.now() + timedelta(days=day), tick=True):
            made = back_up()
    names = sorted(path.name for path in settings.BACKUPS.folder.iterdir())
    assert len(names) == 4
    assert names == sorted(path.name for path in target.iterdir())
    assert took.read_bytes() == made.path.read_bytes()
    assert "FIELD_ENCRYPTION_KEYS" not in Path(f"{took}.env").read_text()
    last, entries = last_backup(), AuditEntry.objects.filter(deed__startswith="backup.").count()
    monkeypatch.setattr(backing_up, "dumped", lambda held: iter([b"half", 1 / 0]))
    with pytest.raises(ZeroDivisionError):
        back_up()
    assert sorted(path.name for path in settings.BACKUPS.folder.iterdir()) == names
    assert (last_backup(), AuditEntry.objects.filter(deed__startswith="backup.").count()) == (
        last,
        entries,
    )


def test_a_backup_is_due_once_a_day_and_late_after_26_hours(identity, settings):
    assert is_due()
    assert is_late()
    back_up()
    assert not is_due()
    assert not is_late()
    begun = last_backup()
    with time_machine.travel(begun + timedelta(hours=25), tick=False):
        assert is_due()
        assert not is_late()
    with time_machine.travel(begun + timedelta(hours=27), tick=False):
        assert is_late()
    settings.BACKUPS = replace(settings.BACKUPS, recipient="")
    assert not is_due()
    with pytest.raises(CommandError, match="BACKUP_RECIPIENT"):
        call_command("backup")


def test_without_a_target_that_is_there_it_says_so_and_keeps_its_own(identity, settings, tmp_path):
    settings.BACKUPS = replace(settings.BACKUPS, target=str(tmp_path / "not mounted"))
    with pytest.raises(placing_backups.NotSent):
        back_up()
    assert placing_backups.newest(settings.BACKUPS.folder)
    assert not AuditEntry.objects.filter(deed="backup.sent").exists()


@pytest.mark.slow
@pytest.mark.faults
@for_real
def test_of_a_thousand_none_comes_back(identity, prove):
    said: list[str] = []
    drill_of_forgetting(1_000, identity, said.append)
    prove(
        "1,000 people are searched for in a dump and a backup; they are erased, and the older "
        "backup is restored",
        f"none found, sealed or opened; {said[0]}; {said[1].partition(';')[0]}; none is back",
        lost=0,
    )


@pytest.mark.slow
@pytest.mark.faults
@for_real
def test_a_drill_restores_counts_opens_and_drops(identity, settings, prove):
    """With the real programs, in a process and a database of its own: 20 seconds."""
    planted = planting.plant(50)
    back_up()
    for signature in Signature.objects.select_related("petition"):
        erase(signature)
    retire(planted.petition)
    assert copy_journal()
    status, said = drilling.drill(identity)
    assert status == 0, said
    assert "let go again: 10 (campaigns.signature, campaigns.withdrawn)" in said
    assert "sealed: subscribers, 10 tried, 0 do not open" in said
    assert "sealed: signers" not in said
    with psycopg.connect(**facts()) as session:
        left = session.execute("SELECT datname FROM pg_database WHERE datname LIKE 'hub_drill_%'")
        assert left.fetchall() == []
    assert {each.unopened for each in try_seals()} == {0}
    seen = "restored beside the living one, erased again, opened, dropped"
    prove("a drill restores the last backup", seen, lost=0)
