"""The environment of bin/run: what is set wins, everything else is made up for one machine."""

import os
import shlex
import socket
from pathlib import Path

from dev.ground import postgres_programs
from dev.keys import development_keys
from dev.servers import free_port, write_private
from dev.steps import Refusal

DEFAULT_PORT = "8000"


def web_port() -> int:
    """PORT, once it is known to be free: gunicorn would say so in thirty lines."""
    asked = os.environ.get("PORT") or DEFAULT_PORT
    if not asked.isdecimal() or not 0 < int(asked) < 65_536:
        raise Refusal(f"PORT must be a number from 1 to 65535, not “{asked}”.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(asked)))
        except PermissionError:
            raise Refusal(f"Port {asked} is for root alone; try PORT=8080 bin/run.") from None
        except OSError:
            other = int(asked) % 65_000 + 1
            raise Refusal(f"Port {asked} is taken; try PORT={other} bin/run.") from None
    return int(asked)


def development_environ(data: Path, port: int) -> dict[str, str]:
    """All that is not set; DATABASE_URL and REDIS_URL come with their servers."""
    values = {
        **development_keys(data),
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
        "BASE_URL": f"http://localhost:{port}",
        "DEBUG": "1",
        "EMAIL_URL": f"smtp://127.0.0.1:{free_port()}",
        "ERASURES_DIR": str(data / "erasures"),
        "INBOX_DIR": str(data / "inbox"),
        "MEDIA_ROOT": str(data / "media"),
        "PORT": str(port),
        **postgres_tools(data),
        "POSTAL_ADDRESS": "Bahía Plural, 1 Example Street, Boston, MA 02108",
    }
    return {name: value for name, value in values.items() if not os.environ.get(name)}


def postgres_tools(data: Path) -> dict[str, str]:
    """Where pg_dump and pg_restore are, if there is the wheel."""
    try:
        return {"POSTGRES_PROGRAMS": str(postgres_programs(data, None) / "bin")}
    except Refusal:
        return {}


def write_for_shells(data: Path, environ: dict[str, str]) -> None:
    """`. .run/environment.sh` lets manage.py reach the servers that are running."""
    lines = [f"export {name}={shlex.quote(environ[name])}\n" for name in sorted(SHARED)]
    write_private(data / "environment.sh", "".join(lines))


SHARED = {
    *("ALLOWED_HOSTS", "BASE_URL", "DATABASE_URL", "DEBUG", "EMAIL_URL", "FIELD_ENCRYPTION_KEYS"),
    *("HUB_DATA", "INBOX_DIR", "KEYSTORE_URL", "MEDIA_ROOT", "REDIS_URL", "SECRET_KEY"),
    *("ERASURES_DIR", "POSTGRES_PROGRAMS"),
}
