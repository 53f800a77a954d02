"""Providers of mail that do as they are told: a real HTTP server that speaks four of their APIs.

sink.answer(429, retry_after=7)       the next calls get this status, until told otherwise
sink.answer(502, takes=True)          take the letters, then answer so
sink.hang() / sink.drop()             take the letters, then stay silent / hang up
sink.refuse("ana@…")                  not this reader
"""

import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

HOST = "127.0.0.1"
TIES = {"brevo": "/v3/", "mailgun": "/v3", "resend": "/", "postmark": "/", "sparkpost": "/api/v1/"}


@dataclass(frozen=True)
class Letter:
    """As its reader gets it."""

    to: str
    subject: str
    text: str
    page: str
    headers: Mapping[str, str]
    message: str  # the metadata by which a later notice finds the row


@dataclass
class ProviderSink:
    kind: str
    port: int = 0
    received: list[Letter] = field(default_factory=list)
    calls: list[list[str]] = field(default_factory=list)  # the readers of each
    keys: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    takes: bool = True
    times: int = -1  # calls that the order is for; -1: all
    manner: str = ""
    says: str = ""  # in place of the usual words of a refusal
    end: threading.Event = field(default_factory=threading.Event)

    def answer(
        self, status: int, *, takes: bool = False, times: int = -1, retry_after: str = ""
    ) -> None:
        self.status, self.takes, self.times, self.manner = status, takes, times, ""
        self.headers = {"Retry-After": retry_after} if retry_after else {}

    def hang(self, *, times: int = -1, manner: str = "hang") -> None:
        self.answer(200, takes=True, times=times)
        self.manner = manner

    def drop(self, *, times: int = -1) -> None:
        self.hang(times=times, manner="drop")

    def obey(self) -> None:
        self.answer(200, takes=True)

    def refuse(self, *addresses: str) -> None:
        self.refused |= set(addresses)

    @property
    def addresses(self) -> list[str]:
        return [letter.to for letter in self.received]

    def take(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, Any]:
        """What is answered, once it is decided what is kept."""
        letters, key = SPEAKS[self.kind](path, headers, body)
        self.bodies.append(body.decode())
        self.calls.append([letter.to for letter in letters])
        status, self.times = (self.status if self.times else 200), max(-1, self.times - 1)
        good = [letter for letter in letters if letter.to not in self.refused]
        bad = [letter for letter in letters if letter not in good]
        is_partial = self.kind in {"resend", "postmark"} and len(letters) > 1
        if bad and not is_partial:
            return 400, {"message": "to parameter is not a valid address"}
        is_old = bool(key) and key in self.keys
        if (status == 200 or self.takes) and not is_old:
            self.received += good
            self.keys += [key] if key else []
        if self.says:
            return status, {"message": self.says} if status >= 400 else [self.says]
        return status, REPLIES[self.kind](letters, {letters.index(each) for each in bad})


def _brevo(path: str, headers: Mapping[str, str], body: bytes) -> tuple[list[Letter], str]:
    said = json.loads(body)
    letters = [_brevo_letter({**said, **each}) for each in said.get("messageVersions", [said])]
    return letters, said.get("headers", {}).get("idempotencyKey", "")


def _brevo_letter(said: dict) -> Letter:
    headers = dict(said["headers"])
    told = json.loads(headers.pop("X-Mailin-custom"))["message"]
    contents = (said["subject"], said["textContent"], said.get("htmlContent", ""))
    return Letter(said["to"][0]["email"], *contents, headers, told)


def _resend(path: str, headers: Mapping[str, str], body: bytes) -> tuple[list[Letter], str]:
    said = json.loads(body)
    letters = [_resend_letter(each) for each in (said if isinstance(said, list) else [said])]
    return letters, headers.get("Idempotency-Key", "")


def _resend_letter(said: dict) -> Letter:
    told = json.loads(said["headers"]["X-Metadata"])["message"]
    contents = (said["subject"], said["text"], said.get("html", ""))
    return Letter(said["to"][0], *contents, said["headers"], told)


def _postmark(path: str, headers: Mapping[str, str], body: bytes) -> tuple[list[Letter], str]:
    said = json.loads(body)
    return [_postmark_letter(each) for each in (said if isinstance(said, list) else [said])], ""


def _postmark_letter(said: dict) -> Letter:
    named = {each["Name"]: each["Value"] for each in said["Headers"]}
    contents = (said["Subject"], said["TextBody"], said.get("HtmlBody", ""))
    return Letter(said["To"], *contents, named, said["Metadata"]["message"])


def _mailgun(path: str, headers: Mapping[str, str], body: bytes) -> tuple[list[Letter], str]:
    said = parse_qs(body.decode())
    variables = json.loads(said.get("recipient-variables", ["{}"])[0])
    return [_mailgun_letter(said, to, variables.get(to, {})) for to in said["to"]], ""


def _mailgun_letter(said: dict, to: str, variables: dict) -> Letter:
    def fill(name: str) -> str:
        text = said.get(name, [""])[0]
        return re.sub(r"%recipient\.([^%]+)%", lambda found: str(variables[found[1]]), text)

    headers = {name[2:]: fill(name) for name in said if name.startswith("h:")}
    return Letter(to, fill("subject"), fill("text"), fill("html"), headers, fill("v:message"))


def _sparkpost(path: str, headers: Mapping[str, str], body: bytes) -> tuple[list[Letter], str]:
    said = json.loads(body)
    [reader], content = said["recipients"], said["content"]
    contents = (content["subject"], content["text"], content.get("html", ""))
    told = said["metadata"]["message"]
    return [Letter(reader["address"]["email"], *contents, content["headers"], told)], ""


def _brevo_reply(letters: list[Letter], bad: set[int]) -> Any:
    ids = [f"<{number}@brevo>" for number in range(len(letters))]
    return {"messageIds": ids} if len(ids) > 1 else {"messageId": ids[0]}


def _resend_reply(letters: list[Letter], bad: set[int]) -> Any:
    taken = [{"id": str(place)} for place in range(len(letters)) if place not in bad]
    return {
        "data": taken,
        "errors": [{"index": place, "message": "Invalid `to`"} for place in sorted(bad)],
        **({"id": "0"} if len(letters) == 1 else {}),
    }


def _postmark_reply(letters: list[Letter], bad: set[int]) -> Any:
    def told(place: int, letter: Letter) -> dict:
        if place in bad:
            said = f"Found inactive addresses: {letter.to}. Inactive recipients are ones"
            return {"ErrorCode": 406, "Message": said}
        return {"ErrorCode": 0, "Message": "OK", "MessageID": str(place), "To": letter.to}

    answers = [told(place, letter) for place, letter in enumerate(letters)]
    return answers if len(answers) > 1 else answers[0]


def _sparkpost_reply(letters: list[Letter], bad: set[int]) -> Any:
    return {"results": {"total_accepted_recipients": 1, "total_rejected_recipients": 0, "id": "1"}}


SPEAKS = {
    "brevo": _brevo,
    "resend": _resend,
    "postmark": _postmark,
    "mailgun": _mailgun,
    "sparkpost": _sparkpost,
}
REPLIES = {
    "brevo": _brevo_reply,
    "resend": _resend_reply,
    "postmark": _postmark_reply,
    "mailgun": lambda letters, bad: {"id": "<1@mailgun>", "message": "Queued. Thank you."},
    "sparkpost": _sparkpost_reply,
}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    sink: ProviderSink

    def do_POST(self) -> None:
        sink = self.sink
        body = self.rfile.read(int(self.headers["Content-Length"]))
        manner = sink.manner if sink.times else ""
        status, told = sink.take(self.path, dict(self.headers), body)
        if manner == "hang":
            sink.end.wait(30)
        if manner:
            self.close_connection = True
            return
        said = json.dumps(told).encode()
        self.send_response(status)
        for name, value in sink.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def provider_sink(kind: str) -> Iterator[ProviderSink]:
    sink = ProviderSink(kind)
    with ThreadingHTTPServer((HOST, 0), type("Handler", (_Handler,), {"sink": sink})) as server:
        server.daemon_threads = True
        sink.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield sink
        finally:
            sink.end.set()
            server.shutdown()


def key_of(sink: ProviderSink) -> dict:
    """`settings.MAIL_SERVER` for this sink."""
    return {
        "provider": sink.kind,
        "host": HOST,
        "username": "",
        "password": "the-key",
        "api_url": f"http://{HOST}:{sink.port}{TIES[sink.kind]}",
    }
