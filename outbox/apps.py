from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "outbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from outbox.holdings import holdings
        from vault.holdings import register_holdings

        register_holdings(holdings)
        from outbox import answer_letters, backends, letters

        answer_letters.register_kind()
        letters.register(backends.STAFF_KIND, backends.open_staff_letters)
