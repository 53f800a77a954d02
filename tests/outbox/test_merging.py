"""What providers are told is filled for each reader, and says by what notices find the row."""

import time

import pytest

from outbox.calling import ProviderApi
from outbox.handing import Verdict
from outbox.kinds import slot
from outbox.merging import Parts, Reader, single
from outbox.providers import PROVIDERS, backend_of

IN_LISTS = ["brevo", "mailgun", "postmark", "resend"]
BEGIN, END = "hubslot.extra1.begin.tolsbuh", "hubslot.extra1.end.tolsbuh"
NAME = slot("name")
TEXT = Parts(
    "News <news@example.org>",
    f"To {NAME}",
    f"Dear\n{BEGIN}{NAME}!\n%recipient{END}Bye",
    f"<p>{BEGIN}<b>hubslot.name.html.tolsbuh</b>{END}</p>",
    {"X-Delivery-Id": slot("word")},
)
READERS = [
    Reader("id-1", "ana@example.org", {"name": "<Ana>", "word": "w1", "extra1": ""}),
    Reader("id-2", "eva@example.org", {"name": "<Eva>", "word": "w2"}),
]


@pytest.mark.parametrize("kind", IN_LISTS)
def test_what_only_some_get_only_some_get(sink_of, kind):
    sink = sink_of(kind)
    with ProviderApi(PROVIDERS[kind]) as api:
        outcomes = api.hand_all(TEXT, READERS, deadline=time.monotonic() + 5)
    assert {each.verdict for each in outcomes} == {Verdict.ACCEPTED}
    ana, eva = sink.received
    assert (ana.subject, eva.subject) == ("To <Ana>", "To <Eva>")
    assert (ana.page, eva.page) == ("<p><b>&lt;Ana&gt;</b></p>", "<p></p>")
    assert ana.text.startswith("Dear\n<Ana>!\n%")
    assert eva.text == "Dear\nBye"
    assert (ana.message, eva.message) == ("id-1", "id-2")


@pytest.mark.parametrize("kind", IN_LISTS)
def test_a_value_that_cannot_be_filled_in_holds_up_its_reader_alone(sink_of, kind):
    sink = sink_of(kind)
    bad = [
        Reader("id-3", "bad@example.org", {"name": "a\nb", "word": "w"}),
        Reader("id-4", "poor@example.org", {"word": "w"}),
    ]
    with ProviderApi(PROVIDERS[kind]) as api:
        outcomes = api.hand_all(TEXT, [*bad, *READERS], deadline=time.monotonic() + 5)
    misshapen, accepted = Verdict.MISSHAPEN, Verdict.ACCEPTED
    assert [each.verdict for each in outcomes] == [misshapen, misshapen, accepted, accepted]
    assert sorted(sink.addresses) == ["ana@example.org", "eva@example.org"]


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_provider_is_told_by_what_its_notices_find_the_row(settings, name):
    server = {"provider": name, "host": name, "username": "u", "password": "p", "api_url": ""}
    settings.MAIL_SERVER = server
    backend = backend_of(PROVIDERS[name])
    headers = {"List-Id": "<a.b>", "X-Delivery-Id": "the-word"}
    parts = Parts("Ana <ana@example.org>", "Hi", "Text", "<p>Page</p>", headers)
    mail = single(parts, Reader("the-public-id", "reader@example.org", {}), PROVIDERS[name])
    told = backend.build_message_payload(mail, {}).get_request_params(backend.api_url)
    backend.close()
    assert told["url"].startswith("https://")
    assert "the-public-id" in str(told["data"])
    assert "delivery" in str(told["data"])
    assert "<a.b>" in str(told["data"])
