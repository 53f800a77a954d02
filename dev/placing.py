"""Makes campaigns/data/places.txt.xz, the bundled table of postal codes: `python -m dev.placing
ZIPS.json RELATIONS.txt`.

`ZIPS.json` is what `json.dump(zipcodes.list_all(), file)` of the PyPI package `zipcodes` (MIT)
writes: for every postal code the town that the Postal Service recommends, and its main county.
`RELATIONS.txt` is the Census Bureau's "2020 ZCTA to County Relationship File" (public domain),
which says how counties are spelled in their own language.
"""

import csv
import json
import lzma
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from campaigns.places import TABLE
from campaigns.regions import UnknownPostalCode, area_of, region_of

# Towns by their own names, as the Census Bureau writes them; postal lists know no accents.
OWN_NAMES = {
    ("AS", "Pago Pago"): "Pago Pago",
    ("CA", "La Canada Flintridge"): "La Cañada Flintridge",
    ("CA", "Pinon Hills"): "Piñon Hills",
    ("CO", "Canon City"): "Cañon City",
    ("GU", "Hagatna"): "Hagåtña",
    ("NM", "Canones"): "Cañones",
    ("NM", "Canon"): "Cañon",
    ("NM", "Dona Ana"): "Doña Ana",
    ("NM", "Espanola"): "Española",
    ("NM", "Penasco"): "Peñasco",
    ("NM", "Pena Blanca"): "Peña Blanca",
    ("NM", "Pinon"): "Piñon",
    ("AZ", "Pinon"): "Piñon",
    ("PR", "Boqueron"): "Boquerón",
    ("PR", "Castaner"): "Castañer",
    ("PR", "Rio Blanco"): "Río Blanco",
    ("PR", "Angeles"): "Ángeles",
}
SMALL_WORDS = {"Of", "The", "And", "On", "In", "At", "By", "De", "Del", "Du"}
NO_TOWN = {"Apo", "Fpo", "Dpo", "Dhs"}


def folded(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name)
    return "".join(each for each in parts if not unicodedata.combining(each)).casefold()


def spelled(plain: str, own: str) -> str:
    """The letters of `own` with the capitals of `plain`; both fold to the same."""
    letters = zip(plain, unicodedata.normalize("NFC", own), strict=True)
    return "".join(mark.upper() if like.isupper() else mark for like, mark in letters)


def town_of(state: str, listed: str, municipalities: dict[str, str]) -> str:
    if listed in NO_TOWN:
        return ""
    if state == "PR" and folded(listed) in municipalities:
        return spelled(listed, municipalities[folded(listed)])
    name = re.sub(r"\bMc ?([a-zA-Z])", lambda found: f"Mc{found[1].upper()}", listed)
    first, *rest = name.split(" ")
    name = " ".join([first, *(word.lower() if word in SMALL_WORDS else word for word in rest)])
    return OWN_NAMES.get((state, name), name)


def counties_by_code(relations: Path) -> dict[str, list[str]]:
    counties: dict[str, list[str]] = {}
    with relations.open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file, delimiter="|"):
            counties.setdefault(row["GEOID_ZCTA5_20"], []).append(row["NAMELSAD_COUNTY_20"])
    return counties


def lines(codes: list[dict[str, str]], touched: dict[str, list[str]]) -> Iterator[str]:
    own = {folded(name): name for names in touched.values() for name in names}
    ends = " municipio"
    municipalities = {
        name.removesuffix(ends): own[name][: -len(ends)] for name in own if name.endswith(ends)
    }
    for code in sorted(codes, key=lambda each: each["zip_code"]):
        try:
            state = area_of(region_of(code["zip_code"]))
        except UnknownPostalCode:
            continue
        town = town_of(state, code["city"], municipalities)
        if not town or state != code["state"]:
            continue
        county = own.get(folded(code["county"]), code["county"])
        if county and len(county) == len(code["county"]):
            county = spelled(code["county"], county)
        yield f"{code['zip_code']}{town}|{county}"


def main() -> None:
    codes = json.loads(Path(sys.argv[1]).read_text())
    text = "\n".join(lines(codes, counties_by_code(Path(sys.argv[2]))))
    packed = lzma.compress(f"\n{text}\n".encode(), preset=9 | lzma.PRESET_EXTREME)
    TABLE.write_bytes(packed)
    print(f"{TABLE.name}: {text.count(chr(10)) + 1} codes, {len(packed)} bytes")


if __name__ == "__main__":
    main()
