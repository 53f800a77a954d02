from django.apps import AppConfig


class SupportersConfig(AppConfig):
    name = "supporters"
    default_auto_field = "django.db.models.BigAutoField"
