"""Lists and tables. This newsroom has no tables: a row becomes a line of a list."""

from bs4 import Tag
from bs4.element import PageElement

from home.moving.wordpress.parts import Part, Text
from home.moving.wordpress.walking import Walk

BETWEEN = " · "


def items(walk: Walk, tag: Tag) -> None:
    """A list; pictures and the like in it stand below it."""
    lines: list[str] = []
    others: list[Part] = []
    for child in tag.children:
        if isinstance(child, Tag) or child.get_text().strip():
            _take(walk, child, lines, others)
    if lines:
        body = "".join(f"<li>{line}</li>" for line in lines)
        walk.add(Text(f"<{tag.name}>{body}</{tag.name}>"))
    walk.add(*others)


def _take(walk: Walk, child: PageElement, lines: list[str], others: list[Part]) -> None:
    """One line, or more of the last one where a list stands in a list without a line."""
    inside = child.children if isinstance(child, Tag) and child.name == "li" else [child]
    parts = walk.aside(inside)
    line = in_a_line(parts)
    others += [each for each in parts if not isinstance(each, Text)]
    if isinstance(child, Tag) and child.name in {"ul", "ol"} and lines:
        lines[-1] += line
    elif line:
        lines.append(line)


def in_a_line(parts: list[Part]) -> str:
    """Paragraphs as lines of one item, lists in it as they are."""
    line = ""
    for part in parts:
        if not isinstance(part, Text):
            continue
        is_list = not part.html.startswith("<p>")
        text = part.html if is_list else part.html.removeprefix("<p>").removesuffix("</p>")
        line += text if is_list or not line else f"<br/>{text}"
    return line


def table(walk: Walk, tag: Tag) -> None:
    """A table of one column only placed what is in it."""
    rows = [row.find_all(["td", "th"], recursive=False) for row in tag.find_all("tr")]
    if all(len(cells) < 2 for cells in rows) or tag.find("table") is not None:
        walk.block(tag)
        return
    lines: list[str] = []
    others: list[Part] = []
    for cells in rows:
        parts = [walk.aside(cell.children) for cell in cells]
        lines.append(BETWEEN.join(line for each in parts if (line := in_a_line(each))))
        others += [part for each in parts for part in each if not isinstance(part, Text)]
    walk.note("table", " ".join(tag.get_text(" ").split())[:60])
    body = "".join(f"<li>{line}</li>" for line in lines if line)
    if body:
        walk.add(Text(f"<ul>{body}</ul>"))
    walk.add(*others)
