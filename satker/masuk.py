"""How people log in: username, NIP or e-mail, one password, sign-up closed."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest

from satker.models import User

# Passwords every attacker of a ZI site tries first; the general list is Django's CommonPasswordValidator.
_LAZIM = ("zonaintegritas", "wilayahbebaskorupsi", "wbkwbbm", "merdeka45", "indonesia", "kemenkumham", "inspektorat")


class NipAtauUsernameBackend(AuthenticationBackend):
    """Accepts username, NIP or e-mail in the same field."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        isian = (credentials.get("username") or credentials.get("login") or "").strip()
        sandi = credentials.get("password")
        if not isian or sandi is None:
            return None
        if sandi == settings.SANDI_DEMO and not settings.DEMO:
            return None  # a database once filled with demo data must not open to its published password
        calon = User.objects.filter(
            Q(username__iexact=isian) | Q(nip=isian) | Q(~Q(email=""), email__iexact=isian)
        ).first()
        if calon is None:
            User().set_password(sandi)  # same time whether or not the account exists
            return None
        return calon if calon.check_password(sandi) and self.user_can_authenticate(calon) else None


class AkunAdapter(DefaultAccountAdapter):
    """Sign-up is closed; accounts are made by an admin."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SandiLokalValidator:
    """Refuses passwords built on words everybody around ZI would guess."""

    def validate(self, password: str, user: User | None = None) -> None:
        rapat = "".join(h for h in password.lower() if h.isalnum())
        for kata in _LAZIM:
            if (kata in rapat and len(rapat) - len(kata) < 6) or password == settings.SANDI_DEMO:
                raise ValidationError("Sandi ini mudah ditebak. Pakai beberapa kata yang tidak berhubungan.")

    def get_help_text(self) -> str:
        return "Paling sedikit 12 huruf. Beberapa kata yang tidak berhubungan lebih kuat daripada satu kata rumit."
