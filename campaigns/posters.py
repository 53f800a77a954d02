"""Posters to print: one title, one sentence, one code that a phone reads, and the address to type.

Typeset by typst from the fonts that lie beside the cards'. Texts travel as JSON, never as source.
"""

import io
import json
from dataclasses import asdict, dataclass
from functools import cache

import segno
import typst
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.lettering import FONTS

PAPERS = {"letter": "us-letter", "a4": "a4"}
SOURCE = """
#let told = json(bytes(sys.inputs.told))
#let main = told.parts.first()
#set document(title: main.title)
#set page(paper: told.paper, margin: (x: 18mm, y: 16mm), fill: white)
#set text(font: "Roboto", stretch: 75%, size: 15pt, fill: rgb("#16172b"))
#set par(leading: 0.5em)
#let alone = told.parts.len() == 1
#let size = if alone { 76pt } else { 42pt }
#let small = if alone { 26pt } else { 16pt }
#let tall = if alone { 62mm } else { 32mm }
#let heading_of(title) = layout(space => {
  let set_in(n) = block(below: 5mm, text(
    size: n * 1pt, weight: "bold", hyphenate: false, par(leading: 0.3em, title),
  ))
  let n = size / 1pt
  while n > 12 and measure(width: space.width, set_in(n)).height > tall { n = n - 2 }
  set_in(n)
})
#let code_of(each, width) = image(bytes(each.code), format: "svg", width: width, alt: each.short)
#let how_to(each) = [
  #text(size: small, weight: "bold", each.how)
  #v(1mm)
  #text(size: small, each.short)
]
#let part(each) = block(breakable: false, width: 100%)[
  #set text(lang: each.language)
  #line(length: 100%, stroke: 6pt + rgb("#ffbd2e"))
  #v(4mm)
  #heading_of(each.title)
  #block(below: 6mm, text(size: small, each.sentence))
  #if alone [
    #code_of(each, 96mm)
    #v(2mm)
    #how_to(each)
  ] else {
    grid(
      columns: (auto, 1fr), column-gutter: 8mm, align: horizon,
      code_of(each, 50mm), how_to(each),
    )
  }
]
#for (number, each) in told.parts.enumerate() [
  #part(each)
  #if number + 1 < told.parts.len() { v(1fr) }
]
#v(1fr)
#text(size: 12pt, told.newsroom)
"""


@dataclass(frozen=True)
class Side:
    """What a poster says in one language; `link` is a short address with its scheme."""

    language: str
    title: str
    link: str


def draw_poster(sides: list[Side], paper: str, newsroom: str) -> bytes:
    """A PDF of one page: one language alone, or both above each other. `paper` is in PAPERS."""
    told = {
        "paper": PAPERS[paper],
        "newsroom": newsroom,
        "parts": [_part(side) for side in sides],
    }
    return typst.compile(
        SOURCE.encode(),
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"told": json.dumps(told)},
    )


@cache
def _fonts() -> typst.Fonts:
    """Ours, whatever the machine has."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


def _part(side: Side) -> dict[str, str]:
    with override(side.language):
        words = {
            "sentence": _("Read the letter and decide whether to sign."),
            "how": _("Point your phone’s camera here, or type:"),
        }
    short = side.link.partition("://")[2]
    return asdict(side) | words | {"short": short, "code": code_svg(side.link)}


def code_svg(link: str) -> str:
    """Redundant enough (level Q, a quarter) for a poster in the rain."""
    file = io.BytesIO()
    segno.make(link, error="q", micro=False).save(file, kind="svg", border=2, scale=10)
    return file.getvalue().decode()
