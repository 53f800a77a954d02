"""bin/test: the whole suite against servers of its own. Ends with pytest's own last line and code.

    bin/test [--all] [pytest's arguments …]

Tests marked slow run with --all only; a second -m of your own replaces that choice.
"""

import os
import signal
import sys

from dev.catalogues import compile_catalogues
from dev.chromium import chromium
from dev.databases import copy_template, make_template, name_of
from dev.launching import run_here
from dev.nginx import nginx
from dev.steps import Refusal, end_on_signals, refuse, step
from dev.with_servers import announced_servers

WORKERS = 3


def main(arguments: list[str]) -> int:
    end_on_signals()
    try:
        environ = os.environ | {"CHROMIUM": chromium(), "NGINX": nginx()}
        with step("catalogues"):
            compile_catalogues()
        with announced_servers() as addresses:
            environ |= addresses
            with step("test databases"):
                make_databases(environ)
            command = [sys.executable, "-m", "pytest", *pytest_options(arguments)]
            # pytest tears its fixtures down on SIGINT only.
            return run_here(command, environ, on_term=signal.SIGINT)
    except Refusal as refusal:
        return refuse(refusal)


def make_databases(environ: dict[str, str]) -> None:
    """Under the names that pytest-django gives them, with and without workers."""
    make_template(environ)
    for suffix in ("", *(f"_gw{number}" for number in range(WORKERS))):
        copy_template(f"test_{name_of(environ)}{suffix}", environ)


def pytest_options(arguments: list[str]) -> list[str]:
    """Two at a time; what a test needs for itself alone it says with xdist_group."""
    everything = "--all" in arguments
    rest = [argument for argument in arguments if argument != "--all"]
    choice = [] if everything else ["-m", "not slow"]
    return [f"--numprocesses={WORKERS}", "--dist=loadgroup", "--reuse-db", *choice, *rest]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
