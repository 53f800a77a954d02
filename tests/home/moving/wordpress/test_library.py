"""Pictures and documents of the old site come in by the newsroom's doors, or not at all."""

from io import BytesIO

import pytest
from PIL import Image as Pillow
from wagtail.documents.models import Document

from cms.models import Image, TakeDown
from news.models import PostPage
from tests.home.moving.wordpress.exports import SITE, UPLOADS, attachment, item, picture
from tests.httpsink import http_sink

pytestmark = pytest.mark.django_db


def shown(name: str, alternative: str = "A hall", caption: str = "") -> str:
    said = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img src="{UPLOADS}/{name}" alt="{alternative}">{said}</figure>'


def body() -> list[str]:
    return [block["type"] for block in PostPage.objects.get().body.raw_data]


def test_a_picture_loses_its_past_and_keeps_its_words(old_site):
    content = BytesIO()
    exif = Pillow.Exif()
    exif[0x9286] = "taken at her house"
    Pillow.new("RGB", (900, 600), "teal").save(content, "JPEG", exif=exif)
    old_site.upload("2011/03/hall.jpg", content.getvalue())
    old_site.write(
        attachment(7, "2011/03/hall.jpg", title="hall", excerpt="The hall. Photo: Ana Peña"),
        item(8, content="One.\n\n" + shown("2011/03/hall-300x200.jpg", caption="At noon")),
    )
    report = old_site.bring()
    image = Image.objects.get()
    assert (image.title, image.credit) == ("hall", "Ana Peña")
    assert not Pillow.open(image.file).getexif()
    block = PostPage.objects.get().body[1]
    assert (block.value["image"], block.value["caption"]) == (image, "At noon")
    assert report.reasons == {}
    assert old_site.bring().counts["same"] == 1
    assert Image.objects.count() == 1


def test_a_picture_without_words_or_maker_is_told_of_and_the_story_stands(old_site):
    for name in ("a.jpg", "b.jpg"):
        old_site.upload(name)
    old_site.write(item(8, content=f"One.\n\n{shown('a.jpg', '')}{shown('b.jpg')}"))
    report = old_site.bring()
    assert PostPage.objects.get().live
    assert body() == ["paragraph"]
    assert report.reasons == {"alternative": 1, "credit": 1}
    assert Image.objects.count() == 2
    report = old_site.bring(credit="Archive of the harbor")
    assert report.reasons == {"alternative": 1}
    assert body() == ["paragraph", "image"]


def test_a_gallery_of_all_shows_what_was_uploaded_to_the_story(old_site):
    for number in (1, 2):
        old_site.upload(f"{number}.jpg", picture("navy" if number == 1 else "teal"))
    old_site.write(
        *[
            attachment(
                number,
                f"{number}.jpg",
                post_parent=8,
                excerpt="Photo: Ana",
                metas={"_wp_attachment_image_alt": f"Scene {number}"},
            )
            for number in (1, 2)
        ],
        item(8, content="One.\n\n[gallery]"),
    )
    old_site.bring()
    gallery = PostPage.objects.get().body[1].value
    assert [each["alternative"] for each in gallery["pictures"]] == ["Scene 1", "Scene 2"]


def test_documents_come_and_what_browsers_run_does_not(old_site, reader):
    old_site.upload("letter.pdf", b"%PDF-1.4 letter")
    old_site.upload("fake.pdf", b"<script>steal()</script>")
    old_site.upload("page.html", b"<script>steal()</script>")
    links = [
        f'<a href="{UPLOADS}/{name}">x</a>' for name in ("letter.pdf", "fake.pdf", "page.html")
    ]
    old_site.write(item(8, content=" ".join(links)))
    report = old_site.bring()
    document = Document.objects.get()
    assert document.title == "letter"
    assert document.url in reader.get(PostPage.objects.get().url).content.decode()
    assert report.reasons == {"document": 2}


@pytest.mark.parametrize(
    "path", ["../outside.jpg", "a/../../outside.jpg", "%2e%2e/outside.jpg", "link.jpg"]
)
def test_nothing_outside_the_uploads_is_read(old_site, path):
    outside = old_site.folder / "outside.jpg"
    outside.write_bytes(picture())
    (old_site.uploads / "link.jpg").symlink_to(outside)
    (old_site.uploads / "a").mkdir()
    facts = {"excerpt": "Photo: Ana", "metas": {"_wp_attached_file": path}}
    old_site.write(attachment(7, path, **facts), item(8, content=shown(path)))
    report = old_site.bring()
    assert not Image.objects.exists()
    assert report.reasons["picture"] == 2


def test_what_was_taken_down_or_is_no_picture_does_not_come_back(old_site):
    old_site.upload("a.jpg")
    old_site.upload("b.jpg", b"no picture")
    old_site.write(item(8, content=shown("a.jpg", caption="Photo: Ana")))
    old_site.bring()
    image = Image.objects.get()
    TakeDown.objects.create(kind="picture", reason="asked", file_hash=image.get_file_hash())
    image.delete()
    old_site.write(item(9, content=shown("a.jpg", caption="Photo: Ana") + shown("b.jpg")))
    report = old_site.bring()
    assert report.reasons["deleted"] == 1
    assert report.reasons["picture_refused"] == 1
    assert not Image.objects.exists()


def test_pictures_of_other_sites_stay_there_and_are_told_of(old_site, reader):
    old_site.write(item(8, content='One.<img src="http://cdn.example.net/a.jpg" alt="A">'))
    report = old_site.bring()
    assert report.reasons == {"picture": 1}
    assert "cdn.example.net" not in reader.get(PostPage.objects.get().url).content.decode()
    told = (old_site.folder / "report.json").read_text()
    assert "http://cdn.example.net/a.jpg" in told


def test_the_network_is_asked_only_when_told_to_and_only_the_old_site(old_site):
    with http_sink() as sink:
        here = f'<img src="{sink.url}/wp-content/uploads/a.jpg" alt="A">'
        there = here.replace("127.0.0.1", "localhost")
        old_site.write(item(8, content=f"One. {here}{there}"))
        text = old_site.file.read_text().replace(SITE, sink.url)
        old_site.file.write_text(text)
        old_site.bring()
        assert sink.asked == []
        report = old_site.bring(fetches=True)
        assert sink.paths == ["/wp-content/uploads/a.jpg"]
        assert report.reasons == {"picture": 1, "picture_refused": 1}, "it answers with no picture"
