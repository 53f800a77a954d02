"""An open screen of the send desk keeps itself fresh, while somebody looks and there is news.

The pages are those of the site, answered here without a server: only the script is the claim.
"""

from contextvars import copy_context
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles.finders import find
from django.utils import timezone
from playwright.sync_api import expect

from outbox.broadcasts import Broadcast, BroadcastState
from outbox.models import Message
from outbox.tallying import keep_count
from tests.outbox import circulars

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
SITE = "http://testserver"


@pytest.fixture(scope="session", autouse=True)
def _in_one_thread():
    """Playwright runs a loop in the thread in which these tests ask the database."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture
def broadcast():
    with circulars.registered():
        pks = circulars.readers(100, spanish=40)
        made = Broadcast.objects.create(
            kind=circulars.KIND, subject_id=1, state="sending", languages=["en", "es"]
        )
        facts = {"kind": circulars.KIND, "queue": "bulk", "broadcast": made}
        Message.objects.bulk_create(
            Message(subject_id=pk, language="es" if at < 40 else "en", **facts)
            for at, pk in enumerate(pks)
        )
        keep_count(made)
        yield made


@pytest.fixture
def screen(chromium, staff, broadcast):
    """The open screen, its clock in our hand, and the statuses of what it asked for."""
    browser, asked = staff("Editors"), []
    here = copy_context()  # with the connection whose transaction this test is

    def answer(route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            file = find(path.removeprefix("/static/"))
            route.fulfill(path=file) if file else route.abort()
            return
        said = here.run(browser.get, path, headers={"If-None-Match": _etag(route)})
        if "progress.json" in path:
            asked.append(said.status_code)
        route.fulfill(status=said.status_code, headers=dict(said.items()), body=said.content)

    page = chromium.new_context().new_page()
    page.route("**/*", answer)
    page.clock.install()
    page.goto(f"{SITE}/admin/mail/{broadcast.pk}/")
    yield page, asked
    page.context.close()


def _etag(route) -> str:
    return route.request.headers.get("if-none-match", "")


def sent(broadcast: Broadcast, number: int) -> None:
    rows = broadcast.messages.filter(state="queued").order_by("pk").values("pk")[:number]
    Message.objects.filter(pk__in=rows).update(state="sent", sent_at=timezone.now())
    keep_count(broadcast)


def look(page, seconds: int, asked: list[int], until: int) -> None:
    """Let time pass, and wait until so many answers have come."""
    page.clock.run_for(seconds * 1_000)
    for _try in range(100):
        if len(asked) >= until:
            break
        page.wait_for_timeout(20)
    page.wait_for_timeout(50)


def test_numbers_move_by_themselves_and_stop_at_the_end(screen, broadcast):
    page, asked = screen
    said = page.locator("[data-heard]")
    done = page.locator("[data-part=done]")
    expect(done).to_have_text("0 of 100 (0 %)")
    look(page, 2, asked, until=1)
    look(page, 2, asked, until=2)
    assert asked == [200, 304]
    sent(broadcast, 43)
    look(page, 2, asked, until=3)
    expect(done).to_have_text("43 of 100 (43 %)")
    expect(page.locator("[data-part=sent-1]")).to_have_text("40")
    assert page.locator("progress").evaluate("bar => bar.value") == 43
    expect(said).to_have_text("Being sent: 40 % done")
    sent(broadcast, 57)
    facts = {"tally": {"en": {"sent": 60}, "es": {"sent": 40}}, "state": BroadcastState.DONE}
    Broadcast.objects.update(**facts)
    look(page, 2, asked, until=4)
    expect(said).to_have_text("Done: 100 % done")
    expect(page.locator("[data-moved]")).to_be_visible()
    look(page, 60, asked, until=5)
    assert asked == [200, 304, 200, 200]


def test_a_tab_that_nobody_looks_at_asks_for_nothing(screen):
    page, asked = screen
    hide = """(hidden) => {
        Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    page.evaluate(hide, True)
    look(page, 30, asked, until=1)
    assert asked == []
    page.evaluate(hide, False)
    look(page, 2, asked, until=1)
    assert asked == [200]
