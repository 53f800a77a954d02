"""Video and posts of other sites: a card of our own, and nothing foreign until the reader asks.

What YouTube and Vimeo host can be played on a page of ours (cms/appending.py), whose policy lets in
that provider's frame and nothing else. Anything else opens where it lives. No oEmbed is fetched,
neither in the editor nor for a reader.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.calling import host_of, only_web
from cms.languages import path_word
from cms.parts import PICTURES, Part

YOUTUBE_HOSTS = {"youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com"}
YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{6,20}")
YOUTUBE_PATH = re.compile(r"/(?:embed|shorts|live|v)/([A-Za-z0-9_-]{6,20})/?")
VIMEO_PATH = re.compile(r"/(?:video/)?([0-9]{4,12})(?:/([0-9a-f]{6,20}))?/?")
NAMES = {
    "x.com": "X",
    "twitter.com": "X",
    "instagram.com": "Instagram",
    "facebook.com": "Facebook",
    "tiktok.com": "TikTok",
    "soundcloud.com": "SoundCloud",
    "open.spotify.com": "Spotify",
    "archive.org": "Internet Archive",
}


@dataclass(frozen=True)
class Player:
    """Where a provider plays one video: its origin, and the address of the frame."""

    provider: str
    origin: str
    url: str


def player_of(url: str | None) -> Player | None:
    """The player of an address of YouTube or Vimeo; None for anything else."""
    try:
        parts = urlsplit(url or "")
        host = host_of(url)
    except ValueError:
        return None
    if host in YOUTUBE_HOSTS or host == "youtu.be":
        return _youtube(host, parts.path, parts.query)
    if host in {"vimeo.com", "player.vimeo.com"} and (match := VIMEO_PATH.fullmatch(parts.path)):
        origin, unlisted = "https://player.vimeo.com", match[2]
        secret = f"&h={unlisted}" if unlisted else ""
        return Player("Vimeo", origin, f"{origin}/video/{match[1]}?dnt=1{secret}")
    return None


def _youtube(host: str, path: str, query: str) -> Player | None:
    if host == "youtu.be":
        key = path.strip("/")
    elif path == "/watch":
        key = (parse_qs(query).get("v") or [""])[0]
    else:
        match = YOUTUBE_PATH.fullmatch(path)
        key = match[1] if match else ""
    origin = "https://www.youtube-nocookie.com"
    return Player("YouTube", origin, f"{origin}/embed/{key}") if YOUTUBE_ID.fullmatch(key) else None


def provider_of(url: str | None) -> str:
    """The provider's name as readers know it, else the name of its site."""
    player = player_of(url)
    return player.provider if player else NAMES.get(host_of(url), host_of(url))


class EmbedBlock(Part):
    url = blocks.URLBlock(
        label=_("Address"),
        validators=[only_web],
        help_text=_("Of a video or a post. YouTube and Vimeo can be played on this site."),
    )
    title = blocks.CharBlock(label=_("Title"), help_text=_("What readers will see or hear."))
    note = blocks.CharBlock(
        label=_("Note"), required=False, help_text=_("Its length, its language, its source.")
    )

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context)
        page, block_id = context.get("page"), context.get("block_id")
        player_url = context.get("player_url", "")
        if page is not None and block_id and player_of(value["url"]):
            player_url = f"{page.url}{path_word('video', get_language())}/{block_id}/"
        return context | {"provider": provider_of(value["url"]), "player_url": player_url}

    def example(self) -> dict[str, Any]:
        return {
            "url": "https://vimeo.com/123456",
            "title": gettext("The march, from the first step to the last"),
            "note": gettext("Video, 4 minutes, with captions"),
        }

    def get_preview_context(self, value: Any, parent_context: dict | None = None) -> dict:
        return super().get_preview_context(value, parent_context) | {"player_url": "#"}

    class Meta:
        icon = "media"
        group = PICTURES
        label = _("Video or post of another site")
        description = _("A card; nothing is fetched from there until a reader asks for it.")
        template = "blocks/embed.html"
