"""The release before this code, and a Hub of any release with given data."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.stack import ROOT, Stack, environment_in, of_the_machine, running_here

TAGS = "v[0-9]*"


def release_before() -> str:
    """The newest release that this code is later than; UPGRADE_FROM names another commit of it.

    Raises LookupError where the checkout has no tag.
    """
    if named := os.environ.get("UPGRADE_FROM"):
        return named
    newest_first = ("--sort=-version:refname", "--merged=HEAD", "--list", TAGS)
    here = set(git("tag", "--points-at", "HEAD").split())
    before = [tag for tag in git("tag", *newest_first).split() if tag not in here]
    if not before:
        raise LookupError("this checkout has no tag of a release before: git fetch --tags")
    return before[0]


def git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True, text=True)
    return done.stdout


@dataclass(frozen=True)
class Release:
    """Its code, and the environment that all its processes share."""

    code: Path
    data: Path
    settings: dict[str, str]

    @contextmanager
    def running(self, **more: str) -> Iterator[Stack]:
        """As its own bin/run starts it, packages and all."""
        with running_here(self.data, ["bin/run"], self.settings | more, self.code) as stack:
            yield stack

    def manage(self, *words: str, **more: str) -> str:
        """What a command of its own printed, whether it is running or not."""
        environ = of_the_machine() | environment_in(self.data) | self.settings | more
        python = self.data / "venv" / "bin" / "python"
        command = [str(python), "manage.py", *words]
        done = subprocess.run(command, cwd=self.code, env=environ, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def unpacked(commit: str, folder: Path) -> Path:
    """The code of a commit, without the history."""
    archive = ["git", "archive", "--format=tar", commit]
    packed = subprocess.run(archive, cwd=ROOT, capture_output=True, check=True).stdout
    folder.mkdir()
    subprocess.run(["tar", "-x", "-C", folder], input=packed, check=True)
    return folder


def addresses_of(stack: Stack, read: Callable[[Stack, str], str]) -> list[str]:
    """The paths of every page that the site's own maps tell of."""
    found, queue = [], ["/sitemap.xml"]
    while queue:
        text = read(stack, queue.pop())
        places = re.findall(r"<loc>https?://[^/]+([^<]+)</loc>", text)
        (queue if "<sitemapindex" in text else found).extend(places)
    return found
