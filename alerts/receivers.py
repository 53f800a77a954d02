"""What the pages say and we cannot be called for."""

from typing import Any

from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from alerts.announcing import announce
from alerts.mending import heed_change, heed_withdrawal
from alerts.models import Alert, AlertPage
from vault.ringing import ring


def announce_published(sender: Any, instance: Page, **kwargs: Any) -> None:
    announce(instance.translation_key, instance.locale.language_code)


def tend_alert(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Its text may be mended, or ready at last; a tick makes up for a lost bell."""
    sent = Alert.objects.sent().filter(translation_key=instance.translation_key)
    for pk in sent.values_list("pk", flat=True):
        ring("alerts.tend_one", pk)


def mend_published(sender: Any, instance: Page, revision: Any = None, **kwargs: Any) -> None:
    heed_change(instance, revision)


def mend_unpublished(sender: Any, instance: Page, **kwargs: Any) -> None:
    heed_withdrawal(instance)


def connect() -> None:
    page_published.connect(announce_published, dispatch_uid="alerts.announce")
    page_published.connect(tend_alert, sender=AlertPage, dispatch_uid="alerts.tend")
    page_unpublished.connect(tend_alert, sender=AlertPage, dispatch_uid="alerts.tend_offline")
    page_published.connect(mend_published, dispatch_uid="alerts.mend")
    page_unpublished.connect(mend_unpublished, dispatch_uid="alerts.withdraw")
