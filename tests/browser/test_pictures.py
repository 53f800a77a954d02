"""Pictures as a phone gets them: in the best format, no wider than shown, and nothing shifts.

The pages are made here and given to the browser as they are; no server runs.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from cms.blocks import StoryBlock
from cms.developing import develop_due
from home.illustrating import illustration
from home.models import HomePage
from tests import making
from tests.browser.shifting import WATCH
from tests.stack import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.timeout(400)]
HOST = "http://testserver"
WORDS = {"hero_alternative": "Snow on the hill"}
# Bytes of the pictures that a phone of 360 by 780 with a fine screen shows before it is moved.
FIRST_VIEW = {"front": 60_000, "story": 60_000, "campaign": 10_000}
PHONE = {
    "viewport": {"width": 360, "height": 780},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
COME = """async () => {
  for (const img of document.querySelectorAll("picture > img")) {
    img.scrollIntoView();
    await img.decode();
  }
  scrollTo(0, 0);
}"""
# What `sizes` comes to here, how wide the picture is shown, and what was fetched for it.
SHOWN = """() => [...document.querySelectorAll("picture > img")].map(img => {
  const sizes = img.parentNode.querySelector("source").sizes.split(",").map(each => each.trim());
  const applies = each => matchMedia(each.slice(0, each.indexOf(")") + 1)).matches;
  const fitting = sizes.find(each => each[0] != "(" || applies(each));
  const probe = document.createElement("div");
  probe.style.inlineSize = fitting.slice(fitting.lastIndexOf(" ") + 1);
  document.body.append(probe);
  const slot = probe.getBoundingClientRect().width, box = img.getBoundingClientRect();
  probe.remove();
  return {src: img.currentSrc, slot, width: box.width, ratio: box.width / box.height,
          own: img.naturalWidth / img.naturalHeight, top: box.top};
})"""


def story() -> dict:
    """With a picture and a gallery in its text."""
    parts = [
        {"image": illustration(key, title=key).pk, "alternative": key, "caption": "Snow."}
        for key in ("fingerprint", "states")
    ]
    body = [
        {"type": "paragraph", "value": "<p>It snowed all night.</p>"},
        {"type": "image", "value": parts[0]},
        {"type": "gallery", "value": {"title": "", "pictures": [*parts, parts[0]]}},
    ]
    return {"body": StoryBlock().to_python(body)}


def pages() -> dict[str, str]:
    """HTML by address: the front page, a story and a campaign, each with the demo's pictures."""
    hero = {"hero_image": illustration("fingerprint", title="fingerprint")} | WORDS
    long = making.go_live(making.draft_post(**hero, **story()))
    for _number in range(4):
        post = making.post(**hero)
    campaign = making.campaign(making.petition())
    making.by_hand(campaign["es"])
    for language, alternative in (("en", "Snow"), ("es", "Nieve")):
        page = campaign[language]
        page.hero_image, page.hero_alternative = hero["hero_image"], alternative
        making.go_live(page)
    HomePage.objects.update(featured_campaign=campaign["en"])
    while develop_due():  # it ends early where a machine is slow
        pass
    paths = {
        "front": ("/en/", "/es/"),
        "story": (long.url, post["es"].url),
        "campaign": (campaign["en"].url, campaign["es"].url),
    }
    return {
        f"{kind} {language}": Client().get(path).content.decode()
        for kind, both in paths.items()
        for language, path in zip(("en", "es"), both, strict=True)
    }


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        made = pages()
        transaction.set_rollback(True)
    return made


@pytest.fixture
def opened(chromium, site):
    """`opened("front es", …)` is its page, and the weight of each file that it fetched."""
    contexts = []

    def open_page(name: str, **habits):
        context = chromium.new_context(**habits)
        contexts.append(context)
        page, weights = context.new_page(), {}
        page.add_init_script(WATCH)

        def answer(route):
            path = route.request.url.removeprefix(HOST).partition("?")[0]
            folder = {"/media/": settings.MEDIA_ROOT, "/static": ROOT / "static"}.get(path[:7])
            if folder is None:
                return route.fulfill(body=site[name], content_type="text/html; charset=utf-8")
            file = Path(folder, *path.split("/")[2:])
            weights[route.request.url] = file.stat().st_size
            return route.fulfill(path=file)

        context.route("**/*", answer)
        page.goto(f"{HOST}/", wait_until="networkidle")
        return page, weights

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("kind", FIRST_VIEW)
def test_nothing_shifts_and_the_first_view_keeps_its_budget(opened, kind):
    for language in ("en", "es"):
        page, weights = opened(f"{kind} {language}", locale=language, **PHONE)
        first = [each["src"] for each in page.evaluate(SHOWN) if each["top"] < 780]
        weight = sum(weights[each] for each in first)
        assert weight <= FIRST_VIEW[kind], first
        page.evaluate(COME)
        page.wait_for_timeout(200)
        assert page.evaluate("window.shifted") == []


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("kind", FIRST_VIEW)
def test_pictures_are_as_wide_as_their_sizes_say_and_cut_by_nobody_again(opened, kind, width):
    """Where `sizes` says too little a picture is blurred, where it says too much bytes are lost."""
    page, _weights = opened(f"{kind} en", viewport={"width": width, "height": 900})
    page.evaluate(COME)
    found = page.evaluate(SHOWN)
    assert found
    for shown in found:
        assert shown["src"].endswith(".avif")
        assert 0.9 * shown["width"] <= shown["slot"] <= 1.3 * shown["width"], shown
        assert abs(shown["ratio"] / shown["own"] - 1) < 0.02, shown


def test_the_first_picture_comes_first_and_is_the_only_one_that_does_not_wait(site):
    for name, body in site.items():
        eager = [tag for tag in re.findall(r"<img [^>]+>", body) if 'loading="lazy"' not in tag]
        assert len(eager) == 1, name
        assert 'fetchpriority="high"' in eager[0]
