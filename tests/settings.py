"""The project's settings, made faster and kept to themselves; nothing they promise is changed."""

import os
import tempfile
from urllib.parse import urlsplit, urlunsplit

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
SCRATCH = tempfile.mkdtemp(prefix=f"hub-test-{WORKER}-")
os.environ.update(
    SECRET_KEY="tests-only-" + "x" * 50,
    BASE_URL="http://testserver",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    FIELD_ENCRYPTION_KEYS="k2:" + "YWFh" * 10 + "YWE=" + ",k1:" + "YmJi" * 10 + "YmI=",
    KEYSTORE_URL=f"file://{SCRATCH}/keystore",
    EMAIL_URL="smtp://127.0.0.1:1",
    POSTAL_ADDRESS="Hub, 1 Example Street, Boston, MA 02108",
    MEDIA_ROOT=f"{SCRATCH}/media",
    BUNDLES_DIR=f"{SCRATCH}/bundles",
    ERASURES_DIR=f"{SCRATCH}/erasures",
    BACKUP_DIR=f"{SCRATCH}/backups",
    HUB_DATA=SCRATCH,
    DEBUG="0",
    DATABASE_POOL_SIZE="32",
    READS_FROM="off",
    # What a test changes is never committed; a web server that a test starts may have a cache.
    PAGE_CACHE_URL=os.environ.get("PAGE_CACHE_OF_TESTS", ""),
)

from hub.settings import *  # noqa: E402, F403
from hub.settings import REDIS_URL  # noqa: E402

# Tests of one process never see another's keys: each has a database of the broker's to itself.
BROKER_URL = CELERY_BROKER_URL = REDIS_URL = urlunsplit(
    urlsplit(REDIS_URL)._replace(path=f"/{int(WORKER[2:]) + 1}")
)
CACHES = {
    "default": {"BACKEND": "cms.near_cache.NearRedisCache", "LOCATION": REDIS_URL},
}
SWITCH_SECONDS = 0  # each test throws its own, and statements are counted
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "vault.whole_files.WholeFileStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405
