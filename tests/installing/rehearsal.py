"""A bare Debian server for tests: a folder, and programs that leave the traces of the real ones.

Owners are remembered instead of set, which only root could do. What the real programs do was tried
by hand, see docs/going-live.md.
"""

from pathlib import Path

from installing.machines import CommandFailed, Machine

BOOKWORM = 'ID=debian\nVERSION_ID="12"\n'
ASKS = ("is-active", "dpkg-query", "select", "show")


class Rehearsed(Machine):
    """`said` are the commands that change something, in their order."""

    def __init__(self, root: Path, *, has_systemd: bool = True) -> None:
        super().__init__(root)
        facts: dict[str, object] = {
            "said": [],
            "packages": set(),
            "active": set(),
            "accounts": {"root", "postgres", "www-data"},
            "rows": set(),
            "owned": {},
            "failing": "",
        }
        for name, value in facts.items():
            object.__setattr__(self, name, value)
        self.write("/etc/os-release", BOOKWORM)
        self.write("/usr/bin/python3", "")
        if has_systemd:
            self.at("/run/systemd/system").mkdir(parents=True)

    def write(self, path: str, text: str) -> None:
        self.at(path).parent.mkdir(parents=True, exist_ok=True)
        self.at(path).write_text(text)

    def own(self, descriptor: int, owner: str, group: str) -> None:
        self.owned[self.number(descriptor)] = owner, group

    def owners(self, descriptor: int) -> tuple[str, str]:
        return self.owned.get(self.number(descriptor), ("root", "root"))

    def number(self, descriptor: int) -> int:
        return Path(f"/proc/self/fd/{descriptor}").stat().st_ino

    def knows(self, account: str) -> bool:
        return account in self.accounts

    def run(self, *command, user="root", environ=None) -> str:
        line = " ".join(command)
        if not any(word in line for word in ASKS):
            self.said.append(line)
        if self.failing and self.failing in line:
            raise CommandFailed(f"{command[0]}: it failed")
        deed = getattr(self, f"do_{Path(command[0]).name.replace('-', '_')}", None)
        return (deed(list(command)) if deed else None) or ""

    def do_dpkg_query(self, command):
        if command[-1] not in self.packages:
            raise CommandFailed("no such package")
        return "1.22.1-9" if "Version" in command[-2] else "installed"

    def do_apt_get(self, command):
        if command[1] == "install":
            self.packages.update(command[5:])
            self.accounts.update({"redis"})
            self.at("/etc/postgresql/15/main/conf.d").mkdir(parents=True, exist_ok=True)

    def do_useradd(self, command):
        self.accounts.add(command[-1])

    def do_userdel(self, command):
        self.accounts.discard(command[-1])

    def do_psql(self, command):
        question = command[2]
        if question.startswith("show"):
            return "terse"
        if "django_migrations" in question:
            return "t" if "tables" in self.rows else "f"
        return (
            "1" if any(word in question and word in self.rows for word in ("role", "data")) else ""
        )

    def do_createuser(self, command):
        self.rows.add("role")

    def do_createdb(self, command):
        self.rows.add("data")

    def do_python3(self, command):
        self.write(f"{command[-1]}/bin/python", "")

    def do_python(self, command):
        if "migrate" in command:
            self.rows.add("tables")

    def do_openssl(self, command):
        for option in ("-out", "-keyout"):
            self.write(command[command.index(option) + 1], "a pair")

    def do_certbot(self, command):
        for name in ("fullchain.pem", "privkey.pem"):
            self.write(f"/etc/letsencrypt/live/{command[-1]}/{name}", "a pair")

    def do_systemctl(self, command):
        names = {each for each in command[2:] if not each.startswith("-")}
        if command[1] == "is-active" and not names <= self.active:
            raise CommandFailed("inactive")
        if command[1] in {"enable", "restart"}:
            self.active |= names

    def tree(self) -> dict[str, bytes]:
        """All files with what is in them, and all folders."""
        return {
            str(each.relative_to(self.root)): each.read_bytes() if each.is_file() else b""
            for each in sorted(self.root.rglob("*"))
        }
