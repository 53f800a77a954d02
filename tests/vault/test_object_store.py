"""Media in an object store: readers get pictures as they are shown, and nobody gets anything else.

Against a real HTTP server that speaks S3.
"""

import json
import secrets
from io import BytesIO
from urllib.parse import urlsplit

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from PIL import Image as Pillow
from wagtail.documents.models import Document

from cms.cards import card_for, card_path
from cms.developing import develop_due
from cms.drawn_cards import sweep_cards
from cms.models import Image
from cms.taking_pictures_down import take_down_picture
from hub import many_hosts
from tests import making
from tests.cms.test_uploading_pictures import phone_upload
from tests.object_store import asked_by_anybody, make_bucket, running_object_store
from vault import checking_stores, drilling
from vault.backing_up import media_names
from vault.checklist import Grade
from vault.object_store import StoreAway
from vault.restoring import _keep_file

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def endpoint():
    with running_object_store() as running:
        yield running


@pytest.fixture
def bucket(endpoint, settings, monkeypatch):
    """MEDIA_STORAGE is a new bucket, shut to everybody."""
    name = f"pics-{secrets.token_hex(4)}"
    make_bucket(endpoint, name)
    use(settings, monkeypatch, f"s3://{name}/hub?endpoint={endpoint}&region=us-east-1")
    return name


def use(settings, monkeypatch, value: str) -> None:
    monkeypatch.setenv("MEDIA_STORAGE", value)
    settings.MEDIA_STORE = many_hosts.store("MEDIA_STORAGE")
    backend = {"default": many_hosts.media_storage(settings.MEDIA_STORE)}
    settings.STORAGES = settings.STORAGES | backend


def picture(width: int = 400) -> Image:
    content = BytesIO()
    Pillow.new("RGB", (width, width // 2), "teal").save(content, "PNG")
    file = ContentFile(content.getvalue(), "teal.png")
    return Image.objects.create(title="Teal", file=file, credit="Ana Peña")


def document() -> Document:
    return Document.objects.create(title="Budget", file=ContentFile(b"secret", "budget.txt"))


def judgement() -> tuple[Grade, str]:
    (item,) = checking_stores.items()
    return item.grade, item.why


def test_readers_get_pictures_as_shown_and_nobody_gets_anything_else(bucket, endpoint):
    image, paper = picture(), document()
    assert develop_due() == 1
    image.refresh_from_db()
    shown = [row.url for row in image.renditions.all()]
    default_storage.save("cards/1-wide-abc.jpg", ContentFile(b"card"))
    private = [image.file.url, paper.file.url, default_storage.url("cards/1-wide-abc.jpg")]
    assert {asked_by_anybody(each) for each in shown} == {403}, "nothing is open by itself"
    call_command("open_stores")
    assert len(shown) > 3
    assert {asked_by_anybody(each) for each in shown} == {200}
    assert {asked_by_anybody(each) for each in private} == {403}
    client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
    (opened,) = json.loads(client.get_bucket_policy(Bucket=bucket)["Policy"])["Statement"]
    assert opened["Action"] == "s3:GetObject", "nobody lists what there is"
    assert opened["Resource"] == [f"arn:aws:s3:::{bucket}/hub/images/*"]


def test_pictures_say_what_they_are_and_that_they_stay(bucket, endpoint):
    picture()
    develop_due()
    client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
    listed = client.list_objects_v2(Bucket=bucket, Prefix="hub/images/")["Contents"]
    kinds = set()
    for each in listed:
        head = client.head_object(Bucket=bucket, Key=each["Key"])
        assert "immutable" in head["CacheControl"]
        kinds.add(head["ContentType"])
    assert kinds == {"image/avif", "image/webp", "image/jpeg"}


def test_a_page_shows_the_stores_address_and_a_document_comes_through_hub(
    bucket, endpoint, reader, monkeypatch
):
    monkeypatch.setattr(making, "SPANISH", making.SPANISH | {"Teal": "Turquesa"})
    image, paper = picture(), document()
    develop_due()
    post = making.post(hero_image=Image.objects.get(pk=image.pk), hero_alternative="Teal")
    page = reader.get(post["en"].url).content.decode()
    assert f'src="{endpoint}/{bucket}/hub/images/' in page
    assert "original_images" not in page
    served = reader.get(paper.url)
    assert served.status_code == 200
    assert b"".join(served.streaming_content) == b"secret"
    assert paper.filename == "budget.txt", "what readers see is what was uploaded"


def test_files_of_one_name_that_two_hosts_store_at_once_are_two(bucket):
    """Both ask before either has written."""
    for name in ("original_images/a.png", "documents/a.pdf"):
        first, second = (default_storage.get_available_name(name, 100) for _ in range(2))
        assert first != second
    long = default_storage.get_available_name(f"original_images/{'a' * 80}.png", 100)
    assert len(long) <= 100


def test_what_is_taken_down_or_swept_is_gone_from_the_store(
    bucket, django_capture_on_commit_callbacks
):
    image = making.picture()
    image.get_rendition("width-4")
    with django_capture_on_commit_callbacks(execute=True):
        take_down_picture(image, by=making.user("Editors"), reason="Asked for.")
    assert list(media_names()) == []
    default_storage.save("cards/1-wide-abc.jpg", ContentFile(b"card"))
    assert sweep_cards() == 0, "it may be about to get its row"


def test_a_backup_finds_every_file_and_a_restore_puts_it_under_its_own_name(bucket, settings):
    document()
    default_storage.save("cards/1-wide-abc.jpg", ContentFile(b"card"))
    (name,) = media_names()
    for content in (b"old", b"older"):
        _keep_file(name, BytesIO(content))
    assert list(media_names()) == [name]
    assert default_storage.open(name).read() == b"older"


def test_a_drill_leaves_the_store_alone(bucket, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://hub@/hub")
    environ = drilling._environ("scratch", "/scratch")
    assert environ["MEDIA_STORAGE"] == ""


def test_a_store_that_is_away_leaves_pages_without_their_picture(settings, monkeypatch, reader):
    monkeypatch.setattr(making, "SPANISH", making.SPANISH | {"Teal": "Turquesa"})
    post = making.post(hero_image=making.picture(), hero_alternative="Teal")
    use(settings, monkeypatch, "s3://pics/hub?endpoint=http://127.0.0.1:1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "planted")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "planted")
    assert reader.get(post["en"].url).status_code == 200
    page = type(post["en"]).objects.get(pk=post["en"].pk)
    card = reader.get(card_path(page, card_for(page, "Hub").version, "wide"))
    assert card.status_code == 200
    with pytest.raises(StoreAway):
        default_storage.open("images/teal.png")
    assert judgement()[0] == Grade.UNSAFE


def test_while_the_store_is_away_an_editors_picture_is_asked_for_again(
    settings, monkeypatch, staff
):
    use(settings, monkeypatch, "s3://pics/hub?endpoint=http://127.0.0.1:1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "planted")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "planted")
    editor = staff("Editors")
    editor.raise_request_exception = False
    answer = editor.post("/admin/images/add/", {"title": "Teal", "file": phone_upload()})
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert not Image.objects.exists()


def test_the_checklist_asks_as_anybody_could(bucket, endpoint, settings):
    picture().get_rendition("width-40")
    settings.IS_TLS = False
    grade, why = judgement()
    assert (grade, "open_stores" in why) == (Grade.UNSAFE, True), "readers get no pictures"
    call_command("open_stores")
    assert judgement() == (Grade.SAFE, "")
    client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
    key = client.list_objects_v2(Bucket=bucket, Prefix="hub/original_images/")["Contents"][0]["Key"]
    client.put_object_acl(Bucket=bucket, Key=key, ACL="public-read")
    grade, why = judgement()
    assert grade == Grade.UNSAFE
    assert urlsplit(endpoint).netloc not in why
    assert bucket not in why


def test_static_files_of_two_releases_lie_beside_each_other(
    endpoint, settings, monkeypatch, tmp_path
):
    name = f"static-{secrets.token_hex(4)}"
    make_bucket(endpoint, name)
    monkeypatch.setenv("STATIC_STORAGE", f"s3://{name}/r?endpoint={endpoint}")
    settings.STATIC_STORE = many_hosts.store("STATIC_STORAGE")
    settings.STATIC_ROOT = str(tmp_path)
    with pytest.raises(CommandError, match="collectstatic"):
        call_command("share_static")
    for release in ("1111", "2222"):
        file = f"css/hub.{release}.css"
        (tmp_path / "css").mkdir(exist_ok=True)
        (tmp_path / file).write_text("a { color: teal }")
        (tmp_path / "staticfiles.json").write_text(f'{{"paths": {{"css/hub.css": "{file}"}}}}')
        call_command("share_static")
        call_command("share_static")
    call_command("open_stores")
    for release in ("1111", "2222"):
        address = f"{settings.STATIC_STORE.address}/css/hub.{release}.css"
        assert asked_by_anybody(address) == 200


def test_without_a_store_there_is_nothing_to_open():
    with pytest.raises(CommandError, match="MEDIA_STORAGE"):
        call_command("open_stores")
