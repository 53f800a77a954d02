"""Which mail domains hold a signature back, and what is kept of any domain."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.counting import count
from campaigns.domains import MailDomain, mark_of
from campaigns.keys import open_keys
from campaigns.models import Petition, Signature
from campaigns.signing import confirm, sign
from outbox.models import Message
from tests.making import wish

pytestmark = pytest.mark.django_db


def line(pattern: str, verdict: str) -> None:
    MailDomain.objects.create(pattern=pattern, verdict=verdict)


def test_a_throwaway_domain_is_held_silently_and_does_not_count(petition):
    sign(petition, wish(email="maria@mailinator.com"))
    signature = Signature.objects.get()
    assert (signature.mark, signature.is_held) == ("disposable", True)
    assert Message.objects.count() == 1
    assert confirm(signature)
    count()
    assert Petition.objects.get(pk=petition.pk).count == 0


def test_block_beats_allow_and_allow_beats_the_bundled_list():
    line("mailinator.com", "allowed")
    assert mark_of("mailinator.com") == ""
    line("*.example.org", "allowed")
    line("bad.example.org", "blocked")
    assert mark_of("bad.example.org") == "blocked"
    line("good.example.net", "allowed")
    line("*.example.net", "blocked")
    assert mark_of("good.example.net") == "blocked"
    assert mark_of("example.net") == ""


@pytest.mark.parametrize("domain", ["gmail.com", "centropresente.org", "duck.com", "mozmail.com"])
def test_an_ordinary_domain_is_not_marked(domain):
    assert mark_of(domain) == ""


def test_below_a_throwaway_domain_everything_is():
    assert mark_of("a.b.mailinator.com") == "disposable"


def test_signing_asks_the_lists_in_memory(petition):
    sign(petition, wish())
    with CaptureQueriesContext(connection) as captured:
        sign(petition, wish(email="juan@example.org", name="Juan"))
    assert not [query for query in captured if "maildomain" in query["sql"]]


def test_the_domain_is_kept_as_a_tag_that_only_this_petitions_key_makes(petition):
    sign(petition, wish(email="maria@small-firm.example"))
    sign(petition, wish(email="juan@small-firm.example", name="Juan"))
    sign(petition, wish(email="ines@gmail.com", name="Inés"))
    tags = list(Signature.objects.order_by("pk").values_list("domain_tag", flat=True))
    assert tags[0] == tags[1]
    assert tags[0].startswith("#")
    assert "small" not in tags[0]
    assert tags[2] == "gmail.com"
    assert open_keys(petition.public_id).index_key


@pytest.mark.parametrize("typed", ["", "*", "exa mple.org", "https://example.org", "x" * 300])
def test_a_line_that_is_no_domain_is_refused(typed):
    with pytest.raises(ValidationError):
        MailDomain(pattern=typed).full_clean()


def test_a_line_is_kept_as_mail_servers_write_it():
    made = MailDomain(pattern=" @Ñandú.EXAMPLE ")
    made.full_clean()
    assert made.pattern == "xn--and-6ma2c.example"
