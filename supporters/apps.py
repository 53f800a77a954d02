from django.apps import AppConfig


class SupportersConfig(AppConfig):
    name = "supporters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from supporters import letters, permission_letters

        letters.register_kinds()
        permission_letters.register_kinds()
