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

        self._know_the_journal()
        letters.register_kinds()
        permission_letters.register_kinds()
        register_way_out("supporters", ask_link_url)
        for kind in (*letters.KINDS, *permission_letters.KINDS):
            register_heed(kind, returning.heed)

    def _know_the_journal(self) -> None:
        from supporters import expiring, leaving_again, resealing
        from vault.reapplying import register_clock, register_erasure

        resealing.register()
        register_clock(expiring.expire)
        register_erasure(leaving_again.leave_again, leaving_again.GONE, leaving_again.BACK)
        register_erasure(leaving_again.take_back_again, leaving_again.TAKEN_BACK)
