"""From the markup of an old post to the parts of a story: classic and block editor alike.

A pure function. Markup of the classic editor has breaks for paragraphs; that of the block editor is
told apart by its comments (`<!-- wp:paragraph -->`).
"""

from bs4 import BeautifulSoup

from home.moving.wordpress import figures, lines, listing, quoting
from home.moving.wordpress.cleaning import cleaned
from home.moving.wordpress.parts import Note, Part
from home.moving.wordpress.shortcodes import expand
from home.moving.wordpress.walking import Handler, Walk
from home.moving.wordpress.writing import joined

BLOCK_EDITOR = "<!-- wp:"
HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(("b", "strong"), lines.bold),
    **dict.fromkeys(("i", "em", "cite"), lines.italic),
    **dict.fromkeys(("sub", "sup"), lines.raised),
    **dict.fromkeys(("del", "s", "strike"), lines.struck),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), lines.heading),
    **dict.fromkeys(("dt", "summary"), lines.title),
    **dict.fromkeys(("ul", "ol"), listing.items),
    **dict.fromkeys(("audio", "video"), figures.player),
    **dict.fromkeys((".wp-block-gallery", ".gallery", ".tiled-gallery"), figures.gallery),
    **dict.fromkeys(("figure", ".wp-caption"), figures.figure),
    **dict.fromkeys((".wp-block-embed", ".wp-block-core-embed"), figures.embed),
    "span": Walk.through,
    "a": lines.link,
    "br": lines.line_break,
    "q": lines.spoken,
    "pre": lines.verses,
    "hr": lines.rule,
    "table": listing.table,
    "blockquote": quoting.quotation,
    ".wp-block-pullquote": quoting.set_large,
    ".wp-block-file": figures.file,
    "img": figures.picture,
    "iframe": figures.frame,
}


def convert(markup: str) -> tuple[list[Part], list[Note]]:
    """The parts of the story, and what could not be carried into them."""
    text, notes = expand(markup.replace("\r\n", "\n").replace("\r", "\n"))
    html, lost = cleaned(text)
    walk = Walk(HANDLERS, is_classic=BLOCK_EDITOR not in text)
    walk.through(BeautifulSoup(html, "html.parser"))
    walk.writer.end()
    return joined(walk.writer.parts), [*notes, *lost, *walk.notes]
