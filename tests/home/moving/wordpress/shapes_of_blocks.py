"""Shapes of markup of the block editor, and of people who mean ill; see shapes.py."""

from home.moving.wordpress.parts import (
    Embed,
    File,
    Gallery,
    Heading,
    Note,
    Picture,
    PullQuote,
    Quote,
    Text,
)
from tests.home.moving.wordpress.shapes import AWAY, HALL, IMG, TUBE, UPLOADS, link, said

LETTER = f"{UPLOADS}/letter.pdf"


def block(name: str, html: str, facts: str = "") -> str:
    return f"<!-- wp:{name} {facts}-->\n{html}\n<!-- /wp:{name} -->"


def figure(kind: str, html: str) -> str:
    return block(kind, f'<figure class="wp-block-{kind}">{html}</figure>')


def paragraph(text: str) -> str:
    return block("paragraph", f"<p>{text}</p>")


BLOCKS = {
    "a paragraph": (paragraph("One\nline."), [said("One line.")]),
    "a heading block": (block("heading", "<h3>One</h3>", '{"level":3} '), [Heading("One")]),
    "a list block": (
        block("list", f"<ul>{block('list-item', '<li>One</li>')}</ul>"),
        [Text("<ul><li>One</li></ul>")],
    ),
    "a quotation block": (
        block("quote", f"<blockquote>{paragraph('No.')}<cite>Ana</cite></blockquote>"),
        [Quote("No.", "Ana")],
    ),
    "a pull quote": (
        figure("pullquote", "<blockquote><p>Heard.</p></blockquote>"),
        [PullQuote("Heard.")],
    ),
    "a pull quote of somebody": (
        figure("pullquote", "<blockquote><p>Heard.</p><cite>Ana</cite></blockquote>"),
        [Quote("Heard.", "Ana")],
    ),
    "a picture block": (
        figure("image", f"{IMG}<figcaption>Noon</figcaption>"),
        [Picture(HALL, 0, "A hall", "Noon")],
    ),
    "a picture whose credit is marked": (
        figure("image", f'{IMG}<figcaption>Noon <span class="hub-credit">Ana</span></figcaption>'),
        [Picture(HALL, 0, "A hall", "Noon", "Ana")],
    ),
    "a gallery block": (
        figure(
            "gallery",
            '<figure><img src="/a.jpg" alt="A" data-id="7"/><figcaption>Dawn</figcaption></figure>'
            '<figure><img src="/b.jpg" alt="B" data-id="8"/></figure>',
        ),
        [Gallery((Picture("/a.jpg", 7, "A", "Dawn"), Picture("/b.jpg", 8, "B")))],
    ),
    "a gallery block of before 5.9": (
        '<ul class="wp-block-gallery"><li><figure><img src="/a.jpg" alt="A"/></figure></li></ul>',
        [Gallery((Picture("/a.jpg", 0, "A"),))],
    ),
    "a video block": (
        figure("embed", f"<div>\n{TUBE}\n</div><figcaption>The march</figcaption>"),
        [Embed(TUBE, "The march")],
    ),
    "an embed of elsewhere": (
        figure("embed", f"<div>\n{AWAY}\n</div>"),
        [said(link(AWAY, AWAY)), Note("frame", AWAY)],
    ),
    "media beside text": (
        f'<div class="wp-block-media-text"><figure>{IMG}</figure><div><p>Beside.</p></div></div>',
        [Picture(HALL, 0, "A hall"), said("Beside.")],
    ),
    "columns": (
        block("columns", "<div><div><p>Left.</p></div><div><p>Right.</p></div></div>"),
        [said("Left.", "Right.")],
    ),
    "a file": (
        f'<div class="wp-block-file">{link(LETTER, "The letter")}{link(LETTER, "Download")}</div>',
        [File(LETTER, "The letter")],
    ),
    "a button": (
        f'<div class="wp-block-button">{link(AWAY, "Join")}</div>',
        [said(link(AWAY, "Join"))],
    ),
    "a fold": ("<details><summary>Why?</summary>So.</details>", [said("<b>Why?</b>", "So.")]),
    "classic text among blocks": (
        paragraph("A.") + block("freeform", "B.\n\nC."),
        [said("A.", "B.", "C.")],
    ),
    "blocks made when they are shown": (
        '<!-- wp:latest-posts {"postsToShow":3} /-->\n\n<!-- wp:block {"ref":12} /-->',
        [Note("block", "latest-posts"), Note("block", "block")],
    ),
}

# Without an expectation: whatever comes of it, it must be safe.
HOSTILE = {
    "a script": ("One.<script>steal()</script>", [said("One."), Note("script", "<script>")]),
    "a handler": ('<p onclick="steal()">One.</p>', [said("One."), Note("script", "on…=")]),
    "an address that runs": (
        link("javascript:steal()", "One."),
        [said("One."), Note("script", "on…=")],
    ),
    "a form": (
        "<form action=x>Name <input name=n><button>Go</button></form>One.",
        [
            said("One."),
            *(Note("form", "<button>"), Note("form", "<form>"), Note("form", "<input>")),
        ],
    ),
    "a drawing with a script": (
        "<svg><script>steal()</script></svg>One.",
        [said("One."), Note("script", "<script>"), Note("drawing", "<svg>")],
    ),
    "markup within markup": ("<scr<script>ipt>steal()</scr</script>ipt>One.", None),
    "half a tag": ("One. <a href='http://x.example.org/", None),
    "an address that ends early": ("""<a href="http://x.example.org/'&quot;><b>">One</a>""", None),
    "deeper than anybody writes": ("<div>" * 5000 + "One.", [said("One.")]),
    "a line of PHP": ("<?php echo 'x'; ?>One.", [said("One.")]),
}
