from django.apps import AppConfig


class BerkasConfig(AppConfig):
    name = "berkas"

    def ready(self) -> None:
        from berkas import checks  # noqa: F401  registers them
