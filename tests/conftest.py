"""What every test may ask for: readers, staff, and small newsrooms made through the real doors."""

import gc
from collections.abc import Callable
from contextlib import ExitStack

import pytest
from django.core.cache import cache
from django.test import Client, TransactionTestCase

from campaigns.domains import forget_lists
from tests import making
from tests.flushing import remember_the_beginning, return_to_the_beginning
from tests.mailsink import address_of, mail_sink
from tests.stack import running_stack
from vault import probing, switches

RUNNING = pytest.StashKey[ExitStack]()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tests that commit go back to these rows, not to empty tables."""
    with django_db_blocker.unblock():
        remember_the_beginning()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            TransactionTestCase, "_fixture_teardown", lambda case: return_to_the_beginning()
        )
        yield


@pytest.fixture(autouse=True)
def _forget_caches():
    """Site roots, networks, domains, switches and probes of the test before are not those of this
    one: what is believed for some seconds is known from its beginning, or not at all.
    """
    cache.clear()
    forget_lists()
    probing.forget()
    switches.forget()


@pytest.fixture
def reader():
    """A browser without cookies, as a reader's."""
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


@pytest.fixture
def petition(db):
    return making.petition()


@pytest.fixture
def campaign(petition):
    """The petition's live pages by language."""
    return making.campaign(petition)


@pytest.fixture
def post(db):
    """A live story by language, translated through wagtail-localize."""
    return making.post()


@pytest.fixture
def staff(db):
    """`staff("Editors")` is a signed-in browser of a new member of that group."""

    def sign_in(group: str, **facts) -> Client:
        user = making.user(group, **facts)
        client = making.sign_in(Client(), user)
        client.user = user
        return client

    return sign_in


@pytest.fixture
def smtp_sink(settings):
    """A real mail server; see tests/mailsink.py for what it can be told to do."""
    with mail_sink() as sink:
        settings.MAIL_SERVER = address_of(sink)
        settings.MAIL_TIMEOUT = 20  # seconds; a busy machine is not a silent server
        yield sink


@pytest.fixture
def prove(record_property) -> Callable[..., None]:
    """`prove("a worker is killed", "1,200 signed", lost=0, doubled=0, unknown=3)` is a row of
    docs/proof.md; a figure that is not told cannot happen there.
    """

    def note(accident: str, seen: str, **figures: int) -> None:
        assert set(figures) <= {"lost", "doubled", "unknown"}
        for name, value in {"accident": accident, "seen": seen, **figures}.items():
            record_property(name, value)

    return note


@pytest.fixture(scope="session")
def stack(request):
    """All of Hub as `bin/run` starts it; tests that share it stand in the xdist group `stack`."""
    with ExitStack() as running:
        request.config.stash[RUNNING] = running
        yield running.enter_context(running_stack())


def pytest_collection_finish(session):
    """What was loaded by now stays to the end: looking through it for garbage costs a twentieth."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item, nextitem):
    """In a parallel run the group stays together: behind it nobody needs the stack, and it would
    compute beside all other tests until the end.
    """
    group = nextitem and nextitem.get_closest_marker("xdist_group")
    is_over = nextitem and not (group and group.args == ("stack",))
    if is_over and RUNNING in item.config.stash and getattr(item.config.option, "loadgroup", 0):
        item.config.stash[RUNNING].close()
