"""A picture is taken down: no reader gets it anywhere, in either language, from that second."""

import re

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from wagtail.models import PageLogEntry, ReferenceIndex

from cms.models import Image, Rendition, TakeDown
from cms.publishing import RightMissing
from cms.taking_pictures_down import delete_files, sweep_files, take_down_picture
from news.models import Author, PostAuthor
from tests import making
from tests.cms.test_pictures import phone_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def image(db):
    made = Image(title="A face in the crowd", credit="Ana", file=phone_picture("JPEG"))
    made.save()
    return made


@pytest.fixture
def pictured(image, monkeypatch):
    """A pair with the picture at its head, in its text and as its author's portrait."""
    body = [
        ("paragraph", "<p>It snowed all night.</p>"),
        ("image", {"image": image, "alternative": "A crowd", "caption": "In the snow"}),
    ]
    author = Author(name="Inés", slug="ines", locale=making.locale("en"), picture=image)
    author.save()
    making.go_live(author)
    words = {"A crowd": "Una multitud", "In the snow": "En la nieve"}
    monkeypatch.setattr(making, "SPANISH", making.SPANISH | words)
    post = making.post(
        hero_image=image, hero_alternative="A crowd", hero_caption="In the snow", body=body
    )
    post["en"].post_authors = [PostAuthor(author=author, locale=post["en"].locale)]
    making.go_live(post["en"])
    return post


@pytest.fixture
def by(db):
    return making.user("Editors")


def files() -> set[str]:
    """Every file that is stored."""
    found = set()
    for folder in ("images", "original_images"):
        if default_storage.exists(folder):
            found |= {f"{folder}/{name}" for name in default_storage.listdir(folder)[1]}
    return found


def everywhere(post) -> str:
    paths = [page.url for page in post.values()]
    paths += ["/en/", "/es/", "/en/news/", "/es/noticias/", "/en/feed/", "/es/feed/"]
    paths += ["/en/news/author/ines/"]
    answers = [Client().get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {200}
    return "".join(answer.content.decode() for answer in answers)


def test_a_picture_taken_down_is_on_no_page_of_either_language(
    pictured, image, by, django_capture_on_commit_callbacks
):
    before = everywhere(pictured)
    shown = set(re.findall(r"/media/(images/[^\s\"]+)", before))
    assert shown
    assert shown <= files()
    with django_capture_on_commit_callbacks(execute=True):
        take_down_picture(image, by=by, reason="She asked us to.")
    after = everywhere(pictured)
    assert "/media/" not in after
    assert "<img" not in after
    assert not shown & files()
    assert image.file.name not in files()
    assert not Rendition.objects.filter(image_id=image.pk).exists()
    assert Client().get("/media/" + shown.pop()).status_code in {302, 404}


def test_a_picture_taken_down_can_be_chosen_no_more(pictured, image, by, staff):
    take_down_picture(image, by=by, reason="She asked us to.")
    listing = staff("Editors").get("/admin/images/chooser/").content.decode()
    assert "A face in the crowd" not in listing
    assert not Image.objects.search("crowd")
    assert not ReferenceIndex.get_references_to(image).exists()


def test_a_page_that_lost_its_picture_can_still_be_edited_and_published(pictured, image, by, staff):
    take_down_picture(image, by=by, reason="She asked us to.")
    for page in pictured.values():
        assert staff("Editors").get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    english = type(pictured["en"]).objects.get(pk=pictured["en"].pk)
    making.go_live(english)
    assert "/media/" not in everywhere(pictured)


def test_an_old_version_does_not_bring_the_picture_back(pictured, image, by):
    old = pictured["en"].revisions.first()
    take_down_picture(image, by=by, reason="She asked us to.")
    making.go_live(old.as_object())
    assert "/media/" not in everywhere(pictured)


def test_the_same_file_does_not_come_back_as_an_upload(image, by, staff):
    take_down_picture(image, by=by, reason="She asked us to.")
    browser = staff("Editors")
    response = browser.post("/admin/images/add/", {"title": "Again", "file": phone_picture("JPEG")})
    assert response.status_code == 200
    assert "This picture was taken down." in response.content.decode()
    assert not Image.objects.exists()
    browser.post("/admin/images/add/", {"title": "Other", "file": phone_picture("PNG")})
    assert Image.objects.count() == 1


def test_who_took_it_down_and_why_is_kept(pictured, image, by):
    take_down_picture(image, by=by, reason="She asked us to.")
    done = TakeDown.objects.get()
    assert (done.by, done.reason) == (by, "She asked us to.")
    entries = PageLogEntry.objects.filter(action="cms.take_down_picture")
    assert {entry.page_id for entry in entries} == {page.pk for page in pictured.values()}


@pytest.mark.parametrize("group", ["Translators into Spanish", "Campaigners", "Administrators"])
def test_only_who_publishes_the_whole_site_takes_a_picture_down(image, group):
    with pytest.raises(RightMissing):
        take_down_picture(image, by=making.user(group), reason="No.")
    assert Image.objects.filter(pk=image.pk).exists()


def test_a_process_that_dies_before_it_deletes_leaves_its_files_to_the_sweep(image, by):
    rendition = image.get_rendition("width-480")
    take_down_picture(image, by=by, reason="She asked us to.")  # nothing is committed here
    assert {image.file.name, rendition.file.name} <= files()
    assert sweep_files() == 1
    assert not {image.file.name, rendition.file.name} & files()
    assert sweep_files() == 0


def test_a_size_that_was_being_made_goes_and_other_pictures_stay(image, by):
    other = Image(title="Another", file=phone_picture("JPEG"))
    other.save()
    kept = other.get_rendition("width-480")
    name = image.file.name.replace("original_images/", "images/").replace(".jpeg", ".late.webp")
    default_storage.save(name, phone_picture("PNG"))
    done = take_down_picture(image, by=by, reason="She asked us to.")
    delete_files(done)
    assert name not in files()
    assert kept.file.name in files()


def test_a_picture_whose_faces_must_not_be_shown_is_on_no_page(pictured, image):
    Image.objects.filter(pk=image.pk).update(faces=Image.Faces.HIDDEN)
    assert "/media/" not in everywhere(pictured)


def test_a_picture_whose_faces_may_be_shown_is_in_the_structured_data(pictured):
    body = Client().get(pictured["es"].url).content.decode()
    assert re.search(r'"image":\[\{[^]]*"http://testserver/media/images/[^"]+"', body)
