"""nginx before Hub with the cache rules that are shipped, and the same bytes from files."""

import math
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.measuring import WrongAnswer
from bench.serving import STOP_SECONDS, Web, wait_for
from dev.bootstrap import ROOT
from dev.nginx import find_nginx
from dev.servers import free_port

SHIPPED = ROOT / "deploy" / "nginx.conf"
CONF = """
user {user}; pid {folder}/pid; error_log {folder}/error.log crit; worker_processes 1; daemon off;
events {{ worker_connections 1024; }}
http {{
    access_log off; default_type text/html; sendfile on; keepalive_requests 1000000;
    {temporary}
    proxy_cache_path {folder}/pages keys_zone=pages:10m use_temp_path=off;
{maps}
    upstream hub {{ server 127.0.0.1:{upstream}; keepalive 16; }}
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host $host;
    server {{
        listen 127.0.0.1:{port};
        location /files/ {{ alias {folder}/files/; }}
{locations}
    }}
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def nginx_before(hub: Web, folder: Path, files: dict[str, bytes]) -> Iterator[Web | None]:
    """None where there is no nginx. The files stand at `/files/<name>`."""
    program = find_nginx()
    if program is None:
        yield None
        return
    (folder / "files").mkdir()
    for name, body in files.items():
        (folder / "files" / name).write_bytes(body)
    port = free_port()
    (folder / "nginx.conf").write_text(_configuration(folder, hub.port, port))
    process = subprocess.Popen([program, "-p", folder, "-c", folder / "nginx.conf"])
    try:
        wait_for(process, port, "/healthz")
        yield Web(port, process, hub.database)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(STOP_SECONDS)


def _configuration(folder: Path, upstream: int, port: int) -> str:
    """Maps and rules for pages are those of deploy/nginx.conf; no TLS and no compression."""
    shipped = SHIPPED.read_text().replace("${PROXY_REFRESH_KEY}", "")

    def part(begins: str, ends: str) -> str:
        return shipped[shipped.index(begins) : shipped.index(ends)]

    return CONF.format(
        user="root",
        folder=folder,
        port=port,
        upstream=upstream,
        temporary="".join(f"{name}_temp_path {folder}/{name}; " for name in TEMPORARY),
        maps=part("    map $request_uri $asked_path", "    # Docker's"),
        locations=part(
            "        location = /_edition/ {", "        location ~ ^/(admin|documents)/"
        ),
    )


def has_wrk() -> bool:
    """Debian has it under this name."""
    return shutil.which("wrk") is not None


def hammered(web: Web, path: str, seconds: float) -> float:
    """Requests a second that wrk gets answered over eight connections; raises WrongAnswer."""
    address = f"http://127.0.0.1:{web.port}{path}"
    command = ["wrk", "--threads=1", "--connections=8", f"--duration={math.ceil(seconds)}s"]
    asked = [*command, "--header", "Host: testserver", address]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said:
        raise WrongAnswer(f"{path}: {said}")
    return float(said.partition("Requests/sec:")[2].split()[0])
