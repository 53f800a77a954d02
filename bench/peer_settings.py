"""A bare Django with django-newsletter, for bench/peer.py alone: no more than it needs to send."""

import os
import urllib.parse

import dj_database_url

_server = urllib.parse.urlsplit(os.environ["EMAIL_URL"])
SECRET_KEY = os.environ["SECRET_KEY"]
USE_TZ = True
ROOT_URLCONF = "newsletter.urls"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sites",
    "sorl.thumbnail",
    "newsletter",
]
MIGRATION_MODULES = {app.rpartition(".")[2]: None for app in INSTALLED_APPS}  # tables at once
SITE_ID = 1
DATABASES = {
    "default": {
        **dj_database_url.parse(os.environ["DATABASE_URL"]),
        "ENGINE": "django.db.backends.postgresql",
    }
}
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
EMAIL_HOST, EMAIL_PORT = _server.hostname, _server.port
NEWSLETTER_THUMBNAIL = "sorl-thumbnail"
NEWSLETTER_USE_HTTPS = True
