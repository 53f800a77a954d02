"""What a story and a petition weigh on a slow phone before any picture, as a proxy sends them."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find

from tests import making
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES, MOST_SCRIPT_BYTES, MOST_REQUESTS = 16_384, 2_048, 5
# A petition brings a form, what it explains, and two scripts that make signing easier.
PETITION_BYTES, PETITION_SCRIPT_BYTES, PETITION_REQUESTS = 22_000, 3_072, 8
LINKED = re.compile(r'(?:<link rel="stylesheet" href|<script [^>]*src)="/static/([^"]+)"')


def weighed(data: bytes) -> int:
    return len(gzip.compress(data, 6))


def weight_of(reader, path: str) -> dict[str, int]:
    response = reader.get(path)
    assert response.status_code == 200
    files = {name: Path(find(name)).read_bytes() for name in LINKED.findall(text_of(response))}
    scripts = sum(weighed(data) for name, data in files.items() if name.endswith(".js"))
    whole = weighed(response.content) + sum(weighed(data) for data in files.values())
    return {"bytes": whole, "script": scripts, "requests": 1 + len(files)}


def long_story() -> str:
    """Prose as people write it, of about 900 words."""
    text = re.sub(r"[`*|#\[\]()<>]", "", (ROOT / "docs" / "editing.md").read_text())
    return "".join(f"<p>{' '.join(text.split()[at : at + 60])}</p>" for at in range(0, 900, 60))


def test_a_story_with_a_petition_stays_light(campaign, reader):
    story = making.draft_post(
        body=[("paragraph", long_story())], related_campaign=campaign["en"], title="Heavy snow"
    )
    story = making.go_live(story)
    weight = weight_of(reader, story.url)
    assert weight["bytes"] <= MOST_BYTES, weight
    assert weight["script"] <= MOST_SCRIPT_BYTES, weight
    assert weight["requests"] <= MOST_REQUESTS, weight


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_petition_stays_light(campaign, reader, language):
    weight = weight_of(reader, campaign[language].url)
    assert weight["bytes"] <= PETITION_BYTES, weight
    assert weight["script"] <= PETITION_SCRIPT_BYTES, weight
    assert weight["requests"] <= PETITION_REQUESTS, weight
