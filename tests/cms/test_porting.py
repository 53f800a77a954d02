"""A PO file comes back whole or not at all; a bad one is an explained refusal, never an error."""

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from cms.actors import acting_as
from news.models import PostPage
from tests import making

pytestmark = pytest.mark.django_db
WORDS = {
    "Snow on the hill": "Nieve en la colina",
    "It snowed.": "Nevó.",
    "It snowed all night.": "Nevó toda la noche.",
}


def sent(**facts) -> Translation:
    english = making.go_live(making.draft_post(**facts))
    with acting_as("seed"):
        translate_object(english, [making.locale("es")])
    return Translation.objects.get(source__object_id=english.translation_key)


@pytest.fixture
def translation(db):
    return sent()


@pytest.fixture
def browser(staff):
    return staff("Translators into Spanish")


def exported(browser, translation) -> polib.POFile:
    url = reverse("wagtail_localize:download_pofile", args=[translation.pk])
    return polib.pofile("#\n" + browser.get(url).content.decode())


def filled(po: polib.POFile, words=WORDS) -> polib.POFile:
    for entry in po:
        entry.msgstr = words.get(entry.msgid, entry.msgstr)
    return po


def upload(browser, translation, content) -> str:
    """The page that answers, after uploading through the editor's own address."""
    raw = content if isinstance(content, bytes) else str(content).encode()
    url = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    response = browser.post(url, {"file": SimpleUploadedFile("es.po", raw)}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_what_is_exported_comes_back_and_is_saved_as_a_draft(translation, browser):
    page = upload(browser, translation, filled(exported(browser, translation)))
    assert "Taken: 3." in page
    assert "fuzzy”: 1." in page
    kept = {each.translation_of.data: each for each in StringTranslation.objects.all()}
    assert {text: each.data for text, each in kept.items()} == WORDS
    assert kept["It snowed."].last_translated_by == browser.user
    draft = translation.get_target_instance().get_latest_revision_as_object()
    assert draft.title == "Nieve en la colina"
    assert not PostPage.objects.get(pk=draft.pk).live


def test_importing_twice_changes_nothing_the_second_time(translation, browser):
    po = filled(exported(browser, translation))
    upload(browser, translation, po)
    before = list(StringTranslation.objects.order_by("pk").values_list("pk", "updated_at"))
    upload(browser, translation, po)
    assert list(StringTranslation.objects.order_by("pk").values_list("pk", "updated_at")) == before


def test_empty_fuzzy_and_unknown_entries_are_counted_and_left_out(translation, browser):
    po = filled(exported(browser, translation))
    po.find("It snowed.").flags.append("fuzzy")
    po.append(polib.POEntry(msgid="Never here", msgctxt="title", msgstr="Nunca"))
    po.append(polib.POEntry(msgid="It snowed.", msgctxt="nowhere", msgstr="Nevó."))
    page = upload(browser, translation, po)
    assert "Taken: 2. Not on this page (any more): 2." in page
    assert "fuzzy”: 2." in page
    assert not StringTranslation.objects.filter(data="Nevó.").exists()


def without_head(po):
    po.metadata.pop("X-WagtailLocalize-TranslationID")
    return po


def of_another(po):
    po.metadata["X-WagtailLocalize-TranslationID"] = str(sent().uuid)
    return po


def of_nobody(po):
    po.metadata["X-WagtailLocalize-TranslationID"] = "junk"
    return po


def broken(po):
    po.find("It snowed.").msgstr = "Nevó <script>alert(1)</script>"
    return po


def with_a_comment(po):
    po.find("It snowed.").msgstr = "Nevó <!--><img>-->"
    return po


def too_long(po):
    po.find("It snowed.").msgstr = "n" * 301
    return po


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (without_head, "does not say which page"),
        (of_another, "belongs to another page"),
        (of_nobody, "belongs to another page"),
        (broken, "Nothing was taken, because of the entry"),
        (with_a_comment, "Nothing was taken, because of the entry"),
        (too_long, "300 characters fit here"),
        (lambda po: b"", "not empty"),
        (lambda po: b"hello", "not a PO file"),
        (lambda po: b"/etc/passwd", "not a PO file"),
        (lambda po: b'msgid "a\nmsgstr "b"', "not a PO file"),
        (lambda po: b'msgid "a"\nmsgstr[9999] "b"\nmsgstr[x] "c"', "not a PO file"),
        (lambda po: str(po).encode() + b"\0", "not a PO file"),
        (lambda po: str(po).encode("utf-16"), "UTF-8"),
        (lambda po: str(po).encode("latin-1"), "UTF-8"),
        (lambda po: b"#" * (10 * 1024 * 1024), "too large"),
        (lambda po: b"\x89PNG\r\n\x1a\n", "UTF-8"),
    ],
)
def test_a_bad_file_is_explained_and_nothing_of_it_is_kept(translation, browser, spoil, told):
    page = upload(browser, translation, spoil(filled(exported(browser, translation))))
    assert told in page
    assert not StringTranslation.objects.exists()


def test_a_file_for_the_other_language_says_so(post, staff):
    browser = staff("Editors")
    spanish = Translation.objects.get(source__object_id=post["en"].translation_key)
    back = Translation.objects.create(source=spanish.source, target_locale=making.locale("en"))
    po = filled(exported(browser, spanish))
    po.metadata["X-WagtailLocalize-TranslationID"] = str(back.uuid)
    assert "into another language" in upload(browser, spanish, po)


def test_no_file_at_all_is_explained(translation, browser):
    url = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    assert "Choose a PO file" in browser.post(url, follow=True).content.decode()


def test_refusals_speak_the_editors_language(translation, staff):
    browser = staff("Editors")
    UserProfile.objects.create(user=browser.user, preferred_language="es")
    assert "Este no es un archivo PO" in upload(browser, translation, b"hello")


def test_a_locked_page_takes_no_file(translation, browser):
    spanish = translation.get_target_instance()
    PostPage.objects.filter(pk=spanish.pk).update(locked=True, locked_by=making.user("Editors"))
    assert "Somebody has locked this" in upload(
        browser, translation, filled(exported(browser, translation))
    )
    assert not StringTranslation.objects.exists()


def test_an_import_into_a_live_page_leaves_readers_alone(post, staff):
    translation = Translation.objects.get(source__object_id=post["en"].translation_key)
    browser = staff("Editors")
    po = filled(exported(browser, translation), {"It snowed.": "Nevó mucho."})
    upload(browser, translation, po)
    assert PostPage.objects.get(pk=post["es"].pk).summary == "Nevó."
    assert post["es"].revisions.latest("pk").content["summary"] == "Nevó mucho."
