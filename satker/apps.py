from django.apps import AppConfig


class SatkerConfig(AppConfig):
    name = "satker"
    verbose_name = "Satuan kerja"
    default_auto_field = "django.db.models.BigAutoField"
