"""From a postal code to a state and a coarse region, by the first three digits, without asking
anyone.

The prefixes are the United States Postal Service's sectional areas (public domain): first and last
three-digit prefix of each state's ranges. A few codes lie in another state than their prefix.
"""

import re

ABROAD = "abroad"
POSTAL_CODE = re.compile(r"((\d{3})\d{2})(?:-?\d{4})?")
RANGES = """
005-005 NY|006-007 PR|008-008 VI|009-009 PR|010-027 MA|028-029 RI|030-038 NH|039-049 ME|050-054 VT
055-055 MA|056-059 VT|060-069 CT|070-089 NJ|090-099 AE|100-149 NY|150-196 PA|197-199 DE|200-200 DC
201-201 VA|202-205 DC|206-219 MD|220-246 VA|247-268 WV|270-289 NC|290-299 SC|300-319 GA|320-339 FL
340-340 AA|341-342 FL|344-344 FL|346-347 FL|349-349 FL|350-369 AL|370-385 TN|386-397 MS|398-399 GA
400-427 KY|430-459 OH|460-479 IN|480-499 MI|500-528 IA|530-549 WI|550-567 MN|569-569 DC|570-577 SD
580-588 ND|590-599 MT|600-629 IL|630-658 MO|660-679 KS|680-693 NE|700-714 LA|716-729 AR|730-732 OK
733-733 TX|734-749 OK|750-799 TX|800-816 CO|820-831 WY|832-838 ID|840-847 UT|850-865 AZ|870-884 NM
885-885 TX|889-898 NV|900-961 CA|962-966 AP|967-968 HI|969-969 GU|970-979 OR|980-994 WA|995-999 AK
"""

# Served across a border, and the Pacific islands that share Hawaii's and Guam's prefixes.
ELSEWHERE = {"06390": "NY", "73960": "TX", "83414": "WY", "96799": "AS"}
ELSEWHERE |= dict.fromkeys(["96939", "96940"], "PW") | dict.fromkeys(["96960", "96970"], "MH")
ELSEWHERE |= dict.fromkeys(["96941", "96942", "96943", "96944"], "FM")
ELSEWHERE |= dict.fromkeys(["96950", "96951", "96952"], "MP")


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for entry in RANGES.replace("\n", "|").split("|"):
        if entry:
            span, state = entry.split()
            first, last = span.split("-")
            table |= {f"{prefix:03}": state for prefix in range(int(first), int(last) + 1)}
    return table


STATE_OF = _table()


def state_choices() -> list[tuple[str, str]]:
    """The states by their postal letters, which both languages use."""
    return [(state, state) for state in sorted(set(STATE_OF.values()))]


class UnknownPostalCode(ValueError):
    """Not a postal code of the United States."""


def region_of(postal_code: str) -> str:
    """`MA-021` for 02118; the last two digits are dropped. Raises UnknownPostalCode."""
    match = POSTAL_CODE.fullmatch(postal_code.strip())
    if not match or match[2] not in STATE_OF:
        raise UnknownPostalCode
    return f"{ELSEWHERE.get(match[1], STATE_OF[match[2]])}-{match[2]}"


def area_of(region: str) -> str:
    """The state of a region, or `abroad`."""
    return region.partition("-")[0]
