"""Whatever a person is called can be signed with; what is no name, or no address, cannot."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.choosing import Offers
from campaigns.forms import AddressForm, SignForm, clean_name
from tests.making import form as filled

quick = settings(deadline=None, max_examples=150)
SHOWABLE = {"Lu", "Ll", "Lo", "Lt", "Lm", "Mn", "Mc"}
words = st.text(st.characters(categories=SHOWABLE), min_size=1, max_size=12)


@quick
@given(st.lists(words, min_size=1, max_size=5))
def test_letters_of_any_script_are_kept_as_they_are(parts):
    name = unicodedata.normalize("NFC", " ".join(parts))
    if any(mark.isalpha() for mark in name):
        assert clean_name("\t " + "  ".join(parts) + "\u00a0") == name


@pytest.mark.parametrize(
    "name",
    [
        "María del Carmen Núñez y Rodríguez de la Peña",
        "Jean-Luc O'Brien",
        "Nʻanakuli Kahāʻulelio",
        "Nguyễn Thị Minh Khai",
        "محمد بن سلمان",
        "李小龍",
        "Ольга Ёлкина",
        "J. R. Peña, Jr.",
        "X Æ",
        "Ana",
    ],
)
def test_real_names_stand_as_typed(name):
    assert clean_name(name) == name


@quick
@given(st.text())
def test_a_clean_name_is_one_line_with_a_letter_and_no_mark_that_misleads(text):
    try:
        name = clean_name(text)
    except ValidationError:
        return
    kinds = {unicodedata.category(mark) for mark in name}
    assert not kinds & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    assert any(mark.isalpha() for mark in name)
    assert not set(name) & set("<>{}[]|\\^@\r\n")
    assert "  " not in name
    assert name == name.strip() == clean_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "\0",
        "Ana\0",
        "Ana\u202eeva",
        "Ana\u2066",
        "A\ufeffna",
        "A\u00adna",
        "Ana\ue000",
        "",
        " ",
        "123",
        "---",
        "😀",
        "www.example.org",
        "https://example.org",
        "Ana HTTP://x",
        "ana@example.org",
        "<b>Ana</b>",
        "{{ name }}",
    ],
)
def test_what_is_no_name_is_refused(name):
    with pytest.raises(ValidationError):
        clean_name(name)


def test_line_breaks_in_a_name_become_spaces():
    assert clean_name("Ana\r\nBcc: Peña") == "Ana Bcc: Peña"


def errors_of(**fields) -> dict[str, list[str]]:
    with translation.override("es"):
        return {name: list(told) for name, told in SignForm(filled(**fields)).errors.items()}


def test_a_filled_form_is_content_and_every_choice_starts_unticked():
    form = SignForm(filled())
    assert form.is_valid()
    assert form.cleaned_data["region"] == "MA-021"
    choices = ("is_abroad", "hand_over", "tell_outcome")
    assert [form.cleaned_data[name] for name in choices] == [False] * 3
    assert form.cleaned_data["shown_as"] == "nothing"
    assert not any(SignForm()[name].value() for name in choices)


def test_an_empty_form_says_what_is_missing_in_the_readers_language():
    with translation.override("es"):
        errors = SignForm({}).errors
        assert errors["name"] == ["Escribe tu nombre."]
        assert set(errors) == {"name", "email", "postal_code"}


@pytest.mark.parametrize("code", ["", "nonsense", "02118"])
def test_someone_abroad_needs_no_postal_code(code):
    form = SignForm(filled(postal_code=code, is_abroad="on"))
    assert form.is_valid()
    assert form.cleaned_data["region"] == "abroad"


@pytest.mark.parametrize(
    "address",
    [
        "ana",
        "ana@",
        "@example.org",
        "ana@@example.org",
        "ana@example",
        "ana@example.org, eva@example.org",
        "ana@example.org\r\nBcc: eva@example.org",
        "Ana <ana@example.org>",
        "ana\0@example.org",
        "josé@example.org",
        f"{'a' * 250}@example.org",
    ],
)
def test_what_is_no_single_address_is_refused(address):
    assert set(errors_of(email=address)) == {"email"}
    assert not AddressForm({"email": address}).is_valid()


def test_a_form_of_one_petition_leaves_no_trace_in_the_next():
    """Fields are lent, not copied; what a petition decides is a form's own."""
    offers = Offers("guarded", ((1, "Unión"),))
    first = SignForm(None, offers=offers)
    assert "partner_1" in first.fields
    second = SignForm(None)
    assert "partner_1" not in second.fields
    assert second.fields["shown_as"].choices != first.fields["shown_as"].choices
    assert SignForm.base_fields["shown_as"].choices == []
