from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "outbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from outbox.holdings import holdings
        from vault.holdings import register_holdings

        register_holdings(holdings)
        self._be_watched()
        from outbox import answer_letters, backends, letters

        answer_letters.register_kind()
        letters.register(backends.STAFF_KIND, backends.open_staff_letters)

    def _be_watched(self) -> None:
        from outbox import checking_mail, opening, watching_queues
        from vault.checklist import register_checklist
        from vault.metering import register_numbers
        from vault.probing import register_probe
        from vault.switches import hear_switches

        register_probe("mail", watching_queues.mail_flows)
        register_numbers(watching_queues.numbers)
        register_checklist(checking_mail.items)
        hear_switches(opening.go_on)
