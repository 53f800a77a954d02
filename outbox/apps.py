from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "outbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from outbox import backends, letters

        letters.register(backends.STAFF_KIND, backends.open_staff_letters)
