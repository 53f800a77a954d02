from django.apps import AppConfig


class SupportersConfig(AppConfig):
    name = "supporters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from outbox.replying import register_way_out
        from supporters import letters
        from supporters.addresses import ask_link_url

        letters.register_kinds()
        register_way_out("supporters", ask_link_url)
