"""What other sites hold: nothing foreign until asked, and then one frame of one provider."""

import re

import pytest
from django.core.exceptions import ValidationError

from cms.embedding import EmbedBlock, player_of, provider_of
from tests import making

VIDEO = {"url": "https://youtu.be/dQw4w9WgXcQ", "title": "The march", "note": ""}


@pytest.mark.parametrize(
    ("address", "played"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3", "embed/dQw4w9WgXcQ"),
        ("https://youtu.be/dQw4w9WgXcQ?si=abc", "embed/dQw4w9WgXcQ"),
        ("https://m.youtube.com/shorts/dQw4w9WgXcQ", "embed/dQw4w9WgXcQ"),
        ("https://www.youtube.com/live/dQw4w9WgXcQ", "embed/dQw4w9WgXcQ"),
        ("https://vimeo.com/123456", "video/123456?dnt=1"),
        ("https://vimeo.com/123456/abcdef0123", "video/123456?dnt=1&h=abcdef0123"),
        ("https://player.vimeo.com/video/123456", "video/123456?dnt=1"),
    ],
)
def test_the_players_of_two_providers_are_known(address, played):
    player = player_of(address)
    assert player.url == f"{player.origin}/{played}"
    assert player.origin in {"https://www.youtube-nocookie.com", "https://player.vimeo.com"}


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "https://www.youtube.com/",
        "https://www.youtube.com/watch?v=<script>",
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://evil.example/youtu.be/dQw4w9WgXcQ",
        "https://vimeo.com/about",
        "https://[broken/watch?v=dQw4w9WgXcQ",
        "https://www.instagram.com/p/abc/",
    ],
)
def test_anything_else_has_no_player(address):
    assert player_of(address) is None


def test_a_provider_is_called_by_its_name():
    assert provider_of("https://www.instagram.com/p/abc/") == "Instagram"
    assert provider_of("https://www.example.org/a") == "example.org"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org/a", "no address"])
def test_only_an_address_of_the_web_is_taken(address):
    block = EmbedBlock()
    with pytest.raises(ValidationError):
        block.clean(block.normalize(VIDEO | {"url": address}))


@pytest.mark.django_db
def test_a_story_fetches_nothing_and_its_video_page_one_frame(reader):
    page = making.go_live(making.draft_post(body=[("embed", VIDEO)]))
    answer = reader.get(page.url)
    body = answer.content.decode()
    assert "<iframe" not in body
    assert "frame-src" not in answer["Content-Security-Policy"]
    assert 'href="https://youtu.be/dQw4w9WgXcQ" rel="noopener noreferrer"' in body
    place = re.search(r'href="([^"]+/video/[0-9a-f-]{36}/)"', body)[1]
    played = reader.get(place)
    policy = played["Content-Security-Policy"]
    assert "frame-src https://www.youtube-nocookie.com" in policy.split("; ")
    assert "default-src 'none'" in policy
    frame = re.search(r'<iframe[^>]+src="([^"]+)"', played.content.decode())[1]
    assert frame == "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
    assert '<meta name="robots" content="noindex' in played.content.decode()
    assert not played.cookies


@pytest.mark.django_db
def test_what_cannot_be_played_here_opens_where_it_lives(reader):
    video = VIDEO | {"url": "https://www.instagram.com/p/abc/"}
    page = making.go_live(making.draft_post(body=[("embed", video)]))
    body = reader.get(page.url).content.decode()
    assert "/video/" not in body
    assert "Open on Instagram" in body
    assert reader.get(f"{page.url}video/{page.body[0].id}/").status_code == 404
