from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Plain helpers below every app. No models, no domain rules."""

    name = "common"
