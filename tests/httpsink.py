"""A real web server that keeps what it is sent, and answers as it is told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Sink:
    port: int = 0
    status: int = 200
    location: str = ""
    body: bytes = b"{}"
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [path for _method, path, _headers, _body in self.asked]


class Handler(BaseHTTPRequestHandler):
    sink: Sink

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.sink.asked.append((self.command, self.path, dict(self.headers), body))
        self.send_response(self.sink.status)
        if self.sink.location:
            self.send_header("Location", self.sink.location)
        self.send_header("Content-Length", str(len(self.sink.body)))
        self.end_headers()
        self.wfile.write(self.sink.body)

    do_GET = do_POST = do_PURGE = answer

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def http_sink() -> Iterator[Sink]:
    sink = Sink()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Of", (Handler,), {"sink": sink}))
    sink.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}).start()
    try:
        yield sink
    finally:
        server.shutdown()
        server.server_close()
