"""Each record that mail needs is told apart: right, missing or wrong, and why."""

import pytest

from outbox.inspecting import asking
from outbox.inspecting.advising import records
from outbox.inspecting.checking_dkim import check_alignment, check_dkim, check_dmarc
from outbox.inspecting.checking_hosts import check_mx, check_ptr
from outbox.inspecting.checking_spf import check_spf
from outbox.inspecting.findings import Mark, is_well
from outbox.inspecting.inspecting_all import inspect_all
from tests.outbox.inspecting.conftest import ADDRESS, DOMAIN, MAIL, REVERSE, key_record, quoted

RIGHT, MISSING, WRONG, NOTE = Mark.RIGHT, Mark.MISSING, Mark.WRONG, Mark.NOTE


def marks(findings) -> list[Mark]:
    return [each.mark for each in findings]


def test_where_all_is_as_it_should_be_nothing_is_wrong(names):
    checks = (
        check_spf(names, DOMAIN),
        check_dkim(names, DOMAIN, ["main"]),
        check_dmarc(names, DOMAIN),
        check_mx(names, DOMAIN),
        check_ptr(names),
    )
    assert {mark for found in checks for mark in marks(found)} == {RIGHT}


@pytest.mark.parametrize(
    ("records", "mark", "said"),
    [
        ([], MISSING, "There is none"),
        (["v=spf1 a:mail.news.example ~all", "v=spf1 -all"], WRONG, "2 records"),
        (["v=spf1 -all"], WRONG, "a:mail.news.example is missing"),
        (["v=spf1 a:mail.news.example +all"], WRONG, "everybody"),
        (["v=spf1 a:mail.news.example"], WRONG, "everybody"),
        (["v=spf1 ip4:203.0.113.0/24 -all"], RIGHT, "names the way"),
        (["v=spf1 mx ~all"], RIGHT, "names the way"),
        (["v=spf1 include:more.example ~all"], RIGHT, "names the way"),
        (["google-site-verification=x", "v=spf1 a:mail.news.example ~all"], RIGHT, "names the way"),
    ],
)
def test_spf(zone, names, records, mark, said):
    zone.tell("more.example", "TXT", quoted("v=spf1 ip4:203.0.113.7 ~all"))
    zone.tell(DOMAIN, "TXT", *map(quoted, records))
    found = check_spf(names, DOMAIN)
    assert any(each.mark == mark and said in each.why for each in found)
    assert is_well(found) == (mark == RIGHT)


def test_spf_that_asks_too_much_or_goes_in_a_circle_is_wrong_and_ends(zone, names):
    terms = " ".join(f"include:s{number}.example" for number in range(9))
    zone.tell(DOMAIN, "TXT", quoted(f"v=spf1 a:mail.news.example {terms} ~all"))
    assert "10 of the 10" in check_spf(names, DOMAIN)[0].why
    zone.tell("s0.example", "TXT", quoted("v=spf1 include:s0.example include:news.example ~all"))
    found = check_spf(names, DOMAIN)[0]
    assert (found.mark, "more than 10" in found.why) == (WRONG, True)


@pytest.mark.parametrize(
    ("text", "mark", "said"),
    [
        ("", MISSING, "no key at main._domainkey.news.example"),
        ("v=DKIM1; p=", WRONG, "taken back"),
        ("v=DKIM1; k=rsa; p=MIIBIjAN", WRONG, "is no key"),
        ("k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", RIGHT, "good key"),
        (768, WRONG, "768 bits"),
        (1_024, RIGHT, "2048 are better"),
    ],
)
def test_dkim(zone, names, text, mark, said):
    record = key_record(text) if isinstance(text, int) else quoted(text)
    zone.tell(f"main._domainkey.{DOMAIN}", "TXT", *([record] if text else []))
    [found] = check_dkim(names, DOMAIN, ["main"])
    assert (found.mark, said in found.why) == (mark, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [MISSING]),
        ("v=DMARC1; rua=mailto:x@news.example", [WRONG]),
        ("v=DMARC1; p=none", [RIGHT, NOTE, NOTE]),
        ("v=DMARC1; p=reject; rua=mailto:x@news.example", [RIGHT]),
    ],
)
def test_dmarc(zone, names, text, expected):
    zone.tell(f"_dmarc.{DOMAIN}", "TXT", *([quoted(text)] if text else []))
    assert marks(check_dmarc(names, DOMAIN)) == expected


def test_dmarc_of_the_domain_above_counts_with_its_policy_for_what_is_below(zone, names):
    zone.tell(f"_dmarc.{DOMAIN}", "TXT", quoted("v=DMARC1; p=none; sp=reject; rua=mailto:x@y.z"))
    [found] = check_dmarc(names, f"mail.{DOMAIN}")
    assert "reject" in found.why


@pytest.mark.parametrize(
    ("domain", "envelope", "selectors", "mark"),
    [
        ("news.example", "bounce.news.example", [], RIGHT),
        ("diario.org.mx", "otro.org.mx", [], WRONG),
        ("news.example", "", ["main"], NOTE),
        ("news.example", "", [], WRONG),
    ],
)
def test_the_envelope_or_the_signature_is_of_the_sender(domain, envelope, selectors, mark):
    assert check_alignment(domain, envelope, selectors).mark == mark


@pytest.mark.parametrize(
    ("servers", "mark"), [([], MISSING), (["0 ."], WRONG), (["5 gone.example."], WRONG)]
)
def test_somebody_must_take_what_comes_back(zone, names, servers, mark):
    zone.tell(DOMAIN, "MX", *servers)
    assert marks(check_mx(names, DOMAIN)) == [mark]


def test_the_machine_is_called_what_it_says(zone, names):
    zone.tell(REVERSE, "PTR", "host7.provider.example.")
    assert marks(check_ptr(names)) == [WRONG]
    zone.tell(REVERSE, "PTR")
    assert marks(check_ptr(names)) == [MISSING]
    zone.tell(MAIL, "A")
    assert marks(check_ptr(names)) == [WRONG]


def test_the_records_to_paste_are_those_of_this_way(names, settings):
    told = [str(each) for each in records(names, selectors=["main"], bounces="b.news.example")]
    assert told[0] == "news.example. TXT v=spf1 a:mail.news.example ~all"
    assert told[1] == "b.news.example. TXT v=spf1 a:mail.news.example ~all"
    assert told[2].startswith("main._domainkey.news.example. TXT ")
    assert told[3].startswith("_dmarc.news.example. TXT v=DMARC1; p=none; rua=mailto:")
    assert told[4:] == [
        "b.news.example. MX 10 news.example.",
        f"{ADDRESS} PTR mail.news.example.",
    ]
    settings.MAIL_SERVER = settings.MAIL_SERVER | {"host": "smtp-relay.brevo.com"}
    told = [str(each) for each in records(names, selectors=[], bounces="")]
    assert told[0] == "news.example. TXT v=spf1 include:spf.brevo.com ~all"
    assert not [line for line in told if "PTR" in line]


def test_name_servers_that_do_not_answer_are_not_taken_for_missing_records(
    zone, names, monkeypatch
):
    monkeypatch.setattr(asking, "SECONDS", 0.3)
    monkeypatch.setattr("outbox.inspecting.inspecting_all.knock", list)
    zone.is_silent = True
    found = inspect_all(names, selectors=["main"], bounces="")
    silent = [each for each in found if each.what in {"SPF", "DKIM", "MX", "PTR"}]
    assert set(marks(silent)) == {WRONG}
    assert all("did not answer" in each.why for each in silent)
