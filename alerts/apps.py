from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "alerts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from alerts import asking, digest_letters, letters, notice_letters, receivers
        from alerts.models import AlertIndexPage, AlertPage
        from cms.demand import register_demand
        from cms.parity import register_parity

        letters.register_kinds()
        notice_letters.register_kind()
        digest_letters.register_kind()
        receivers.connect()
        register_demand(asking.demand)
        register_parity(AlertPage)
        register_parity(AlertIndexPage)
