"""From a postal code to its town and county, by a bundled table and without asking anyone.

The facts are the town that the United States Postal Service recommends for a code and the county
it mostly lies in, as gathered by the package `zipcodes` (MIT), with counties spelled as in the
Census Bureau's relationship file of 2020 (public domain). Postal codes of boxes and firms name the
town of their post office. dev/placing.py makes the table.
"""

import lzma
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "places.txt.xz"
CODE_LENGTH = 5


def place_of(postal_code: str) -> str:
    """`Boston|Suffolk County` for 02118 or 02118-1234; empty where the table knows no town."""
    code = postal_code.strip()[:CODE_LENGTH]
    if len(code) != CODE_LENGTH or not (code.isascii() and code.isdigit()):
        return ""
    table, mark = _table(), b"\n" + code.encode()
    start = table.find(mark)
    if start < 0:
        return ""
    start += len(mark)
    return table[start : table.index(b"\n", start)].decode()


@cache
def _table() -> bytes:
    """One line per code, about a megabyte; read when the first code is asked for."""
    return lzma.decompress(TABLE.read_bytes())
