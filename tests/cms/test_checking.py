"""Checks before publishing: what one version says and the other does not, shown to editors."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from cms.checking import findings_for, readable_version
from cms.checking_hooks import FindingsItem
from news.models import PostPage
from tests import making

pytestmark = pytest.mark.django_db
BLOCK = "6a1f0c1e-0000-4000-8000-000000000001"
ENGLISH = (
    "<p>On May 3 at 6:30 p.m., 1,850 people met Patricia Montes. "
    'Call (617) 555-0123 or <a href="https://example.org/en/help">ask for help</a>.</p>'
)
SPANISH = (
    "<p>El 3 de mayo a las 18:30, 1.850 personas se reunieron con Patricia Montes. "
    'Llama al 617-555-0123 o <a href="https://example.org/es/help/">pide ayuda</a>.</p>'
)


def version(language: str, body: str, **facts) -> PostPage:
    words = {"en": ("Snow", "It snowed."), "es": ("Nieve", "Nevó.")}[language]
    title, summary = facts.pop("title", words[0]), words[1]
    return PostPage(
        title=title,
        summary=summary,
        body=json.dumps([{"type": "paragraph", "value": body, "id": BLOCK}]),
        locale=making.locale(language),
        **facts,
    )


def found(spanish: str, english: str = ENGLISH) -> dict[str, str]:
    findings = findings_for(version("es", spanish), version("en", english))
    return {each.kind: each.text for each in findings if not each.kind.endswith("-missing")}


def test_a_faithful_translation_has_no_finding():
    assert found(SPANISH) == {}


@pytest.mark.parametrize(
    ("right", "wrong", "kind", "told"),
    [
        ("1.850", "1.580", "number-differs", "1850"),
        ("3 de mayo", "4 de mayo", "date-differs", "May 3"),
        ("18:30", "19:30", "time-differs", "6:30"),
        ("617-555-0123", "617-555-0132", "phone-differs", "6175550123"),
        ("example.org/es/help/", "example.org/es/other/", "link-differs", "example.org/*/help"),
        ("Patricia Montes", "Patrica Montes", "name-differs", "Patrica Montes / Patricia Montes"),
    ],
)
def test_what_differs_is_found_and_named(right, wrong, kind, told):
    findings = found(SPANISH.replace(right, wrong))
    assert list(findings) == [kind]
    assert told in findings[kind]


def test_a_number_in_words_is_no_difference():
    assert found("<p>Vinieron tres personas.</p>", "<p>There came 3 people.</p>") == {}


def test_text_left_in_the_other_language_is_found():
    left = "<p>The governor said that the state would not join.</p>"
    findings = findings_for(version("es", left), version("en", left))
    assert {each.kind for each in findings} == {"other-language"}


def test_a_name_that_only_one_version_has_is_a_hint():
    findings = findings_for(version("es", "<p>Vino.</p>"), version("en", "<p>Ana Ruiz came.</p>"))
    assert [(each.kind, "Ana Ruiz" in each.text) for each in findings] == [("name-missing", True)]


def test_a_name_with_a_translated_link_word_is_the_same_name():
    spanish, english = "<p>Vino ACLU de Massachusetts.</p>", "<p>ACLU of Massachusetts came.</p>"
    assert findings_for(version("es", spanish), version("en", english)) == []


def test_a_picture_without_credit_or_alternative_text_is_found():
    image = get_image_model().objects.create(title="Rally", file=get_test_image_file())
    page = version("es", SPANISH, hero_image=image)
    picture = {"image": image, "alternative": "", "caption": ""}
    page.body = [("image", picture)]
    kinds = [each.kind for each in findings_for(page, None)]
    assert kinds.count("alternative-missing") == 2
    assert kinds.count("credit-missing") == 2
    image.credit, page.hero_alternative = "WEBN", "Gente en las escaleras"
    image.save()
    page.hero_image = image
    kinds = [each.kind for each in findings_for(page, None)]
    assert (kinds.count("alternative-missing"), kinds.count("credit-missing")) == (1, 0)


def test_long_sentences_of_long_words_are_hard_to_read():
    sentence = " ".join(["incomprehensible"] * 120)
    kinds = [each.kind for each in findings_for(version("en", f"<p>{sentence}.</p>"), None)]
    assert "hard-to-read" in kinds


def preview(browser: Client, page: PostPage) -> str:
    url = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    return browser.get(url).content.decode()


def draft(page: PostPage, body: str) -> None:
    page.body = [("paragraph", body)]
    page.save_revision()


def test_a_preview_shows_the_findings_and_a_readers_page_does_not(post, staff, reader):
    draft(post["es"], "<p>Nevó 12 horas.</p>")
    shown = preview(staff("Editors"), post["es"])
    assert 'data-finding="number-differs"' in shown
    assert "wagtail-userbar" in shown
    public = reader.get(post["es"].url)
    assert b"data-finding" not in public.content
    assert b"wagtail-userbar" not in public.content


def test_findings_speak_the_language_of_who_checks(post, staff):
    editor = staff("Editors")
    draft(post["en"], "<p>It snowed 12 hours.</p>")
    assert "Numbers differ between the versions" in preview(editor, post["en"])
    editor.user.wagtail_userprofile.preferred_language = "es"
    editor.user.wagtail_userprofile.save()
    assert "Los números no coinciden entre las versiones" in preview(editor, post["en"])


def test_nobody_learns_from_the_checks_what_a_foreign_draft_says(post):
    translator = making.user("Translators into Spanish")
    draft(post["en"], "<p>It snowed 4711 hours.</p>")
    seen = readable_version(post["es"], user=translator)
    assert "4711" not in str(seen.body)
    hidden = making.draft_post(title="Secret")
    spanish = hidden.copy_for_translation(making.locale("es"))
    assert readable_version(spanish, user=translator) is None
    assert readable_version(spanish, user=making.user("Editors")).title == "Secret"


def side_by_side(browser: Client, page: PostPage):
    return browser.get(reverse("side_by_side", args=[page.pk]))


def test_both_drafts_stand_side_by_side_for_an_editor(post, staff):
    draft(post["es"], "<p>Nevó 12 horas.</p>")
    shown = side_by_side(staff("Editors"), post["en"])
    body = shown.content.decode()
    for page in post.values():
        assert reverse("wagtailadmin_pages:view_draft", args=[page.pk]) in body
    assert "Numbers differ between the versions" in body


def test_a_translator_sees_the_other_side_as_readers_do(post, staff):
    body = side_by_side(staff("Translators into Spanish"), post["es"]).content.decode()
    assert f'src="{post["en"].url}"' in body
    assert reverse("wagtailadmin_pages:view_draft", args=[post["en"].pk]) not in body


def test_a_translator_does_not_open_the_pair_from_the_other_side(post, staff):
    response = side_by_side(staff("Translators into Spanish"), post["en"])
    assert response.status_code == 302  # the admin's answer to a missing right


def test_a_page_without_its_other_version_says_so(staff):
    alone = making.draft_post()
    body = side_by_side(staff("Editors"), alone).content.decode()
    assert "This language has no version yet." in body


def test_the_editor_offers_it_in_the_page_menu(post, staff):
    url = reverse("wagtailadmin_pages:edit", args=[post["en"].pk])
    assert (
        reverse("side_by_side", args=[post["en"].pk]) in staff("Editors").get(url).content.decode()
    )


def test_the_panel_looks_into_the_preview_by_one_selector():
    """Wagtail's panel puts the preview's frame before this list, and axe reads each entry as a
    frame inside the one before: with two entries the panel found nothing at all.
    """
    assert FindingsItem.axe_include == ["main, .findings"]
