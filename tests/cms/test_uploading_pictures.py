"""Every door of the picture library: what hides in a file stays out, what is no picture too."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow
from PIL import ImageCms

from cms.developing import develop_due
from cms.models import Image
from cms.pictures import MOST_PIXELS, PictureRefused, without_metadata
from cms.shaping import RECIPE
from tests import making
from tests.cms.test_pictures import SECRET, phone_picture, secrets_in

pytestmark = pytest.mark.django_db
TRAILER = b"<script>alert('polyglot')</script>PK\x03\x04"


def stored() -> bytes:
    return Image.objects.get().file.open().read()


def phone_upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("phone.jpg", phone_picture("JPEG").read(), "image/jpeg")


def add_one(editor) -> None:
    editor.post("/admin/images/add/", {"title": "A", "file": phone_upload()})


def add_many(editor) -> None:
    headers = {"X-Requested-With": "XMLHttpRequest"}
    sent = {"files[]": phone_upload(), "title": "A", "collection": "1"}
    editor.post("/admin/images/multiple/add/", sent, headers=headers)


def choose(editor) -> None:
    address = reverse("wagtailimages_chooser:create")
    editor.post(
        address, {"image-chooser-upload-title": "A", "image-chooser-upload-file": phone_upload()}
    )


def replace(editor) -> None:
    clean = BytesIO()
    Pillow.new("RGB", (9, 9)).save(clean, "PNG")
    image = Image.objects.create(title="A", file=ContentFile(clean.getvalue(), "a.png"))
    Image.objects.update(sheet={"key": "old"}, developed_by=RECIPE)
    address = reverse("wagtailimages:edit", args=[image.pk])
    editor.post(address, {"title": "A", "file": phone_upload()})
    assert Image.objects.values_list("sheet", "developed_by").get() == ({}, ""), "made anew"


def import_it(editor) -> None:
    Image.objects.create(title="A", file=phone_picture("JPEG"))


@pytest.mark.parametrize("door", [add_one, add_many, choose, replace, import_it])
def test_place_and_device_stay_out_at_every_door(door, staff):
    door(staff("Editors"))
    assert secrets_in(stored()) == []
    assert Image.objects.get().width == 640


def jpeg(**options) -> bytes:
    content = BytesIO()
    Pillow.new("RGB", (64, 48), "teal").save(content, "JPEG", **options)
    return content.getvalue()


def test_what_hides_between_and_behind_the_pixels_stays_out():
    """XMP, IPTC, a comment, a thumbnail in EXIF, makers' notes, and bytes after the end."""
    exif = Pillow.Exif()
    exif.get_ifd(0x8769)[0x927C] = SECRET.encode()  # MakerNote
    packet = f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode()
    iptc = b"Photoshop 3.0\x008BIM\x04\x04" + SECRET.encode()
    segment = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
    whole = jpeg(exif=exif.tobytes() + jpeg(), comment=SECRET.encode(), xmp=packet)
    whole = whole[:2] + segment + whole[2:] + TRAILER
    assert whole.count(SECRET.encode()) >= 4
    clean = without_metadata(ContentFile(whole, "a.jpg")).read()
    assert SECRET.encode() not in clean
    assert TRAILER not in clean
    assert clean.count(b"\xff\xd8\xff") == 1, "a thumbnail is a JPEG of its own"


def test_a_second_picture_behind_a_phones_jpeg_stays_out():
    first, second = Pillow.new("RGB", (64, 48), "teal"), Pillow.new("RGB", (64, 48), "red")
    content = BytesIO()
    first.save(content, "MPO", save_all=True, append_images=[second])
    clean = without_metadata(ContentFile(content.getvalue(), "a.jpg"))
    with Pillow.open(clean) as picture:
        assert (picture.format, getattr(picture, "n_frames", 1)) == ("JPEG", 1)


def test_colours_become_those_of_screens_and_the_profile_goes():
    """A profile of a screen names the device; this one swaps the meaning of nothing but grey."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for each in (profile, srgb, b"no profile at all"):
        clean = without_metadata(ContentFile(jpeg(icc_profile=each), "a.jpg"))
        with Pillow.open(clean) as picture:
            assert "icc_profile" not in picture.info
            red, green, blue = picture.getpixel((5, 5))
            assert (red < 12, 116 < green < 140, 116 < blue < 140) == (True, True, True)


def test_a_printers_picture_becomes_one_for_screens():
    content = BytesIO()
    Pillow.new("CMYK", (20, 20), (0, 255, 255, 0)).save(content, "JPEG")
    clean = without_metadata(ContentFile(content.getvalue(), "a.jpg"))
    with Pillow.open(clean) as picture:
        assert picture.mode == "RGB"


def bomb() -> bytes:
    """A few hundred bytes that say they are 60,000 pixels square."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 99)), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


HOSTILE = {
    "an empty file": (b"", "a.jpg"),
    "text": (b"<html><script>alert(1)</script>", "a.jpg"),
    "a drawing with a script": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "a.png"),
    "half a picture": (jpeg()[:200], "a.jpg"),
    "a bomb": (bomb(), "a.png"),
    "a picture under another's name": (jpeg(), "a.png"),
    "too many bytes": (jpeg() + b"\0" * (15 * 1024 * 1024 + 1), "a.jpg"),
    "a name that is none": (jpeg(), "a.exe"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_picture_is_refused_in_a_sentence(what, staff):
    content, name = HOSTILE[what]
    upload = SimpleUploadedFile(name, content, "image/jpeg")
    answer = staff("Editors").post("/admin/images/add/", {"title": "My title", "file": upload})
    assert answer.status_code == 200
    body = answer.content.decode()
    assert "error-message" in body
    assert 'value="My title"' in body, "what was typed is still there"
    assert not Image.objects.exists()


@pytest.mark.parametrize("what", ["an empty file", "text", "half a picture", "a bomb"])
def test_an_import_is_told_what_it_may_not_bring(what):
    content, name = HOSTILE[what]
    with pytest.raises(PictureRefused):
        without_metadata(ContentFile(content, name))


def test_a_large_but_honest_picture_is_refused_before_it_is_decoded():
    content = BytesIO()
    Pillow.new("1", (MOST_PIXELS // 5_000 + 1, 5_000)).save(content, "PNG")
    with pytest.raises(PictureRefused, match="too many pixels"):
        without_metadata(ContentFile(content.getvalue(), "a.png"))


def test_an_import_gets_the_ending_of_what_it_is():
    image = Image.objects.create(title="A", file=ContentFile(jpeg(), "photo.png"))
    assert image.file.name.endswith(".jpg")


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_what_moved_is_shown_still(kind):
    """A GIF keeps its motion in the library, a WebP its first picture; pages move nothing."""
    frames = [Pillow.new("RGB", (60, 40), colour) for colour in ("red", "blue")]
    content = BytesIO()
    frames[0].save(content, kind, save_all=True, append_images=frames[1:])
    name = f"moving.{kind.lower()}"
    image = Image.objects.create(title="A", file=ContentFile(content.getvalue(), name))
    develop_due()
    for rendition in image.renditions.all():
        with Pillow.open(rendition.file) as picture:
            assert getattr(picture, "n_frames", 1) == 1
            red, _green, blue = picture.convert("RGB").getpixel((5, 5))
            assert red > 200 > blue


def test_editors_set_the_focal_point_on_the_pictures_own_page(staff):
    image = making.picture()
    editor, address = staff("Editors"), reverse("wagtailimages:edit", args=[image.pk])
    assert "focal-point-chooser" in editor.get(address).content.decode()
    point = {"x": 2, "y": 1, "width": 2, "height": 2}
    sent = {"title": "Teal"} | {f"focal_point_{side}": each for side, each in point.items()}
    editor.post(address, sent)
    assert Image.objects.get(pk=image.pk).get_focal_point().centroid == (2, 1)
