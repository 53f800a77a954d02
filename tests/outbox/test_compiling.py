"""One compilation serves everybody, and no value can break out of its slot."""

import pytest

from outbox.compiling import compile_draft
from outbox.kinds import Draft, part, slot

OURS = {"date": "Wed, 25 Nov 2026 12:00:00 +0000", "message_id": "0a1b"}


def drafted(text: str = "", page: str = "", **facts) -> Draft:
    return Draft("Señal", text or f"Hola {slot('name')}\n", page, **facts)


def filled(draft: Draft, **values) -> bytes:
    return compile_draft(draft, "es").fill("ana@example.org", OURS | values).content


def test_a_name_is_escaped_in_html_and_plain_in_text():
    content = filled(drafted(page=f"<p>{slot('name')}</p>"), name="Peña <& Söhne>")
    assert "Hola Peña <& Söhne>".encode() in content
    assert "<p>Peña &lt;&amp; Söhne&gt;</p>".encode() in content


@pytest.mark.parametrize("value", ["a\r\nBcc: b@example.org", "a\nb", "a\rb", "a\0b"])
def test_a_value_with_a_line_break_is_refused(value):
    with pytest.raises(ValueError, match="line break"):
        filled(drafted(), name=value)


def test_a_missing_value_is_refused():
    with pytest.raises(KeyError):
        filled(drafted())


def test_long_html_lines_are_broken_inside_tags_where_nobody_sees_it():
    page = "<p>" + f'<span title="año">{"á" * 40}</span>' * 60 + "</p>"
    content = filled(drafted(page=page), name="x")
    assert max(len(line) for line in content.split(b"\r\n")) < 998
    text = content.replace(b"\r\n", b"\n").decode()
    assert text.count("</span\n>") == 60
    assert text.count("á" * 40) == 60


def test_text_that_cannot_be_sent_as_it_is_is_refused_before_anything_leaves():
    with pytest.raises(ValueError, match="too long"):
        compile_draft(drafted(text="á" * 1_200), "es")


def test_headers_are_ours_first_and_a_slot_fills_them_too():
    headers = (("List-Unsubscribe", f"<https://example.org/{slot('leave')}>"), ("To", "evil@x.org"))
    content = filled(drafted(headers=headers), name="x", leave="u1")
    head = content.split(b"\r\n\r\n")[0]
    assert b"List-Unsubscribe: <https://example.org/u1>" in head
    assert head.count(b"\r\nTo: ") == 1
    assert b"\r\nTo: ana@example.org" in head
    assert b"Content-Language: es" in head
    assert b"Auto-Submitted: auto-generated" in head


def test_an_address_in_other_letters_is_written_for_the_wire():
    mail = compile_draft(drafted(), "es").fill("ana@correo.españa.es", OURS | {"name": "x"})
    assert mail.recipient == "ana@correo.xn--espaa-rta.es"


def test_a_part_is_in_the_letters_of_those_who_have_its_name_and_in_no_others():
    (begin, end), (begin_2, end_2) = part("one"), part("two_2")
    text = f"first\n{begin}a {slot('name')}\n{end}{begin_2}b\n{end_2}last\n"
    page = f"<i>{begin}<p>{slot('name')}</p>{end}{begin_2}<b></b>{end_2}</i>"
    draft = drafted(text=text, page=page)
    both = filled(draft, one="", two_2="", name="<x>")
    assert b"first\r\na <x>\r\nb\r\nlast\r\n" in both
    assert b"<i><p>&lt;x&gt;</p><b></b></i>" in both
    second = filled(draft, two_2="")
    assert b"first\r\nb\r\nlast\r\n" in second
    assert b"<i><b></b></i>" in second
    neither = filled(draft)
    assert b"first\r\nlast\r\n" in neither
    assert b"hubslot" not in both + second + neither
