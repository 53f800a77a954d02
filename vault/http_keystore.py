"""The keystore as a server: the key-value engine, version 2, of Vault or OpenBao.

Another KMS needs these five calls before it, below `/v1/<mount>`, each with `X-Vault-Token`:
`GET data/<folder>/<name>` answers the entry and its version, 404 without one;
`POST data/<folder>/<name>` keeps one if the version in `cas` is still the current one (0: there
must be none), else 400; `PUT destroy/<folder>/<name>` forgets versions; `DELETE
metadata/<folder>/<name>` forgets all of it; `LIST metadata/<folder>` and
`GET metadata/<folder>/<name>` say which names there are, and when each was written last.
Redirects and proxies are not followed: the token goes to this host alone.
"""

import base64
import json
import time
from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult, quote, unquote

from vault.erasures import note_erasure
from vault.key_entries import DESTROYED, NAME, KeyMissing, KeystoreAway, check_name

SECONDS = 5  # that it may take to answer
PORT = 8200


class HttpKeystore:
    """One entry of the server's engine for each name; the server keeps them durably."""

    def __init__(self, address: SplitResult, mount: str, folder: str, *, is_tls: bool):
        self.kind = HTTPSConnection if is_tls else HTTPConnection
        self.host, self.port = address.hostname or "", address.port or PORT
        self.token = unquote(address.username or "")
        self.mount, self.folder = mount, folder.strip("/")

    def get(self, name: str) -> bytes:
        return base64.b64decode(self._stored(name)["data"]["entry"])

    def put(self, name: str, entry: bytes) -> None:
        self._keep(name, entry, version=0)

    def replace(self, name: str, entry: bytes) -> None:
        version = self._stored(name)["metadata"]["version"]
        self._keep(name, entry, version=version)
        gone = {"versions": list(range(1, version + 1))}
        self._ask("PUT", self._path("destroy", name), gone)

    def destroy(self, name: str) -> None:
        path = self._path("metadata", name)
        note_erasure(DESTROYED, [name])
        self._ask("DELETE", path)

    def names(self, *, older_than: float = 0) -> Iterator[str]:
        found = self._ask("LIST", f"metadata/{quote(self.folder)}")
        limit = time.time() - older_than
        for name in found["data"]["keys"] if found else ():
            if NAME.fullmatch(name) and (not older_than or self._written(name) <= limit):
                yield name

    def _stored(self, name: str) -> dict[str, Any]:
        found = self._ask("GET", self._path("data", name))
        if found is None:
            raise KeyMissing(name)
        stored: dict[str, Any] = found["data"]
        return stored

    def _keep(self, name: str, entry: bytes, *, version: int) -> None:
        facts = {"entry": base64.b64encode(entry).decode()}
        asked = {"options": {"cas": version}, "data": facts}
        self._ask("POST", self._path("data", name), asked)

    def _written(self, name: str) -> float:
        found = self._ask("GET", self._path("metadata", name))
        if found is None:
            return time.time()
        moment = found["data"]["updated_time"]
        return datetime.fromisoformat(f"{moment[:19]}+00:00").timestamp()

    def _path(self, what: str, name: str) -> str:
        return f"{what}/{quote(self.folder)}/{check_name(name)}"

    def _ask(self, method: str, path: str, body: Any = None) -> dict[str, Any] | None:
        """None where there is none. Raises FileExistsError, KeystoreAway; never says the token."""
        connection = self.kind(self.host, self.port, timeout=SECONDS)
        try:
            facts = {"X-Vault-Token": self.token, "Content-Type": "application/json"}
            text = None if body is None else json.dumps(body)
            connection.request(method, f"/v1/{quote(self.mount)}/{path}", text, facts)
            answer = connection.getresponse()
            said = answer.read()
        except (OSError, HTTPException) as error:
            raise KeystoreAway(type(error).__name__) from None
        finally:
            connection.close()
        return _told(answer.status, said)


def _told(status: int, said: bytes) -> dict[str, Any] | None:
    if status == HTTPStatus.NOT_FOUND:
        return None
    if status == HTTPStatus.BAD_REQUEST and b"check-and-set" in said:
        raise FileExistsError("there is such an entry")
    if status >= HTTPStatus.MULTIPLE_CHOICES:
        raise KeystoreAway(f"status {status}")
    try:
        told: dict[str, Any] = json.loads(said) if said else {}
    except ValueError:
        raise KeystoreAway("no JSON") from None
    return told
