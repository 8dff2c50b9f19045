"""Forms of the organisation: units, moves, closing, predikat, requests to register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.query import QuerySet
from django.utils import timezone

from common.formulir import BulatField, FormulirZI, MedanTerbaca, TanggalField, TanpaTaktampak
from satker.actions.organisasi import DINILAI, PESAN_KODE, POLA_KODE, galat_induk
from satker.models import JenisSatker, Satker, SetelanInstansi
from satker.models.organisasi import Predikat, Tingkat, Zona
from satker.pelaku import Pelaku
from satker.queries.organisasi import lingkup_pendaftaran


def tempel_galat(form: forms.Form, galat: ValidationError) -> None:
    """Put the sentences of an action at their fields; those of fields the form does not have go on top."""
    if not hasattr(galat, "error_dict"):
        form.add_error(None, galat)
        return
    for medan, daftar in galat.error_dict.items():
        form.add_error(medan if medan in form.fields else None, daftar)


class UnitField(forms.Field):
    """A unit by its code, typed or chosen from the page's <datalist id="daftar-unit">. Gives a Satker or None.

    Only units of `queryset` exist for this field; the form sets it to what the actor may use.
    """

    widget = forms.TextInput

    def __init__(self, **opsi: Any) -> None:
        opsi.setdefault("help_text", "Ketik kode atau nama, lalu pilih dari daftar.")
        super().__init__(**opsi)
        self.queryset: QuerySet[Satker] = Satker.objects.none()
        self.widget.attrs |= {"list": "daftar-unit", "autocomplete": "off"}

    def to_python(self, value: Any) -> Satker | None:
        if isinstance(value, Satker) or value in self.empty_values:
            return value or None
        kode = str(value).strip()
        TanpaTaktampak(str(self.label))(kode)  # before the database sees it
        unit = self.queryset.filter(kode__iexact=kode).first() if kode else None
        return unit or (self._menurut_nama(kode) if kode else None)

    def _menurut_nama(self, nama: str) -> Satker:
        """A whole name is as good as a code, unless two units share it."""
        unit = list(self.queryset.filter(nama__iexact=nama)[:2])
        if len(unit) != 1:
            raise ValidationError(f"Tidak ada unit berkode “{nama[:40]}”. Pilih dari daftar.", code="invalid")
        return unit[0]

    def prepare_value(self, value: Any) -> Any:
        return value.kode if isinstance(value, Satker) else value

    def kenal(self, value: Any) -> Satker | None:
        """The unit, or None where clean() would complain."""
        try:
            return self.to_python(value)
        except ValidationError:
            return None

    def gema(self, value: Any) -> str:
        unit = self.kenal(value)
        return unit.nama if unit else ""

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> MedanTerbaca:
        return MedanTerbaca(form, self, field_name)


class _DataSatker(FormulirZI):
    """Fields a unit has, wherever they are asked."""

    kode = forms.RegexField(
        regex=rf"^{POLA_KODE.pattern}$",
        label="Kode",
        max_length=40,
        help_text="Huruf, angka, titik, atau strip. Dipakai di alamat halaman dan impor.",
        error_messages={"invalid": PESAN_KODE},
    )
    nama = forms.CharField(label="Nama", max_length=200)
    tingkat = forms.ChoiceField(label="Tingkat")
    jenis = forms.ModelChoiceField(label="Jenis", queryset=JenisSatker.objects.all(), empty_label="Pilih…")
    kelas = forms.CharField(label="Kelas", max_length=60, required=False, help_text="Contoh: IIA.")
    provinsi = forms.CharField(label="Provinsi", max_length=80, required=False)
    kabupaten_kota = forms.CharField(label="Kabupaten/kota", max_length=80, required=False)
    zona = forms.ChoiceField(label="Zona waktu", choices=Zona.choices)
    alamat = forms.CharField(label="Alamat", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    aktif_mulai = TanggalField(label="Aktif sejak")

    TINGKAT = tuple(t for t in Tingkat if t != Tingkat.INSTANSI)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tingkat"].choices = [("", "Pilih…"), *((t.value, t.label) for t in self.TINGKAT)]

    def clean(self) -> dict[str, Any]:
        isi = super().clean()
        induk = isi.get("induk")
        if induk and isi.get("tingkat") and (galat := galat_induk(isi["tingkat"], induk.tingkat)):
            self.add_error("induk", galat)
        return isi


class _SatkerBaru(_DataSatker):
    """A unit below a parent: it stands in the parent's time zone unless another is chosen."""

    induk = UnitField(label="Induk")
    zona = forms.ChoiceField(
        label="Zona waktu", required=False, choices=[("", "Sama dengan induk"), *Zona.choices], initial=""
    )

    def __init__(self, *args: Any, lingkup: QuerySet[Satker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        medan = self.fields["induk"]
        medan.queryset = lingkup
        kode = self.initial.get("induk")
        if not self.is_bound and kode and (induk := medan.kenal(kode)):
            self.initial["zona"] = induk.zona

    def clean(self) -> dict[str, Any]:
        isi = super().clean()
        if isi.get("induk") and not isi.get("zona"):
            isi["zona"] = isi["induk"].zona
        return isi


class SatkerBaruForm(_SatkerBaru):
    """A new unit made by an admin."""

    pembina = UnitField(label="Pembina teknis", required=False, help_text="Garis pembinaan selain induk, bila ada.")
    dinilai = forms.BooleanField(label="Satker ini dinilai dengan LKE", required=False, initial=True)

    field_order = ("induk", "kode", "nama", "tingkat", "jenis")

    def __init__(self, *args: Any, pelaku: Pelaku, **kwargs: Any) -> None:
        super().__init__(*args, lingkup=Satker.objects.terkelola_oleh(pelaku), **kwargs)
        self.fields["pembina"].queryset = Satker.objects.terkelola_oleh(pelaku)

    def isi_aksi(self) -> dict[str, Any]:
        """Arguments of buat_satker."""
        return {**self.cleaned_data, "jenis": self.cleaned_data["jenis"].pk}


class SatkerUbahForm(_DataSatker):
    """Changes of a unit; the parent has its own page because it has a date."""

    pembina = UnitField(label="Pembina teknis", required=False, help_text="Garis pembinaan selain induk, bila ada.")
    dinilai = forms.BooleanField(label="Satker ini dinilai dengan LKE", required=False)
    alasan = forms.CharField(label="Alasan perubahan", max_length=200, required=False)

    def __init__(self, *args: Any, pelaku: Pelaku, satker: Satker, **kwargs: Any) -> None:
        bidang = ("kode", "nama", "tingkat", "kelas", "provinsi", "kabupaten_kota", "zona", "alamat", "aktif_mulai")
        awal = {b: getattr(satker, b) for b in (*bidang, "pembina", "dinilai")} | {"jenis": satker.jenis_id}
        super().__init__(*args, initial=awal, **kwargs)
        self.fields["pembina"].queryset = Satker.objects.terkelola_oleh(pelaku)
        if satker.tingkat == Tingkat.INSTANSI:
            self.fields["tingkat"].choices = [(Tingkat.INSTANSI.value, Tingkat.INSTANSI.label)]

    def isi_aksi(self) -> dict[str, Any]:
        """Arguments of ubah_satker."""
        isi = dict(self.cleaned_data)
        pembina = isi.pop("pembina")
        return {**isi, "jenis_id": isi.pop("jenis").pk, "pembina_id": pembina.pk if pembina else None}


class InstansiUbahForm(SatkerUbahForm):
    """Changes of an instansi and of what its evaluator team is called."""

    singkatan_tim = forms.CharField(
        label="Singkatan tim penilai", max_length=20, help_text="Contoh: TPI. Dipakai di nama peran: Ketua TPI."
    )
    nama_tim = forms.CharField(label="Nama tim penilai", max_length=80, help_text="Contoh: Tim Penilai Internal.")

    def __init__(self, *args: Any, satker: Satker, **kwargs: Any) -> None:
        super().__init__(*args, satker=satker, **kwargs)
        setelan = getattr(satker, "setelan", None) or SetelanInstansi()
        self.initial |= {"singkatan_tim": setelan.singkatan_tim, "nama_tim": setelan.nama_tim}

    def isi_aksi(self) -> dict[str, Any]:
        return {b: n for b, n in super().isi_aksi().items() if b not in self.isi_setelan()}

    def isi_setelan(self) -> dict[str, str]:
        """Arguments of atur_setelan."""
        return {b: self.cleaned_data[b] for b in ("singkatan_tim", "nama_tim")}


class PindahForm(FormulirZI):
    """Another parent from a day on."""

    induk = UnitField(label="Induk baru")
    tanggal = TanggalField(label="Berlaku sejak")
    alasan = forms.CharField(label="Alasan", max_length=200, help_text="Contoh: nomor peraturan tentang susunan baru.")

    def __init__(self, *args: Any, pelaku: Pelaku, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["induk"].queryset = Satker.objects.terkelola_oleh(pelaku)


class NonaktifForm(FormulirZI):
    """Last day and reason."""

    tanggal = TanggalField(label="Hari aktif terakhir")
    alasan = forms.CharField(label="Alasan", max_length=200)


class AlasanForm(FormulirZI):
    """A decision that only needs a reason."""

    alasan = forms.CharField(label="Alasan", max_length=200)


class PredikatForm(FormulirZI):
    """A predikat as the decree gives it."""

    predikat = forms.ChoiceField(label="Predikat", choices=[("", "Pilih…"), *Predikat.choices])
    tahun = BulatField(label="Tahun", minimum=2012)
    nomor_sk = forms.CharField(label="Nomor SK", max_length=120)
    tanggal_sk = TanggalField(label="Tanggal SK", required=False)

    def clean_tahun(self) -> int | None:
        tahun = self.cleaned_data["tahun"]
        if tahun is not None and tahun > timezone.localdate().year:
            raise ValidationError(f"Tahun paling akhir {timezone.localdate().year}.")
        return tahun


class CabutForm(FormulirZI):
    """When and why a predikat was revoked."""

    tanggal = TanggalField(label="Dicabut pada")
    alasan = forms.CharField(label="Alasan", max_length=200)


class JenisForm(FormulirZI):
    """A kind of unit."""

    kode = forms.RegexField(
        regex=r"^[a-z0-9][a-z0-9-]*$",
        label="Kode jenis",
        max_length=40,
        help_text="Huruf kecil, angka, dan strip. Contoh: rutan.",
        error_messages={"invalid": "Kode jenis hanya huruf kecil, angka, dan strip. Contoh: rutan."},
    )
    nama = forms.CharField(label="Nama jenis", max_length=120, help_text="Contoh: Rumah tahanan negara.")


class PendaftaranForm(_SatkerBaru):
    """A request to register a unit below a parent of the actor's branch."""

    field_order = ("induk", "kode", "nama", "tingkat", "jenis")
    TINGKAT = tuple(t for t in Tingkat if t in DINILAI)

    def __init__(self, *args: Any, pelaku: Pelaku, **kwargs: Any) -> None:
        super().__init__(*args, lingkup=lingkup_pendaftaran(pelaku), **kwargs)

    def isi_aksi(self) -> dict[str, Any]:
        """The JSON values daftarkan_satker keeps."""
        isi = {b: n for b, n in self.cleaned_data.items() if b != "induk"}
        return {**isi, "jenis": isi["jenis"].pk, "aktif_mulai": isi["aktif_mulai"].isoformat()}
