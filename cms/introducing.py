"""Introducing: the name that the newsroom signs its mails with."""

from django.conf import settings
from wagtail.models import Site


def newsroom_name() -> str:
    site = Site.objects.filter(is_default_site=True).first()
    return (site.site_name if site else "") or settings.WAGTAIL_SITE_NAME
