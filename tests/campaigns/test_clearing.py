"""The newsroom vouches for somebody: by the typed address, never from a list of names."""

import pytest

from campaigns.clearing import clear_address, clear_domain
from campaigns.counting import count
from campaigns.invalidating import move, preview, work
from campaigns.invalidations import Criteria
from campaigns.marking import let_go
from campaigns.models import Petition, Signature
from campaigns.signing import confirm, sign
from tests import making
from tests.making import wish

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(db):
    return making.user("Campaigners")


def standing(petition) -> int:
    let_go()
    count()
    return Petition.objects.get(pk=petition.pk).count


def signed(petition, **facts) -> Signature:
    sign(petition, wish(**facts))
    signature = Signature.objects.latest("pk")
    confirm(signature)
    return signature


def test_a_held_signature_counts_once_its_address_is_cleared(petition, analyst):
    signed(petition, email="Maria@mailinator.com")
    assert standing(petition) == 0
    assert clear_address(petition, "maria@mailinator.com", by=analyst) == 1
    assert standing(petition) == 1
    assert Signature.objects.get().mark == "cleared"


def test_an_invalidated_signature_counts_again_and_no_undo_touches_it(petition, analyst):
    signed(petition)
    made = preview(petition, Criteria(language="es"), reason="A script", author=analyst)
    move(made.pk, "start", by=analyst)
    work(made.pk)
    assert standing(petition) == 0
    assert clear_address(petition, "maria@example.org", by=analyst) == 1
    assert standing(petition) == 1
    move(made.pk, "undo", by=analyst)
    work(made.pk)
    assert standing(petition) == 1


def test_a_domain_is_cleared_for_one_petition(petition, analyst):
    other = making.petition()
    for each in (petition, other):
        signed(each, email="maria@mailinator.com")
        signed(each, email="juan@yopmail.com", name="Juan")
    assert clear_domain(petition, "mailinator.com", by=analyst) == 1
    assert (standing(petition), standing(other)) == (1, 0)


def test_who_never_signed_is_no_error(petition, analyst):
    assert clear_address(petition, "nobody@example.org", by=analyst) == 0
