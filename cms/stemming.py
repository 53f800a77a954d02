"""Word forms: which words count as one in a search, per language.

PostgreSQL's stemmers do most of it. The Spanish one reads accents: without them *inmigracion* and
*inmigraciones* part ways, and with `unaccent` before it *año* would find *ano*. So every text is
indexed and asked for in two forms, and either may match.
"""

import re
import unicodedata

CONFIGS = {"en": "hub_english", "es": "hub_spanish"}  # see migration 0006_stemmers
WORD = re.compile(r"[^\W_]+")
TILDE = "\u0303"
# Forms that the stemmers keep apart, each with the form it is brought to (in lower case, without
# accents). Measured on PostgreSQL 18; tests/cms/test_searching_pairs.py holds the words.
SPANISH = [
    (re.compile(r"^(?!dios$)(\w{2}[ao])s$"), r"\1"),  # años, días: too short for the stemmer
    (re.compile(r"(\w{2})ces$"), r"\1z"),  # jueces, luces
    (re.compile(r"(\w{2}[dlnrjy])es$"), r"\1"),  # ciudades, mujeres, jóvenes
    (re.compile(r"([cs])ion$"), r"\1ión"),  # the ending that the stemmer knows
]
ENGLISH = [
    (re.compile(r"^children$"), "child"),
    (re.compile(r"^(wo|)men$"), r"\1man"),
]
ENDINGS = {"en": ENGLISH, "es": SPANISH}
# What a question can do without, as long as it asks for something else; without accents.
LITTLE_ENGLISH = "a an and are as at be by for from in is it its of on or that the to was with"
LITTLE_SPANISH = (
    "a al con de del e el en es esta este la las le les lo los o para por que se su sus un una unas"
    " unos y"
)
LITTLE_WORDS = {"en": set(LITTLE_ENGLISH.split()), "es": set(LITTLE_SPANISH.split())}


def composed(text: str) -> str:
    """One spelling for each accented letter, and blanks for what PostgreSQL cannot keep."""
    return unicodedata.normalize("NFC", text).replace("\0", " ")


def words_of(text: str) -> list[str]:
    """The words in lower case, in order."""
    return WORD.findall(composed(text).lower())


def forms(text: str, language: str) -> tuple[str, str]:
    """The words as they stand, and each in the form it shares with its like: both are to match.

    Words and blanks only: PostgreSQL would read `state.Then` as the name of a host.
    """
    words = words_of(text)
    shared = [_ended(without_accents(word), language) for word in words]
    return " ".join(words), " ".join(shared)


def without_accents(text: str) -> str:
    """*Inmigración* becomes *Inmigracion*; the tilde of ñ stays, for it makes another letter."""
    letters = unicodedata.normalize("NFD", text)
    kept = "".join(
        letter
        for before, letter in zip(" " + letters, letters, strict=False)
        if not unicodedata.combining(letter) or (letter == TILDE and before in "nN")
    )
    return unicodedata.normalize("NFC", kept)


def is_little(word: str, language: str) -> bool:
    return without_accents(word) in LITTLE_WORDS[language]


def bare(word: str) -> str:
    """The word as a keyboard without ñ or accents writes it; for likeness only, never to match."""
    return without_accents(word.lower()).replace("ñ", "n")


def _ended(word: str, language: str) -> str:
    for pattern, shared in ENDINGS[language]:
        word = pattern.sub(shared, word)
    return word
