"""Static files as in production: their names are for good, and they travel compressed."""

from django.contrib.staticfiles.finders import FileSystemFinder
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import Client

from hub import settings as live

PRODUCTIONS = "whitenoise.storage.CompressedManifestStaticFilesStorage"
CACHED_FOR_GOOD = "max-age=315360000, public, immutable"


def test_style_sheets_are_compressed_and_kept_for_good(settings, tmp_path):
    assert "whitenoise.middleware.WhiteNoiseMiddleware" in live.MIDDLEWARE
    settings.STATIC_ROOT = str(tmp_path)
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": PRODUCTIONS}}
    finder = f"{FileSystemFinder.__module__}.{FileSystemFinder.__name__}"
    settings.STATICFILES_FINDERS = [finder]  # our own: Wagtail's are hundreds
    settings.MIDDLEWARE = ["whitenoise.middleware.WhiteNoiseMiddleware", *settings.MIDDLEWARE]
    call_command("collectstatic", "--no-input", verbosity=0)
    url = staticfiles_storage.url("css/hub.css")
    answer = Client().get(url, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"] == CACHED_FOR_GOOD
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert not answer.cookies
