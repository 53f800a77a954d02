"""Lighthouse's marks of the demo newsroom on a phone: `bin/bench lighthouse`, only when asked for.

The site as in production: the image's own gunicorn command behind nginx with the shipped file.
Lighthouse comes with npm, and Node.js must be there.
"""

import json
import os
import shutil
import statistics
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection

from bench.measuring import Cost, Figure, WrongAnswer
from bench.serving import collect_static, serving
from dev.chromium import find_chromium
from dev.databases import address_of
from dev.nginx import find_nginx
from dev.npm import npm_package
from dev.servers import free_port
from home.seeding import seed
from tests.proxy import running_nginx

VERSION = "12.8.2"  # the last that runs on Node.js 20
RUNS, LEAST = 5, 95
ATTEMPTS = 4
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu --ignore-certificate-errors"
RUN_SECONDS = 180
PAGES = {
    "home, en": "/en/",
    "home, es": "/es/",
    "story, en": "/en/news/rally-asks-governor-to-reject-secure-communities/",
    "story, es": "/es/noticias/manifestacion-pide-al-gobernador-rechazar-comunidades-seguras/",
    "campaign, en": "/en/campaigns/just-communities/",
    "campaign, es": "/es/campanas/comunidades-justas/",
    "search, en": "/en/search/",
    "search, es": "/es/buscar/",
    "found, en": "/en/search/?q=communities",
    "found, es": "/es/buscar/?q=comunidades",
}
UNINDEXED = {"found, en", "found, es"}  # what was searched for is not for search engines


def lighthouse(is_quick: bool) -> Iterator[Figure]:
    """The median of five visits for each page and category; one visit of two pages if quick."""
    list(seed())
    pages = dict(list(PAGES.items())[:2]) if is_quick else PAGES
    with served() as site:
        for name, path in pages.items():
            visits = [_visit(site + path) for _ in range(1 if is_quick else RUNS)]
            yield _figure(name, visits)


@contextmanager
def served() -> Iterator[str]:
    """Its address; a certificate of its own that no browser knows."""
    if find_nginx() is None:
        raise WrongAnswer("there is no nginx to stand before the site")
    with TemporaryDirectory(prefix="hub-lighthouse-") as name:
        folder, port = Path(name), free_port()
        folder.chmod(0o755)
        site = f"https://127.0.0.1:{port}"
        live = _environ(folder, site)
        collect_static(live)
        with (
            serving("hub.wsgi:application", "/healthz", **live) as web,
            running_nginx(folder, settings.MEDIA_ROOT, "", web.port, port),
        ):
            yield site


def _environ(folder: Path, site: str) -> dict[str, str]:
    name = connection.settings_dict["NAME"]
    return {
        "DJANGO_SETTINGS_MODULE": "hub.settings",
        "BASE_URL": site,
        "REDIS_URL": settings.REDIS_URL,
        "STATIC_ROOT": str(folder / "static"),
        "DATABASE_URL": address_of(name, dict(os.environ))["DATABASE_URL"],
        "TRUSTED_PROXY_HOPS": "1",
    }


def _visit(address: str) -> dict[str, float]:
    """The mark of each category, of a hundred."""
    node = shutil.which("node")
    if node is None:
        raise WrongAnswer("Lighthouse needs Node.js")
    script = npm_package("lighthouse", VERSION) / "cli" / "index.js"
    command = [node, str(script), address, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    told = _told(command)
    for each in _faults(told):
        print(f"    {address}: {each}", flush=True)
    return {name: 100 * (told["categories"][name]["score"] or 0) for name in CATEGORIES}


def _told(command: list[str]) -> dict:
    """Now and then a browser's trace lacks its beginning: Lighthouse asks to be run again."""
    environ, said = os.environ | {"CHROME_PATH": find_chromium() or ""}, ""
    for _ in range(ATTEMPTS):
        done = subprocess.run(command, capture_output=True, env=environ, timeout=RUN_SECONDS)
        if not done.returncode:
            told: dict = json.loads(done.stdout)
            return told
        said = done.stderr.decode()[-300:]
    raise WrongAnswer(f"{command[2]}: {said}")


def _faults(told: dict) -> Iterator[str]:
    """What cost marks, so that it can be mended."""
    for name in CATEGORIES:
        for ref in told["categories"][name]["auditRefs"]:
            audit = told["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                yield f"{name}: {audit['title']} {audit.get('displayValue', '')}"


def _figure(page: str, visits: list[dict[str, float]]) -> Figure:
    marks = {name: statistics.median(each[name] for each in visits) for name in CATEGORIES}
    said = ", ".join(f"{name} {mark:.0f}" for name, mark in marks.items())
    cost = Cost(0, 0, 0, 0)
    judged = [mark for name, mark in marks.items() if name != "seo" or page not in UNINDEXED]
    is_within = min(judged) >= LEAST
    return Figure("lighthouse", f"{page}: {said}", len(visits), cost, is_within=is_within)
