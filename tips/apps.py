from django.apps import AppConfig


class TipsConfig(AppConfig):
    name = "tips"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tips import appointing, erasing, resealing  # noqa: F401
        from tips.holdings import holdings
        from vault.holdings import register_holdings

        register_holdings(holdings)
        from vault.reapplying import register_clock, register_erasure

        resealing.register()
        register_clock(erasing.expire)
        register_erasure(erasing.erase_again, erasing.ERASED_LINE)
