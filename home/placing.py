"""Placing: which story stands in which block of a front page, in one language, none twice.

What editors chose stands where they chose it; the newest fill the other places in the order of the
blocks. Two statements, however many blocks and stories there are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet, Value
from wagtail.models import Page

from home.arranging import USUAL_LATEST, USUAL_OF_TOPIC
from news.models import PostPage

NEWEST = 0  # the stream of all stories; a topic's bears its key
USUAL = {"topic": USUAL_OF_TOPIC, "latest": USUAL_LATEST}


@dataclass(frozen=True)
class Block:
    """One block of an arrangement, as it is stored."""

    kind: str
    value: Any = None

    @property
    def chosen(self) -> list[int]:
        """Keys of the pages that editors named, in whichever language they found them."""
        if self.kind == "stories":
            items = self.value["pages"]
            return [each["value"] if isinstance(each, dict) else each for each in items]
        if self.kind in {"lead", "campaign"} and self.value["page"]:
            return [self.value["page"]]
        return []

    @property
    def topic(self) -> int | None:
        """The key of its topic, in whichever language; None for blocks without one."""
        return self.value["topic"] if self.kind == "topic" else None

    @property
    def wanted(self) -> int:
        """How many of the newest stories it takes; a lead that is missing here gives way to one."""
        if self.kind in USUAL:
            return self.value["number"] or USUAL[self.kind]
        return 1 if self.kind == "lead" else 0

    def word(self, name: str, language: str) -> str:
        return (self.value.get(name) or {}).get(language) or ""


def blocks_of(front: Any) -> list[Block]:
    return [Block(each["type"], each["value"]) for each in front.raw_data]


def pages_here(blocks: Iterable[Block], locale_id: int) -> dict[int, int]:
    """The live version in this language of each chosen page; those without one are absent."""
    chosen = [key for block in blocks for key in block.chosen if key]
    if not chosen:
        return {}
    named = Page.objects.filter(pk__in=chosen).values("translation_key")
    facts = ("pk", "translation_key", "locale_id", "live")
    rows = list(Page.objects.filter(translation_key__in=named).values_list(*facts))
    pair_of = {pk: pair for pk, pair, _locale, _live in rows}
    here = {pair: pk for pk, pair, locale, live in rows if live and locale == locale_id}
    return {key: here[pair_of[key]] for key in chosen if pair_of.get(key) in here}


def place(
    posts: QuerySet[PostPage],
    blocks: Sequence[Block],
    here: Mapping[int, int],
    topics: Mapping[int, int],
) -> list[list[int]]:
    """The keys of each block's pages. `posts` are those of this language; `here` and `topics` say
    which page and topic of this language stands for a chosen one.
    """
    streams = _streams(posts, blocks, topics)
    chosen = [[here[key] for key in block.chosen if key in here] for block in blocks]
    kept = {key for keys in chosen for key in keys}
    used: set[int] = set()
    places = []
    for block, named in zip(blocks, chosen, strict=True):
        keys = [key for key in dict.fromkeys(named) if key not in used]
        if not keys and block.wanted:
            stream = streams.get(topics.get(block.topic, -1) if block.topic else NEWEST, [])
            free = (key for key in stream if key not in used | kept)
            keys = list(islice(free, block.wanted))
        used |= set(keys)
        places.append(keys)
    return places


def _streams(
    posts: QuerySet[PostPage], blocks: Sequence[Block], topics: Mapping[int, int]
) -> dict[int, list[int]]:
    """Keys of the newest stories, and of each topic's newest: as many as the page can hold, since
    those above may have taken the first of them.
    """
    most = sum(block.wanted + len(block.chosen) for block in blocks)
    wanted = {topics[block.topic] for block in blocks if block.topic and block.topic in topics}
    by_topic = [(key, posts.filter(post_topics__topic=key)) for key in sorted(wanted)]
    parts = [
        each.order_by("-date", "-pk").values_list(Value(stream), "date", "pk")[:most]
        for stream, each in [(NEWEST, posts), *by_topic]
    ]
    rows = parts[0].union(*parts[1:], all=True) if by_topic else parts[0]
    streams: dict[int, list[int]] = {}
    for stream, _date, key in sorted(rows, key=lambda row: (row[1], row[2]), reverse=True):
        streams.setdefault(stream, []).append(key)
    return streams
