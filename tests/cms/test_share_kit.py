"""The kit that an editor shares with: both languages, ready to copy, and nothing that counts."""

import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Pillow

from campaigns.short_links import ShortLink
from cms.pairs import version_of
from cms.share_kit import passing_text
from cms.short_links import page_link
from tests import making
from tests.campaigns.news import update_of
from tests.campaigns.reading import text_of
from tests.cms.newsdesk import publish_in_translation_editor, stock_publish

pytestmark = pytest.mark.django_db
READY = "Text, short link and pictures to pass it on are ready."
NOT_IN_SPANISH = "It is not live in Spanish."


def kit(page) -> str:
    return reverse("share_kit", args=[page.pk])


def test_a_story_has_text_link_and_both_pictures_in_each_language(post, staff):
    editor = staff("Editors")
    body = text_of(editor.get(kit(post["es"])))
    for language, said in (("en", "It snowed."), ("es", "Nevó.")):
        page = post[language]
        text = f"{page.title}\n\n{said}\n\n{page_link(page)}"
        assert f"\n{text}</textarea>" in body
        assert f'data-copy="{text}"' in body
        assert f'value="{page_link(page)}"' in body
    pictures = re.findall(r'<img src="([^"]+)" width="(\d+)" height="(\d+)"', body)
    assert len(pictures) == 4
    for path, width, height in pictures:
        shown = Pillow.open(io.BytesIO(editor.get(path).content))
        assert shown.size == (int(width), int(height))
    assert 'download="' + post["es"].slug + '-cuadrada.jpg"' in body


def test_a_campaign_passes_on_the_link_of_its_petition(campaign, staff):
    campaigner = staff("Campaigners")
    body = text_of(campaigner.get(kit(campaign["en"])))
    codes = dict(ShortLink.objects.filter(source="copy").values_list("language", "code"))
    for language in ("en", "es"):
        assert f"http://testserver/s/{codes[language]}</textarea>" in body
    petition = campaign["en"].petition
    assert kit(campaign["en"]) in text_of(
        campaigner.get(reverse("campaign_kit", args=[petition.pk]))
    )


def test_news_of_a_campaign_and_standing_pages_have_a_kit_too(campaign, staff):
    updates = update_of(campaign)
    about = making.go_live(making.standard_page(campaign["en"].get_parent().get_parent()))
    for role, page in (("Campaigners", updates["es"]), ("Editors", about)):
        body = text_of(staff(role).get(kit(page)))
        assert f"{page.title}\n\n" in body
        assert page_link(page) in body
        assert body.count("<figure") == 2 * (2 if page in updates.values() else 1)


def test_a_missing_language_says_so_with_the_way_to_translate(staff):
    page = making.go_live(making.draft_post())
    editor = staff("Editors")
    making.speak(editor.user, "es")
    body = text_of(editor.get(kit(page)))
    assert "No está publicada en español." in body
    assert reverse("wagtail_localize:submit_page_translation", args=[page.pk]) in body
    assert body.count("<figure") == 2


def test_a_language_that_is_a_draft_leads_to_its_editor(post, staff):
    post["es"].unpublish()
    body = text_of(staff("Editors").get(kit(post["en"])))
    assert NOT_IN_SPANISH in body
    assert reverse("wagtailadmin_pages:edit", args=[post["es"].pk]) in body
    assert post["es"].title not in re.sub(r"<title>.*?</title>", "", body)


def test_a_version_that_is_behind_is_told_of(post, staff):
    editor = staff("Editors")
    assert "behind" not in text_of(editor.get(kit(post["en"])))
    version = version_of(post["es"])
    version.stale_since = timezone.now()
    version.save()
    assert "This version is behind" in text_of(editor.get(kit(post["en"])))


def test_only_who_may_edit_the_page_gets_its_kit(post, staff, reader):
    spanish = staff("Translators into Spanish")
    assert page_link(post["en"]) in text_of(spanish.get(kit(post["es"])))
    refused = [
        (spanish, post["en"]),
        (reader, post["es"]),
        (staff("Campaigners"), post["es"]),
        (staff("Editors"), post["en"].get_parent()),
    ]
    for browser, page in refused:
        answer = browser.get(kit(page), follow=True)
        assert page_link(post["es"]) not in text_of(answer)
        assert answer.redirect_chain


def test_publishing_leads_to_the_kit_from_both_editors_and_the_listing(post, staff):
    editor = staff("Editors")
    first = making.draft_post()
    assert READY in text_of(editor.get(stock_publish(editor, first, title=first.title).url))
    asked = stock_publish(editor, post["en"], title="More snow on the hill").url
    body = text_of(editor.post(asked, {"change": "minor"}, follow=True))
    assert READY in body
    assert kit(post["en"]) in body
    listing = reverse("wagtailadmin_explore", args=[post["en"].get_parent().pk])
    assert kit(post["en"]) in text_of(editor.get(listing))
    publish_in_translation_editor(editor, post["es"])
    edit = reverse("wagtailadmin_pages:edit", args=[post["es"].pk])
    assert kit(post["es"]) in text_of(editor.get(edit))


def test_the_text_takes_two_sentences_and_breaks_none():
    for said, taken in (
        ("Nevó. ¿Y la ley? Nadie respondió.", "Nevó. ¿Y la ley?"),
        ("“Nunca.” Eso dijo. Y calló.", "“Nunca.” Eso dijo."),
        ("Habló el Dr. Peña. Calló la Sra. Ruiz. Fin.", "Habló el Dr. Peña. Calló la Sra. Ruiz."),
        ("Una sola frase sin punto", "Una sola frase sin punto"),
        ("", ""),
    ):
        assert passing_text("T", said, "L") == "\n\n".join(
            each for each in ("T", taken, "L") if each
        )
