"""Editing: how Wagtail and wagtail-localize are set; part of hub/settings.py."""

WAGTAIL_SITE_NAME = "Hub"
WAGTAILIMAGES_IMAGE_MODEL = "cms.Image"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "gif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
# Nothing that a browser would run from our own address: no HTML, no SVG.
WAGTAILDOCS_EXTENSIONS = ["pdf", "epub", "docx", "odt", "rtf", "txt", "xlsx", "ods", "csv"]
# Stored, never shown: a document is no page of ours.
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILDOCS_BLOCK_EMBEDDED_CONTENT = False  # cms/policy.py says more than Wagtail would
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # wherever they lie, Hub asks first who may have them
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.receiving.DocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.receiving.PictureForm"
WAGTAILEMBEDS_FINDERS: list[dict] = []  # nothing is fetched from where a video lives
WAGTAIL_ENABLE_UPDATE_CHECK = False  # the admin would call a foreign server
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # the admin would send a hash of each staff address
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_AUTOSAVE_INTERVAL = 15_000  # milliseconds
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # English at a Spanish address otherwise
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True  # a deleted page keeps its translators' work
WAGTAIL_LOCALIZE_DEFAULT_TRANSLATION_MODE = "synced"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
