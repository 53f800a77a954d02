"""One person has one mailbox, by the rules of its domain, and two people stay two."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault.addresses import PUBLIC_DOMAINS, canonical_address, likely_address, public_domain

ATOM = "abcdefghijklmnopqrstuvwxyz0123456789"
words = st.text(ATOM, min_size=1, max_size=12)
locals_ = st.lists(words, min_size=1, max_size=3)
domains = st.sampled_from([*sorted(PUBLIC_DOMAINS), "example.org", "correo.example"])
quick = settings(deadline=None, max_examples=80)


@quick
@given(st.text(ATOM + ".+-_'", min_size=1, max_size=20), domains)
def test_a_canonical_address_is_its_own(local, domain):
    once = canonical_address(f"{local}@{domain}")
    assert canonical_address(once) == once
    assert once.count("@") == 1


@quick
@given(locals_, domains)
def test_case_spaces_and_a_last_dot_make_no_other_mailbox(parts, domain):
    address = f"{'.'.join(parts)}@{domain}"
    assert canonical_address(f" {address.upper()}. ") == canonical_address(address)


@quick
@given(locals_, words, st.sampled_from(["gmail.com", "googlemail.com"]))
def test_gmail_ignores_dots_and_tags(parts, tag, domain):
    written = f"{'.'.join(parts)}+{tag}@{domain}"
    assert canonical_address(written) == f"{''.join(parts)}@gmail.com"


@quick
@given(locals_, words)
def test_a_domain_without_rules_keeps_every_dot_and_tag(parts, tag):
    for local in (".".join(parts), f"{''.join(parts)}+{tag}", f"{''.join(parts)}-{tag}"):
        assert canonical_address(f"{local}@example.org") == f"{local}@example.org"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ana+x@outlook.com", "ana@outlook.com", True),
        ("a.na@outlook.com", "ana@outlook.com", False),
        ("base-x@yahoo.com", "base-y@yahoo.com", True),
        ("base-x@yahoo.com", "base@yahoo.com", False),
        ("ana-@yahoo.com", "ana-x@ymail.com", False),
        ("ANA-X@YAHOO.COM.MX", "ana-y@yahoo.com.mx", True),
        ("ana+x@outlook.es", "ana@outlook.es", True),
        ("ana@hotmail.es", "ana@hotmail.com", False),
        ("a-n_a@proton.me", "ana@protonmail.ch", True),
        ("a_na@gmail.com", "ana@gmail.com", False),
        ("ana+x@fastmail.fm", "ana@fastmail.fm", True),
        ("boletin@ana.fastmail.com", "ana@fastmail.com", True),
        ("ana@fastmail.fm", "ana@fastmail.com", False),
        ("ana@eva.gmail.com", "eva@gmail.com", False),
        ("ana+x@aol.com", "ana@aol.com", False),
        ("ana@ESPAÑOL.example", "ana@español.example", True),
        ("ana@espan\u0303ol.example", "ana@español.example", True),
        ("ana@español\u3002example", "ana@español.example", True),
        ("ana+x@yahoo.com", "ana@yahoo.com", False),
        ("ana@me.com", "ana+x@icloud.com", True),
        ("ana@hotmail.com", "ana@outlook.com", False),
        ("a.na@pm.me", "ana@proton.me", True),
        ("ana@español.example", "ana@xn--espaol-zwa.example", True),
        ("ana@gmail.com.example", "a.na@gmail.com.example", False),
        ("+ana@gmail.com", "+eva@gmail.com", False),
    ],
)
def test_each_domain_has_its_own_rules(one, other, same):
    assert (canonical_address(one) == canonical_address(other)) is same


def test_only_a_public_provider_is_named_in_plain():
    assert public_domain("ana@GMAIL.com") == "gmail.com"
    for address in ("ana@example.org", "ana@gmail.com.example", "ana@ana.name", "ana", "", "@"):
        assert public_domain(address) == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ana@gmail.con", "ana@gmail.com"),
        ("ana@gmial.com", "ana@gmail.com"),
        (" ana@hotmial.com ", "ana@hotmail.com"),
        ("ana@fmail.com", "ana@gmail.com"),
        ("ana@yaho.com", "ana@yahoo.com"),
        ("ana@outlok.com", "ana@outlook.com"),
    ],
)
def test_a_likely_slip_is_noticed(typed, meant):
    assert likely_address(typed) == meant


def test_nothing_is_suggested_where_nothing_looks_wrong():
    for domain in (
        *PUBLIC_DOMAINS,
        "example.org",
        "gmx.com",
        "mit.edu",
        "aim.com",
        "terra.com",
        "mail.com",
    ):
        assert likely_address(f"ana@{domain}") == ""


@quick
@given(st.text())
def test_no_text_is_too_strange(text):
    canonical_address(text)
    likely_address(text)
    assert public_domain(text) in {"", *PUBLIC_DOMAINS}
