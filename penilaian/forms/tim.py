"""Forms of evaluator teams, statements, verdicts and reading marks."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from common.formulir import FormulirZI, TanggalField
from penilaian.models import PERAN_TIM, PutusanBerkas, Tim
from penilaian.pembagian import Orang
from penilaian.queries.bagi_tim import HalamanBagi
from satker.models import Periode, Satker, User
from satker.pelaku import Pelaku
from satker.queries.orang import pengguna_terkelola

SEMUA = ""
IKUT = "ikut"


class TimForm(FormulirZI):
    nama = forms.CharField(label="Nama tim", max_length=80, help_text="Contoh: Tim 1.")
    nomor_sk = forms.CharField(label="Nomor SK", max_length=120, required=False)
    tanggal_sk = TanggalField(label="Tanggal SK", required=False)


class AnggotaForm(FormulirZI):
    """`orang` from the people who evaluated before, or `akun` for anybody else the admin manages."""

    orang = forms.ChoiceField(label="Orang", required=False)
    akun = forms.CharField(
        label="Atau nama pengguna", max_length=60, required=False, help_text="Untuk orang yang belum pernah menilai."
    )
    peran = forms.ChoiceField(label="Kedudukan di tim", choices=PERAN_TIM, initial="tpi_anggota")

    def __init__(self, *args: Any, pelaku: Pelaku, calon: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pelaku = pelaku
        self.calon = {str(u.pk): u for u in calon}
        self.fields["orang"].choices = [("", "Pilih orang"), *((k, u.nama) for k, u in self.calon.items())]

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        akun = (bersih.get("akun") or "").strip()
        if bersih.get("orang") and akun:
            self.add_error("akun", "Pilih orang dari daftar, atau isi nama pengguna. Jangan keduanya.")
        elif akun:
            bersih["user"] = self._cari(akun)
        elif bersih.get("orang"):
            bersih["user"] = self.calon[bersih["orang"]]
        elif "orang" not in self.errors:
            self.add_error("orang", "Pilih orang dari daftar, atau isi nama penggunanya.")
        return bersih

    def _cari(self, akun: str) -> User | None:
        terkelola = pengguna_terkelola(self.pelaku).filter(Q(username__iexact=akun) | Q(nip=akun))
        user = terkelola.first()
        if user is None:
            self.add_error("akun", f'Akun "{akun}" tidak ada di instansi Anda. Buat dulu di halaman Pengguna.')
        return user


class TugasForm(FormulirZI):
    """A unit for a team. `satker` is left out where the unit is known."""

    satker = forms.ModelChoiceField(label="Satker", queryset=Satker.objects.none(), empty_label="Pilih satker")
    tim = forms.ModelChoiceField(label="Tim", queryset=Tim.objects.none(), empty_label=None)
    mulai = TanggalField(label="Hari pertama", help_text="Hak membaca dan menilai mulai hari ini. Contoh: 17-08-2026.")
    selesai = TanggalField(label="Hari terakhir", help_text="Sesudah hari ini semua hak berakhir sendiri.")
    alasan = forms.CharField(
        label="Alasan",
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Perlu bila ada peringatan, misalnya pernah bertugas di satker itu.",
    )

    def __init__(self, *args: Any, satker: Any = None, tim: Any = None, wajib: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nama, pilihan in (("satker", satker), ("tim", tim)):
            if pilihan is None:
                del self.fields[nama]
            else:
                self.fields[nama].queryset = pilihan
        if wajib:
            self.fields["alasan"].required = True
            self.fields["alasan"].help_text = ""


class AlasanTimForm(FormulirZI):
    alasan = forms.CharField(label="Alasan", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class PernyataanForm(FormulirZI):
    """What a member signs about a unit."""

    benturan = forms.ChoiceField(
        label="Pernyataan",
        widget=forms.RadioSelect,
        choices=[
            ("tidak", "Saya tidak punya benturan kepentingan dengan satker ini."),
            ("ada", "Saya punya benturan kepentingan dengan satker ini."),
        ],
    )
    uraian = forms.CharField(
        label="Benturan kepentingan",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Isi hanya bila ada. Hanya Anda dan admin inspektorat yang membacanya.",
    )
    setuju = forms.BooleanField(label="Saya menandatangani pernyataan ini dengan akun saya.")

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        if bersih.get("benturan") == "ada" and not (bersih.get("uraian") or "").strip():
            self.add_error("uraian", "Tulis benturannya dengan singkat.")
        return bersih


class PutusanForm(FormulirZI):
    """The verdict on one file."""

    putusan = forms.ChoiceField(label="Putusan", choices=PutusanBerkas.choices)
    catatan = forms.CharField(
        label="Catatan",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    nomor = forms.IntegerField(min_value=0, max_value=32000, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        if bersih.get("putusan") not in (None, PutusanBerkas.DITERIMA) and not (bersih.get("catatan") or "").strip():
            self.add_error("catatan", "Tulis catatan: apa yang kurang atau salah.")
        return bersih


class PembagianForm(forms.Form):
    """One choice per area and, where it differs, one per butir. Names: area-A5, butir-A5.P.i.b."""

    def __init__(self, data: Any = None, *, halaman: HalamanBagi, orang: Sequence[Orang]) -> None:
        super().__init__(data)
        self.halaman = halaman
        siapa = [(str(o.kunci), o.nama) for o in orang]
        for a in halaman.area:
            awal = [("campur", "Campuran (lihat soal)")] if a.campur else []
            self._tambah(f"area-{a.kode}", a.nama, [*awal, (SEMUA, "Semua penilai"), *siapa])
            for kode, pendek, *_ in a.butir:
                self._tambah(f"butir-{kode}", pendek, [(IKUT, "Ikut area"), (SEMUA, "Semua penilai"), *siapa])

    def _tambah(self, nama: str, label: str, pilihan: list[tuple[str, str]]) -> None:
        self.fields[nama] = forms.ChoiceField(label=label, choices=pilihan, required=False)

    def pembagian(self) -> dict[str, uuid.UUID | None]:
        """Canonical code → person; an area left "campuran" keeps what its butir have."""
        hasil: dict[str, uuid.UUID | None] = {}
        for a in self.halaman.area:
            area = self.cleaned_data[f"area-{a.kode}"]
            for kode, _, _, _, kini in a.butir:
                pilih = self.cleaned_data[f"butir-{kode}"] if f"butir-{kode}" in self.data else IKUT
                if pilih == IKUT and area == "campur":
                    hasil[kode] = kini
                else:
                    nilai = area if pilih == IKUT else pilih
                    hasil[kode] = uuid.UUID(nilai) if nilai else None
        return hasil


class UsulanForm(forms.Form):
    """Days for all, and for each unit the team and the reason. Names: tim-<id>, alasan-<id>."""

    mulai = TanggalField(label="Hari pertama")
    selesai = TanggalField(label="Hari terakhir")

    def __init__(
        self, data: Any = None, *, periode: Periode, satker: Iterable[uuid.UUID], tim: Sequence[Tim], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.satker = list(satker)
        for s in self.satker:
            self.fields[f"tim-{s}"] = forms.ChoiceField(
                choices=[("", "Belum diberi tim"), *((str(t.pk), t.nama) for t in tim)], required=False
            )
            self.fields[f"alasan-{s}"] = forms.CharField(max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        mulai, selesai = bersih.get("mulai"), bersih.get("selesai")
        if mulai and selesai and selesai < mulai:
            raise ValidationError("Hari terakhir sebelum hari pertama.")
        return bersih
