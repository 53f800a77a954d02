"""Reads a bundle as its recipient does: from the files alone."""

import csv
import io
import json
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

from pypdf import PdfReader

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass
class Unpacked:
    files: dict[str, bytes]

    @classmethod
    def of(cls, archive: Path | bytes) -> "Unpacked":
        source = io.BytesIO(archive) if isinstance(archive, bytes) else archive
        with zipfile.ZipFile(source) as packed:
            assert packed.testzip() is None
            return cls({name: packed.read(name) for name in packed.namelist()})

    def named(self, start: str, end: str) -> list[bytes]:
        return [
            content
            for name, content in sorted(self.files.items())
            if name.startswith(start) and name.endswith(end)
        ]

    @cached_property
    def manifest(self) -> dict:
        return json.loads(self.files["manifest.json"])

    @cached_property
    def csv_rows(self) -> list[list[str]]:
        """Rows of all portions, without their headings."""
        return [row for content in self.named("names-", ".csv") for row in csv_rows(content)[1:]]

    @cached_property
    def xlsx_rows(self) -> list[list[str]]:
        return [row for content in self.named("names-", ".xlsx") for row in xlsx_rows(content)[1:]]

    @cached_property
    def printed(self) -> str:
        """The words of the PDFs of names."""
        return "\n".join(pdf_text(content) for content in self.named("names-", ".pdf"))

    def paper(self, name: str) -> str:
        return pdf_text(self.files[name])


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def xlsx_rows(content: bytes) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert not list(sheet.iter(f"{SHEET}f")), "a cell is a formula"
    return [
        ["".join(cell.itertext()) for cell in row.iter(f"{SHEET}c")]
        for row in sheet.iter(f"{SHEET}row")
    ]


def pdf_text(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
