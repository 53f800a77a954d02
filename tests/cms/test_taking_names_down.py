"""A name is taken down: it stands nowhere any more, in no language, version, log or index."""

import json

import pytest
from django.db import connection
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Comment, Page
from wagtail_localize.models import StringTranslation, TranslationSource

from cms.actors import acting_as
from cms.correcting import correct
from cms.finding_names import NOT_JOURNALISM, find_name
from cms.fingerprints import fingerprint
from cms.models import Image, TakeDown, Topic, Version
from cms.pairs import version_of
from cms.publishing import RightMissing
from cms.replacing import Removal
from cms.reporting import report
from cms.taking_names_down import take_down_name
from home.translating import translate
from news.models import PostPage
from tests import making
from tests.cms.test_pictures import phone_picture

pytestmark = pytest.mark.django_db
NAME, STEM = "Ximena Quispehuamán", "quispehuam"
INSTEAD = {"en": "a neighbor", "es": "una vecina"}
REMOVAL = Removal.of(NAME, INSTEAD)
TEXTS = {
    f"{NAME} speaks": f"{NAME} habla",
    f"What {NAME} said.": f"Lo que dijo {NAME}.",
    f"{NAME} was there.": f"{NAME} estuvo ahí.",
    "<b>Ximena</b> Quispehuamán’s street": "La calle de <b>Ximena</b> Quispehuamán",
    f"“Never,” said {NAME}.": f"“Nunca”, dijo {NAME}.",
    f"Picture of {NAME}": f"Foto de {NAME}",
}

PLACES = {
    "wagtailcore_page.title",
    "wagtailcore_page.draft_title",
    "news_postpage.summary",
    "news_postpage.body",
    "news_postpage.hero_alternative",
    "wagtailcore_revision.content",
    "wagtailcore_revision.object_str",
    "wagtail_localize_translationsource.content_json",
    "wagtail_localize_string.data",
    "wagtail_localize_stringtranslation.data",
    "cms_image.title",
    "cms_image.credit",
    "cms_topic.name",
    "cms_correction.texts",
    "cms_liveentry.texts",
    "wagtailcore_pagelogentry.label",
    "wagtailcore_pagelogentry.data",
    "wagtailcore_modellogentry.label",
    "wagtailcore_comment.text",
    "wagtailsearch_indexentry.title",
}


@pytest.fixture
def by(db):
    return making.user("Editors")


@pytest.fixture
def planted(by, monkeypatch):
    """The name in every kind of place that the newsroom has."""
    image = Image(title=f"Portrait of {NAME}", description=NAME, credit=NAME)
    image.file = phone_picture("JPEG")
    image.save()
    body = [
        ("paragraph", f"<p>{NAME} was there.</p>"),
        ("paragraph", "<p><b>Ximena</b> Quispehuamán’s street</p>"),
        ("quote", {"text": f"“Never,” said {NAME}.", "who": NAME}),
    ]
    facts = {"hero_image": image, "hero_alternative": f"Picture of {NAME}", "body": body}
    monkeypatch.setattr(making, "SPANISH", making.SPANISH | TEXTS | {NAME: NAME})
    post = making.post(title=f"{NAME} speaks", summary=f"What {NAME} said.", **facts)
    post["en"].search_description = f"About {NAME}"
    post["en"].save_revision(user=by)  # a draft that is newer than what readers see
    topic = Topic(name=NAME, slug="a-topic", description=NAME, locale=making.locale("en"))
    topic.save()
    making.go_live(topic)
    correct(post["en"], {"en": f"It was {NAME}.", "es": f"Fue {NAME}."}, by=by)
    report(post["en"], {"en": f"{NAME} arrives.", "es": f"Llega {NAME}."}, by=by)
    log(instance=post["en"], action="wagtail.rename", user=by, data={"title": {"old": NAME}})
    log(instance=topic, action="wagtail.edit", user=by)
    Comment.objects.create(page=post["en"], user=by, text=f"Ask {NAME}", contentpath="title")
    return post


def columns_with(stem: str) -> set[str]:
    """Every table and column of the database whose text holds this, in any disguise of JSON."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND data_type IN"
            " ('text', 'character varying', 'jsonb', 'json', 'tsvector', 'ARRAY')"
        )
        for table, column in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" WHERE "{column}"::text ILIKE %s', [f"%{stem}%"]
            )
            if cursor.fetchone()[0]:
                found.add(f"{table}.{column}")
    return found


def read_by_anyone(post) -> str:
    paths = [page.url for page in post.values()]
    paths += ["/en/", "/es/", "/en/news/", "/es/noticias/", "/en/feed/", "/es/feed/"]
    return "".join(Client().get(path).content.decode() for path in paths)


def test_a_name_taken_down_is_in_no_column_of_the_database(planted, by):
    assert columns_with(STEM) >= PLACES
    take_down_name(REMOVAL, by=by, reason=f"{NAME} asked us to.")
    assert columns_with(STEM) == set()


def test_no_reader_finds_a_name_taken_down_in_either_language(planted, by):
    assert STEM in read_by_anyone(planted).lower()
    take_down_name(REMOVAL, by=by, reason="She asked us to.")
    body = read_by_anyone(planted)
    assert STEM not in body.lower()
    assert "<b>Ximena" not in body
    assert "a neighbor speaks" in body
    assert "una vecina habla" in body
    assert "<b>a neighbor</b>’s street" in body
    assert not Page.objects.search(NAME.split()[1])


def test_no_version_holds_a_name_taken_down(planted, by):
    take_down_name(REMOVAL, by=by, reason="She asked us to.")
    for page in planted.values():
        for revision in page.revisions.all():
            assert STEM not in json.dumps(revision.content, ensure_ascii=False).lower()
            assert STEM not in str(revision.as_object().body).lower()


def test_the_translation_stays_whole_and_can_be_published_again(planted, by):
    take_down_name(REMOVAL, by=by, reason="She asked us to.")
    spanish = PostPage.objects.get(pk=planted["es"].pk)
    before = str(spanish.body)
    source = TranslationSource.objects.get(object_id=spanish.translation_key)
    translation = source.translations.get()
    assert translation.get_progress()[0] == translation.get_progress()[1] > 0
    with acting_as("seed"):
        translation.save_target(publish=True)
    spanish.refresh_from_db()
    assert spanish.title == "una vecina habla"
    assert "una vecina estuvo ahí" in str(spanish.body)
    assert len(str(spanish.body)) == len(before)
    assert STEM not in read_by_anyone(planted).lower()


def test_a_translation_that_was_up_to_date_still_is(planted, by):
    english = PostPage.objects.get(pk=planted["en"].pk)
    version_of(planted["es"])
    versions = Version.objects.filter(translation_key=english.translation_key, language="es")
    versions.update(reflects=fingerprint(english))
    take_down_name(REMOVAL, by=by, reason="She asked us to.")
    english = PostPage.objects.get(pk=english.pk)
    assert versions.get().reflects == fingerprint(english)


def test_looking_first_changes_nothing(planted, by):
    before = columns_with(STEM)
    finding = find_name(REMOVAL)
    assert finding.total > 20
    assert {page.pk for page in finding.pages} >= {page.pk for page in planted.values()}
    assert columns_with(STEM) == before
    assert not TakeDown.objects.exists()


def test_a_second_time_finds_nothing_left(planted, by):
    first = take_down_name(REMOVAL, by=by, reason="She asked us to.")
    assert first.total > 20
    assert take_down_name(REMOVAL, by=by, reason="She asked us to.").total == 0
    assert TakeDown.objects.count() == 1


def test_addresses_and_file_names_are_reported_and_left_alone(by):
    slug = "ximena-quispehuaman-speaks"
    english = making.go_live(making.draft_post(slug=slug))
    Redirect.objects.create(old_path="/en/ximena-quispehuaman", redirect_link="https://a.example/")
    found = take_down_name(REMOVAL, by=by, reason="She asked us to.").addresses
    assert slug in found
    assert "/en/ximena-quispehuaman" in found
    english.refresh_from_db()
    assert english.slug == slug


def test_only_this_name_goes_whole_words_capitals_and_accents(by):
    title = f"Ximena Quispehuaman, XIMENA, {NAME}s, Quispehuamán, {NAME}"
    english = making.go_live(making.draft_post(title=title))
    take_down_name(REMOVAL, by=by, reason="She asked us to.")
    english.refresh_from_db()
    assert english.title == title.removesuffix(NAME) + "a neighbor"


@pytest.mark.parametrize("group", ["Translators into Spanish", "Campaigners", "Administrators"])
def test_only_who_publishes_the_whole_site_takes_a_name_down(planted, group):
    with pytest.raises(RightMissing):
        take_down_name(REMOVAL, by=making.user(group), reason="No.")
    assert STEM in read_by_anyone(planted).lower()


def test_the_reason_that_repeats_the_name_is_kept_without_it(planted, by):
    take_down_name(REMOVAL, by=by, reason=f"{NAME} asked us to.")
    assert TakeDown.objects.get().reason == "a neighbor asked us to."


def test_what_is_left_out_is_no_text_that_we_publish():
    assert not NOT_JOURNALISM & {"news", "campaigns", "home", "cms", "wagtailcore", "taggit"}


def test_two_strings_that_become_one_keep_their_translations(by):
    english = making.go_live(
        making.draft_post(title="a neighbor", summary=NAME, body=[("paragraph", "<p>Snow</p>")])
    )
    words = {"a neighbor": "una vecina", NAME: NAME, "<p>Snow</p>": "<p>Nieve</p>", "Snow": "Nieve"}
    with acting_as("seed"):
        translate(english, "es", words | {english.slug: "nieve-y-vecinas"})
    take_down_name(REMOVAL, by=by, reason="She asked us to.")
    assert columns_with(STEM) == set()
    data = set(StringTranslation.objects.values_list("data", flat=True))
    assert {"una vecina", "Nieve"} <= data
