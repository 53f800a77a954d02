"""The registry: nothing that readers get in two languages is missing from the desk."""

from django.apps import apps
from django.urls import reverse
from django.utils import translation

from cms.guarding import Guarded
from cms.parity import kind_named, kinds


def test_every_guarded_model_stands_on_the_desk():
    guarded = {model for model in apps.get_models() if issubclass(model, Guarded)}
    assert len(guarded) >= 8
    assert {kind.model for kind in kinds()} == guarded


def test_each_kind_knows_its_editor():
    for kind in kinds():
        assert reverse(kind.edit_url_name, args=[1]).startswith("/admin/")


def test_kinds_come_in_the_order_of_the_readers_own_language():
    for language in ("en", "es"):
        with translation.override(language):
            labels = [str(kind.label) for kind in kinds()]
        assert labels == sorted(labels, key=str.casefold)


def test_an_unknown_kind_is_none():
    assert kind_named("nothing") is None
