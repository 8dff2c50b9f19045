from django.apps import AppConfig


class InstrumenConfig(AppConfig):
    name = "instrumen"
    verbose_name = "Instrumen LKE"
