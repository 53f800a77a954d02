"""What the pages say and we cannot be called for."""

from typing import Any

from wagtail.models import Page
from wagtail.signals import page_published

from alerts.announcing import announce


def announce_published(sender: Any, instance: Page, **kwargs: Any) -> None:
    announce(instance.translation_key, instance.locale.language_code)


def connect() -> None:
    page_published.connect(announce_published, dispatch_uid="alerts.announce")
