"""A server that speaks the key-value engine of Vault in version 2, as far as keys need it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOKEN = "planted-token"
ROOT = "/v1/secret/"


class Keys(ThreadingHTTPServer):
    """`entries`: for each name its versions, oldest first; a destroyed one is None."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.entries: dict[str, list[dict | None]] = {}
        self.written: dict[str, str] = {}

    @property
    def url(self) -> str:
        return f"vault+http://{TOKEN}@127.0.0.1:{self.server_port}/secret/hub/keys"


class Handler(BaseHTTPRequestHandler):
    server: Keys

    def parts(self) -> tuple[str, str]:
        what, _, rest = self.path.removeprefix(ROOT).partition("/")
        return what, rest.removeprefix("hub/keys").strip("/")

    def answer(self, status: int, facts: dict | None = None) -> None:
        body = json.dumps(facts).encode() if facts is not None else b""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def act(self) -> None:
        if self.headers["X-Vault-Token"] != TOKEN:
            return self.answer(403, {"errors": ["permission denied"]})
        what, name = self.parts()
        size = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(size)) if size else {}
        return getattr(self, f"{self.command.lower()}_{what}")(name, body)

    do_GET = do_POST = do_PUT = do_DELETE = do_LIST = act

    def get_data(self, name: str, body: dict) -> None:
        versions = self.server.entries.get(name, [])
        if not versions or versions[-1] is None:
            return self.answer(404, {"errors": []})
        facts = {"data": versions[-1], "metadata": {"version": len(versions)}}
        return self.answer(200, {"data": facts})

    def post_data(self, name: str, body: dict) -> None:
        versions = self.server.entries.setdefault(name, [])
        if body["options"]["cas"] != len(versions):
            said = "check-and-set parameter did not match the current version"
            return self.answer(400, {"errors": [said]})
        versions.append(body["data"])
        self.server.written[name] = datetime.now(UTC).isoformat().replace("+00:00", "123Z")
        return self.answer(200, {"data": {"version": len(versions)}})

    def put_destroy(self, name: str, body: dict) -> None:
        for version in body["versions"]:
            self.server.entries[name][version - 1] = None
        self.answer(204)

    def delete_metadata(self, name: str, body: dict) -> None:
        self.server.entries.pop(name, None)
        self.answer(204)

    def list_metadata(self, name: str, body: dict) -> None:
        names = sorted(self.server.entries)
        self.answer(200 if names else 404, {"data": {"keys": names}})

    def get_metadata(self, name: str, body: dict) -> None:
        self.answer(200, {"data": {"updated_time": self.server.written[name]}})

    def log_message(self, *facts: object) -> None:
        pass


@contextmanager
def key_server() -> Iterator[Keys]:
    server = Keys()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
