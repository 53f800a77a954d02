"""Stock Wagtail publishes a phone picture's position; a picture here has no past."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Pillow
from PIL import PngImagePlugin

from cms.models import Image

pytestmark = pytest.mark.django_db
GPS_IFD, MAKE, LATITUDE = 0x8825, 0x010F, 2
SECRET = "PhoneMaker 3000"


def phone_picture(kind: str) -> ContentFile:
    picture = Pillow.new("RGB", (640, 480), "teal")
    exif = Pillow.Exif()
    exif[MAKE] = SECRET
    exif.get_ifd(GPS_IFD)[LATITUDE] = (42.0, 21.0, 36.0)
    options: dict = {"exif": exif}
    if kind == "PNG":
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_text("Comment", SECRET)
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return ContentFile(buffer.getvalue(), name=f"phone.{kind.lower()}")


def secrets_in(content: bytes) -> list[str]:
    with Pillow.open(BytesIO(content)) as picture:
        exif = picture.getexif()
        found = [str(value) for value in exif.values()]
        found += [str(value) for value in exif.get_ifd(GPS_IFD).values()]
        found += [str(value) for key, value in picture.info.items() if key in {"Comment", "xmp"}]
    return found + ([SECRET] if SECRET.encode() in content else [])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_and_device_are_in_neither_original_nor_rendition(kind):
    upload = phone_picture(kind)
    assert secrets_in(upload.read())
    image = Image(title="From a phone", file=upload)
    image.save()
    assert secrets_in(image.file.open().read()) == []
    for spec in ("width-200", "width-200|format-jpeg", "original|format-png", "original"):
        assert secrets_in(image.get_rendition(spec).file.open().read()) == []


def test_a_sideways_picture_is_stored_upright():
    picture, buffer = Pillow.new("RGB", (640, 480)), BytesIO()
    exif = Pillow.Exif()
    exif[0x0112] = 6
    picture.save(buffer, "JPEG", exif=exif)
    image = Image(title="Sideways", file=ContentFile(buffer.getvalue(), name="side.jpg"))
    image.save()
    assert (image.width, image.height) == (480, 640)


def test_the_upload_form_cleans_too(staff):
    browser = staff("Editors")
    response = browser.post("/admin/images/add/", {"title": "Phone", "file": phone_picture("JPEG")})
    assert response.status_code in {200, 302}
    assert secrets_in(Image.objects.get().file.open().read()) == []


def test_a_gif_keeps_its_frames_and_loses_its_comment():
    frames = [Pillow.new("RGB", (60, 40), colour) for colour in ("red", "blue")]
    buffer = BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:], comment=SECRET.encode())
    assert SECRET.encode() in buffer.getvalue()
    image = Image(title="Moving", file=ContentFile(buffer.getvalue(), name="moving.gif"))
    image.save()
    stored = image.file.open().read()
    assert SECRET.encode() not in stored
    with Pillow.open(BytesIO(stored)) as picture:
        assert picture.n_frames == 2
