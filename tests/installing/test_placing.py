"""Rights are never widened, and a link is never followed."""

import os

import pytest

from installing.placing import Misplaced, Place, is_right, put, take_away
from tests.installing.rehearsal import Rehearsed


@pytest.fixture
def server(tmp_path):
    return Rehearsed(tmp_path)


def mode(server, path: str) -> int:
    return server.at(path).stat().st_mode & 0o7777


@pytest.mark.parametrize(
    ("stands", "asked", "then"), [(0o600, 0o640, 0o600), (0o666, 0o640, 0o640)]
)
@pytest.mark.parametrize("text", [None, "said"])
def test_rights_are_taken_away_and_never_given(server, stands, asked, then, text):
    place = Place("/srv/thing", asked, text=text)
    if text is None:
        server.at("/srv/thing").mkdir(parents=True)
    else:
        server.write("/srv/thing", "before")
    server.at("/srv/thing").chmod(stands)
    put(server, place)
    assert mode(server, "/srv/thing") == then
    assert is_right(server, place)


def test_what_is_new_has_the_rights_that_were_asked_for_whatever_the_shell_wants(server):
    before = os.umask(0)
    try:
        put(server, Place("/etc/hub/hub.env", 0o440, group="hub", text="KEY='word'\n"))
    finally:
        os.umask(before)
    assert mode(server, "/etc/hub/hub.env") == 0o440
    assert not is_right(server, Place("/etc/hub/hub.env", 0o440, text="KEY='word'\n"))


@pytest.mark.parametrize("text", [None, "said"])
def test_a_link_is_refused_and_what_it_leads_to_stays(server, text):
    server.write("/etc/shadow", "secret")
    server.at("/etc/shadow").chmod(0o600)
    server.at("/srv").mkdir()
    server.at("/srv/thing").symlink_to(server.at("/etc/shadow"))
    with pytest.raises(Misplaced):
        put(server, Place("/srv/thing", 0o644, text=text))
    assert server.text("/etc/shadow") == "secret"
    assert mode(server, "/etc/shadow") == 0o600


def test_what_is_taken_away_leaves_debians_folders_and_none_of_ours(server):
    ours = "/etc/systemd/system/nginx.service.d/hub.conf"
    debians = "/etc/postgresql/15/main/conf.d/hub.conf"
    for path in (ours, debians):
        server.write(path, "said")
        take_away(server, path)
    assert not server.at(ours).parent.exists()
    assert list(server.at(debians).parent.iterdir()) == []
