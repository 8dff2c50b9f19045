from django.apps import AppConfig


class PemantauanConfig(AppConfig):
    name = "pemantauan"
