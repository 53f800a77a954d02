"""A page that comes in pieces, as over a slow line, stays where it was when the rest arrives."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import Request, urlopen

import pytest

from tests.browser.shifting import WATCH

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stack"), pytest.mark.timeout(400)]
STORY = "/es/noticias/es-seguro-firmar/"
# What has come when the line stops: the page up to here is all that there is to show.
STOPS = ['<a class="masthead-search"', '<nav class="switcher"', '<nav class="navigation"', "<main"]
TWO_FRAMES = "() => new Promise(on => requestAnimationFrame(() => requestAnimationFrame(on)))"


@contextmanager
def slow_line(url, stop, go_on):
    """The site at `url` through a line on which a page stops before `stop` until `go_on` is set."""

    class Line(BaseHTTPRequestHandler):
        def do_GET(self):
            with urlopen(Request(url + self.path)) as answer:
                body, kind = answer.read(), answer.headers["Content-Type"]
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            is_page = kind.startswith("text/html")
            come = body.index(stop.encode()) if is_page else len(body)
            self.wfile.write(body[:come])
            if is_page:
                go_on.wait(60)
            self.wfile.write(body[come:])

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Line) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        go_on.set()
        server.shutdown()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("stop", STOPS)
def test_what_is_shown_stays_where_it_is(visit, stack, stop, width):
    go_on = threading.Event()
    with slow_line(stack.url, stop, go_on) as address:
        page = visit(locale="es", viewport={"width": width, "height": 740}).page
        _arrive(page, address, go_on)
        assert page.locator(".masthead-search").is_visible()
        assert page.evaluate("shifted") == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_line_in_the_readers_language_is_there_from_the_beginning(visit, stack, width):
    go_on = threading.Event()
    with slow_line(stack.url, "</article>", go_on) as address:
        page = visit(locale="en-US", viewport={"width": width, "height": 740}).page
        _arrive(page, address, go_on)
        assert page.locator(".language-line").is_visible()
        assert page.evaluate("shifted") == []


def _arrive(page, address, go_on):
    """What has come is painted, and then the rest of it comes."""
    page.add_init_script(WATCH)
    page.goto(address + STORY, wait_until="commit")
    page.wait_for_function("performance.getEntriesByType('paint').length")
    page.evaluate(TWO_FRAMES)
    go_on.set()
    page.wait_for_load_state()
    page.evaluate(TWO_FRAMES)
