"""The readers' sheets and scripts work at the floor that static/css/hub.css names: Chrome 80 (the
web view of phones that nobody updates), Safari 13.1, Firefox 75. What is newer may only embellish.
"""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "static"
# Sheets and scripts of the desks, where browsers are the newsroom's own.
DESKS = {"bundles", "inbox", "mending", "pair", "pairing", "parity", "translation-desk"}
DESK_SCRIPTS = {"alerts", "findings", "list_progress", "measuring", "progress", "side_by_side"}
DESK_SCRIPTS |= {"translation_heading"}
GATE = "@supports (width: clamp(1px, 2px, 3px)) {"

# True where rows know no gap, and nowhere else: `appearance` came with Chrome 84, `inset` with
# Safari 14.1, as their gaps did; Firefox 75 knows `inset`.
NO_GAP = "@supports (not (inset: 0)) and (not (appearance: none)) {"

# What loses more than a nicety below the version that first knew it, and what stands in for it.
REFUSED = {
    r"@(layer|container|scope|property|starting-style)\b": "Chrome 99 and later; order and classes",
    r":(is|where|has)\(": "Chrome 88 and later; name each selector",
    r":not\([^()]*,": "Chrome 88; :not() twice",
    r"(?<![\w-])&": "nesting, Chrome 112; the whole selector",
    r"(?<![\w-])(margin|padding|border)-(block|inline)\s*:": "Chrome 87; -start and -end",
    r"(?<![\w-])border-(block|inline)-(color|style|width)\s*:": "Chrome 87; -start and -end",
    r"(?<![\w-])inset(-block|-inline)?(-start|-end)?\s*:": "Chrome 87; top, right, bottom, left",
    r"(?<![\w-])(rotate|scale|translate)\s*:": "Chrome 104; transform",
    r"(float|clear):\s*inline-": "Chrome 118; left or right",
    r"\d(d|s|l)v(h|w|i|b|min|max)\b": "Chrome 108; vh",
    r"\b(color-mix|oklch|oklab|light-dark|round)\(": "Chrome 111 and later; a token",
    r"@media[^{]*[<>]": "Chrome 104; min-width and max-width",
    r"\bsubgrid\b": "Chrome 117",
    r"overflow:\s*clip": "Chrome 90; hidden",
    r"display:\s*(flex|grid)\s+\w": "Chrome 115",
    r"align-items:\s*(start|end)\s*;(?=[^}]*flex-direction)": "Chrome 93 in flex; flex-start",
}
SCRIPT_REFUSED = {
    r"\.replaceChildren\(": "Chrome 86; textContent and append",
    r"\.requestSubmit\(": "Safari 16; click the button",
    r"\.(at|replaceAll|findLast|toSorted|hasOwn)\(": "Chrome 85 and later",
    r"(\?\?|\|\||&&)=": "Chrome 85; an if",
    r"^await ": "top-level, Chrome 89",
    r"\bstructuredClone\(|AbortSignal\.timeout": "Chrome 98 and later",
}


def readers_sheets() -> list[Path]:
    return [each for each in sorted((STATIC / "css").glob("*.css")) if each.stem not in DESKS]


def readers_scripts() -> list[Path]:
    found = sorted((STATIC / "js").glob("*.js"))
    return [each for each in found if each.stem not in DESK_SCRIPTS]


def refusals(text: str, refused: dict[str, str]) -> list[str]:
    return [
        f"{match[0].strip()}: {why}"
        for pattern, why in refused.items()
        for match in re.finditer(pattern, text, re.MULTILINE)
    ]


def code_of(sheet: Path) -> str:
    code = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    return code.replace(NO_GAP, "@supports (a) {")


@pytest.mark.parametrize("sheet", readers_sheets(), ids=lambda each: each.stem)
def test_a_sheet_asks_for_nothing_above_the_floor(sheet):
    assert refusals(code_of(sheet), REFUSED) == []


@pytest.mark.parametrize("sheet", readers_sheets(), ids=lambda each: each.stem)
def test_a_sheet_stands_in_the_question_that_the_floor_answers(sheet):
    """Below the floor a browser skips all of it, instead of half."""
    code = code_of(sheet).strip()
    if sheet.stem == "hub":
        assert code.count(GATE) == 1
        assert GATE.replace("(width", "not (width") in code
        return
    assert code.startswith(GATE)
    assert depth_before_the_end(code) > 0


def depth_before_the_end(code: str) -> int:
    """The least nesting between the first brace and the last one."""
    depths, depth = [], 0
    for letter in code[: code.rindex("}")]:
        depth += {"{": 1, "}": -1}.get(letter, 0)
        depths.append(depth)
    return min(depths[depths.index(1) :])


@pytest.mark.parametrize("script", readers_scripts(), ids=lambda each: each.stem)
def test_a_script_asks_for_nothing_above_the_floor(script):
    assert refusals(script.read_text(encoding="utf-8"), SCRIPT_REFUSED) == []


def test_the_looks_of_a_field_are_taken_off_in_both_spellings():
    for sheet in readers_sheets():
        code = code_of(sheet)
        plain = re.findall(r"(?<![\w-])appearance: none", code)
        assert len(plain) == code.count("-webkit-appearance: none"), sheet.name


def test_every_row_has_space_in_it_where_gap_knows_grids_only():
    rows = set()
    for sheet in readers_sheets():
        for selectors, rule in re.findall(r"([^{}]+)\{([^{}]*)\}", code_of(sheet)):
            if re.search(r"display:\s*(inline-)?flex", rule) and re.search(r"[^-]gap:", rule):
                rows |= {" ".join(each.split()) for each in selectors.split(",")}
    instead = (STATIC / "css" / "hub.css").read_text(encoding="utf-8").partition(NO_GAP)[2]
    missing = {row for row in rows if not re.search(rf"{re.escape(row)} > \*", instead)}
    assert len(rows) > 15
    assert missing == set()


@pytest.mark.parametrize(
    "rule", [".a { inset: 0; }", ".a { padding-block: 1px; }", "@layer a {}", ".a:is(b, c) {}"]
)
def test_the_list_finds_what_it_is_for(rule):
    assert refusals(rule, REFUSED)
