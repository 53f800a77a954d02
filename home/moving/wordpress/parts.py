"""What the markup of an old post is read as, before it is known what this newsroom has of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Note:
    """Something that could not be carried: its kind (see `reporting.WHY`), and which one."""

    kind: str
    what: str = ""


@dataclass(frozen=True)
class Text:
    """Paragraphs and lists: `p`, `b`, `i`, `a`, `ul`, `ol`, `li` and `br`, escaped."""

    html: str


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Quote:
    text: str
    who: str = ""


@dataclass(frozen=True)
class PullQuote:
    text: str


@dataclass(frozen=True)
class Picture:
    """One of the media library by its `key`, else by its address alone."""

    source: str
    key: int = 0
    alternative: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True)
class Gallery:
    """Pictures as they stand in the text, or by their keys; with neither, those uploaded to the
    post.
    """

    pictures: tuple[Picture, ...] = ()
    keys: tuple[int, ...] = ()


@dataclass(frozen=True)
class Embed:
    """What is shown from another site."""

    url: str
    title: str = ""


@dataclass(frozen=True)
class File:
    """A file to download."""

    url: str
    title: str = ""


Part = Text | Heading | Quote | PullQuote | Picture | Gallery | Embed | File
