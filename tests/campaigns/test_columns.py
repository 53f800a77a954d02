"""What a column means is told by its heading, in both languages."""

from campaigns.columns import guess_columns


def test_columns_are_guessed_in_both_languages():
    english = ["First Name", "Last name", "E-mail", "Zip Code", "State", "Date signed"]
    assert list(guess_columns(english)) == ["first", "last", "email", "zip", "state", "date"]
    spanish = [
        "Nombre",
        "Primer apellido",
        "Segundo apellido",
        "Correo electrónico",
        "C.P.",
        "Idioma",
    ]
    assert list(guess_columns(spanish))[:4] == ["first", "last", "last2", "email"]
    assert guess_columns(["Nombre", "Código postal"]) == {"name": 0, "zip": 1}
