"""Environments: `/etc/hub/hub.env`, which all processes of Hub begin with.

What stands there stays: a key is made once and never again, and a person's own line is kept.
systemd and the shell read single quotes alike.
"""

import base64
import re
import secrets
from collections.abc import Callable, Mapping

from installing.answers import Answers
from installing.machines import Machine
from installing.placing import Place, is_right, put
from installing.speaking import gettext as _
from installing.stepping import Step

PATH, GROUP, MODE = "/etc/hub/hub.env", "hub", 0o440
LINE = re.compile(r"^([A-Z][A-Z0-9_]*)=(.*)$", re.MULTILINE)
BROKER_PORT, CACHE_PORT = 6390, 6391
DATA = "/var/lib/hub"
FIXED = {
    "TRUSTED_PROXY_HOPS": "1",
    "PROXY_URL": "https://127.0.0.1",
    "READS_FROM": f"{DATA}/reads",
    "DATABASE_URL": "postgresql://hub@/hub?host=/var/run/postgresql",
    # Two web processes and five others on one small server.
    "DATABASE_POOL_SIZE": "5",
    "HUB_DATA": DATA,
    "MEDIA_ROOT": f"{DATA}/media",
    "BUNDLES_DIR": f"{DATA}/bundles",
    "ERASURES_DIR": f"{DATA}/erasures",
    "BACKUP_DIR": f"{DATA}/backups",
    "KEYSTORE_URL": f"file://{DATA}/keystore",
    "STATIC_ROOT": "/srv/hub/current/static-collected",
    "PYTHONUNBUFFERED": "1",
    # Until it is known by what mail leaves: nothing listens there, so mail waits and is not lost.
    "EMAIL_URL": "smtp://127.0.0.1:25",
}


def redis_url(port: int) -> str:
    return f"redis://:{secrets.token_urlsafe(32)}@127.0.0.1:{port}/0"


MADE: dict[str, Callable[[], str]] = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(50),
    "FIELD_ENCRYPTION_KEYS": lambda: f"k1:{base64.b64encode(secrets.token_bytes(32)).decode()}",
    "PROXY_REFRESH_KEY": lambda: secrets.token_urlsafe(32),
    "REDIS_URL": lambda: redis_url(BROKER_PORT),
    "PAGE_CACHE_URL": lambda: redis_url(CACHE_PORT),
}


def settings_in(machine: Machine) -> dict[str, str]:
    """A line that a person wrote without quotes, or with double ones, counts as well."""
    found = LINE.findall(machine.text(PATH))
    return {name: value.strip().strip("'\"") for name, value in found}


def told(answers: Answers) -> dict[str, str]:
    """What a person said just now goes before what stands there."""
    names = {}
    if answers.domain:
        names = {"BASE_URL": f"https://{answers.domain}", "ALLOWED_HOSTS": answers.domain}
    return names | answers.settings


def missing_in(known: Mapping[str, str], answers: Answers) -> dict[str, str]:
    """What has to be written: what nobody set yet, and what was told anew."""
    wanted = {name: value for name, value in FIXED.items() if name not in known}
    if "DEFAULT_FROM_EMAIL" not in known and answers.domain:
        wanted["DEFAULT_FROM_EMAIL"] = f"Hub <hub@{answers.domain}>"
    new = {name: value for name, value in told(answers).items() if known.get(name) != value}
    return wanted | new


def with_lines(text: str, values: Mapping[str, str]) -> str:
    """Each value on its own line, in place of the line that set it before."""
    for name, value in values.items():
        line = f"{name}='{value}'"
        pattern = re.compile(rf"^{name}=.*$", re.MULTILINE)
        if pattern.search(text):
            text = pattern.sub(lambda found, line=line: line, text)  # type: ignore[misc]
        else:
            text += f"{line}\n"
    return text


class Secrets(Step):
    def title(self) -> str:
        return _("Keys and settings in /etc/hub/hub.env, for Hub's account alone")

    def place(self, text: str) -> Place:
        return Place(PATH, MODE, group=GROUP, text=text)

    def is_done(self) -> bool:
        known = settings_in(self.machine)
        if missing_in(known, self.answers) or MADE.keys() - known.keys():
            return False
        return is_right(self.machine, self.place(self.machine.text(PATH)))

    def do(self) -> None:
        known = settings_in(self.machine)
        made = {name: make() for name, make in MADE.items() if name not in known}
        values = missing_in(known, self.answers) | made
        put(self.machine, self.place(with_lines(self.machine.text(PATH) or HEAD, values)))

    def undo(self, *, is_for_good: bool) -> str:
        if not is_for_good:
            return _("/etc/hub/hub.env stays: without its keys no backup opens")
        self.machine.at(PATH).unlink(missing_ok=True)
        return ""


HEAD = (
    "# Hub's settings; see docs/running.md. NAME='value', one a line, no quote in it.\n"
    "# After a change: systemctl restart hub.target\n"
)
