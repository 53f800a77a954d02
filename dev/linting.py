"""bin/lint: every check, one line each. All of them run; one that fails makes the whole fail."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from dev.bootstrap import ROOT
from dev.formatting import DJANGO, templates
from dev.keys import fresh_keys
from dev.steps import Refusal, console, end_on_signals, refuse
from dev.with_servers import announced_servers

AT_ONCE = 2
PROGRAMS = Path(sys.executable).parent
MIGRATIONS = ("makemigrations", "--check", "--dry-run")
DEPLOYMENT = ("check", "--deploy", "--fail-level", "WARNING")
OTHER_ROOMS = "./tests,./bench,./.run"  # nothing there is served
COMPOSE = "vendor.compose-spec"
COMPOSE_FILES = ("docker-compose.yml",)
WORKFLOWS = ("--builtin-schema", "vendor.github-workflows")


@dataclass(frozen=True)
class Check:
    name: str
    command: tuple[str, ...]
    environ: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    check: Check
    passed: bool
    said: str
    seconds: float


def main() -> int:
    end_on_signals()
    try:
        with announced_servers() as addresses:
            return run_all(checks(addresses))
    except Refusal as refusal:
        return refuse(refusal)


def checks(addresses: dict[str, str]) -> list[Check]:
    live = production_environ() | addresses
    found = [
        Check("types", ("mypy",), live),
        Check("style", ("ruff", "check", "--quiet", ".")),
        Check("format", ("ruff", "format", "--check", "--quiet", ".")),
        Check("templates", ("djade", "--check", "--target-version", DJANGO, *templates())),
        Check("import contracts", ("lint-imports", "--no-cache")),
        Check("sizes", ("python", "-m", "dev.sizing")),
        Check("pinned packages", ("python", "-m", "dev.pinning")),
        Check("messages", ("python", "-m", "dev.messages", "--check")),
        Check("migrations", ("python", "manage.py", *MIGRATIONS), live),
        Check("migrations in two steps", ("python", "-m", "dev.judging_migrations"), live),
        Check("deployment", ("python", "manage.py", *DEPLOYMENT), live),
        Check("weaknesses", ("bandit", "-q", "-lll", "-r", ".", "-x", OTHER_ROOMS)),
        Check("workflows", ("check-jsonschema", *WORKFLOWS, *workflows())),
        Check("workflows' rights", ("zizmor", "--offline", "--quiet", ".github")),
        Check("compose file", ("check-jsonschema", "--builtin-schema", COMPOSE, *COMPOSE_FILES)),
    ]
    if (PROGRAMS / "hadolint").exists():
        found.append(Check("Dockerfile", ("hadolint", "Dockerfile")))
    else:
        console.print("  [yellow]![/] Dockerfile: hadolint has no wheel for this platform")
    return found


def workflows() -> list[str]:
    return sorted(map(str, (ROOT / ".github" / "workflows").glob("*.yml")))


def production_environ() -> dict[str, str]:
    """What docs/running.md tells people to set, so that the checks judge the real thing."""
    return {
        **fresh_keys(),
        "ALLOWED_HOSTS": "news.example.org",
        "BASE_URL": "https://news.example.org",
        "DEBUG": "0",
        "EMAIL_URL": "smtp://mail.example.org:587",
        "KEYSTORE_URL": "file:///var/lib/hub/keystore",
        "TRUSTED_PROXY_HOPS": "1",
    }


def run_all(every: list[Check]) -> int:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        verdicts = [tell(job.result()) for job in as_completed(pool.submit(run, c) for c in every)]
    failed = [verdict.check.name for verdict in verdicts if not verdict.passed]
    if failed:
        console.print(f"[red]{len(failed)} of {len(verdicts)} failed:[/] {', '.join(failed)}")
    return 1 if failed else 0


def run(check: Check) -> Verdict:
    begun = time.monotonic()
    command = [str(PROGRAMS / check.command[0]), *check.command[1:]]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | check.environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return Verdict(check, done.returncode == 0, done.stdout.strip(), time.monotonic() - begun)


def tell(verdict: Verdict) -> Verdict:
    mark = "[green]✓[/]" if verdict.passed else "[red]✗[/]"
    console.print(f"  {mark} {verdict.check.name:<24}{verdict.seconds:6.1f} s")
    if not verdict.passed:
        console.print(verdict.said, markup=False)
    return verdict


if __name__ == "__main__":
    sys.exit(main())
