from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "alerts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        self._tell_holdings()
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

    def _tell_holdings(self) -> None:
        from alerts.holdings import holdings
        from vault.holdings import register_holdings

        register_holdings(holdings)
