"""The benchmark of a bundle reads what a recipient reads, and notices a name too many."""

import pytest

from bench import bundle
from bench.measuring import WrongAnswer
from campaigns.bundling import building, disclosing, taking_back
from campaigns.models import Signature


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_it_notices_a_consent_that_was_ignored(db, monkeypatch):
    monkeypatch.setattr(bundle, "QUICK_SIZE", 300)
    monkeypatch.setattr(building, "PORTION", 100)
    portion, packing, everything = bundle.bundle(True)
    assert "at rest" in portion.what
    assert everything.cost.queries > packing.cost.queries > 0
    for module in (disclosing, taking_back):
        monkeypatch.setattr(
            module, "agreeing", lambda each: Signature.objects.filter(petition=each.petition_id)
        )
    with pytest.raises(WrongAnswer, match="rows"):
        list(bundle.bundle(True))
