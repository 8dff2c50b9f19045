"""What the start command says about the accounts of a demo database (settings.AKUN_DEMO)."""

from django.conf import settings


def baris_akun() -> str:
    """One line: the password and the account names."""
    return f"Akun contoh (sandi: {settings.SANDI_DEMO}): {', '.join(settings.AKUN_DEMO)}"
