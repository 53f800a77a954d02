"""What the demo's stories are made of: every text stands beside its translation.

A pair is one segment to a translator: its Spanish says what its English says, no more, in the
same inline tags. Only paragraphs hold markup (`<b>` and `<i>`); all other texts are plain.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

BOSTON = ZoneInfo("America/New_York")


@dataclass(frozen=True, slots=True)
class Pair:
    """One text in both languages.

    Line breaks are folded into spaces, so that sources may wrap. `proper` marks a name that
    is rightly the same in both; an empty `es` belongs to stories that exist in English only.
    """

    en: str
    es: str = ""
    proper: bool = False

    def __post_init__(self) -> None:
        for language in ("en", "es"):
            object.__setattr__(self, language, " ".join(getattr(self, language).split()))

    def text(self, language: str) -> str:
        return {"en": self.en, "es": self.es}[language]


@dataclass(frozen=True, slots=True)
class Heading:
    text: Pair


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The inside of one `<p>`; its note stands at the foot of the story."""

    text: Pair
    note: Pair | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words without quotation marks; `who` is never a real person."""

    text: Pair
    who: Pair


@dataclass(frozen=True, slots=True)
class KeyFacts:
    title: Pair
    items: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """An invitation to a campaign's page."""

    campaign: str
    text: Pair


@dataclass(frozen=True, slots=True)
class PullQuote:
    """A sentence of the story itself."""

    text: Pair


@dataclass(frozen=True, slots=True)
class Picture:
    picture: str
    alternative: Pair
    caption: Pair


@dataclass(frozen=True, slots=True)
class Gallery:
    title: Pair
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Event:
    name: Pair
    place: Pair
    address: Pair
    details: Pair
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class CallOffice:
    """`phone` is one of the numbers that are kept for stories: 555-0100 to 555-0199."""

    office: Pair
    phone: str
    hours: Pair
    script: Pair


Block = Heading | Paragraph | Quote | PullQuote | KeyFacts | Gallery | Event | CallOffice | Call


@dataclass(frozen=True, slots=True)
class Post:
    """One news story. `original` is the language it was written in, `only` the sole one it has;
    `courtesy` is what readers of the other one are told meanwhile.
    """

    key: str
    slug_en: str
    slug_es: str
    topic: str
    authors: tuple[str, ...]
    picture: str
    published_at: datetime
    title: Pair
    summary: Pair
    credit: Pair
    alternative: Pair
    caption: Pair
    body: tuple[Block, ...]
    tip_line: bool = False
    calls_for: str | None = None
    tags: tuple[Pair, ...] = ()
    series: str | None = None
    part: int | None = None
    translator: str = ""
    original: str = "en"
    only: str | None = None
    courtesy: str = ""


@dataclass(frozen=True, slots=True)
class Campaign:
    """One petition and its page. `deadline` None: it never closes by itself."""

    key: str
    slug_en: str
    slug_es: str
    state: str
    goal: int
    opened_at: datetime
    target: Pair
    office: Pair
    title: Pair
    summary: Pair
    letter: tuple[Pair, ...]
    picture: str
    credit: Pair
    alternative: Pair
    deadline: datetime | None = None
    decided_at: datetime | None = None
    outcome: Pair | None = None
    questions: tuple[tuple[Pair, Pair], ...] = ()


def name(text: str) -> Pair:
    """A proper name, the same in both languages."""
    return Pair(text, text, proper=True)


def moment(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A time in Boston in the year of the story, 2010."""
    return datetime(2010, month, day, hour, minute, tzinfo=BOSTON)
