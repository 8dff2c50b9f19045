"""Forms of login and passwords: allauth's logic, our words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest

from common.formulir import FormulirZI
from satker.masuk import SandiLokalValidator
from satker.models import User

PESAN = {
    "username_password_mismatch": "Nama pengguna atau sandi tidak cocok. Periksa huruf besar dan kecil.",
    "too_many_login_attempts": "Terlalu banyak percobaan gagal. Tunggu 15 menit, atau pakai “Lupa sandi”.",
    "enter_current_password": "Sandi sekarang tidak cocok.",
    "incorrect_password": "Sandi tidak cocok.",
}
_BEDA = "Kedua sandi baru tidak sama. Ketik ulang keduanya."


def _ganti_pesan(galat: ValidationError) -> ValidationError:
    return ValidationError(PESAN.get(galat.code, galat.messages[0]), code=galat.code)


def _medan_sandi(medan: forms.Field, label: str, bantuan: str = "") -> None:
    medan.label, medan.help_text = label, bantuan
    medan.widget.attrs.pop("placeholder", None)


class _SandiBaru(FormulirZI):
    """Two fields for a new password with one sentence of help."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _medan_sandi(self.fields["password1"], "Sandi baru", SandiLokalValidator().get_help_text())
        _medan_sandi(self.fields["password2"], "Ulangi sandi baru")
        for nama in ("password1", "password2"):
            self.fields[nama].error_messages["required"] = "Isi sandi baru."

    def clean(self) -> dict[str, Any]:
        isi = super().clean()
        if "password2" in self.errors and isi.get("password1"):
            self.errors["password2"] = self.error_class([_BEDA])
        return isi


class MasukForm(FormulirZI, LoginForm):
    """Username, NIP or e-mail in one field. "Remember me" is off in the settings: sessions have fixed limits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label="Nama pengguna, NIP, atau surel",
            max_length=254,
            widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": ""}),
            error_messages={"required": "Isi nama pengguna, NIP, atau surel."},
        )
        _medan_sandi(self.fields["password"], "Sandi")
        self.fields["password"].error_messages["required"] = "Isi sandi."
        self.order_fields(["login", "password"])

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except ValidationError as galat:
            raise _ganti_pesan(galat) from galat


class LupaSandiForm(FormulirZI, ResetPasswordForm):
    """Asks for an e-mail address. Whether it is known is never said, and nothing is sent to unknown addresses."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        medan = self.fields["email"]
        medan.label, medan.help_text = "Surel", "Surel yang tercatat pada akun Anda."
        medan.widget.attrs.pop("placeholder", None)
        medan.error_messages["required"] = "Isi surel."

    def clean_email(self) -> str:
        """Only the address on the account counts; addresses an account had earlier do not."""
        surel = self.cleaned_data["email"]
        self.users = list(User.objects.filter(~Q(email=""), email__iexact=surel, is_active=True))
        return surel

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        return super().save(request, **kwargs) if self.users else self.cleaned_data["email"]


class SandiDariTautanForm(_SandiBaru, ResetPasswordKeyForm):
    """New password after a reset link."""


class BuatSandiForm(_SandiBaru, SetPasswordForm):
    """First password of an account that has none."""


class GantiSandiForm(_SandiBaru, ChangePasswordForm):
    """New password of a person who knows the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _medan_sandi(self.fields["oldpassword"], "Sandi sekarang")
        self.fields["oldpassword"].error_messages["required"] = "Isi sandi sekarang."

    def clean_oldpassword(self) -> str:
        try:
            return super().clean_oldpassword()
        except ValidationError as galat:
            raise _ganti_pesan(galat) from galat


class MasukUlangForm(FormulirZI, ReauthenticateForm):
    """Password once more before a sensitive step."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _medan_sandi(self.fields["password"], "Sandi")
        self.fields["password"].error_messages["required"] = "Isi sandi."

    def clean_password(self) -> str:
        try:
            return super().clean_password()
        except ValidationError as galat:
            raise _ganti_pesan(galat) from galat
