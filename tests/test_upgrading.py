"""A newsroom of the release before goes on with this code, and so does its backup.

It is seeded and signed by the release before, with that release's own packages.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pyrage import x25519

from dev.databases import address_of, create
from dev.servers import free_port
from tests.faults.visiting import (
    CAMPAIGN,
    SUBSCRIBE,
    confirm_over_http,
    page_of,
    post,
    sign_over_http,
)
from tests.releases import Release, addresses_of, release_before, unpacked
from tests.stack import ROOT, Stack, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3_000)]
COUNTED_SECONDS, MAIL_SECONDS = 20, 60
SIGNED, WAITING, NEW = (f"{name}@example.org" for name in ("signed", "waiting", "new"))
SEE_OTHER, DONE = 303, {200, 303}
READER, RESTORED = "reader@example.org", "restored@example.org"


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """One that the account of PostgreSQL may pass through."""
    made = Path(tempfile.mkdtemp(prefix="hub-upgrade-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="module")
def identity(folder) -> x25519.Identity:
    key = x25519.Identity.generate()
    (folder / "identity").write_text(f"{key}\n")
    return key


@pytest.fixture(scope="module")
def old(folder, identity) -> Release:
    data = folder / "data"
    data.mkdir()
    settings = {"PORT": str(free_port()), "BACKUP_RECIPIENT": str(identity.to_public())}
    settings["ERASURES_DIR"] = str(data / "erasures")
    return Release(unpacked(release_before(), folder / "before"), data, settings)


@pytest.fixture(scope="module")
def new(old) -> Release:
    return Release(ROOT, old.data, old.settings)


def signed(stack: Stack, address: str) -> None:
    assert sign_over_http(stack, address) == 200
    wait_for(lambda: stack.mails_to(address), seconds=MAIL_SECONDS)


def confirmed(stack: Stack, address: str) -> None:
    """The main job: its count, which everybody sees, goes up by one."""
    before = stack.count(CAMPAIGN)
    assert confirm_over_http(stack, address) in DONE
    wait_for(lambda: stack.count(CAMPAIGN) == before + 1, seconds=COUNTED_SECONDS)


def subscribed(stack: Stack, address: str) -> None:
    assert post(stack, SUBSCRIBE, {"email": address})[0] == SEE_OTHER
    wait_for(lambda: stack.mails_to(address), seconds=MAIL_SECONDS)
    assert confirm_over_http(stack, address) in DONE


def status_of(stack: Stack, path: str) -> int:
    line = HTTPConnection(urlsplit(stack.url).netloc, timeout=60)
    line.request("GET", path)
    return line.getresponse().status


def test_nobody_is_lost_and_every_link_in_a_mail_still_leads_there(old, new, folder):
    with old.running() as stack:
        signed(stack, SIGNED)
        confirmed(stack, SIGNED)
        signed(stack, WAITING)
        subscribed(stack, READER)
        pages = addresses_of(stack, page_of)
        assert len(pages) > 20
        count, links = stack.count(CAMPAIGN), links_in_mails(stack, SIGNED, READER)
        assert 200 in links.values()
        said = old.manage("backup").splitlines()[0]
        (folder / "backup.age").write_bytes(Path(said).read_bytes())
        (folder / "count").write_text(str(count))
    with new.running() as stack:
        assert new.manage("migrate", "--check") == ""
        assert stack.count(CAMPAIGN) == count
        assert {path: status_of(stack, path) for path in pages} == dict.fromkeys(pages, 200)
        assert {path: status_of(stack, path) for path in links} == links
        confirmed(stack, WAITING)
        assert sign_over_http(stack, SIGNED) == 200
        signed(stack, NEW)
        confirmed(stack, NEW)
        assert stack.count(CAMPAIGN) == count + 2


def links_in_mails(stack: Stack, *people: str) -> dict[str, int]:
    """What every link in the mails to them is answered with."""
    mails = [mail for each in people for mail in stack.mails_to(each)]
    texts = [mail.get_body(("plain",)).get_content() for mail in mails]
    found = [path for text in texts for path in re.findall(r"http://[^/\s]+(/\S+)", text)]
    return {path: status_of(stack, path) for path in found}


def test_its_backup_opens_in_this_code(new, folder):
    """With the keys that are there, into a database that is empty."""
    create("hub_upgraded", dict(os.environ))
    address = address_of("hub_upgraded", dict(os.environ))["DATABASE_URL"]
    there = {"DATABASE_URL": address}
    backup, identity = str(folder / "backup.age"), str(folder / "identity")
    said = new.manage("restore", backup, "--identity", identity, **there)
    assert "differs" not in said
    assert " 0 do not open" in said
    with new.running(**there) as stack:
        assert stack.count(CAMPAIGN) == int((folder / "count").read_text())
        signed(stack, RESTORED)
        confirmed(stack, RESTORED)
