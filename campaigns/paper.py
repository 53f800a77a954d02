"""A sheet to sign on paper, in one language: the letter in short, lines to fill in, what is agreed
to. It is set by typst; texts travel as JSON, never as source.
"""

import json

import typst
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import override

from campaigns.models import CampaignPage, Petition
from campaigns.targets import names_of

LINES = 10
SUMMARY_LENGTH = 500
SOURCE = """
#let told = json(bytes(sys.inputs.told))
#set document(title: told.title)
#set page(paper: "us-letter", flipped: true, margin: (x: 14mm, y: 12mm))
#set text(font: "Libertinus Serif", size: 9.5pt, lang: told.language)
#set par(leading: 0.5em)
#grid(
  columns: (1fr, auto), column-gutter: 8mm,
  text(size: 17pt, weight: "bold", told.title),
  align(right, stack(spacing: 3mm,
    [#told.page #box(width: 22mm, line(length: 100%))],
    [#told.place #box(width: 40mm, line(length: 100%))],
    [#told.day #box(width: 30mm, line(length: 100%))],
  )),
)
#text(weight: "bold", told.target)
#v(1mm)
#told.summary
#v(2mm)
#table(
  columns: (7mm, 2.4fr, 1.1fr, 2.2fr, 1.9fr, 17mm, 17mm, 17mm),
  rows: (auto,) + (10mm,) * told.lines, stroke: 0.6pt, inset: 1.5mm,
  align: (x, y) => if y == 0 { center + horizon } else { left + horizon },
  table.header(..told.columns.map(each => text(size: 8pt, weight: "bold", each))),
  ..range(told.lines).map(row => (str(row + 1), "", "", "", "", "", "", "")).flatten(),
)
#v(1mm)
#for each in told.agreed { block(spacing: 1.3mm, text(size: 8.5pt, each)) }
"""


def draw_sheet(petition: Petition, page: CampaignPage) -> bytes:
    """A PDF of one page, in the language of `page`."""
    language = page.locale.language_code
    with override(language):
        told = {
            "language": language,
            "title": page.title,
            "target": _("To %(target)s") % {"target": names_of(page.targets, language)},
            "summary": _in_short(page),
            "lines": LINES,
            "page": _("Page"),
            "place": _("Place"),
            "day": _("Day"),
            "columns": _columns(),
            "agreed": _agreed(),
        }
    return typst.compile(
        SOURCE.encode(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"told": json.dumps(told)},
    )


def _in_short(page: CampaignPage) -> str:
    letter = " ".join(strip_tags(page.letter.replace("</p>", " ")).split())
    if len(letter) > SUMMARY_LENGTH:
        letter = letter[:SUMMARY_LENGTH].rsplit(" ", 1)[0] + " …"
    return f"{page.summary} {letter}"


def _columns() -> list[str]:
    return [
        "",
        _("Name"),
        _("ZIP code"),
        _("E-mail (if you like)"),
        _("Signature"),
        _("A: my first name may be shown"),
        _("B: my name may go to the office"),
        _("C: tell me how this ends"),
    ]


def _agreed() -> list[str]:
    return [
        _("A, B and C are yours to tick; your signature counts if you tick none."),
        _("B: the office's papers may become a public record."),
        _("C needs your e-mail address. We write to you once, when we know how it ended."),
        _(
            "We keep names and addresses sealed, and erase them once the petition is over. This"
            " sheet is destroyed after it was typed in."
        ),
    ]
