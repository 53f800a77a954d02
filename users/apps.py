from django.apps import AppConfig


class UsersConfig(AppConfig):
    name = "users"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from users import receivers  # noqa: F401
        from users.holdings import holdings
        from vault.holdings import register_holdings

        register_holdings(holdings)
