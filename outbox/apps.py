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

        self._tell_sealed()
        self._know_restores()
        answer_letters.register_kind()
        letters.register(backends.STAFF_KIND, backends.open_staff_letters)

    def _know_restores(self) -> None:
        from outbox.steering import pause_all
        from vault.reapplying import register_brake

        register_brake(pause_all)

    def _tell_sealed(self) -> None:
        from outbox.models import StaffLetter
        from outbox.replies import Reply
        from vault.sealed_rows import SealedRows, register_sealed

        bound = lambda row: row.binding  # noqa: E731
        register_sealed(
            SealedRows("mail to the staff", StaffLetter.objects.all, {"sealed": bound}),
            SealedRows("who is answered", Reply.objects.all, {"sealed_address": bound}),
        )

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
