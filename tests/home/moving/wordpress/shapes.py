"""Shapes of markup as the classic editor of WordPress left them, and what becomes of each.

All are written by hand. A name says what a shape is; of what is expected, a `Note` is a line of the
report and everything else a part of the story.
"""

from home.moving.wordpress.parts import Embed, Gallery, Heading, Note, Picture, Quote, Text

AWAY = "http://x.example.org/"
UPLOADS = "http://old.example.org/wp-content/uploads/2011/03"
HALL = f"{UPLOADS}/hall.jpg"
IMG = f'<img src="{HALL}" alt="A hall">'
TUBE = "https://www.youtube.com/watch?v=abcdefghijk"
TWEET = "https://twitter.com/a/status/1"
MAP, TALK = "https://maps.example.org/x", f"{UPLOADS}/talk.mp3"


def said(*paragraphs: str) -> Text:
    return Text("".join(f"<p>{each}</p>" for each in paragraphs))


def link(address: str, words: str) -> str:
    return f'<a href="{address}">{words}</a>'


TEXTS = {
    "breaks are paragraphs": ("One.\n\nTwo.", [said("One.", "Two.")]),
    "a single break stays one": ("One,\nand two.", [said("One,<br/>and two.")]),
    "breaks of Windows": ("One.\r\n\r\nTwo.", [said("One.", "Two.")]),
    "emphasis across paragraphs": (
        "<strong>One.\n\nTwo.</strong> Three.",
        [said("<b>One.</b>", "<b>Two.</b> Three.")],
    ),
    "paragraphs that say nothing": (
        "One.\n\n&nbsp;\n\n<p> </p>Two.",
        [said("One.", "Two.")],
    ),
    "paragraphs left open": ("<p>One.<p>Two.", [said("One.", "Two.")]),
    "divisions": ("<div>One.<div>Two.</div></div>", [said("One.", "Two.")]),
    "fonts and colors": (
        '<span style="color:red"><font face="x">Red.</font></span>',
        [said("Red.")],
    ),
    "letters like markup": ("5 &lt; 6 &amp; 7", [said("5 &lt; 6 &amp; 7")]),
    "a link": (
        '<a href="http://x.example.org/?a=1&amp;b=2" target="_blank">There</a>',
        [said(link("http://x.example.org/?a=1&amp;b=2", "There"))],
    ),
    "a mail address": (
        link("mailto:desk@example.org", "Write"),
        [said(link("mailto:desk@example.org", "Write"))],
    ),
    "a link within the page": (
        f"See {link('#notes', 'below')}.",
        [said("See below."), Note("anchor", "#notes")],
    ),
    "a name of a place": ('<a name="top"></a>One.', [said("One.")]),
    "a mark for more": ("One.\n\n<!--more-->\n\nTwo.", [said("One.", "Two.")]),
    "a line between": ("One.<hr/>Two.", [said("One.", "Two.")]),
    "words that are quoted": ("He said <q>no</q>.", [said("He said “no”.")]),
    "code and verses": ("<pre>if a:\n  b</pre>", [said("if a:<br/>\u00a0\u00a0b")]),
    "raised figures": ("10<sup>2</sup>, CO<sub>2</sub>, 1<sup>st</sup>", [said("10², CO₂, 1st")]),
    "raised words": ("One<sup>see note</sup>", [said("Onesee note"), Note("raised", "see note")]),
    "struck-out words": ("<del>One</del> two", [said("One two"), Note("struck", "One")]),
}

LISTS = {
    "lists in lists": (
        "<ul>\n<li>One</li>\n<li>Two<ol><li>A</li></ol></li>\n</ul>",
        [Text("<ul><li>One</li><li>Two<ol><li>A</li></ol></li></ul>")],
    ),
    "a list beside its item": (
        "<ul><li>One</li><ul><li>A</li></ul></ul>",
        [Text("<ul><li>One<ul><li>A</li></ul></li></ul>")],
    ),
    "paragraphs in an item": (
        "<ol><li><p>One</p><p>more</p></li></ol>",
        [Text("<ol><li>One<br/>more</li></ol>")],
    ),
    "a list of terms": (
        "<dl><dt>ICE</dt><dd>An agency.</dd></dl>",
        [said("<b>ICE</b>", "An agency.")],
    ),
    "headings": ("<h1>One</h1>A.<h4><b>Two</b></h4>", [Heading("One"), said("A."), Heading("Two")]),
    "a heading that leads away": (
        f"<h2>{link(AWAY, 'One')}</h2>",
        [Heading("One"), Note("heading_link", AWAY)],
    ),
    "a quotation with its speaker": (
        "<blockquote>We came early.\n\nWe stayed.\n\n— Ana Peña</blockquote>",
        [Quote("We came early."), Quote("We stayed.", "Ana Peña")],
    ),
    "a quotation that cites": (
        "<blockquote><p>No.</p><cite>– The mayor</cite></blockquote>",
        [Quote("No.", "The mayor")],
    ),
    "a quotation that leads away": (
        f"<blockquote>See {link(AWAY, 'this')}.</blockquote>",
        [Quote("See this."), Note("quote_link", AWAY)],
    ),
    "a table": (
        "<table><tr><th>Town</th><th>Votes</th></tr><tr><td>Lynn</td><td><b>12</b></td></tr></table>",
        [
            Text("<ul><li>Town · Votes</li><li>Lynn · <b>12</b></li></ul>"),
            Note("table", "Town Votes Lynn 12"),
        ],
    ),
    "a table that only places": ("<table><tr><td>One.</td></tr></table>", [said("One.")]),
}

PICTURES = {
    "a picture in the text": (
        'Before <img class="size-medium wp-image-7" src="/hall-300x200.jpg" alt="A hall" /> after.',
        [said("Before"), Picture("/hall-300x200.jpg", 7, "A hall"), said("after.")],
    ),
    "a picture that leads to itself": (link(HALL, IMG), [Picture(HALL, 0, "A hall")]),
    "a picture that leads away": (
        link(AWAY, IMG),
        [Picture(HALL, 0, "A hall"), Note("picture_link", AWAY)],
    ),
    "a caption": (
        f'[caption id="attachment_7" align="alignright" width="300"]{IMG} Noon[/caption]\n\nText.',
        [Picture(HALL, 7, "A hall", "Noon"), said("Text.")],
    ),
    "a caption of before 3.4": (
        f'[caption id="attachment_7" caption="The hall, at noon"]{IMG}[/caption]',
        [Picture(HALL, 7, "A hall", "The hall, at noon")],
    ),
    "a caption that was made HTML": (
        f'<div class="wp-caption">{IMG}<p class="wp-caption-text">Noon</p></div>',
        [Picture(HALL, 0, "A hall", "Noon")],
    ),
    "a caption with a link": (
        f"<figure>{IMG}<figcaption>By {link(AWAY, 'Ana')}</figcaption></figure>",
        [Picture(HALL, 0, "A hall", "By Ana"), Note("caption_link", AWAY)],
    ),
    "a picture that loads late": (
        f'<img src="data:image/gif;base64,R0lGOD" data-src="{HALL}" alt="A hall">',
        [Picture(HALL, 0, "A hall")],
    ),
    "a smiley": ('Fine <img class="wp-smiley" src="/s.gif" alt=":-)">', [said("Fine :-)")]),
    "a dot that counts readers": ('One.<img src="/p.gif" width="1" height="1">', [said("One.")]),
    "a gallery by numbers": ('[gallery columns="2" ids="7,8, 9"]', [Gallery(keys=(7, 8, 9))]),
    "a gallery of all": ("[gallery]", [Gallery()]),
}

EMBEDS = {
    "a video by its shortcode": ("[youtube https://youtu.be/abcdefghijk]", [Embed(TUBE)]),
    "an address on a line": (
        f"Look:\n{TUBE}\nand go.",
        [said("Look:"), Embed(TUBE), said("and go.")],
    ),
    "an embed": (
        "[embed width=300]https://vimeo.com/123456[/embed]",
        [Embed("https://vimeo.com/123456")],
    ),
    "a player in a frame": (
        '<iframe src="//www.youtube.com/embed/abcdefghijk?rel=0" title="The march"></iframe>',
        [Embed(TUBE, "The march")],
    ),
    "a frame of elsewhere": (
        f'<iframe src="{MAP}"></iframe>',
        [said(link(MAP, MAP)), Note("frame", MAP)],
    ),
    "a quoted tweet": (
        f'<blockquote class="twitter-tweet"><p>Hi</p>{link(TWEET, "May")}</blockquote>',
        [Embed(TWEET)],
    ),
    "sound": (
        f'[audio mp3="{TALK}"][/audio]',
        [said(link(TALK, "talk.mp3")), Note("media", TALK)],
    ),
}

BRACKETS = {
    "words in brackets": ("It [sic] was [see below] [1].", [said("It [sic] was [see below] [1].")]),
    "how to write one": ("Write [[gallery]].", [said("Write [gallery].")]),
    "a form of a plugin": (
        '[contact-form-7 id="5" title="Us"]',
        [Note("shortcode", "[contact-form-7]")],
    ),
    "a plugin on its own line": (
        "One.\n\n[my-events]\n\nTwo.",
        [said("One.", "Two."), Note("shortcode", "[my-events]")],
    ),
    "a plugin around text": (
        '[box color="red"]Mind this.[/box]',
        [said("Mind this."), Note("shortcode", "[box]")],
    ),
}

CLASSIC = TEXTS | LISTS | PICTURES | EMBEDS | BRACKETS
