"""Forms of incidents: functions and facts, never names or numbers of people."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from berkas.telaah.pribadi import JENIS as JENIS_PRIBADI
from berkas.telaah.pribadi import cari_pribadi
from common.formulir import FormulirZI, TanggalField
from penilaian.actions.insiden import IsiInsiden
from penilaian.pengurang.aturan import JENIS

TANPA_NAMA = "Tulis jabatan, bukan nama orang."
_NIP = re.compile(r"(?<![0-9])[0-9]{8}[ \u00a0]?[0-9]{6}[ \u00a0]?[0-9][ \u00a0]?[0-9]{3}(?![0-9])")
_ALAMAT = re.compile(r"[a-z][a-z0-9+.\-]*://", re.IGNORECASE)
_BAHAYA = re.compile(r"\s*(?:javascript|vbscript|data|file|blob|ftp|mailto):\S", re.IGNORECASE)
MAKS_SUMBER = 10


def tanpa_orang(teks: str) -> str:
    """Refuse numbers that name a person: NIP, NIK, telephone. A name cannot be recognised; the hint asks for none."""
    temuan = {JENIS_PRIBADI[t.jenis] for t in cari_pribadi(teks)}
    if _NIP.search(teks):
        temuan.add("NIP")
    if temuan:
        raise ValidationError(f"Ada {' dan '.join(sorted(temuan))} di isian ini. Hapus nomornya. {TANPA_NAMA}")
    return teks


def baca_sumber(teks: str) -> tuple[str, ...]:
    """One source per line: free text, or an address that begins with http:// or https://."""
    baris = [b.strip() for b in teks.splitlines() if b.strip()]
    if len(baris) > MAKS_SUMBER:
        raise ValidationError(f"Paling banyak {MAKS_SUMBER} sumber. Anda menulis {len(baris)}.")
    for satu in baris:
        if len(satu) > 300:
            raise ValidationError(f"Sumber “{satu[:40]}…” terlalu panjang. Batasnya 300 huruf.")
        if _ALAMAT.match(satu) or _BAHAYA.match(satu):
            bagian = urlsplit(satu)
            if bagian.scheme.lower() not in {"http", "https"} or not bagian.hostname:
                raise ValidationError(
                    f"“{satu[:60]}” bukan alamat yang dapat dipakai. Mulai dengan https:// atau http://."
                )
    return tuple(baris)


class InsidenForm(FormulirZI):
    jenis = forms.ChoiceField(label="Jenis", choices=[("", "Pilih jenis"), *JENIS.items()])
    peristiwa = TanggalField(label="Tanggal peristiwa")
    ditemukan = TanggalField(label="Tanggal ditemukan")
    jabatan = forms.CharField(
        label="Jabatan yang terkait", max_length=120, help_text=f"{TANPA_NAMA} Contoh: petugas layanan kunjungan."
    )
    uraian = forms.CharField(
        label="Uraian",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=f"Apa yang diduga terjadi, di layanan mana. {TANPA_NAMA}",
    )
    sumber = forms.CharField(
        label="Sumber",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Satu per baris: nomor laporan, atau alamat berita yang mulai dengan https:// atau http://.",
    )

    def clean_jabatan(self) -> str:
        return tanpa_orang(self.cleaned_data["jabatan"])

    def clean_uraian(self) -> str:
        return tanpa_orang(self.cleaned_data["uraian"])

    def clean_sumber(self) -> tuple[str, ...]:
        return baca_sumber(tanpa_orang(self.cleaned_data["sumber"]))

    def clean(self) -> dict[str, Any]:
        bersih: dict[str, Any] = super().clean() or {}
        peristiwa, ditemukan = bersih.get("peristiwa"), bersih.get("ditemukan")
        if peristiwa and ditemukan and ditemukan < peristiwa:
            self.add_error("ditemukan", "Tanggal ditemukan tidak boleh sebelum tanggal peristiwa.")
        for nama in ("peristiwa", "ditemukan"):
            if bersih.get(nama) and bersih[nama] > timezone.localdate():
                self.add_error(nama, "Tanggal ini belum tiba. Periksa tahunnya.")
        return bersih

    @property
    def isi(self) -> IsiInsiden:
        """What the action takes. Only after is_valid()."""
        return IsiInsiden(**self.cleaned_data)


class JawabForm(FormulirZI):
    """The answer of the satker; three documents are enough for one answer, a second answer may name three more."""

    isi = forms.CharField(
        label="Jawaban satker",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=f"Dibaca kantor wilayah, tim penilai, dan inspektorat. {TANPA_NAMA}",
    )
    berkas_1 = forms.ChoiceField(label="Bukti pertama", required=False)
    berkas_2 = forms.ChoiceField(label="Bukti kedua", required=False)
    berkas_3 = forms.ChoiceField(label="Bukti ketiga", required=False)

    def __init__(self, *args: Any, berkas: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in (1, 2, 3):
            self.fields[f"berkas_{n}"].choices = [("", "Tidak ada"), *berkas]

    def clean_isi(self) -> str:
        return tanpa_orang(self.cleaned_data["isi"])

    @property
    def berkas(self) -> tuple[uuid.UUID, ...]:
        """The chosen documents, each once."""
        terpilih = [self.cleaned_data.get(f"berkas_{n}") for n in (1, 2, 3)]
        return tuple(uuid.UUID(x) for x in dict.fromkeys(x for x in terpilih if x))


class UsulForm(FormulirZI):
    putusan = forms.ChoiceField(label="Putusan")
    alasan = forms.CharField(
        label="Alasan",
        max_length=800,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Dibaca satker setelah diputuskan orang kedua. {TANPA_NAMA}",
    )
    dilaporkan_sendiri = forms.BooleanField(label="Dilaporkan sendiri oleh satker", required=False)
    ditangani = forms.BooleanField(label="Sudah ditangani satker", required=False)

    def __init__(self, *args: Any, pilihan: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["putusan"].choices = [("", "Pilih putusan"), *pilihan]

    def clean_alasan(self) -> str:
        return tanpa_orang(self.cleaned_data["alasan"])


class PutusForm(FormulirZI):
    """`terima` comes from the button that was pressed."""

    alasan = forms.CharField(
        label="Alasan bila dikembalikan",
        max_length=800,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Dibaca tim penilai saja.",
    )
    usul = forms.UUIDField(widget=forms.HiddenInput)
    terima = forms.ChoiceField(choices=[("ya", "ya"), ("tidak", "tidak")], widget=forms.HiddenInput)

    def clean_alasan(self) -> str:
        return tanpa_orang(self.cleaned_data["alasan"])
