from django.apps import AppConfig


class SupportersConfig(AppConfig):
    name = "supporters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from supporters.holdings import holdings
        from vault.holdings import register_holdings

        register_holdings(holdings)
        from outbox.heeding import register_heed
        from outbox.replying import register_way_out
        from supporters import letters, permission_letters, returning
        from supporters.addresses import ask_link_url

        letters.register_kinds()
        permission_letters.register_kinds()
        register_way_out("supporters", ask_link_url)
        for kind in (*letters.KINDS, *permission_letters.KINDS):
            register_heed(kind, returning.heed)
