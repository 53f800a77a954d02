"""Whatever happens to signatures, in whatever order: the count is the rows that count, and every
journal adds up to it, by language and state.
"""

import os
from collections import Counter
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from campaigns.counting import count, recount
from campaigns.erasing import erase, tidy_leavers
from campaigns.mending import Correction, mend
from campaigns.models import DayTally, Petition, Signature, SourceTally, Tally
from campaigns.quieting import hear_news, leave_news
from campaigns.regions import area_of
from campaigns.retiring import retire
from campaigns.signing import PetitionClosed, confirm, sign
from campaigns.withdrawing import withdraw
from tests import making
from tests.campaigns.leavers import Leavers

LANGUAGES = st.sampled_from(["en", "es"])
REGIONS = st.sampled_from(["MA-021", "MA-018", "RI-029", "abroad"])
SOURCES = st.sampled_from(["", "union"])
# Three spellings of one mailbox, and another one; two names of which one is written in two ways.
ADDRESSES = st.sampled_from(
    ["ana@gmail.com", "A.na+x@googlemail.com", "ANA@gmail.com", "eva@x.org"]
)
NAMES = st.sampled_from(["Ana Peña", "ANA PENA", "Eva"])


RETIRES_AT = 13


class LifeOfSignatures(RuleBasedStateMachine):
    """Its model is a dictionary: of each row's id, what it should say if it counts."""

    rows = Bundle("rows")

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.petition = making.petition(public_id=uuid4())
        self.places: dict[int, tuple[str, str, str]] = {}
        self.confirmed: set[int] = set()
        self.left: set[int] = set()
        self.struck: set[int] = set()
        self.held: set[int] = set()
        self.leavers = Leavers()

    def teardown(self):
        try:
            count()
            self.the_count_is_what_counts()
            assert recount() == 0
        finally:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    @initialize(target=rows, language=LANGUAGES)
    def begin(self, language):
        """Two who are counted, so that every life has something to lose."""
        facts = {"language": language, "source": "", "is_confirmed": True}
        signed = [
            self.sign(name=f"Neighbor {number}", email=f"{number}@x.org", region=region, **facts)
            for number, region in enumerate(["MA-021", "RI-029"])
        ]
        count()
        return multiple(*signed)

    @rule(
        target=rows,
        name=NAMES,
        email=ADDRESSES,
        language=LANGUAGES,
        region=REGIONS,
        source=SOURCES,
        is_confirmed=st.booleans(),
        wants_updates=st.booleans(),
    )
    def sign(self, is_confirmed, **facts):
        known = set(Signature.objects.values_list("pk", flat=True))
        try:
            sign(self.petition, making.wish(**facts))
        except PetitionClosed:
            assert Petition.objects.get(pk=self.petition.pk).retired_at
            return multiple()
        self.leavers.hushed.clear()  # whoever signs again may ask for news again
        new = Signature.objects.exclude(pk__in=known).first()
        if new is None:
            return multiple()
        assert not any(self._stands(pk) and self._is_same(pk, new) for pk in known)
        self.places[new.pk] = (facts["language"], facts["region"], facts["source"])
        if is_confirmed:
            self.confirm(new.pk)
        return new.pk

    @rule(pk=rows)
    def confirm(self, pk):
        for row in Signature.objects.filter(pk=pk, erased_at=None):
            confirm(row)
            self.confirmed.add(pk)

    @rule(pk=rows)
    def withdraw(self, pk):
        for row in Signature.objects.filter(pk=pk):
            if withdraw(row):
                self.left.add(pk)

    @rule(pk=rows, wants=st.booleans())
    def hear_news_or_leave_them(self, pk, wants):
        for row in Signature.objects.select_related("petition").filter(pk=pk, erased_at=None):
            (hear_news if wants else leave_news)(row)
            (self.leavers.hushed.discard if wants else self.leavers.hushed.add)(pk)

    @rule(pk=rows, language=LANGUAGES, region=REGIONS)
    def correct(self, pk, language, region):
        standing = Signature.objects.confirmed().identified().filter(withdrawn_at=None)
        for row in standing.filter(pk=pk):
            mend(row, Correction(f"Mended {pk}", language, region, "nothing", goes_to_target=False))
            self.places[pk] = (language, region, self.places[pk][2])

    @rule(pk=rows, is_struck=st.booleans())
    def invalidate_or_undo(self, pk, is_struck):
        strike(pk, is_struck)
        (self.struck.add if is_struck else self.struck.discard)(pk)

    @rule(pk=rows, is_held=st.booleans())
    def hold_or_clear(self, pk, is_held):
        Signature.objects.filter(pk=pk).update(is_held=is_held)
        (self.held.add if is_held else self.held.discard)(pk)

    @rule(pk=consumes(rows))
    def erase(self, pk):
        for row in Signature.objects.filter(pk=pk, erased_at=None):
            self.leavers.remember(row)
            erase(row)
            self.left.add(pk)

    @rule()
    def tidy(self):
        tidy_leavers()

    @rule()
    def count(self):
        count()
        self.the_count_is_what_counts()

    @precondition(lambda self: len(self.places) > 3)
    @rule(chance=st.integers(0, 19))
    def retire(self, chance):
        """Seldom: it ends all signing and mending."""
        if chance == RETIRES_AT:
            retire(self.petition)
            assert not Signature.objects.filter(petition=self.petition, erased_at=None).exists()
            self.petition.refresh_from_db()

    @rule()
    def recount(self):
        assert recount() == 0

    def the_count_is_what_counts(self):
        """The model, the rows and the three journals, by language and by state or source."""
        alive = self.confirmed - self.left - self.struck - self.held
        told = [self.places[pk] for pk in alive]
        assert Signature.objects.filter(counts=True).count() == len(alive)
        assert Petition.objects.get(pk=self.petition.pk).count == len(alive)
        areas = Counter((language, area_of(region)) for language, region, _source in told)
        assert _said(Tally, "area") == areas
        assert _said(SourceTally, "source") == Counter((lang, source) for lang, _r, source in told)
        days = Counter(lang for lang, _r, _s in told)
        by_language: Counter = Counter()
        for language, number in DayTally.objects.values_list("language", "count"):
            by_language[language] += number
        assert +by_language == days
        self.leavers.check(self.petition, self.left)

    def _stands(self, pk: int) -> bool:
        return pk not in self.left and Signature.objects.filter(pk=pk, erased_at=None).exists()

    def _is_same(self, pk: int, new: Signature) -> bool:
        old = Signature.objects.get(pk=pk)
        mine = (bytes(old.email_index), bytes(old.name_index))
        return mine == (bytes(new.email_index), bytes(new.name_index))


def strike(pk: int, is_struck: bool) -> None:
    """Strike one signature out, or take that back: as the bulk verbs do to many."""
    moment = timezone.now() if is_struck else None
    Signature.objects.filter(pk=pk).update(invalidated_at=moment)


def _said(journal, field: str) -> Counter:
    rows = journal.objects.exclude(count=0)
    return Counter({(row.language, getattr(row, field)): row.count for row in rows})


def live(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        LifeOfSignatures,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize="CI" in os.environ,
            database=None,
            phases=[Phase.generate],  # shrinking takes longer than a test may
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_any_life_of_signatures_leaves_the_count_true():
    live(examples=20, steps=25)


@pytest.mark.slow
@pytest.mark.faults
@pytest.mark.timeout(1_200)
@pytest.mark.django_db
def test_many_long_lives_of_signatures_leave_the_count_true(prove):
    """Minutes: two hundred lives of fifty deeds."""
    lives, deeds = 200, 50
    live(examples=lives, steps=deeds)
    seen = f"{lives} lives of up to {deeds} deeds: after each count, rows and journals agree"
    prove(
        "people sign, confirm, correct, leave, erase and sign again in any order", seen, doubled=0
    )
