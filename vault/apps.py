from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "vault"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        self._remember_erasures()
        self._be_watched()

    def _remember_erasures(self) -> None:
        from vault.key_entries import DESTROYED
        from vault.keystore import destroy_again
        from vault.reapplying import register_erasure

        register_erasure(destroy_again, DESTROYED)

    def _be_watched(self) -> None:
        from vault import (
            checking_places,
            checking_servers,
            checking_settings,
            checking_stores,
            standing_ready,
            telling_numbers,
            ticking,
        )
        from vault.checklist import register_checklist
        from vault.logs import hush_threads
        from vault.metering import register_numbers
        from vault.reporting_errors import report_errors

        hush_threads()
        report_errors()
        ticking.listen()
        standing_ready.register()
        register_numbers(telling_numbers.numbers)
        for checks in (checking_settings, checking_places, checking_stores, checking_servers):
            register_checklist(checks.items)
