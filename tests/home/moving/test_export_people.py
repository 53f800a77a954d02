"""People leave in lists only where somebody asks for it who may, says who they are, and knows how
many there are; signers leave not at all.
"""

import csv
import io
import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from campaigns.signing import confirm, sign
from home.moving.export.leaving import Wish, export_site
from home.moving.export.people import NoKeyOpens, NotAllowed
from home.moving.export.proving_person import NameLocked, NotProven, proven
from outbox.models import Reason
from outbox.suppressing import suppress
from supporters.leaving import leave
from supporters.models import Supporter
from tests import making
from tests.supporters.mailbox import subscribed
from tests.users.people import PASSWORD, code, person
from vault.auditing import AuditEntry

pytestmark = pytest.mark.django_db
ANA, JOE, EVA = "ana@example.org", "=joe@example.org", "eva@example.org"


@pytest.fixture
def people(campaign, petition):
    """Two subscribers, mail to one of them comes back; one who left; one signer, whose name the
    page shows.
    """
    subscribed(ANA)
    joe = subscribed(JOE, "en")
    Supporter.objects.filter(pk=joe.pk).update(unreachable_on="2026-01-02")
    suppress(JOE, Reason.BOUNCE)
    suppress("stranger@example.org", Reason.REQUEST)
    leave(subscribed(EVA))
    sign(petition, making.wish())
    confirm(petition.signatures.get())


def written(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_without_being_asked_nobody_is_in_it(people, tmp_path):
    export_site(tmp_path / "out", Wish())
    told = written(tmp_path / "out")
    for each in (ANA, JOE[1:], EVA, "maria@example.org", "María Peña", "02118"):
        assert each.encode() not in told
    assert not (tmp_path / "out" / "people").exists()
    assert not AuditEntry.objects.filter(deed="supporters.exported").exists()


def test_lists_are_whole_safe_private_and_noted(people, tmp_path):
    by = making.user("Administrators")
    making.grant(by, "supporters.export_list")
    export_site(tmp_path / "out", Wish(people=by))
    folder = tmp_path / "out" / "people"
    subscribers, silences = rows(folder / "subscribers.csv"), rows(folder / "suppressions.csv")
    assert {row[0] for row in subscribers[1:]} == {ANA, f"'{JOE}"}
    told = [(row[0], row[2], row[3]) for row in silences[1:]]
    assert told == [
        (f"'{JOE}", "mail", "bounce"),
        ("", "mail", "request"),
        ("", "list", "left"),
    ]
    assert all(len(row[1]) == 64 for row in silences[1:])
    for path in folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    noted = AuditEntry.objects.filter(actor=by.pk).order_by("pk")
    assert list(noted.values_list("deed", "numbers")) == [
        ("site.exported", {"people": 1}),
        ("supporters.exported", {"rows": 2}),
        ("suppressions.exported", {"rows": 3}),
    ]
    assert "María Peña".encode() not in written(tmp_path / "out")


def test_who_may_not_take_the_list_gets_nothing(people, tmp_path):
    for someone in (making.user("Editors"), making.user("Administrators", is_active=False)):
        with pytest.raises(NotAllowed):
            export_site(tmp_path / "out", Wish(people=someone))
    assert list(tmp_path.iterdir()) == []


def test_without_the_key_nothing_is_left_behind(people, tmp_path, settings):
    by = making.user("Administrators")
    making.grant(by, "supporters.export_list")
    settings.FIELD_ENCRYPTION_KEYS = {"k9": b"z" * 32}
    with pytest.raises(NoKeyOpens):
        export_site(tmp_path / "out", Wish(people=by))
    assert list(tmp_path.iterdir()) == []


def test_five_wrong_tries_lock_a_name_at_the_console_too(people):
    someone = person()
    for password, given in ((PASSWORD, "000000"), ("guess", code()), ("", ""), (PASSWORD, "")):
        with pytest.raises(NotProven):
            proven(someone.username, password, given)
    assert proven(someone.username, PASSWORD, code()) == someone
    for _try in range(5):
        with pytest.raises(NotProven):
            proven(someone.username, "guess", code())
    with pytest.raises(NameLocked):
        proven(someone.username, PASSWORD, code(1))


def asked(folder: Path, monkeypatch, *answers: str, **options) -> str:
    """The command as it is piped into; what it says."""
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(answers)))
    said = io.StringIO()
    call_command("export_site", str(folder), stdout=said, **{"language": "es", **options})
    return said.getvalue()


def test_the_command_asks_who_it_is_and_for_how_many(people, tmp_path, monkeypatch):
    by = person("Administrators")
    making.grant(by, "supporters.export_list")
    options = {"people": True, "by": by.username}
    with pytest.raises(CommandError, match="no corresponden"):
        asked(tmp_path / "out", monkeypatch, PASSWORD, "123", **options)
    with pytest.raises(CommandError, match="otro número"):
        asked(tmp_path / "out", monkeypatch, PASSWORD, code(), "3", **options)
    with pytest.raises(CommandError, match="--by"):
        asked(tmp_path / "out", monkeypatch, people=True)
    assert list(tmp_path.iterdir()) == []
    said = asked(tmp_path / "out", monkeypatch, PASSWORD, code(1), "2", **options)
    assert "Las direcciones de 2 personas" in said
    assert (tmp_path / "out" / "people" / "subscribers.csv").exists()


def test_the_command_refuses_kindly(people, tmp_path, monkeypatch):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").touch()
    with pytest.raises(CommandError, match="Ya hay algo"):
        asked(tmp_path / "out", monkeypatch)
    with pytest.raises(CommandError, match="slug"):
        asked(tmp_path / "new", monkeypatch, addresses="/en/")
    with pytest.raises(CommandError, match="No such file"):
        asked(tmp_path / "not" / "there", monkeypatch)
    assert [each.name for each in tmp_path.iterdir()] == ["out"]
