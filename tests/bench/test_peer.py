"""The peer sends as much text as we do to each of its readers; one who gets none is noticed."""

import pytest
from django.utils.html import strip_tags

from bench import fanout, wording
from bench.measuring import WrongAnswer

LENIENCE = 0.03


@pytest.mark.parametrize("language", ["en", "es"])
def test_its_article_is_as_long_as_our_circular(language):
    article = wording.article(wording.SAID[language])
    assert len(article.encode()) == pytest.approx(wording.HTML_BYTES, rel=LENIENCE)
    assert len(strip_tags(article).encode()) == pytest.approx(wording.TEXT_BYTES, rel=LENIENCE)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.django_db(transaction=True)
def test_a_reader_it_leaves_out_is_noticed(monkeypatch):
    """Slow: a Django of its own starts, twice."""
    assert fanout._peer(5)["rate"] > 0
    started = fanout._started

    def leave_one_out(module, number, *, environ):
        return started(module, str(int(number) - 1), environ=environ)

    monkeypatch.setattr(fanout, "_started", leave_one_out)
    with pytest.raises(WrongAnswer, match="django-newsletter: 4 letters"):
        fanout._peer(5)
