"""Two deeds about one person at the same moment, again and again: whichever comes first, what was
taken back does not come back, and nobody is there twice.
"""

from copy import copy

import pytest

from campaigns.counting import count
from campaigns.erasing import erase
from campaigns.models import Petition, Signature
from campaigns.signing import confirm, sign
from outbox.models import Message
from tests import making
from tests.campaigns.test_concurrency import at_once

pytestmark = [
    *(pytest.mark.faults, pytest.mark.slow),
    *(pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)),
]
TIMES = 200
PAIRS, CROWD = 12, 25  # connections; there are 32


def test_who_is_erased_while_they_confirm_does_not_count(prove):
    petition = making.petition()
    for number in range(TIMES):
        sign(petition, making.wish(name=f"N {number}", email=f"n{number}@example.org"))
    rows = list(Signature.objects.select_related("petition"))

    def act(index: int) -> None:
        for row in rows[index // 2 :: PAIRS]:
            (confirm if index % 2 else erase)(copy(row))

    at_once(act, 2 * PAIRS)
    count()
    assert not Signature.objects.filter(counts=True).exists()
    assert not Signature.objects.exclude(sealed_email=b"").exists()
    assert Petition.objects.get(pk=petition.pk).count == 0
    seen = f"{TIMES} times at once: none counts, none has a name"
    prove("somebody erases a signature while its owner confirms it", seen, lost=0, doubled=0)


def test_fifty_of_one_household_at_once_are_the_two_who_fit(prove):
    petition = making.petition()
    names = ["María Peña", "MARIA PENA", "José Peña", "Luz Peña"]
    spelt = ["luz.pena@gmail.com", "LUZPENA@gmail.com", "luzpena+a@googlemail.com"]

    def sign_two(index: int) -> None:
        for turn in (index, CROWD + index):
            facts = {"name": names[turn % len(names)], "email": spelt[turn % len(spelt)]}
            sign(petition, making.wish(**facts))

    at_once(sign_two, CROWD)
    rows = Signature.objects.values_list("email_index", "name_index")
    assert len(rows) == len(set(rows)) == 2
    assert len({email for email, _name in rows}) == 1
    assert Message.objects.count() == 2
    seen = f"{2 * CROWD} posts of three people, three spellings: two rows, two mails"
    prove("one address signs fifty times at the same moment", seen, lost=0, doubled=0)
