from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "outbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from outbox.holdings import holdings
        from vault.holdings import register_holdings

        register_holdings(holdings)
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
