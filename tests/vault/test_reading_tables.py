"""Files as they come: any usual encoding and separator; the rest is refused with its reason."""

import pytest

from vault.reading_tables import TableRefused, read_table

TEXT = "Nombre;Correo\nMaría Peña;maria@example.org\n\nAna, la de Chelsea;\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1"])
def test_encodings_are_told_apart(encoding):
    table = read_table(TEXT.encode(encoding))
    assert table.headings == ["Nombre", "Correo"]
    assert table.rows == [(2, ["María Peña", "maria@example.org"]), (4, ["Ana, la de Chelsea", ""])]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_are_told_apart(separator):
    table = read_table(f'name{separator}email\r\n"Peña, M."{separator}m@x.org\r\n'.encode())
    assert table.rows == [(2, ["Peña, M.", "m@x.org"])]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "no rows"),
        (b"name,email\n", "no rows"),
        (b"\n\n \n", "no rows"),
        (b"PK\x03\x04 a spreadsheet", "not text"),
        (b"%PDF-1.7", "not text"),
        (b"name\0email\nx\0y\n", "not text"),
        (b"\xff\xfea", "not text"),
        (b"name\n" + b'"' + b"x" * 200_000, "broken"),
        (b"name\n" + b"x," * 100, "broken"),
        (b"x" * (10 * 1024 * 1024 + 1), "too large"),
        (b"name\n" + b"x\n" * 50_001, "too many rows"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(raw, why):
    with pytest.raises(TableRefused, match=why):
        read_table(raw)
