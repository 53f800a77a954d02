"""While nothing behind the proxy answers, readers of both languages are told so."""

import re

import pytest

from dev.bootstrap import ROOT
from dev.nginx import find_nginx
from dev.servers import free_port
from tests.proxy import running_nginx

PAGE = (ROOT / "deploy" / "away.html").read_text()


@pytest.mark.skipif(not find_nginx(), reason="nginx is not here")
def test_a_silent_hub_is_told_of_in_both_languages(tmp_path):
    with running_nginx(tmp_path, tmp_path / "media", "", free_port()) as proxy:
        for path in ("/en/", "/es/noticias/", "/healthz", "/admin/", "/hooks/ses/tracking/"):
            answer = proxy.get(path)
            assert answer.status == 503, path
            assert answer.headers["Retry-After"] == "60"
            assert answer.headers["Cache-Control"] == "no-store"
            assert "We will be right back" in answer.text
            assert "Volvemos enseguida" in answer.text
        assert proxy.get("/away.html").status == 404


def test_its_page_needs_nothing_else_and_runs_nothing():
    assert not re.search(r"<script|<link|<img|src=|url\(|https?:", PAGE)
    assert '<section lang="es">' in PAGE


def test_compose_puts_the_page_where_the_proxy_looks_for_it():
    assert (
        "./deploy/away.html:/etc/nginx/pages/away.html:ro"
        in (ROOT / "docker-compose.yml").read_text()
    )
    assert "root /etc/nginx/pages;" in (ROOT / "deploy" / "nginx.conf").read_text()
