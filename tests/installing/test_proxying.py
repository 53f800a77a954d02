"""deploy/nginx.conf as Debian's nginx gets it: nginx itself takes it, and it names no address."""

import re
import subprocess
from pathlib import Path

import pytest

from dev.nginx import find_nginx
from installing.proxying import Unfit, exchanged, exchanges
from tests.proxy import make_certificate

SHIPPED = Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"


def configuration(**facts: bool) -> str:
    return exchanged(SHIPPED.read_text(), exchanges(key="k" * 40, **facts))


@pytest.mark.skipif(not find_nginx(), reason="nginx is not here")
def test_nginx_takes_it(tmp_path):
    """Of Debian 12, which has no `http2 on`."""
    make_certificate(tmp_path)
    text = configuration(has_http2_on=False, has_ipv6=False)
    for path in ("/etc/hub/tls", "/var/log/hub", "/var/lib/hub", "/var/cache/nginx"):
        text = text.replace(path, str(tmp_path))
    text = re.sub(r"listen (\d+)", r"listen 127.0.0.1:1\1", text)
    text = text.replace("/run/nginx.pid", f"{tmp_path}/nginx.pid")
    (tmp_path / "nginx.conf").write_text(text)
    done = subprocess.run(
        [find_nginx(), "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_nothing_of_the_image_is_left_and_the_way_to_the_authority_is_open():
    text = configuration(has_http2_on=True, has_ipv6=True)
    assert not re.search(r"127\.0\.0\.11|web:8000|\$\{|/dev/std|/etc/nginx/(tls|pages)", text)
    assert "        http2 on;\n" in text
    assert "listen [::]:443 ssl default_server;" in text
    assert re.search(r"acme-challenge/ \{\s+root /var/lib/hub/acme;", text)


def test_no_log_names_who_asked_or_for_what():
    text = configuration(has_http2_on=False, has_ipv6=True)
    formats = re.findall(r"log_format (\w+) '([^']*)'", text)
    assert {name for name, _said in formats} == {"counts", "reads"}
    for _name, said in formats:
        assert not re.search(r"remote_addr|request_uri|\$uri|forwarded|user_agent|cookie", said)
    assert all(
        line.split()[2][:-1] in {"counts", "reads"} or "reads if" in line
        for line in re.findall(r"access_log [^\n]+", text)
    )
    assert "error_log /var/log/hub/nginx.log crit;" in text


def test_a_shipped_file_that_has_changed_is_noticed():
    with pytest.raises(Unfit):
        exchanged(
            SHIPPED.read_text().replace("web:8000", "hub:8000"),
            exchanges(key="k" * 40, has_http2_on=True, has_ipv6=True),
        )
