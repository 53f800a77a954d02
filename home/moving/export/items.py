"""What a WXR file is made of: items with their terms and fields, and the numbers that name them.

WordPress numbers posts and attachments in one row, Hub does not: each kind has its own last digit.
"""

from dataclasses import dataclass, field
from datetime import datetime

from cms.languages import LANGUAGES, NATIVE_NAMES

PAGE, DOCUMENT, ANY_LANGUAGE = 1, 9, 2
AUTHOR_PREFIX = "cap-"  # how Co-Authors Plus marks the terms that are people


@dataclass(frozen=True)
class Term:
    """A term on an item, or one of the file's own list with what belongs to it."""

    domain: str
    slug: str
    name: str
    pk: int = 0
    description: str = ""


@dataclass
class Item:
    """A post, a page or an attachment. `excerpt` is an attachment's caption."""

    pk: int
    kind: str
    title: str
    link: str
    guid: str
    slug: str
    status: str
    at: datetime
    changed_at: datetime
    creator: str = ""
    content: str = ""
    excerpt: str = ""
    parent: int = 0
    attachment_url: str = ""
    terms: list[Term] = field(default_factory=list)
    meta: list[tuple[str, str]] = field(default_factory=list)

    def say(self, key: str, value: str) -> None:
        """A field of the item; an empty one is not written."""
        if value:
            self.meta.append((key, value))


def page_id(pk: int) -> int:
    return pk * 10 + PAGE


def picture_id(pk: int, language: str) -> int:
    """A picture has an attachment for each language that uses it: its words are that language's."""
    place = LANGUAGES.index(language) + 1 if language else 0
    return pk * 10 + ANY_LANGUAGE + place


def document_id(pk: int) -> int:
    return pk * 10 + DOCUMENT


def language_term(language: str) -> Term:
    return Term("language", language, NATIVE_NAMES[language])


def set_slug(translation_key: object) -> str:
    """The name of a set of translations, as Polylang has them."""
    return f"pll_{str(translation_key).replace('-', '')}"


def set_term(translation_key: object) -> Term:
    slug = set_slug(translation_key)
    return Term("post_translations", slug, slug)


def ids_as_php(ids: dict[str, int]) -> str:
    """`{"en": 11}` as PHP writes it, in which Polylang keeps which post is in which language."""
    pairs = "".join(f's:{len(key)}:"{key}";i:{number};' for key, number in ids.items())
    return f"a:{len(ids)}:{{{pairs}}}"
