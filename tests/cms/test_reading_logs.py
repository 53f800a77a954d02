"""What was read, from the log of a real nginx: every read once, and nothing of who."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Sum
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from cms import reading_logs
from cms.models import Pair, ReadLog, Reads
from cms.naming_reads import is_read
from cms.reading_logs import count_logs
from dev.nginx import find_nginx
from tests import making
from tests.proxy import running_proxy

KEY = "a-key-of-the-tests-0123456789-abcdefgh"
CANARY = "tok-planted_Canary123"
PHONE = "Mozilla/5.0 (Linux; Android 9; CUBOT_X18) AppleWebKit/537.36 Mobile Safari/537.36"
LINE = re.compile(r"[0-9a-f-]{36} (?:en|es)(?: courtesy)?\n")
PATHS = {"uuid": str(uuid4()), "slug": "planted", "int": "7", "path": "planted", "str": CANARY}
READER = """
import os, signal, sys
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"], settings.READS_FROM = sys.argv[1:3]
django.setup()
from django.db import transaction
from django.db.models.signals import pre_save
from cms import reading_logs
from cms.models import ReadLog
def die(**facts):
    os.kill(os.getpid(), signal.SIGKILL)
def heed(instance, **facts):
    if instance.offset > 300:
        transaction.on_commit(die) if sys.argv[3] == "after" else die()
pre_save.connect(heed, sender=ReadLog)
reading_logs.PART = 200
reading_logs.count_logs()
"""
pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.READS_FROM = str(tmp_path / "reads")
    return tmp_path / "reads"


@pytest.fixture
def proxy(folder, settings, tmp_path, monkeypatch):
    if not find_nginx():
        pytest.skip("nginx is not here")
    with running_proxy(tmp_path, tmp_path / "media", KEY) as running:
        settings.PROXY_URL, settings.PROXY_REFRESH_KEY = running.url, KEY
        monkeypatch.setenv("SSL_CERT_FILE", str(running.certificate))
        yield running


@pytest.fixture
def pair(folder) -> str:
    folder.mkdir()
    return str(Pair.objects.create(translation_key=uuid4(), original="en").translation_key)


def written(folder) -> str:
    """Once nginx is done: it writes a line when the reader has the answer already."""
    before, now = None, _all(folder)
    while now != before:
        time.sleep(0.15)
        before, now = now, _all(folder)
    return now


def _all(folder) -> str:
    return "".join(path.read_text() for path in sorted(folder.iterdir()))


def hour_file(folder, *, ago: int = 0):
    hour = timezone.now() - timedelta(hours=ago)
    return folder / hour.strftime("%Y-%m-%dT%H+00:00.log")


def counted() -> dict[tuple[str, bool], int]:
    """Of all days: an hour ago may be yesterday."""
    rows = Reads.objects.values_list("language", "is_courtesy")
    found = rows.annotate(all=Sum("number")).order_by()
    return {(language, is_courtesy): number for language, is_courtesy, number in found}


def test_what_the_proxy_answers_is_counted_by_page_and_language(post, proxy, folder):
    for _ in range(3):
        answer = proxy.get(post["en"].url, User_Agent=PHONE)
    tag = answer.headers.get("ETag")
    again = {"If_None_Match": tag} if tag else {}
    proxy.get(post["es"].url, User_Agent=PHONE, **again)
    assert proxy.kept(post["en"].url)
    assert "X-Hub-Read" not in answer.headers
    assert len(written(folder).splitlines()) == 4
    count_logs()
    count_logs()
    assert counted() == {("en", False): 3, ("es", False): 1}
    assert Reads.objects.filter(translation_key=post["en"].translation_key).count() == 2


def test_a_missing_version_that_is_asked_for_is_counted_as_missing(proxy, folder):
    english = making.go_live(making.draft_post())
    proxy.get(f"/es/noticias/{english.slug}/", User_Agent=PHONE)
    assert written(folder) == f"{english.translation_key} es courtesy\n"
    count_logs()
    assert counted() == {("es", True): 1}


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """An address of every pattern below a language, a planted word wherever it takes one."""
    for each in resolver.url_patterns:
        route = before + str(getattr(each.pattern, "_route", ""))
        if isinstance(each, URLResolver):
            yield from patterns(each, route)
        elif isinstance(each, URLPattern) and route.startswith(("en/", "es/")):
            yield "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda kind: PATHS[kind[1] or "str"], route)


@pytest.fixture
def page_of_a_person(campaign) -> str:
    form = making.form(email="planted@canary.example")
    return Client(HTTP_ORIGIN="http://testserver").post(campaign["es"].sign_url(), form).url


def test_no_token_and_no_address_of_a_person_reaches_a_log_or_a_row(
    page_of_a_person, proxy, folder
):
    """Every address that Hub has, and one that works: behind it somebody's page is shown."""
    addresses = [*patterns(get_resolver()), f"/en/?x={CANARY}", f"/en/{CANARY}/"]
    assert sum(CANARY in each for each in addresses) > 20
    assert proxy.get(page_of_a_person, User_Agent=PHONE).status == 200
    for each in addresses:
        proxy.get(each, User_Agent=PHONE)
    log = written(folder) + (proxy.folder / "access.log").read_text()
    assert not LINE.sub("", written(folder))
    count_logs()
    assert counted() == {("en", False): 1}, "the front page, whatever its query"
    assert not [word for word in (CANARY, page_of_a_person, "127.0.0.1", "Mozilla") if word in log]


AGENTS = {
    PHONE: True,
    "Mozilla/5.0 (iPhone; CPU iPhone OS 12_5 like Mac OS X) [FBAN/FBIOS;FBAV/1]": True,
    "Opera/9.80 (Android; Opera Mini/36.2) Presto/2.12": True,
    "Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2)": True,
    "WhatsApp/2.23.20.0 A": False,
    "TelegramBot (like TwitterBot)": False,
    "facebookexternalhit/1.1": False,
    "Mozilla/5.0 (Macintosh) AppleWebKit facebookexternalhit/1.1 Facebot Twitterbot/1.0": False,
    "Mozilla/5.0 (compatible; Googlebot/2.1)": False,
    "Mozilla/5.0 (compatible; Yandex)": False,
    "Mozilla/5.0 AppleWebKit/537.36 HeadlessChrome/120": False,
    "curl/8.0": False,
    "": False,
}
CASES = [{"User-Agent": agent} for agent in AGENTS] + [
    {"User-Agent": PHONE, "Sec-Purpose": "prefetch;prerender"},
    {"User-Agent": PHONE, "X-Moz": "prefetch"},
    {"User-Agent": PHONE, "Purpose": "preview"},
    {"User-Agent": PHONE, "X-Hub-Refresh": KEY},
]


def test_the_proxy_and_hub_agree_on_who_is_a_person(post, proxy, folder):
    wanted = [*AGENTS.values(), False, False, False, False]
    answer, made = HttpResponse(), RequestFactory()
    assert [is_read(made.get("/", headers=case), answer) for case in CASES] == wanted
    assert not is_read(made.head("/", headers={"User-Agent": PHONE}), answer)
    for case, is_person in zip(CASES, wanted, strict=True):
        before = len(written(folder))
        proxy.get(post["en"].url, **{name.replace("-", "_"): what for name, what in case.items()})
        assert (len(written(folder)) > before) is is_person, case


def test_no_line_is_counted_before_its_end_is_there(pair, folder):
    hour_file(folder).write_text(f"{pair} en\n{pair} e")
    count_logs()
    assert counted() == {("en", False): 1}
    hour_file(folder).write_text(f"{pair} en\n{pair} en\n")
    count_logs()
    assert counted() == {("en", False): 2}


def test_what_is_no_name_of_a_page_is_passed_over(pair, folder, monkeypatch):
    monkeypatch.setattr(reading_logs, "PART", 64)
    junk = [b"\0" * 200, b"x" * 500, b"", f"{uuid4()} en".encode(), f"{pair} fr".encode()]
    junk += [f"{pair} en 203.0.113.7".encode(), f"{pair} en' OR 1=1".encode(), b"\xff\xfe\n\r"]
    hour_file(folder).write_bytes(b"\n".join([*junk, f"{pair} es".encode(), b""]))
    (folder / "2026-13-01T04+00:00.log").write_text(f"{pair} en\n")
    (folder / "none.log").write_text(f"{pair} en\n")
    count_logs()
    assert counted() == {("es", False): 1}


def test_a_file_whose_hour_is_over_is_counted_and_deleted_and_a_new_one_begins_anew(pair, folder):
    old, now = hour_file(folder, ago=3), hour_file(folder)
    for file in (old, now):
        file.write_text(f"{pair} en\n" * 2)
    count_logs()
    assert (old.exists(), now.exists()) == (False, True)
    now.rename(folder / "elsewhere")
    now.write_text(f"{pair} en\n")
    count_logs()
    assert sum(counted().values()) == 5
    ReadLog.objects.update(day="2020-01-01")
    count_logs()
    assert [row.name for row in ReadLog.objects.all()] == [now.name]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_before_or_after_the_commit_every_line_is_counted_once(pair, folder, moment):
    """Boots Django in a process of its own: some seconds."""
    hour_file(folder).write_text(f"{pair} en\n" * 40)
    name = str(connection.settings_dict["NAME"])
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    words = [sys.executable, "-c", READER, name, str(folder), moment]
    assert subprocess.run(words, env=environment, timeout=60).returncode == -signal.SIGKILL
    assert 0 < sum(counted().values()) < 40
    count_logs()
    assert sum(counted().values()) == 40
