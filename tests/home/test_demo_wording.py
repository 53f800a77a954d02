"""The demo's words in both languages: complete, aligned segment by segment, free of leftovers."""

import dataclasses
import re
from collections.abc import Callable, Iterator

import pytest

from home.demo.alerts import ALERTS
from home.demo.campaigns import CAMPAIGNS
from home.demo.lives import LIVES
from home.demo.people import AUTHORS, LOGINS, NEWSROOM, SERIES, TOPICS
from home.demo.posts import POSTS
from home.demo.wording import Call, CallOffice, Pair, Paragraph, Quote
from home.standing import OF_THE_DEMO as PAGES

TAG = re.compile(r"<[^>]*>")
ENGLISH = re.compile(r"\b(the|and|of|with|for|from|that|this|is|are|was)\b", re.IGNORECASE)
SPANISH = re.compile(r"\b(el|los|las|una|con|que|para|está|también)\b", re.IGNORECASE)
# What ñ decays to in an ASCII slug, with a meaning of its own.
DECAYED = {"ano", "anos", "campana", "campanas", "sena", "senal", "nina", "nino", "pena", "cana"}


def pairs_in(thing: object) -> Iterator[Pair]:
    if isinstance(thing, Pair):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from pairs_in(part)
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from pairs_in(getattr(thing, field.name))


TRANSLATED_POSTS = tuple(post for post in POSTS if post.only is None)
UPDATES = tuple(update for life in LIVES.values() for update in life.updates)
SLUGGED = (*TRANSLATED_POSTS, *CAMPAIGNS, *UPDATES, *PAGES, *TOPICS, *SERIES, *ALERTS)
PAIRS = tuple(pairs_in((*SLUGGED, *LIVES.values(), NEWSROOM, *AUTHORS)))
MARKED_UP = {
    id(block.text)
    for page in (*TRANSLATED_POSTS, *PAGES)
    for block in page.body
    if isinstance(block, Paragraph)
} | {id(pair) for alert in ALERTS for pair in alert.opening}


def words_in(post, language: str) -> int:
    return sum(len(TAG.sub("", pair.text(language)).split()) for pair in pairs_in(post.body))


def failing(rule: Callable[[Pair], object]) -> list[Pair]:
    return [pair for pair in PAIRS if not rule(pair)]


def tags(text: str) -> list[str]:
    return TAG.findall(text)


def test_every_pair_speaks_both_languages():
    assert len(PAIRS) > 150
    assert not failing(lambda pair: pair.en and pair.es)
    assert not failing(lambda pair: pair.proper == (pair.en == pair.es))


def test_both_languages_carry_the_same_tags_and_only_paragraphs_carry_any():
    assert not failing(lambda pair: tags(pair.en) == tags(pair.es))
    assert {tag for pair in PAIRS for tag in tags(pair.en)} <= {"<b>", "</b>", "<i>", "</i>"}
    assert not failing(lambda pair: id(pair) in MARKED_UP or not tags(pair.en))
    assert not failing(lambda pair: "&" not in pair.en + pair.es)


def test_spanish_holds_no_english_and_english_no_spanish():
    assert not failing(lambda pair: not ENGLISH.search(pair.es))
    assert not failing(lambda pair: not SPANISH.search(pair.en))


def test_spanish_opens_every_question_and_exclamation():
    for opening, closing in ("¿?", "¡!"):
        assert not failing(lambda pair, o=opening, c=closing: balanced(pair.es, o, c))
        assert not failing(lambda pair, o=opening: o not in pair.en)
        assert not failing(lambda pair, c=closing: pair.en.count(c) == pair.es.count(c))


def balanced(text: str, opening: str, closing: str) -> bool:
    """Every closing sign has its opening one before it."""
    signs = [sign for sign in text if sign in opening + closing]
    return signs == [opening, closing] * (len(signs) // 2)


def test_translations_are_of_similar_length():
    assert not failing(lambda pair: len(pair.en) < 60 or 0.7 < len(pair.es) / len(pair.en) < 1.5)


@pytest.mark.parametrize("language", ["en", "es"])
def test_slugs_are_plain_unique_and_mean_what_they_say(language):
    slugs = [getattr(thing, f"slug_{language}") for thing in SLUGGED]
    assert len(slugs) == len(set(slugs))
    for slug in slugs:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
        assert not DECAYED & set(slug.split("-"))


def test_spanish_slugs_are_spanish():
    for thing in SLUGGED:
        assert thing.slug_en != thing.slug_es


def test_one_story_exists_in_english_only():
    [lone] = [post for post in POSTS if post.only]
    assert lone.only == lone.original == "en"
    assert not lone.slug_es
    assert not any(pair.es for pair in pairs_in(lone))


def test_the_newsroom_has_the_breadth_it_promises():
    assert len(POSTS) >= 7
    assert {post.topic for post in POSTS} == {topic.key for topic in TOPICS}
    assert len(TOPICS) == 3
    assert len(AUTHORS) == 2
    assert {key for post in POSTS for key in post.authors} == {a.key for a in AUTHORS}
    assert {post.original for post in POSTS} == {"en", "es"}
    assert sorted(campaign.state for campaign in CAMPAIGNS) == ["open", "won"]
    roles = {login.role for login in LOGINS}
    assert roles == {"editor", "translator", "campaigner", "administrator", "tipreader"}


def test_keys_and_pictures_are_told_apart():
    pictures = [thing.picture for thing in (*POSTS, *CAMPAIGNS)]
    for keys in (pictures, [post.key for post in POSTS], [login.email for login in LOGINS]):
        assert len(keys) == len(set(keys))
    assert all(login.email.endswith("@example.org") for login in LOGINS)


def test_stories_call_only_for_campaigns_that_exist():
    campaigns = {campaign.key for campaign in CAMPAIGNS}
    for post in POSTS:
        calls = {block.campaign for block in post.body if isinstance(block, Call)}
        assert calls == ({post.calls_for} if post.calls_for else set())
        assert calls <= campaigns


def test_a_series_counts_its_parts_without_a_gap():
    for series in SERIES:
        parts = [post for post in POSTS if post.series == series.key]
        assert sorted(post.part for post in parts) == list(range(1, len(parts) + 1))
        in_order = sorted(parts, key=lambda post: post.part)
        assert in_order == sorted(parts, key=lambda post: post.published_at)


def test_phone_numbers_are_kept_for_stories():
    calls = [block for post in POSTS for block in post.body if isinstance(block, CallOffice)]
    assert calls
    assert all(re.fullmatch(r"\(\d{3}\) 555-01\d\d", call.phone) for call in calls)


def test_the_story_happens_in_december_2010():
    for post in POSTS:
        assert post.published_at.utcoffset() is not None
        assert (post.published_at.year, post.published_at.month) == (2010, 12)


def test_the_open_petition_has_no_deadline_and_the_won_one_an_outcome():
    petitions = {campaign.state: campaign for campaign in CAMPAIGNS}
    assert petitions["open"].deadline is None
    assert petitions["won"].opened_at < petitions["won"].decided_at
    assert petitions["won"].outcome


def test_nobody_real_is_quoted():
    real = re.compile("Montes|Patrick|MIRA|ACLU|Centro Presente")
    for post in POSTS:
        for block in post.body:
            if isinstance(block, Quote):
                assert not real.search(block.who.en + block.who.es)


def test_the_main_story_is_the_longest_and_none_is_a_stub():
    [rally] = [post for post in POSTS if post.key == "rally"]
    assert 350 <= words_in(rally, "en") <= 600
    for post in POSTS:
        if post is not rally:
            assert 180 <= words_in(post, "en") <= 350
