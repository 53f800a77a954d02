"""Narrowing: what somebody looks for among all pairs, as conditions on the tables of
cms/comparing.py.
"""

import unicodedata
from dataclasses import dataclass
from typing import Any

from cms.comparing import State
from cms.languages import LANGUAGES

# Somebody's own are the pairs of which they began a page, saved a draft, or translated a piece.
# Sending a page to translation saves its draft, too. A byline is a name, not an account.
MINE = """
    SELECT version.translation_key FROM version JOIN wagtailcore_revision AS revision
        ON revision.object_id = version.pk AND revision.content_type_id = version.kind_id
        WHERE revision.user_id = %s
    UNION ALL SELECT translation_key FROM wagtailcore_page WHERE owner_id = %s
    UNION ALL SELECT context.object_id FROM wagtail_localize_stringtranslation AS piece
        JOIN wagtail_localize_translationcontext AS context ON context.id = piece.context_id
        WHERE piece.last_translated_by_id = %s
"""
# In either language, in any order, without accents; ñ is a letter. Only titles that whoever asks
# may read: a draft's is for its editors.
TITLED = """
    SELECT translation_key FROM version WHERE (live OR may_edit) AND NOT EXISTS (
        SELECT FROM unnest(%s::text[]) AS word
        WHERE strpos(translate(lower(title), 'áéíóúü', 'aeiouu'), word) = 0
    )
"""
PLAIN = str.maketrans("áéíóúü", "aeiouu")
WHERE = f"""
FROM lag WHERE language = ANY(%s) AND state = ANY(%s) AND (is_owed OR NOT %s)
    AND (NOT %s OR translation_key IN ({MINE}))
    AND (NOT %s OR translation_key IN ({TITLED}))
"""


@dataclass(frozen=True)
class Wish:
    """What to look for; what is empty does not matter."""

    language: str = ""
    state: str = ""
    kind: str = ""
    is_owed: bool = False
    is_mine: bool = False
    title: str = ""

    def values(self, user_id: int | None) -> list[Any]:
        """For the placeholders of WHERE."""
        languages = [self.language] if self.language else list(LANGUAGES)
        states = [self.state] if self.state else list(State.values)
        mine = [self.is_mine, user_id, user_id, user_id]
        return [languages, states, self.is_owed, *mine, bool(self.words), self.words]

    @property
    def words(self) -> list[str]:
        title = unicodedata.normalize("NFC", self.title).replace("\0", " ")
        return title.lower().translate(PLAIN).split()
