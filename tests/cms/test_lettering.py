"""Letters on pictures: every word whole, every letter of ours there, and no boxes."""

from cms.lettering import HEAD, TEXT, cut, fitted, font, writable

LONG = (
    "¿Quién cuida a nuestra niñez? ¡Exígele al gobernador que rechace Comunidades Seguras en todo "
    "el estado antes de que termine el año, y que responda por escrito a las organizaciones!"
)
SIZES = range(116, 33, -2)


def test_a_long_title_keeps_every_word_and_every_line_fits():
    size, lines = fitted(LONG, (592, 400), SIZES)
    assert " ".join(lines) == LONG
    assert all(font(HEAD, size).getlength(line) <= 592 for line in lines)


def test_no_word_is_broken_while_smaller_letters_keep_it_whole():
    for title in ("Internacionalización", "Contra la institucionalización de la niñez"):
        _size, lines = fitted(title, (592, 400), SIZES)
        assert " ".join(lines) == title


def test_what_is_too_long_for_the_smallest_letters_ends_in_an_ellipsis():
    size, lines = fitted(LONG * 6, (592, 400), SIZES)
    assert size == SIZES[-1]
    assert lines[-1].endswith("…")
    assert LONG.startswith(" ".join(lines[:4]))
    assert not cut("Exígele al gobernador ¿ya?", font(HEAD, 34), 330).endswith("¿…")


def test_lines_are_about_equally_long():
    _size, lines = fitted("Hands off our own fingerprints now", (1072, 440), range(84, 33, -2))
    lengths = [font(HEAD, 84).getlength(line) for line in lines]
    assert min(lengths) > max(lengths) / 2


def test_the_letters_of_spanish_are_all_there():
    blank = font(TEXT, 40).getmask("\uffff")
    shapes = {letter: bytes(font(TEXT, 40).getmask(letter)) for letter in "ñÑáéíóúüÁÉÍÓÚ¿¡«»“”’…—·"}
    assert bytes(blank) not in shapes.values()
    assert len(set(shapes.values())) == len(shapes)


def test_an_emoji_leaves_no_box_and_a_rare_accent_no_hole():
    assert writable("🎄 Año nuevo 👩‍👩‍👧, “ya” ❤️") == "Año nuevo , “ya”"
    assert writable("Nguyễn\u00a0Sơn y Nin\u0303o\u00ad") == "Nguyen Son y Niño"
    assert writable("🎄\u200b") == ""
