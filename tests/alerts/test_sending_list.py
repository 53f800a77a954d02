"""The list of alerts on the desk: where it leads whoever may write one."""

import pytest
from django.urls import reverse

from tests import making
from tests.alerts.mailing import english_alert
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db


def test_the_list_leads_to_a_new_alert_in_ones_own_language_if_one_may_write(staff):
    english = english_alert().get_parent()
    addresses = [
        reverse("wagtailadmin_pages:add", args=["alerts", "alertpage", index.pk])
        for index in english.get_translations(inclusive=True).order_by("locale__language_code")
    ]
    for language, address in zip(("en", "es"), addresses, strict=True):
        editor = staff("Editors")
        making.speak(editor.user, language)
        assert f'href="{address}"' in text_of(editor.get("/admin/alerts/"))
    campaigner = staff("Campaigners")
    making.allow(campaigner.user, "publish", english)
    assert "Write an alert" not in text_of(campaigner.get("/admin/alerts/"))
