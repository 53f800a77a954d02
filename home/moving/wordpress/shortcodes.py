"""Shortcodes: words in square brackets by which WordPress and its plugins insert things.

Those that have a part here become the markup that stands for it; others are taken out of the text
and told of. Words in brackets that are no shortcodes stay.
"""

import re
from collections.abc import Callable, Iterator
from html import escape

from home.moving.wordpress.parts import Note

MOST = 2_000  # characters between brackets
NEAR = 40  # characters beside one that tell whether it has a line to itself
TAG = re.compile(
    r"(?P<before>\[?)\[(?P<slash>/?)(?P<name>[a-z][a-z0-9_-]{1,60})(?=[\s=/\]])"
    r"(?P<facts>(?:[^\[\]\"']|\"[^\"]*\"|'[^']*'){0,2000}?)\](?P<after>\]?)"
)
OPENING, CLOSING = re.compile(r"\[([a-z][\w-]*)[\s\]=/]"), re.compile(r"\[/([a-z][\w-]*)\]")
FACT = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))")
BARE = re.compile(r"(?<![\w=\"'])(https?://[^\s\"'\]]+|\d{5,12})")
MEDIA = {"audio", "video", "playlist"}
MEDIA_FACTS = ("src", "mp3", "m4a", "ogg", "wav", "flac", "mp4", "m4v", "webm", "ogv")
PLAYERS = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "embedyt": "{}",
    "tweet": "{}",
    "instagram": "{}",
    "soundcloud": "{}",
    "facebook": "{}",
    "tiktok": "{}",
}
Facts = dict[str, str]


def expand(text: str) -> tuple[str, list[Note]]:
    """The text with markup in the place of shortcodes, and what had none."""
    if "[" not in text:
        return text, []
    for name in ("caption", "wp_caption"):
        text = _paired(text, name, _figure)
    text = _paired(text, "embed", lambda facts, inner: _embed(inner or facts.get("src", "")))
    paired = set(OPENING.findall(text)) & set(CLOSING.findall(text))
    notes: list[Note] = []
    pieces, end = [], 0
    for match in TAG.finditer(text):
        pieces.append(text[end : match.start()])
        pieces.append(_instead(match, paired, notes))
        end = match.end()
    return "".join([*pieces, text[end:]]), notes


def facts_of(text: str) -> Facts:
    return {name.lower(): a or b or c for name, a, b, c in FACT.findall(text[:MOST])}


def _paired(text: str, name: str, make: Callable[[Facts, str], str]) -> str:
    """Each `[name …]…[/name]` by what is made of it; without an end the rest stays as it is."""
    opening, closing = re.compile(rf"\[{name}(?![\w-])([^\[\]]{{0,{MOST}}})\]"), f"[/{name}]"
    pieces, end = [], 0
    for match in opening.finditer(text):
        if match.start() < end:
            continue
        close = text.find(closing, match.end())
        if close < 0:
            break
        made = make(facts_of(match[1]), text[match.end() : close])
        pieces += [text[end : match.start()], made]
        end = close + len(closing)
    return "".join([*pieces, text[end:]])


def _figure(facts: Facts, inner: str) -> str:
    """A picture with its caption; before WordPress 3.4 the caption was a fact."""
    key = facts.get("id", "").removeprefix("attachment_")
    picture, mark, caption = inner.rpartition(">")
    caption = caption.strip() or escape(facts.get("caption", ""))
    said = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'\n\n<figure data-id="{escape(key)}">{picture}{mark}{said}</figure>\n\n'


def _embed(address: str) -> str:
    return f'\n\n<figure class="wp-block-embed">{escape(address.strip(), quote=False)}</figure>\n\n'


def _instead(match: re.Match[str], paired: set[str], notes: list[Note]) -> str:
    """What stands in the place of one shortcode."""
    name, facts = match["name"], facts_of(match["facts"])
    if match["before"] and match["after"]:
        return match[0][1:-1]  # `[[gallery]]` shows how one is written
    around = match["before"], match["after"]
    made = _made(name, facts, match)
    if made is None and not _is_one(match, paired):
        return match[0]
    if made is None:
        made = ""
        if not match["slash"]:
            notes.append(Note("shortcode", f"[{name}]"))
    return around[0] + made + around[1]


def _made(name: str, facts: Facts, match: re.Match[str]) -> str | None:
    if match["slash"] and (name in MEDIA or name in PLAYERS or name == "gallery"):
        return ""
    if name == "gallery":
        keys = facts.get("ids") or facts.get("include") or ""
        return f'\n\n<figure class="wp-block-gallery" data-ids="{escape(keys)}"></figure>\n\n'
    if name in MEDIA:
        return "".join(_media(name, facts, match))
    if name in PLAYERS:
        address = _address(name, facts, match["facts"])
        return _embed(address) if address else None
    return None


def _media(name: str, facts: Facts, match: re.Match[str]) -> Iterator[str]:
    source = next((facts[key] for key in MEDIA_FACTS if facts.get(key)), "")
    bare = BARE.search(match["facts"])
    source = source or (bare[1] if bare else "")
    if name == "playlist":
        source = source or facts.get("ids", "")
    yield f'\n\n<audio src="{escape(source)}"></audio>\n\n'


def _address(name: str, facts: Facts, told: str) -> str:
    """`[youtube https://…]`, `[youtube=https://…]`, `[vimeo 12345]`, `[youtube id="…"]`."""
    bare = re.search(r"https?://[^\s\"'\]]+", told)
    if bare:
        return bare[0]
    key = facts.get("id") or facts.get("url") or facts.get("v") or told.strip(" =\"'")
    is_key = re.fullmatch(r"[\w-]{4,20}", key) is not None
    return PLAYERS[name].format(key) if is_key and PLAYERS[name] != "{}" else ""


def _is_one(match: re.Match[str], paired: set[str]) -> bool:
    """Facts, an end of its own or a line to itself: `[sic]` and `[see below]` have none."""
    name, facts = match["name"], match["facts"]
    if name in paired:
        return True
    if match["slash"]:
        return False
    if FACT.search(facts) or facts.rstrip().endswith("/"):
        return True
    before = match.string[max(0, match.start() - NEAR) : match.start()].rpartition("\n")[2]
    after = match.string[match.end() : match.end() + NEAR].partition("\n")[0]
    is_alone = not (before.strip() or after.strip())
    return is_alone and not facts.strip() and bool(re.search(r"[-_]", name))
