"""What an old post shows of other sites: the address that leads there, without their code."""

import re
from urllib.parse import parse_qs, urlsplit

from bs4 import Tag
from django.core.exceptions import ValidationError

from cms.calling import host_of, only_web
from cms.embedding import NAMES, player_of
from home.moving.wordpress.parts import Embed

ADDRESS = re.compile(r"https?://[^\s<>\"'\]]+")
WATCH = {"YouTube": "https://www.youtube.com/watch?v={}", "Vimeo": "https://vimeo.com/{}"}
POSTS = {"twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed", "fb-post"}


def embedded(url: str, title: str = "") -> Embed | None:
    """The card of an address; None where it is not of a site that cards are made of."""
    url = f"https:{url}" if url.startswith("//") else url.strip()
    if not is_web(url):
        return None
    player = player_of(url)
    if player and player.provider == "YouTube":
        return Embed(WATCH["YouTube"].format(player.url.rpartition("/")[2]), title)
    if player:
        key = urlsplit(player.url).path.rpartition("/")[2]
        hidden = parse_qs(urlsplit(player.url).query).get("h")
        return Embed(WATCH["Vimeo"].format(f"{key}/{hidden[0]}" if hidden else key), title)
    host, parts = host_of(url), urlsplit(url)
    if host == "facebook.com" and parts.path.startswith("/plugins/"):
        return embedded((parse_qs(parts.query).get("href") or [""])[0], title)
    if host not in NAMES:
        return None
    plain = parts._replace(path=parts.path.replace("/embed/", "/").removesuffix("/embed"))
    return Embed(plain._replace(query="").geturl() if "/embed" in parts.path else url, title)


def post_in(tag: Tag) -> Embed | None:
    """The post that a quotation with a script of its site stands for."""
    if not POSTS & set(tag.get_attribute_list("class")):
        return None
    links = [str(each["href"]) for each in tag.find_all("a", href=True)]
    told = [str(tag.get("data-instgrm-permalink") or ""), str(tag.get("cite") or ""), *links[::-1]]
    return next((made for each in told if (made := embedded(each))), None)


def is_web(url: str) -> bool:
    try:
        only_web(url)
    except (ValidationError, ValueError):
        return False
    return True
