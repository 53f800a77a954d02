"""An excerpt shows where the words stand, and nothing of it is ever markup."""

from cms.excerpting import LENGTH, excerpt, marked


def test_words_are_marked_as_they_are_written():
    assert marked("La Corrección, ayer", {"corrección"}) == "La <mark>Corrección</mark>, ayer"


def test_what_looks_like_markup_is_escaped():
    text = "<script>alert(1)</script> & <b>bold</b>"
    assert marked(text, {"script", "b"}) == (
        "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt; &amp; "
        "&lt;<mark>b</mark>&gt;bold&lt;/<mark>b</mark>&gt;"
    )


def test_the_excerpt_comes_from_where_most_words_are():
    text = f"juez {'relleno ' * 80}el juez y la ley del juez {'relleno ' * 80}"
    shown = excerpt("", text, {"juez", "ley"})
    assert shown.count("<mark>") == 3
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_the_summary_goes_first_if_it_answers():
    assert excerpt("Un juez decide.", "El juez.", {"juez"}) == "Un <mark>juez</mark> decide."
    assert excerpt("Una decisión.", "El juez.", {"juez"}) == "El <mark>juez</mark>."
    assert excerpt("Una decisión.", "La ley.", {"juez"}) == "Una decisión."


def test_an_excerpt_is_short_and_cut_between_words():
    shown = excerpt("", "palabra " * 500, {"nada"})
    assert len(shown) < LENGTH + 10
    assert set(shown.split()) == {"palabra", "…"}


def test_a_text_without_blanks_is_cut_all_the_same():
    assert len(excerpt("", "á" * 5_000, {"nada"})) < LENGTH + 10
