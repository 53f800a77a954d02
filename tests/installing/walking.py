"""The main job as a reader does it, against a Hub that runs somewhere: front page, campaign page,
signing, the mail, confirming, and one signature more.

It needs Python's own library alone, so that a hosted build can walk its containers:

python -m tests.installing.walking https://127.0.0.1 news.example.org http://127.0.0.1:8025
"""

import http.client
import json
import re
import ssl
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import urlopen

Letters = Callable[[str], list[str]]
COUNT = re.compile(r'data-signature-count="(\d+)"')
SECONDS = 90  # until a mail has come and the count has been made


class Astray(AssertionError):
    """Where the walk ended."""


class Forms(HTMLParser):
    """Each form of a page that posts: its action, and all that a browser would send untouched."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form" and (said.get("method") or "").lower() == "post":
            self.found.append((said.get("action") or "", {}))
        is_sent = said.get("type") not in {"checkbox", "radio"} or "checked" in said
        if tag == "input" and self.found and said.get("name") and is_sent:
            self.found[-1][1][said["name"] or ""] = said.get("value") or ""


@dataclass(frozen=True)
class Reader:
    """At `address`, asking for the site called `name`, whose certificate nobody vouches for."""

    address: str
    name: str

    def ask(self, path: str, typed: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, text, and where it leads on to."""
        there = urlsplit(self.address)
        context = ssl._create_unverified_context()
        line = http.client.HTTPSConnection(there.hostname, there.port, timeout=30, context=context)
        headers = {"Host": self.name, "User-Agent": "Mozilla/5.0 (walking)"}
        body = None
        if typed is not None:
            headers |= {"Origin": f"https://{self.name}", "Sec-Fetch-Site": "same-origin"}
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(typed)
        line.request("POST" if body is not None else "GET", path, body, headers)
        answer = line.getresponse()
        text = answer.read().decode()
        line.close()
        return answer.status, text, answer.headers.get("Location") or ""

    def page(self, path: str) -> str:
        status, text, _onward = self.ask(path)
        if status != 200:
            raise Astray(f"{path}: {status}")
        return text


def walk(reader: Reader, letters: Letters, language: str = "en") -> tuple[int, int]:
    """The counts before and after. Raises Astray."""
    front = reader.page(f"/{language}/")
    places = re.findall(rf'href="(?:https://[^/"]+)?(/{language}/camp[^"/]*/[^"/?#]+/)"', front)
    path = next((each for each in places if COUNT.search(reader.page(each))), "")
    if not path:
        raise Astray("no campaign page on the front page")
    page = reader.page(path)
    before = int(COUNT.findall(page)[0])
    address = f"walker{time.time_ns()}@example.org"
    sign(reader, path, page, address)
    confirm(reader, letters, address)
    wanted = lambda: int(COUNT.findall(reader.page(path))[0]) > before  # noqa: E731
    wait_for(wanted, "the count")
    return before, before + 1


def sign(reader: Reader, path: str, page: str, address: str) -> None:
    action, typed = next(each for each in Forms(page).found if "postal_code" in each[1])
    typed |= {"name": "Ana Planted", "email": address, "postal_code": "02118"}
    status, text, _onward = reader.ask(urljoin(path, action), typed)
    if status not in {200, 302, 303}:
        raise Astray(f"signing: {status}")


def confirm(reader: Reader, letters: Letters, address: str) -> None:
    mail = wait_for(lambda: letters(address), "the mail")[0]
    link = re.search(rf"https://{re.escape(reader.name)}(/\S+)", mail)
    if link is None:
        raise Astray("the mail has no link")
    page = reader.page(link[1])
    action, typed = Forms(page).found[0]
    status, _text, _onward = reader.ask(urljoin(link[1], action), typed)
    if status not in {200, 302, 303}:
        raise Astray(f"confirming: {status}")


def wait_for(ask: Callable[[], object], what: str) -> list[str]:
    deadline = time.monotonic() + SECONDS
    while not (answer := ask()):
        if time.monotonic() > deadline:
            raise Astray(f"waited in vain for {what}")
        time.sleep(0.5)
    return answer if isinstance(answer, list) else []


def of_mailpit(address: str) -> Letters:
    """The plain text of each mail that Mailpit holds for somebody."""

    def letters(to: str) -> list[str]:
        found = json.load(urlopen(f"{address}/api/v1/search?query=to:{to}", timeout=10))
        numbers = [each["ID"] for each in found["messages"]]
        bodies = (urlopen(f"{address}/api/v1/message/{each}", timeout=10) for each in numbers)
        return [json.load(each)["Text"] for each in bodies]

    return letters


if __name__ == "__main__":
    address, name, mailpit = sys.argv[1:]
    sys.stdout.write(f"{walk(Reader(address, name), of_mailpit(mailpit))}\n")
