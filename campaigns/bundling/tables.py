"""One portion as tables: CSV for any program, XLSX for offices. Flat in memory."""

from collections.abc import Iterator
from pathlib import Path

from xlsxwriter import Workbook

from campaigns.bundling.disclosing import Entry
from campaigns.bundling.wording import headings, place_name, way_of
from vault.cells import write_csv

WIDTHS = (8, 34, 24, 24, 18, 26)


def rows_of(entries: list[Entry], first_row: int) -> Iterator[tuple[str, ...]]:
    """As text, numbered from `first_row` on: a number names a row when somebody takes it back."""
    for number, entry in enumerate(entries, first_row):
        yield (
            str(number),
            entry.name,
            entry.town,
            entry.county,
            place_name(entry.state),
            way_of(entry.in_person),
        )


def write_tables(folder: Path, stem: str, entries: list[Entry], first_row: int) -> list[Path]:
    csv_path, xlsx_path = folder / f"{stem}.csv", folder / f"{stem}.xlsx"
    with csv_path.open("w", encoding="utf-8", newline="") as file:
        write_csv(file, (headings(), *rows_of(entries, first_row)))
    _write_xlsx(xlsx_path, rows_of(entries, first_row))
    return [csv_path, xlsx_path]


def _write_xlsx(path: Path, rows: Iterator[tuple[str, ...]]) -> None:
    """Every cell is written as text: a workbook runs no text, whatever it begins with."""
    options = {"constant_memory": True, "tmpdir": str(path.parent)}
    with Workbook(str(path), options) as book:
        sheet = book.add_worksheet()
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        for number, row in enumerate((headings(), *rows)):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
        sheet.freeze_panes(1, 0)
