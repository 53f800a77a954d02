"""Reading a feed as programs do, whatever its form."""

import json

import feedparser

FORMS = ("", "atom/", "json/")


def items(reader, path: str) -> list[dict]:
    """Each item by the same few names, whatever the form."""
    response = reader.get(path)
    assert response.status_code == 200, path
    if path.endswith("json/"):
        told = json.loads(response.content)
        assert told["version"] == "https://jsonfeed.org/version/1.1"
        return [read_json(item) for item in told["items"]]
    told = feedparser.parse(response.content)
    assert not told.bozo, (path, told.get("bozo_exception"))
    assert told.version == ("atom10" if path.endswith("atom/") else "rss20")
    return [read_xml(entry) for entry in told.entries]


def read_json(item: dict) -> dict:
    return {
        "id": item["id"],
        "link": item["url"],
        "title": item["title"],
        "text": item["content_html"],
        "published": item["date_published"],
        "updated": item["date_modified"],
        "authors": [each["name"] for each in item.get("authors", [])],
        "tags": item.get("tags", []),
        "picture": item.get("image", ""),
    }


def read_xml(entry) -> dict:
    pictures = [each.href for each in entry.links if each.rel == "enclosure"]
    pictures += [each["url"] for each in entry.get("media_content", [])]
    updated = "updated_parsed"
    return {
        "id": entry.id,
        "link": entry.link,
        "title": entry.title,
        "text": entry.summary,
        "published": entry.published_parsed,
        "updated": entry[updated if updated in entry else "published_parsed"],
        "authors": [each.name for each in entry.get("authors", [])],
        "tags": [each.term for each in entry.get("tags", [])],
        "picture": next(iter(pictures), ""),
    }
