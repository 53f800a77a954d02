"""A real nginx with deploy/nginx.conf in front of the running test's newsroom.

Of the shipped file only addresses, ports, folders and certificates are exchanged, and what
Debian's nginx is too old for (`http2 on`, `resolve`). The key is put in as the image of the compose
file does.
"""

import ipaddress
import os
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPResponse, HTTPSConnection
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connections

from dev.nginx import find_nginx
from dev.servers import free_port

SHIPPED = Path(__file__).resolve().parent.parent / "deploy" / "nginx.conf"
SITE = "testserver"
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass
class Proxy:
    url: str
    folder: Path
    certificate: Path

    def get(self, path: str, method: str = "GET", **headers: str) -> HTTPResponse:
        """As a reader gets it; the body has been read into `text`. No body is sent."""
        context = ssl.create_default_context(cafile=self.certificate)
        port = int(self.url.rpartition(":")[2])
        line = HTTPSConnection("127.0.0.1", port, timeout=30, context=context)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(method, path, headers={"Host": SITE} | names)
        answer = line.getresponse()
        answer.text = answer.read().decode()  # type: ignore[attr-defined]
        line.close()
        return answer

    def kept(self, path: str) -> bool:
        """Whether this answer came out of the cache."""
        return self.get(path).headers["X-Cache"] == "HIT"


@contextmanager
def running_proxy(folder: Path, media: Path | str, key: str) -> Iterator[Proxy]:
    with running_site() as upstream, running_nginx(folder, media, key, upstream) as proxy:
        yield proxy


@contextmanager
def running_nginx(
    folder: Path, media: Path | str, key: str, upstream: int | Sequence[str], port: int = 0
) -> Iterator[Proxy]:
    """In front of whatever answers at the port `upstream`, or at these addresses; of nothing, where
    nothing does.
    """
    port = port or free_port()
    certificate = make_certificate(folder)
    (folder / "reads").mkdir()
    webs = [f"127.0.0.1:{upstream}"] if isinstance(upstream, int) else upstream
    ports = {"web": "; server ".join(webs), "tls": str(port), "plain": str(free_port())}
    (folder / "nginx.conf").write_text(configuration(folder, media, ports, key))
    # The folders of a test are its owner's alone; nginx would become another account.
    user = "" if os.geteuid() else "user root;"
    program = find_nginx()
    assert program, "there is no nginx"
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g"]
    process = subprocess.Popen([*command, f"daemon off; pid {folder}/nginx.pid; {user}"])
    proxy = Proxy(f"https://127.0.0.1:{port}", folder, certificate)
    try:
        wait_until_it_answers(proxy, process)
        yield proxy
    finally:
        process.terminate()
        process.wait(20)


def configuration(folder: Path, media: Path | str, ports: dict[str, str], key: str) -> str:
    """The shipped file with the places of this machine; each exchange must find its place."""
    text = SHIPPED.read_text()
    temporary = "".join(f"    {name}_temp_path {folder}/{name};\n" for name in TEMPORARY)
    exchanges = {
        "http {\n": f"http {{\n{temporary}",
        "/dev/stderr": f"{folder}/error.log",
        "/dev/stdout": f"{folder}/access.log",
        "/var/cache/nginx/pages": f"{folder}/pages",
        "/var/lib/hub/reads": f"{folder}/reads",
        "    resolver 127.0.0.11 valid=5s;\n": "",
        "        zone hub 64k;\n": "",
        "web:8000 resolve": ports["web"],
        "listen 80 ": f"listen 127.0.0.1:{ports['plain']} ",
        "listen 443 ": f"listen 127.0.0.1:{ports['tls']} ",
        "        http2 on;\n": "",
        "/etc/nginx/tls/": f"{folder}/",
        "/var/lib/hub/media/": f"{media}/",
        "/etc/nginx/pages": str(SHIPPED.parent / "pages"),
        "${PROXY_REFRESH_KEY}": key,
    }
    for ours, theirs in exchanges.items():
        assert ours in text, ours
        text = text.replace(ours, theirs)
    return text


def wait_until_it_answers(proxy: Proxy, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + 20
    while True:
        assert process.poll() is None, "nginx does not take deploy/nginx.conf"
        try:
            proxy.get("/healthz")
        except ConnectionError:
            assert time.monotonic() < deadline, "nginx does not answer"
            time.sleep(0.05)
        else:
            return


@contextmanager
def running_site() -> Iterator[int]:
    """The newsroom of this test at a port of its own, one request at a time, so that it can see
    what the test's transaction has written.
    """
    server = make_server("127.0.0.1", 0, get_wsgi_application(), Backlogged, Quiet)
    shared = connections["default"]
    shared.inc_thread_sharing()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # as Django's own test client does

    def serve() -> None:
        connections["default"] = shared
        server.serve_forever(poll_interval=0.05)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join(20)
        server.server_close()
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
        shared.dec_thread_sharing()


class Backlogged(WSGIServer):
    request_queue_size = 128


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


def make_certificate(folder: Path) -> Path:
    """For the site's name, and for the address at which the tests' reader calls."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, SITE)])
    here = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(SITE), here]), critical=False)
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding.PEM
    private = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "privkey.pem").write_bytes(key.private_bytes(encoding, *private))
    path = folder / "fullchain.pem"
    path.write_bytes(certificate.public_bytes(encoding))
    return path
