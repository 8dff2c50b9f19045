"""The base of every form: our words in labels and messages, our readers for dates and numbers, complete ARIA.

`FormulirZI` / `FormulirModelZI` are rendered with `{% crispy form %}` inside the page's own <form>. Labels get
"(wajib)" or "(boleh kosong)", whichever marks fewer fields, never a bare asterisk (templates/bootstrap5/field.html).
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, MaxLengthValidator, ProhibitNullCharactersValidator
from django.utils.deconstruct import deconstructible

from common.desimal import AngkaTidakTerbaca, baca_bulat, baca_desimal, bulatkan, format_angka
from common.tanggal import TanggalTidakTerbaca, baca_tanggal, baca_waktu, format_tgl_panjang


def sebut(label: str) -> str:
    """A label inside a sentence: "Nama satker" → "nama satker", but "NIP" stays "NIP"."""
    return label if len(label) > 1 and label[1].isupper() else label[:1].lower() + label[1:]


@deconstructible
class BatasHuruf(MaxLengthValidator):
    """Too long: say how long, where the limit is and how much to cut."""

    def __init__(self, limit_value: int, sebutan: str = "Isian") -> None:
        super().__init__(limit_value)
        self.sebutan = sebutan

    def __call__(self, value: str) -> None:
        panjang, batas = len(value), self.limit_value
        if panjang > batas:
            raise ValidationError(
                f"{self.sebutan} {format_angka(panjang, 0)} huruf. Batasnya {format_angka(batas, 0)}. "
                f"Kurangi {format_angka(panjang - batas, 0)} huruf.",
                code="max_length",
            )


_TAKTAMPAK = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # category Cc


def ada_taktampak(teks: str, *, banyak_baris: bool = False) -> bool:
    """Whether the text holds control characters; text of several lines may have line ends and tabs (pasted tables)."""
    return _TAKTAMPAK.search(re.sub(r"\r?\n|\t", "", teks) if banyak_baris else teks) is not None


def pesan_taktampak(sebutan: str) -> str:
    return f"{sebutan} berisi karakter yang tidak terlihat. Ketik ulang."


@deconstructible
class TanpaTaktampak:
    """Refuse control characters: nobody sees them, NUL cannot be stored and a spreadsheet cannot carry the others."""

    def __init__(self, sebutan: str = "Isian", *, banyak_baris: bool = False) -> None:
        self.sebutan, self.banyak_baris = sebutan, banyak_baris

    def __call__(self, value: Any) -> None:
        if isinstance(value, str) and ada_taktampak(value, banyak_baris=self.banyak_baris):
            raise ValidationError(pesan_taktampak(self.sebutan), code="taktampak")


class MedanTerbaca(forms.BoundField):
    """Echoes what the server understood, in words, below the control: "Terbaca: Senin, 17 Agustus 2026."."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        gema = field.gema(self.value())  # type: ignore[attr-defined]
        if gema:
            self.help_text = f"{self.help_text} Terbaca: {gema}.".strip()


class TanggalField(forms.Field):
    """A date typed as text (a native date input follows the browser's language, not ours). Gives `date` or None."""

    widget = forms.TextInput

    def __init__(self, *, paling_awal: date | None = None, paling_akhir: date | None = None, **opsi: Any) -> None:
        opsi.setdefault("help_text", "Contoh: 17-08-2026.")
        super().__init__(**opsi)
        self.paling_awal, self.paling_akhir = paling_awal, paling_akhir
        self.widget.attrs.setdefault("autocomplete", "off")
        self.widget.attrs.setdefault("data-tanggal", "")

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        if not str(value).strip():
            return None
        try:
            return baca_tanggal(str(value))
        except TanggalTidakTerbaca as galat:
            raise ValidationError(str(galat), code="invalid") from galat

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and self.paling_awal and value < self.paling_awal:
            raise ValidationError(f"Tanggal paling awal {format_tgl_panjang(self.paling_awal)}.", code="min_value")
        if value and self.paling_akhir and value > self.paling_akhir:
            raise ValidationError(f"Tanggal paling akhir {format_tgl_panjang(self.paling_akhir)}.", code="max_value")

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d-%m-%Y}" if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def gema(self, value: Any) -> str:
        try:
            hari = self.to_python(value)
        except ValidationError:
            return ""
        return format_tgl_panjang(hari) if hari else ""

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> MedanTerbaca:
        return MedanTerbaca(form, self, field_name)


class WaktuField(forms.Field):
    """A time of day, `14.05` or `14:05`. Gives `time` or None; the zone is the page's."""

    widget = forms.TextInput

    def __init__(self, **opsi: Any) -> None:
        opsi.setdefault("help_text", "Contoh: 14.05.")
        super().__init__(**opsi)
        self.widget.attrs.setdefault("autocomplete", "off")

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, time):
            return value
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return baca_waktu(str(value))
        except TanggalTidakTerbaca as galat:
            raise ValidationError(str(galat), code="invalid") from galat

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H.%M}" if isinstance(value, time) else value


class _AngkaField(forms.Field):
    widget = forms.TextInput
    inputmode = "decimal"
    desimal = 0

    def __init__(self, *, minimum: int | Decimal | None, maksimum: int | Decimal | None, **opsi: Any) -> None:
        super().__init__(**opsi)
        self.minimum, self.maksimum = minimum, maksimum
        for kunci, isi in {"inputmode": self.inputmode, "autocomplete": "off"}.items():
            self.widget.attrs.setdefault(kunci, isi)

    def baca(self, teks: str) -> int | Decimal:
        raise NotImplementedError

    def to_python(self, value: Any) -> int | Decimal | None:
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return value
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return self.baca(str(value))
        except AngkaTidakTerbaca as galat:
            raise ValidationError(str(galat), code="invalid") from galat

    def validate(self, value: int | Decimal | None) -> None:
        super().validate(value)
        if value is None:
            return
        if self.minimum is not None and value < self.minimum:
            raise ValidationError(f"Paling kecil {self.tulis(self.minimum)}.", code="min_value")
        if self.maksimum is not None and value > self.maksimum:
            raise ValidationError(f"Paling besar {self.tulis(self.maksimum)}.", code="max_value")

    def tulis(self, value: int | Decimal) -> str:
        """The number as a person would type it back into this field."""
        return format_angka(value, self.desimal).replace(".", "")

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return self.tulis(value)
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class DesimalField(_AngkaField):
    """A decimal number with at most `desimal` digits after the comma. Gives `Decimal` or None, never float.

    `88,81` and `88.81` are the same; `88.812` and `1.240` are asked back (common.desimal.baca_desimal).
    """

    def __init__(
        self,
        *,
        desimal: int = 2,
        minimum: int | Decimal | None = None,
        maksimum: int | Decimal | None = None,
        **opsi: Any,
    ) -> None:
        self.desimal = desimal
        super().__init__(minimum=minimum, maksimum=maksimum, **opsi)

    def baca(self, teks: str) -> Decimal:
        nilai = baca_desimal(teks, maks=self.maksimum)
        if nilai != bulatkan(nilai, self.desimal):
            raise AngkaTidakTerbaca(f"Paling banyak {self.desimal} angka di belakang koma.")
        return nilai


class BulatField(_AngkaField):
    """A whole number >= 0. Gives `int` or None; text, negatives and decimals each get their own sentence."""

    inputmode = "numeric"

    def __init__(self, *, minimum: int = 0, maksimum: int | None = 2_147_483_647, **opsi: Any) -> None:
        super().__init__(minimum=minimum, maksimum=maksimum, **opsi)

    def baca(self, teks: str) -> int:
        return baca_bulat(teks)


def _pesan_wajib(medan: forms.Field, label: str) -> str:
    if isinstance(medan.widget, forms.CheckboxInput):
        return f'Centang "{label}" untuk melanjutkan.'
    if isinstance(medan.widget, forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"Pilih salah satu untuk {sebut(label)}."
    if isinstance(medan, forms.FileField):
        return f"Pilih berkas untuk {sebut(label)}."
    return f"Isi {sebut(label)}."


_PESAN_LAIN: Mapping[type[forms.Field], tuple[str, str]] = {
    forms.EmailField: ("invalid", "Alamat surel tidak terbaca. Contoh: nama@contoh.go.id."),
    forms.ChoiceField: ("invalid_choice", "Pilihan itu tidak ada lagi. Pilih dari daftar."),
    forms.ModelChoiceField: ("invalid_choice", "Pilihan itu tidak ada lagi. Pilih dari daftar."),
    forms.FileField: ("empty", "Berkas ini kosong (0 B). Pilih berkas lain."),
}


def _rapikan(medan: forms.Field, label: str) -> None:
    """Replace Django's default sentences by ours; a message the form gave itself stays."""
    if medan.error_messages["required"] == forms.Field.default_error_messages["required"]:
        medan.error_messages["required"] = _pesan_wajib(medan, label)
    for jenis, (kode, kalimat) in _PESAN_LAIN.items():
        if isinstance(medan, jenis) and medan.error_messages.get(kode) == jenis.default_error_messages.get(kode):
            medan.error_messages[kode] = kalimat
    medan.validators = [_penguji(penguji, medan, label) for penguji in medan.validators]


def _penguji(penguji: Callable[[Any], Any], medan: forms.Field, label: str) -> Callable[[Any], Any]:
    if type(penguji) is MaxLengthValidator:
        return BatasHuruf(penguji.limit_value, label)
    if type(penguji) is EmailValidator:
        return EmailValidator(message=medan.error_messages["invalid"])
    if type(penguji) is ProhibitNullCharactersValidator:
        if isinstance(medan.widget, forms.PasswordInput):  # a password may hold anything that can be typed
            return ProhibitNullCharactersValidator(message=pesan_taktampak(label))
        return TanpaTaktampak(label, banyak_baris=isinstance(medan.widget, forms.Textarea))
    return penguji


class _DasarZI:
    """Shared by FormulirZI and FormulirModelZI."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for nama, medan in self.fields.items():
            _rapikan(medan, str(medan.label or nama.replace("_", " ").capitalize()))

    @property
    def helper(self) -> FormHelper:
        """The page owns the <form> tag, its CSRF token and its buttons."""
        pembantu = FormHelper()
        pembantu.form_tag = False
        pembantu.disable_csrf = True
        return pembantu

    @property
    def tandai_wajib(self) -> bool:
        """True when required fields are the minority and therefore carry the mark."""
        tampak = [m for m in self.fields.values() if not m.widget.is_hidden]
        wajib = sum(m.required for m in tampak)
        return wajib < len(tampak) - wajib


class FormulirZI(_DasarZI, forms.Form):
    """Plain form."""


class FormulirModelZI(_DasarZI, forms.ModelForm):  # type: ignore[type-arg]
    """Model form; model fields of dates and numbers must name TanggalField/DesimalField/BulatField explicitly."""
