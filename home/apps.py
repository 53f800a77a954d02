from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class HomeConfig(AppConfig):
    name = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.cards import register_logo
        from cms.indexing import make_searchable
        from cms.parity import register_parity
        from home import receivers  # noqa: F401
        from home.identity import logo_of
        from home.models import HomePage, StandardPage
        from home.receivers import tell_readers_of_a_switch
        from vault.switches import hear_switches

        hear_switches(tell_readers_of_a_switch)
        make_searchable(StandardPage)
        register_logo(logo_of)
        register_parity(HomePage)
        register_parity(StandardPage)
        post_migrate.connect(found_at_the_end, dispatch_uid="found")


def found_at_the_end(sender: AppConfig, **kwargs: Any) -> None:
    """Founding waits for the last app: it needs every permission, and current models, not
    history's.
    """
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if sender is not last:
        return
    from home.founding import found

    found()
