"""The folder of an export is whole or not there, and nothing of anybody else's is touched."""

import fcntl

import pytest

from home.moving.export.folders import LOCK, PARTIAL, ExportRunning, FolderTaken, new_folder


def test_a_folder_takes_its_name_once_it_is_whole(tmp_path):
    wanted = tmp_path / "out"
    wanted.mkdir()
    with new_folder(wanted) as folder:
        with folder.text("deep/a.txt") as file:
            file.write("ñ")
        assert not list(wanted.iterdir())
    assert (wanted / "deep/a.txt").read_text(encoding="utf-8") == "ñ"
    assert wanted.stat().st_mode & 0o777 == 0o700
    assert [each.name for each in tmp_path.iterdir()] == ["out"]
    assert [each.name for each in wanted.iterdir()] == ["deep"]


def test_a_failure_leaves_nothing(tmp_path):
    def break_off() -> None:
        with new_folder(tmp_path / "out") as folder, folder.text("people/secret.csv") as file:
            file.write("ana@example.org")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_export_left_is_cleared_away(tmp_path):
    left = tmp_path / f"out{PARTIAL}"
    left.mkdir()
    for name in (LOCK, "half.xml"):
        (left / name).touch()
    with new_folder(tmp_path / "out"):
        pass
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("name", ["out", f"out{PARTIAL}"])
@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_what_somebody_else_has_there_stays(tmp_path, name, kind):
    theirs, elsewhere = tmp_path / name, tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "letter.txt").touch()
    if kind == "folder":
        elsewhere.rename(theirs)
    elif kind == "file":
        theirs.touch()
    else:
        theirs.symlink_to(elsewhere)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(FolderTaken), new_folder(tmp_path / "out"):
        pass
    assert sorted(tmp_path.rglob("*")) == before


def test_two_exports_to_one_folder_do_not_meet(tmp_path):
    with new_folder(tmp_path / "out"):
        with open(tmp_path / f"out{PARTIAL}" / LOCK) as lock, pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with pytest.raises(ExportRunning), new_folder(tmp_path / "out"):
            pass
    assert (tmp_path / "out").is_dir()
