"""Laying out: from an arrangement to what one language's front page shows.

What is missing in this language is left out, never shown in the other. Each kind of section has a
template of its own, `home/front/<kind>.html`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q
from wagtail.rich_text import RichText

from campaigns.models import CampaignPage, Petition
from cms.models import Topic
from cms.shaping import DESK, LEAD, PACKAGE, RIVER, Place
from home.arranging import USUAL_LATEST
from home.placing import Block, pages_here, place
from news.models import PostPage

NARROW = {"campaign", "text", "tip", "subscribe"}
BESIDE_A_LEAD = NARROW | {"latest", "stories"}
MOST_TOPICS = 3  # beside each other on a wide screen
Section = dict[str, Any]


def automatic(featured: int | None) -> list[Block]:
    """The arrangement of a front page that nobody arranged."""
    return [
        Block("lead", {"page": None}),
        Block("campaign", {"page": featured}),
        Block("topics"),
        Block("latest", {"number": USUAL_LATEST}),
        Block("tip"),
    ]


def lay_out(home: Any, blocks: Sequence[Block]) -> list[Section]:
    """The rows of the page: the opening, the sections, and narrow ones side by side."""
    return in_rows([each for each in Layout(home, blocks).sections() if each])


def in_rows(sections: list[Section]) -> list[Section]:
    """A lead takes along what stands beside it; topics and narrow sections that follow each other
    share a row.
    """
    rows: list[Section] = []
    for section in sections:
        if rows and _stands_beside(section, rows[-1]):
            rows[-1]["beside"].append(section)
        else:
            rows.append({"first": section, "beside": []})
    return [row | {"kind": _kind_of(row)} for row in rows]


def _stands_beside(section: Section, row: Section) -> bool:
    first, kind, others = row["first"]["kind"], section["kind"], len(row["beside"])
    if first == "lead":
        return kind == "topics" or (others == 0 and kind in BESIDE_A_LEAD)
    if first == "topic":
        return kind == "topic" and others < MOST_TOPICS - 1
    return {first, kind} <= NARROW and others == 0


def _kind_of(row: Section) -> str:
    first = row["first"]["kind"]
    if first == "topic" and len(row["beside"]) + 1 == MOST_TOPICS:
        return "topic-3"
    return "narrow" if first in NARROW else first


@dataclass
class Layout:
    """What each block of one language's front page shows; None where it has nothing to show."""

    home: Any
    blocks: Sequence[Block]

    def sections(self) -> list[Section | None]:
        made = []
        for number, (block, keys) in enumerate(zip(self.blocks, self._places, strict=True)):
            shown = getattr(self, f"show_{block.kind}")(block, keys)
            facts = {"id": f"front-{number}", "template": f"home/front/{block.kind}.html"}
            made.append(None if shown is None else {"kind": block.kind, **facts, **shown})
        return made

    def show_lead(self, block: Block, keys: list[int]) -> Section | None:
        posts = [self._posts[key] for key in keys if key in self._posts]
        return {"teaser": posts[0].as_teaser(place=LEAD)} if posts else None

    def show_stories(self, block: Block, keys: list[int]) -> Section | None:
        return self._listed(keys, PACKAGE, title=block.word("title", self._language))

    def show_latest(self, block: Block, keys: list[int]) -> Section | None:
        return self._listed(keys, RIVER, url=self._index_url)

    def show_topic(self, block: Block, keys: list[int]) -> Section | None:
        topic = self._topics.get(self._topics_here.get(block.topic or 0, 0))
        if topic is None:
            return None
        title = block.word("title", self._language) or topic.name
        shown = self._listed(keys, DESK, title=title, name=topic.name, url=self._url_of(topic))
        for teaser in shown["teasers"] if shown else []:
            teaser["topic"] = ""  # the section's head says it
        return shown

    def show_topics(self, block: Block, keys: list[int]) -> Section | None:
        topics = sorted(self._topics.values(), key=lambda topic: topic.name)
        links = [{"name": topic.name, "url": self._url_of(topic)} for topic in topics]
        return {"topics": links} if links and self._index_url else None

    def show_campaign(self, block: Block, keys: list[int]) -> Section | None:
        """The chosen one, or the newest open one that no block has."""
        free = [] if block.chosen else self._open
        page = next((each for key in [*keys, *free] if (each := self._cards.pop(key, None))), None)
        return {"card": page.as_card() | page.as_counted()} if page else None

    def show_tip(self, block: Block, keys: list[int]) -> Section:
        """Its words are the frame's."""
        return {}

    show_subscribe = show_tip

    def show_text(self, block: Block, keys: list[int]) -> Section | None:
        text = block.word("text", self._language)
        title = block.word("title", self._language)
        return {"title": title, "text": RichText(text)} if text else None

    def _listed(self, keys: list[int], first: Place, **facts: Any) -> Section | None:
        """`first` is where the picture of the first story stands; those of others are small."""
        posts = [self._posts[key] for key in keys if key in self._posts]
        places = [first, *[RIVER] * len(posts)]
        teasers = [post.as_teaser(place=at) for post, at in zip(posts, places, strict=False)]
        return {"teasers": teasers, **facts} if teasers else None

    @property
    def _language(self) -> str:
        return self.home.locale.language_code

    @cached_property
    def _here(self) -> dict[int, int]:
        return pages_here(self.blocks, self.home.locale_id)

    @cached_property
    def _places(self) -> list[list[int]]:
        posts = PostPage.objects.descendant_of(self.home).live()
        return place(posts, self.blocks, self._here, self._topics_here)

    @cached_property
    def _posts(self) -> dict[int, PostPage]:
        keys = {key for place in self._places for key in place}
        posts = PostPage.objects.live().filter(pk__in=keys).as_teasers()
        return {post.pk: post for post in posts}

    @cached_property
    def _index_url(self) -> str:
        """Where the stories of this language live; empty before the first one."""
        return next((post.index_url() for post in self._posts.values()), "")

    def _url_of(self, topic: Topic) -> str:
        return topic.path_within(self._index_url, self._language)

    @cached_property
    def _known_topics(self) -> list[Topic]:
        """The live ones of this language, and whichever a block names in another."""
        named = [block.topic for block in self.blocks if block.topic]
        if not named and "topics" not in {block.kind for block in self.blocks}:
            return []
        here = Q(locale_id=self.home.locale_id, live=True)
        return list(Topic.objects.filter(here | Q(pk__in=named)))

    @cached_property
    def _topics(self) -> dict[int, Topic]:
        locale = self.home.locale_id
        return {
            each.pk: each for each in self._known_topics if each.live and each.locale_id == locale
        }

    @cached_property
    def _topics_here(self) -> dict[int, int]:
        """From each topic that a block may name to the one of this language."""
        here = {topic.translation_key: key for key, topic in self._topics.items()}
        known = ((topic.pk, topic.translation_key) for topic in self._known_topics)
        return {key: here[pair] for key, pair in known if pair in here}

    @cached_property
    def _cards(self) -> dict[int, CampaignPage]:
        """The chosen campaigns, and as many of the newest open ones as there are blocks."""
        blocks = [block for block in self.blocks if block.kind == "campaign"]
        if not blocks:
            return {}
        pages = CampaignPage.objects.descendant_of(self.home).live()
        newest = pages.filter(petition__in=Petition.objects.open())
        newest = newest.order_by("-first_published_at")[: len(blocks)].values("pk")
        wanted = Q(pk__in=[self._here.get(key) for block in blocks for key in block.chosen])
        if not all(block.chosen for block in blocks):
            wanted |= Q(pk__in=newest)
        return {page.pk: page for page in pages.filter(wanted).as_cards()}

    @cached_property
    def _open(self) -> list[int]:
        """Those that take signatures and that no block names, the newest first."""
        named = set(self._here.values())
        pages = self._cards.items()
        return [key for key, page in pages if page.petition.is_open and key not in named]
