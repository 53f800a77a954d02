"""A machine's first draft is marked, to editors and to readers, until a person has read it."""

import pytest
from django.urls import reverse
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object
from wagtail_localize.strings import StringValue

from cms.actors import acting_as
from cms.pairs import version_of
from cms.proofreading import is_unreviewed
from news.models import PostPage
from tests import making
from tests.cms.newsdesk import body_of, fill, publish_in_translation_editor

pytestmark = pytest.mark.django_db
NOTICE = "Traducción automática, sin revisión de una persona"
HERE = f"{__name__}."


class Fake(BaseMachineTranslator):
    display_name = "Fake"

    def translate(self, source_locale, target_locale, strings):
        return {string: self.answer(string) for string in strings}

    def answer(self, string):
        return StringValue(f"es: {string.data}")

    def can_translate(self, source_locale, target_locale):
        return True


class Breaking(Fake):
    """Answers with markup that the original does not have, and lacks an answer."""

    def answer(self, string):
        return StringValue("<script>x</script>") if "night" in string.data else None


class Away(Fake):
    def translate(self, source_locale, target_locale, strings):
        raise ConnectionError("name of the server and the key")


class Refusing(Fake):
    def translate(self, source_locale, target_locale, strings):
        raise KeyError("translations")


@pytest.fixture
def editor(staff):
    return staff("Editors")


@pytest.fixture
def machine(settings):
    def use(name: str) -> None:
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": HERE + name}

    use("Fake")
    return use


@pytest.fixture
def translation(db):
    english = making.go_live(making.draft_post())
    with acting_as("seed"):
        translate_object(english, [making.locale("es")])
    return Translation.objects.get(source__object_id=english.translation_key)


def ask(browser, translation) -> str:
    url = reverse("wagtail_localize:machine_translate", args=[translation.pk])
    return browser.post(url, follow=True).content.decode()


def write_slug(translation) -> None:
    for segment in translation.source.stringsegment_set.filter(context__path="slug"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            data="nieve-automatica",
        )


@pytest.fixture
def published(translation, editor, machine):
    """A live Spanish page, every word of it a machine's."""
    ask(editor, translation)
    write_slug(translation)
    spanish = translation.get_target_instance()
    publish_in_translation_editor(editor, spanish)
    return PostPage.objects.get(pk=spanish.pk)


def test_a_draft_is_typed_as_a_machines_and_leaves_the_address(translation, editor, machine):
    assert "A machine drafted 3 pieces." in ask(editor, translation)
    strings = StringTranslation.objects.all()
    assert {each.translation_type for each in strings} == {"machine"}
    assert {each.tool_name for each in strings} == {"Fake"}
    assert not strings.filter(context__path="slug").exists()
    assert version_of(translation.get_target_instance()).machine_at is not None


def test_editors_see_the_mark_on_the_page_and_on_each_piece(translation, editor, machine):
    page = ask(editor, translation)
    assert "A machine drafted this version and nobody has read all of it yet." in page
    assert "Drafted by a machine (Fake)" in page


def test_a_machine_overwrites_no_persons_words(half_translated, editor, machine):
    ask(editor, half_translated)
    assert StringTranslation.objects.filter(data="Nieve en la colina").exists()
    assert StringTranslation.objects.filter(translation_type="machine").count() == 1


def test_readers_see_a_notice_on_an_unreviewed_draft(published):
    assert "es: It snowed all night." in body_of(published)
    assert NOTICE in body_of(published)


def test_the_notice_goes_once_a_person_has_read_all_of_it(published, translation, editor):
    url = reverse("hub_reviewed", args=[translation.pk])
    assert NOTICE in body_of(published)
    editor.get(url)
    assert NOTICE in body_of(published)
    editor.post(url)
    assert "es: It snowed all night." in body_of(published)
    assert NOTICE not in body_of(published)
    assert version_of(published).reviewed_at is not None


def test_the_notice_goes_when_every_word_has_been_replaced_and_published(
    published, translation, editor
):
    StringTranslation.objects.filter(translation_type="machine").update(translation_type="manual")
    assert NOTICE in body_of(published), "readers still have the machine's text"
    fill(translation, leave="slug")
    publish_in_translation_editor(editor, published)
    assert "Nevó toda la noche." in body_of(published)
    assert NOTICE not in body_of(published)


def test_one_machine_string_left_keeps_the_notice(published, translation, editor):
    fill(translation, leave="slug")
    StringTranslation.objects.exclude(context__path__startswith="body").update(
        translation_type="manual"
    )
    publish_in_translation_editor(editor, published)
    assert NOTICE in body_of(published)


def test_a_draft_beside_a_live_text_of_a_person_shows_readers_no_notice(
    changed_source, editor, machine
):
    ask(editor, changed_source)
    spanish = changed_source.get_target_instance()
    assert NOTICE not in body_of(spanish)
    publish_in_translation_editor(editor, spanish)
    assert NOTICE in body_of(spanish)


def test_a_second_draft_does_not_hide_the_first(published, translation, editor, machine):
    english = published.get_translation(making.locale("en")).specific
    english.body = [("paragraph", "<p>It rained.</p>")]
    making.go_live(english)
    translation.source.update_from_db()
    ask(editor, translation)
    assert NOTICE in body_of(published)


def test_a_story_without_a_machine_has_no_notice(post):
    assert NOTICE not in body_of(post["es"])
    assert not is_unreviewed(post["en"])


def test_a_campaign_carries_the_notice_too(petition, editor, machine):
    pages = making.campaign(petition)
    translation = Translation.objects.get(source__object_id=pages["en"].translation_key)
    StringTranslation.objects.filter(data="Pídele al gobernador.").delete()
    ask(editor, translation)
    publish_in_translation_editor(editor, pages["es"])
    assert NOTICE in body_of(pages["es"])


def test_broken_answers_are_left_to_a_person(translation, editor, machine):
    machine("Breaking")
    assert "nothing left for a machine" in ask(editor, translation)
    assert not StringTranslation.objects.exists()
    assert version_of(translation.get_target_instance()).machine_at is None


@pytest.mark.parametrize("name", ["Away", "Refusing"])
def test_a_machine_that_fails_is_told_and_changes_nothing(
    translation, editor, machine, name, caplog
):
    machine(name)
    page = ask(editor, translation)
    assert "did not answer" in page
    assert "the key" not in page + caplog.text
    assert not StringTranslation.objects.exists()


def test_no_machine_is_set_by_default(translation, editor, settings):
    assert settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR is None
    assert "No machine translator is set up" in ask(editor, translation)


def test_a_locked_page_is_not_drafted(translation, editor, machine):
    spanish = translation.get_target_instance()
    PostPage.objects.filter(pk=spanish.pk).update(locked=True, locked_by=making.user("Editors"))
    ask(editor, translation)
    assert not StringTranslation.objects.exists()


def test_a_translator_of_the_other_language_reviews_nothing(published, translation, staff):
    staff("Translators into English").post(reverse("hub_reviewed", args=[translation.pk]))
    assert NOTICE in body_of(published)
