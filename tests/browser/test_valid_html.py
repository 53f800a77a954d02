"""Every kind of page is valid HTML, by the checker of those who wrote the standard."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from dev.npm import npm_package
from tests.browser.places import ERRORS, PAGES

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.xdist_group("stack"),
    pytest.mark.timeout(600),
]
CHECKER = ("vnu-jar", "26.9.27")


def complaints(folder: Path) -> Iterator[str]:
    java = shutil.which("java")
    assert java, "the checker needs Java (on Debian: apt-get install default-jre-headless)"
    jar = npm_package(*CHECKER) / "build" / "dist" / "vnu.jar"
    command = [java, "-jar", str(jar), "--format", "json", "--exit-zero-always", str(folder)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=300)
    for message in json.loads(said.stderr)["messages"]:
        page = Path(message.get("url", "")).stem
        yield f"{page}:{message.get('lastLine', '')} {message['type']}: {message['message']}"


def fetched(address: str) -> str:
    try:
        with urlopen(address, timeout=30) as answer:
            return answer.read().decode()
    except HTTPError as error:
        return error.read().decode()


def test_the_checker_finds_what_is_wrong(tmp_path):
    (tmp_path / "wrong.html").write_text("<!doctype html><title>x</title><p><div></p><img>")
    assert any("img" in each for each in complaints(tmp_path))


def test_every_kind_of_page_is_valid_html(stack, tmp_path):
    for path in (*PAGES, *ERRORS):
        name = path.strip("/").replace("/", "_").replace("?", "_").replace("&", "_") or "root"
        (tmp_path / f"{name}.html").write_text(fetched(stack.url + path))
    assert sorted(complaints(tmp_path)) == []
