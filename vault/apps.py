from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "vault"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from vault.key_entries import DESTROYED
        from vault.keystore import destroy_again
        from vault.reapplying import register_erasure

        register_erasure(destroy_again, DESTROYED)
