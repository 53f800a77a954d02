"""What the proxy says by itself, it says in both languages."""

import re

import pytest

from dev.bootstrap import ROOT
from dev.nginx import find_nginx
from dev.servers import free_port
from tests.proxy import running_nginx, running_proxy

FOLDER = ROOT / "deploy" / "pages"
WORDS = {
    "away": ("We will be right back", "Volvemos enseguida"),
    "too-large": ("That is too large", "Es demasiado grande"),
    "refused": ("There is nothing here", "Aquí no hay nada"),
}
needs_nginx = pytest.mark.skipif(not find_nginx(), reason="nginx is not here")


@needs_nginx
def test_a_silent_hub_is_told_of_in_both_languages(tmp_path):
    with running_nginx(tmp_path, tmp_path / "media", "", free_port()) as proxy:
        for path in ("/en/", "/es/noticias/", "/healthz", "/admin/", "/hooks/ses/tracking/"):
            answer = proxy.get(path)
            assert answer.status == 503, path
            assert answer.headers["Retry-After"] == "60"
            assert answer.headers["Cache-Control"] == "no-store"
            assert all(word in answer.text for word in WORDS["away"])


@needs_nginx
@pytest.mark.django_db
def test_what_the_proxy_refuses_itself_is_told_in_both_languages(tmp_path):
    media = tmp_path / "media"
    with running_proxy(tmp_path, media, "") as proxy:
        large = {"Content-Length": str(30 * 1_000_000)}
        for path in ("/es/firmar/a/", "/admin/images/add/", "/hooks/ses/tracking/"):
            says(proxy.get(path, method="POST", **large), 413, "too-large")
        for path in ("/media/original_images/a.jpg", "/metrics", "/away.html", "/refused.html"):
            says(proxy.get(path), 404, "refused")
        says(proxy.get("/en/?" + "a" * 9_000), 414, "refused")


def says(answer, status: int, page: str) -> None:
    assert answer.status == status
    assert all(word in answer.text for word in WORDS[page])
    assert "nginx" not in answer.text
    assert answer.headers["Retry-After"] is None
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


@needs_nginx
@pytest.mark.django_db
def test_what_hub_answers_itself_passes(tmp_path):
    with running_proxy(tmp_path, tmp_path / "media", "") as proxy:
        answer = proxy.get("/es/nada/")
        assert answer.status == 404
        assert all(word not in answer.text for word in WORDS["refused"])


@pytest.mark.parametrize("name", WORDS)
def test_a_page_needs_nothing_else_and_runs_nothing(name):
    text = (FOLDER / f"{name}.html").read_text(encoding="utf-8")
    assert not re.search(r"<script|<link|<img|src=|url\(|https?:", text)
    assert '<section lang="es">' in text
    assert all(word in text for word in WORDS[name])


def test_compose_puts_the_pages_where_the_proxy_looks_for_them():
    assert "./deploy/pages:/etc/nginx/pages:ro" in (ROOT / "docker-compose.yml").read_text()
    assert "root /etc/nginx/pages;" in (ROOT / "deploy" / "nginx.conf").read_text()
    assert {path.stem for path in FOLDER.iterdir()} == set(WORDS)
