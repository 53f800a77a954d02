from django.apps import AppConfig


class SupportersConfig(AppConfig):
    name = "supporters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from outbox.heeding import register_heed
        from supporters import letters, permission_letters, returning

        letters.register_kinds()
        permission_letters.register_kinds()
        for kind in (*letters.KINDS, *permission_letters.KINDS):
            register_heed(kind, returning.heed)
