"""What was read: counted from the log of a real nginx, or by Hub itself, and nothing of who."""

import os
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from cms.models import ReadLog, Reads
from cms.reading_logs import count_logs
from dev.nginx import find_nginx
from tests import making
from tests.proxy import running_proxy

KEY = "a-key-of-the-tests-0123456789-abcdefgh"
PHONE = "Mozilla/5.0 (Linux; Android 9; CUBOT_X18) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36"
LINE = re.compile(r"[0-9a-f-]{36} (en|es)( courtesy)?\n")
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


def written(folder) -> str:
    return "".join(path.read_text() for path in sorted(folder.iterdir()))


def counted() -> dict[tuple[str, bool], int]:
    rows = Reads.objects.values_list("language", "is_courtesy", "number")
    return {(language, is_courtesy): number for language, is_courtesy, number in rows}


def test_what_the_proxy_answers_is_counted_by_page_and_language(post, proxy, folder):
    for _ in range(3):
        proxy.get(post["en"].url, User_Agent=PHONE)
    answer = proxy.get(post["es"].url, User_Agent=PHONE)
    assert proxy.kept(post["en"].url)
    assert "X-Hub-Read" not in answer.headers
    count_logs()
    count_logs()
    assert counted() == {("en", False): 3, ("es", False): 1}
    assert Reads.objects.filter(translation_key=post["en"].translation_key).count() == 2
    assert set(LINE.findall(written(folder))) and not LINE.sub("", written(folder))
