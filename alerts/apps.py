from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "alerts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        self._tell_what_is_held()
        from alerts import (
            asking,
            checking,
            delivering,
            digest_letters,
            letters,
            notice_letters,
            receivers,
        )
        from alerts.models import AlertIndexPage, AlertPage
        from cms.checking import register_check
        from cms.demand import register_demand
        from cms.parity import register_parity

        letters.register_kinds()
        delivering.register_kinds()
        notice_letters.register_kind()
        digest_letters.register_kind()
        receivers.connect()
        register_demand(asking.demand)
        register_check(checking.check_letter, checking.KINDS)
        register_parity(AlertPage)
        register_parity(AlertIndexPage)

    def _tell_what_is_held(self) -> None:
        self._tell_holdings()
        from alerts import sweeping
        from alerts.models import Waiting
        from vault.reapplying import register_erasure
        from vault.sealed_rows import SealedRows, register_sealed

        register_erasure(sweeping.forget_again, sweeping.TOLD_LINE)
        columns = {"sealed_address": lambda row: row.binding}
        register_sealed(SealedRows("who waits for a translation", Waiting.objects.all, columns))

    def _tell_holdings(self) -> None:
        from alerts.holdings import holdings
        from vault.holdings import register_holdings

        register_holdings(holdings)
