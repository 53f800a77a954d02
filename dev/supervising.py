"""All processes of Hub under honcho, and the words of welcome once the web server answers."""

import multiprocessing
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from honcho.manager import Manager

from dev.processes import commands, inbox_command, kept, module, shell_line
from dev.steps import console

HEALTHY_SECONDS = 60
STOPPED_ON_REQUEST = {130, 143}


@dataclass(frozen=True)
class Welcome:
    """What the person in front of the terminal wants to know, and when it is true."""

    port: int
    begun: float
    logins: str
    inbox: bool

    def wait(self) -> None:
        deadline = time.monotonic() + HEALTHY_SECONDS
        while not self.healthy():
            if time.monotonic() > deadline:
                console.print("[red]The web server does not answer; what it said is above.[/]")
                return
            time.sleep(0.1)
        self.say()

    def healthy(self) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def say(self) -> None:
        home = f"http://localhost:{self.port}"
        console.print(f"\n[bold]Hub is ready[/] after {time.monotonic() - self.begun:.1f} s")
        console.print(f"  Readers    {home}/en/   {home}/es/")
        console.print(f"  Newsroom   {home}/admin/")
        if self.inbox:
            console.print(f"  Mail       {home}/_inbox/")
        if self.logins.strip():
            console.print(f"\n{self.logins.rstrip()}", markup=False)
        console.print("\nCtrl-C stops everything.\n")


def supervise(data: Path, environ: dict[str, str], welcome: Welcome) -> int:
    """Until Ctrl-C, SIGTERM, or a process that cannot be kept alive."""
    # honcho's own children must be forks: they carry our mark, and need no import.
    multiprocessing.set_start_method("fork")
    manager = Manager()
    table = commands(data, welcome.port)
    if welcome.inbox:
        port = int(environ["EMAIL_URL"].rpartition(":")[2])
        table["inbox"] = inbox_command(port, Path(environ["INBOX_DIR"]))
    for name, command in table.items():
        launch = kept(name, module(name, command), environ)
        manager.add_process(name, shell_line(launch), env=launch.environ)
    threading.Thread(target=welcome.wait, daemon=True).start()
    manager.loop()
    return 0 if manager.returncode in STOPPED_ON_REQUEST else manager.returncode or 1
