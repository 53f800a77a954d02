"""Settings: from the environment, safe for production unless told otherwise."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from hub import environment as env
from hub import many_hosts as hosts
from hub import watching
from hub.backup_settings import backups
from hub.editing import *  # noqa: F403
from hub.shielding import PERMISSIONS_POLICY as PERMISSIONS_POLICY
from hub.shielding import add_headers_to_files as WHITENOISE_ADD_HEADERS_FUNCTION  # noqa: F401
from hub.version import VERSION as HUB_VERSION  # noqa: F401
from hub.way_in import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.text("SECRET_KEY")
BASE_URL = WAGTAILADMIN_BASE_URL = env.web_address("BASE_URL")
ALLOWED_HOSTS = env.listing("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
FIELD_ENCRYPTION_KEYS = env.keyring("FIELD_ENCRYPTION_KEYS")
KEYSTORE_URL = env.text("KEYSTORE_URL")
TRUSTED_PROXY_HOPS = env.number("TRUSTED_PROXY_HOPS", 0)
PROXY_URL = env.web_address("PROXY_URL", "")
PROXY_REFRESH_KEY = env.proxy_key("PROXY_REFRESH_KEY", "")
WAGTAILFRONTENDCACHE = hosts.cdns("CDN_PURGE")  # caches in front beside the proxy
READS_FROM = env.matching("READS_FROM", "hub", env.READS_FROM, "must be hub, off or a folder")
SEARCH_ENGINES = env.flag("SEARCH_ENGINES", default=not DEBUG)  # off: no page may be found there
HUB_DATA = Path(env.text("HUB_DATA", str(BASE_DIR / ".run")))
INBOX_DIR = env.text("INBOX_DIR", "") if DEBUG else ""
ERASURES_DIR = env.text("ERASURES_DIR", str(HUB_DATA / "erasures"))  # who was erased, by ids
BACKUPS = backups(HUB_DATA)

INSTALLED_APPS = [
    "home",
    "alerts",
    "campaigns",
    "news",
    "tips",
    "supporters",
    "outbox",
    "cms",
    "users",
    "vault",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "wagtail_footnotes",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.routable_page",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "vault.naming_requests.RequestNameMiddleware",
    "vault.metering.MeteringMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.counting_reads.CountReadsMiddleware",
    "cms.middleware.RefreshMiddleware",
    "cms.hiding.HidingMiddleware",
    "cms.conditional.ConditionalMiddleware",
    "cms.page_cache.PageCacheMiddleware",
    "cms.middleware.PathLanguageMiddleware",
    "cms.middleware.PolicyMiddleware",
    "cms.middleware.PublicHeadersMiddleware",
    "cms.middleware.StaffSessionMiddleware",
    "users.guarding.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "campaigns.kiosk.KioskMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.middleware.ActorMiddleware",
    "cms.forwarding.ForwardingMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "hub.urls"
WSGI_APPLICATION = "hub.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "users.User"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "home.framing.framed",
            ],
        },
    },
]

DATABASES = {
    "default": {"OPTIONS": {}}
    | env.database("DATABASE_URL")
    | {"CONN_HEALTH_CHECKS": False, "ENGINE": "django.db.backends.postgresql"}
}
# Bounded connections: threads without bound exhausted PostgreSQL's hundred.
POOL = {"min_size": 1, "max_size": env.number("DATABASE_POOL_SIZE", 8), "timeout": 10}
# Where threads are few and stay (hub/serving.py), each keeps its own: borrowing one for each
# request takes a twelfth of the time of a signature.
KEPT = env.flag("DATABASE_KEPT")
DATABASES["default"]["OPTIONS"] = hosts.PATIENCE | DATABASES["default"]["OPTIONS"]
DATABASES["default"]["OPTIONS"] |= {} if KEPT else {"pool": POOL}
DATABASES["default"]["CONN_MAX_AGE"] = 600 if KEPT else 0

REDIS_URL = env.redis_address("REDIS_URL")
PAGE_CACHE_URL = env.redis_address("PAGE_CACHE_URL", "")  # readers' pages; empty: each is made anew
CACHES = {
    "default": {"BACKEND": "cms.near_cache.NearRedisCache", "LOCATION": REDIS_URL},
    "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# Languages ------------------------------------------------------------------
USE_I18N = USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", "America/New_York")
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
# Our own sentences, and those that Wagtail leaves in English on the editors' screens.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "wagtail"]
FORMAT_MODULE_PATH = ["hub.formats"]
WAGTAIL_I18N_ENABLED = True

# Files ----------------------------------------------------------------------
MEDIA_STORE, STATIC_STORE = hosts.store("MEDIA_STORAGE"), hosts.store("STATIC_STORAGE")
# Of whom readers' browsers may load beside ourselves; see cms/policy.py.
PICTURES_FROM, STATIC_FROM = hosts.origins(MEDIA_STORE), hosts.origins(STATIC_STORE)
STATIC_URL = f"{STATIC_STORE.address}/" if STATIC_STORE else "static/"
STATIC_ROOT = env.text("STATIC_ROOT", str(HUB_DATA / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.text("MEDIA_ROOT", str(HUB_DATA / "media"))
# Bundles of names on their way to an office: never below MEDIA_ROOT, which a proxy serves.
BUNDLES_DIR = env.text("BUNDLES_DIR", str(HUB_DATA / "bundles"))
PDF_FONTS = env.text("PDF_FONTS", "")  # a folder of fonts beside typst's own
ALERTS_NEED_TWO = env.flag("ALERTS_NEED_TWO")  # no alert leaves on one person's word
SMALL_OFFICE = env.flag("SMALL_OFFICE")  # nobody to approve an export: it is announced for a day
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": hosts.media_storage(MEDIA_STORE),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

WAGTAILLOCALIZE_MACHINE_TRANSLATOR = env.machine_translator("MACHINE_TRANSLATOR", "")

# Mail -----------------------------------------------------------------------
EMAIL_BACKEND = "outbox.backends.OutboxBackend"
MAIL_SERVER = env.mail_server("EMAIL_URL")
MAIL_TIMEOUT = 15  # seconds; shorter than a lease, see outbox/claiming.py
MAIL_CONNECTIONS = env.number("MAIL_CONNECTIONS", 16)  # of each process that sends broadcasts
MAIL_RATE = env.number("MAIL_RATE", 0)  # letters a second that the provider takes; 0: no limit
MAIL_DOMAIN_RATES = env.rates("MAIL_DOMAIN_RATES", "")  # the same for mailboxes of one domain
POSTAL_ADDRESS = env.text("POSTAL_ADDRESS", "")  # in each mail to many; none leaves without it
MAIL_DAILY_CAP = env.number("MAIL_DAILY_CAP", 0)  # letters a day; 0: no limit
MAIL_WARM_UP = env.number("MAIL_WARM_UP", 0)  # on the first day; each day twice as many
QUIET_HOURS = env.hours("QUIET_HOURS", "")  # of each reader, when no broadcast reaches them
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Hub <hub@localhost>")
BOUNCE_ADDRESS = env.bounce_address("BOUNCE_ADDRESS", "")  # mail that cannot be delivered returns
WEBHOOK_SECRET = env.webhook_secret("WEBHOOK_SECRET", "")  # `user:password` of the provider's calls
ANYMAIL = env.signing_keys("WEBHOOK_SIGNING_KEY", "")  # with which some providers sign their calls
ASKED_PER_DAY = env.number("ASKED_PER_DAY", 500)  # people of lists, whether they want our mail
ANSWER_DAYS = env.number("ANSWER_DAYS", 14)  # that they have to say yes
# Answers go here: an address for each language, or one that takes the language after a plus.
REPLY_TO = env.mailbox("REPLY_TO", "")
REPLY_TO_BY_LANGUAGE = {
    "en": env.mailbox("REPLY_TO_EN", ""),
    "es": env.mailbox("REPLY_TO_ES", ""),
}
INBOUND_SECRET = env.webhook_secret("INBOUND_SECRET", "")  # of who hands answers over
NEUTRAL_SENDER = env.text("NEUTRAL_SENDER", "")  # in mails of guarded and sealed petitions
# When digests leave, by the clock of TIME_ZONE; 1 is Monday.
DIGEST_HOUR = env.number_up_to("DIGEST_HOUR", 7, lowest=0, highest=23)
DIGEST_WEEKDAY = env.number_up_to("DIGEST_WEEKDAY", 6, lowest=1, highest=7)

# Tasks ----------------------------------------------------------------------
BROKER_URL = CELERY_BROKER_URL = hosts.broker("BROKER_URL", REDIS_URL)
CELERY_BROKER_TRANSPORT_OPTIONS = hosts.broker_options(BROKER_URL)
CELERY_BROKER_HEARTBEAT = 30  # seconds, where the broker wants it: who is cut off is noticed
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# Safety ---------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer makes browsers send `Origin: null`
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_SSL_REDIRECT = False  # the proxy redirects; see deploy/
# The proxy's redirect (W008); the editor's preview, a frame of our own (W019); names are locked,
# not networks, which nothing may keep (axes.W006).
SILENCED_SYSTEM_CHECKS = ["security.W008", "security.W019", "axes.W006"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_HOPS else None
IS_TLS = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_TLS
# With TLS no other host below our domain can plant a cookie of this name.
HOSTS_OWN = "__Host-" if IS_TLS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{HOSTS_OWN}session", f"{HOSTS_OWN}csrf"
SECURE_HSTS_SECONDS = 31_536_000 if IS_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_TLS
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# Stopping and watching; see hub/watching.py ---------------------------------
SWITCH_SECONDS = watching.SWITCH_SECONDS
MIGRATION_LOCK_TIMEOUT = watching.MIGRATION_LOCK_TIMEOUT
METRICS_TOKEN, PING_URL = watching.METRICS_TOKEN, watching.PING_URL
SENTRY_DSN = watching.SENTRY_DSN
LOGGING = watching.LOGGING
