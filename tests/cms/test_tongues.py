"""Short texts are told apart by their small words."""

import pytest

from cms.tongues import is_in_other_language, lix

ENGLISH = "The governor said that the state would not join the programme."
SPANISH = "El gobernador dijo que el estado no se sumaría al programa."


@pytest.mark.parametrize(
    ("text", "language", "is_foreign"),
    [
        (ENGLISH, "es", True),
        (ENGLISH, "en", False),
        (SPANISH, "en", True),
        (SPANISH, "es", False),
        ("Just Communities", "es", False),
        ("La campaña «Just Communities» de la coalición", "es", False),
        ("Centro Presente", "en", False),
        ("1,850", "es", False),
        ("", "es", False),
    ],
)
def test_text_of_the_other_language_is_noticed(text, language, is_foreign):
    assert is_in_other_language(text, language) is is_foreign


def test_lix_counts_sentences_and_long_words():
    # 10 words in 2 sentences, 2 of them over six letters: 5 + 20.
    text = "Quiet people signed petitions. Nobody watched them do it there."
    assert lix(text) == 25
    assert lix("") == 0
