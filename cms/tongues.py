"""Which of the two languages a short text is in, by its small words; and how hard it is to read."""

import re

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
SENTENCE_END = re.compile(r"[.!?…:]+(?:\s|$)")
LONG_WORD = 6  # letters; LIX counts longer ones
ENGLISH = """
    the of and to in is that for with was were by from has have not are this they their which who
    will would an be it its at on or but as what when we our you your she his her him them there
    been had can could should about into than then these those
"""
SPANISH = """
    el la los las de del que y en un una por para con se su sus al es lo como más pero o ha han fue
    son está están este esta estos estas ese esa eso muy sin sobre también hay ser entre cuando
    donde quien nos les le ya si porque desde hasta era fueron
"""
SMALL_WORDS = {"en": frozenset(ENGLISH.split()), "es": frozenset(SPANISH.split())}


def words_in(text: str) -> list[str]:
    return WORD.findall(text)


def is_in_other_language(text: str, language: str) -> bool:
    """Most of its small words, and at least two, belong to the other language."""
    words = [word.lower() for word in words_in(text)]
    own = sum(word in SMALL_WORDS[language] for word in words)
    other = sum(
        word in small for code, small in SMALL_WORDS.items() if code != language for word in words
    )
    return other >= 2 and other > own


def lix(text: str) -> int:
    """Words a sentence plus long words in a hundred: 25 is easy, 40 a newspaper, 60 very hard.

    Björnsson's formula (1968), which holds for English and Spanish alike; 0 for no text.
    """
    words = words_in(text)
    if not words:
        return 0
    sentences = max(1, len(SENTENCE_END.findall(text)))
    long_words = sum(len(word) > LONG_WORD for word in words)
    return round(len(words) / sentences + 100 * long_words / len(words))
