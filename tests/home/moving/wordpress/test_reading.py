"""An export is read as a stream, and what means ill is refused before it is read whole."""

import tracemalloc

import pytest

from home.moving.wordpress import reading
from home.moving.wordpress.reading import Export, ExportRefused
from home.moving.wordpress.scanning import scan
from tests.home.moving.wordpress.exports import FIXTURE, HEAD, SITE, TAIL, item

MEGABYTE = 1024 * 1024
TOP = HEAD.format(site=SITE, language="en")
BOMB = """<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rss><channel><title>&b;</title></channel></rss>"""


def read(path):
    return scan(Export(path), language="", tell=lambda _export: None)


def refused(tmp_path, content: str | bytes) -> str:
    file = tmp_path / "export.xml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(ExportRefused) as refusal:
        read(file)
    return str(refusal.value)


def test_what_an_export_holds_is_known_before_anything_is_written():
    found = read(FIXTURE)
    assert (found.site, found.language) == ("http://harbor.example.org", "en")
    assert found.authors == {"desk": "The Desk"}
    assert list(found.stories) == [31]
    assert found.files[32].path == "2011/03/steps.jpg"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (BOMB, "entities"),
        ('<?xml version="1.0"?><!DOCTYPE r SYSTEM "file:///etc/passwd"><rss/>', "entities"),
        ("", "line 1"),
        ("no markup", "line 1"),
        ("<html><body>Log in</body></html>", "not an export"),
        ("<rss><channel><title>A feed</title></channel></rss>", "not an export"),
        (TOP.replace("1.2</wp:wxr", "9.9</wp:wxr") + item(1) + TAIL, "9.9"),
        (TOP + item(1) + "<item><title>cut", "line"),
        (TOP.replace("<language>en", "<language>fr") + item(1) + TAIL, "--language"),
        (TOP + "<item>" + "<a>" * 100, "deeper"),
        ('<?xml version="1.0" encoding="utf-7"?><rss/>', "encoding"),
        ("\ufeff<rss/>".encode("utf-16"), "UTF-8"),
    ],
)
def test_what_is_no_export_is_refused_in_a_sentence(tmp_path, content, said):
    assert said in refused(tmp_path, content)


def test_an_attribute_without_an_end_is_refused_before_it_is_read(tmp_path):
    """500 MB of it, as a file with a hole; what is read of it stays below 20 MB."""
    file = tmp_path / "export.xml"
    with file.open("wb") as out:
        out.write(f'{TOP}<item><category nicename="'.encode())
        for _piece in range(12):
            out.write(b"a" * MEGABYTE)
        out.truncate(500 * MEGABYTE)
    export = Export(file)
    tracemalloc.start()
    with pytest.raises(ExportRefused, match="4 MB"):
        list(export.records())
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert export.read < 5 * MEGABYTE
    assert most < 20 * MEGABYTE


def test_a_long_text_is_cut_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_TEXT", 20_000)
    file = tmp_path / "export.xml"
    file.write_text(TOP + item(1, content="word " * 9_000) + item(2) + TAIL)
    first, second = [each for each in Export(file).records() if each.kind == "item"]
    assert len(first.fields["content:encoded"]) == 20_000
    assert (first.cut, second.cut) == ({"content:encoded"}, set())


def test_marks_that_xml_forbids_are_left_out(tmp_path):
    file = tmp_path / "export.xml"
    file.write_text(TOP + item(1, title="One\x0b\x00 two\x1f") + TAIL)
    assert [each.fields["title"] for each in Export(file).records() if each.kind == "item"] == [
        "One two"
    ]


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_each_version_of_the_format_is_read(tmp_path, version):
    file = tmp_path / "export.xml"
    text = FIXTURE.read_text().replace("export/1.2/", f"export/{version}/")
    file.write_text(text.replace("<wp:wxr_version>1.2", f"<wp:wxr_version>{version}"))
    assert list(read(file).stories) == [31]
