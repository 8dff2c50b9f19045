"""Forms of desk sessions. Day and times are read in the zone of the unit."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError

from berkas.models import Berkas
from common.formulir import BulatField, FormulirZI, TanggalField, WaktuField
from common.tanggal import singkatan_zona
from penilaian.acara_baku import JENIS_ACARA, JENIS_TANYA
from penilaian.models import AcaraSesi, Pihak, RuangSesi, SesiDesk
from satker.models import Pegawai, Satker

PILIHAN_JENIS = [("", "Pilih jenis…"), *JENIS_TANYA.items()]
LAINNYA = "Tautan harus dimulai dengan http:// atau https://."


def periksa_tautan(teks: str) -> str:
    """An address of the open web, or nothing; anything else could run in the reader's browser."""
    rapi = teks.strip()
    if not rapi:
        return ""
    try:
        bagian = urlsplit(rapi)
        sah = bagian.scheme in {"http", "https"} and bool(bagian.hostname)
    except ValueError:
        sah = False
    if not sah or any(h.isspace() or h in '<>"' for h in rapi):
        raise ValidationError(LAINNYA)
    return rapi


class JadwalForm(FormulirZI):
    """Time and place of a session."""

    tanggal = TanggalField(label="Tanggal")
    jam_mulai = WaktuField(label="Jam mulai")
    jam_selesai = WaktuField(label="Jam selesai")
    tempat = forms.CharField(label="Tempat", max_length=200, required=False, help_text="Kosongkan bila hanya virtual.")
    tautan = forms.CharField(
        label="Tautan rapat virtual", max_length=500, required=False, help_text="Contoh: https://rapat.contoh.go.id/zi."
    )
    urutan = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, satker: Satker, sesi: SesiDesk | None = None, **kwargs: Any) -> None:
        self.zona = ZoneInfo(satker.zona)
        super().__init__(*args, initial=self._awal(sesi), **kwargs)
        kata = singkatan_zona(dt.datetime.now(self.zona))
        for medan in ("jam_mulai", "jam_selesai"):
            self.fields[medan].help_text = f"Waktu {kata}, zona satker. Contoh: 09.00."

    def _awal(self, sesi: SesiDesk | None) -> dict[str, Any]:
        if sesi is None:
            return {"urutan": 0}
        mulai, selesai = sesi.mulai.astimezone(self.zona), sesi.selesai.astimezone(self.zona)
        return {
            "tanggal": mulai.date(),
            "jam_mulai": mulai.time(),
            "jam_selesai": selesai.time(),
            "tempat": sesi.tempat,
            "tautan": sesi.tautan,
            "urutan": sesi.urutan,
        }

    def clean_tautan(self) -> str:
        return periksa_tautan(self.cleaned_data["tautan"])

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        if bersih.get("jam_mulai") and bersih.get("jam_selesai") and bersih["jam_selesai"] <= bersih["jam_mulai"]:
            self.add_error("jam_selesai", "Jam selesai harus sesudah jam mulai.")
        if "tautan" not in self.errors and not bersih.get("tempat") and not bersih.get("tautan"):
            self.add_error("tempat", "Isi tempat atau tautan rapat.")
        return bersih

    def isi(self) -> dict[str, Any]:
        """What the actions take."""
        c = self.cleaned_data
        return {
            "mulai": dt.datetime.combine(c["tanggal"], c["jam_mulai"], self.zona),
            "selesai": dt.datetime.combine(c["tanggal"], c["jam_selesai"], self.zona),
            "tempat": c["tempat"].strip(),
            "tautan": c["tautan"],
        }


class AlasanDeskForm(FormulirZI):
    """A reason, asked where an action needs one."""

    alasan = forms.CharField(label="Alasan", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, wajib: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["alasan"].required = wajib


class AcaraForm(FormulirZI):
    """A part of the rundown; the kind is fixed once it exists."""

    jenis = forms.ChoiceField(label="Jenis", choices=[(k, v.nama) for k, v in JENIS_ACARA.items()])
    judul = forms.CharField(label="Judul", max_length=120, required=False, help_text="Kosong: sama dengan jenisnya.")
    area = forms.ChoiceField(label="Pokja", required=False, help_text="Hanya untuk wawancara.")
    menit = BulatField(label="Menit", minimum=1, maksimum=480)
    ruang = forms.ModelChoiceField(label="Ruang", queryset=RuangSesi.objects.none(), empty_label=None)

    def __init__(
        self, *args: Any, sesi: SesiDesk, area: list[tuple[str, str]], acara: AcaraSesi | None = None, **kwargs: Any
    ) -> None:
        awal: dict[str, Any] = {}
        if acara:
            awal = {"judul": acara.judul, "area": acara.area, "menit": acara.menit, "ruang": acara.ruang_id}
        super().__init__(*args, initial=awal, **kwargs)
        self.acara = acara
        self.fields["area"].choices = [("", "Tidak ada"), *area]
        self.fields["ruang"].queryset = RuangSesi.objects.filter(sesi=sesi).order_by("nomor")
        if acara:
            del self.fields["jenis"]

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        jenis = self.acara.jenis if self.acara else bersih.get("jenis")
        acara, menit = JENIS_ACARA.get(jenis or ""), bersih.get("menit")
        if acara and acara.maks and menit and menit > acara.maks:
            self.add_error("menit", f"{acara.nama} paling lama {acara.maks} menit.")
        if jenis == "wawancara" and not bersih.get("area"):
            self.add_error("area", "Pilih Pokja yang diwawancarai.")
        elif jenis != "wawancara":
            bersih["area"] = ""
        return bersih


class RuangForm(FormulirZI):
    nama = forms.CharField(label="Nama ruang", max_length=80)
    tautan = forms.CharField(label="Tautan ruang", max_length=500, required=False)

    def clean_tautan(self) -> str:
        return periksa_tautan(self.cleaned_data["tautan"])


class PaparanForm(FormulirZI):
    """The slides: a document of the unit's library the reader may see."""

    berkas = forms.ModelChoiceField(
        label="Bahan paparan", queryset=Berkas.objects.none(), required=False, empty_label="Tidak ada"
    )

    def __init__(self, *args: Any, pilihan: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["berkas"].queryset = pilihan


class PesertaForm(FormulirZI):
    pihak = forms.ChoiceField(label="Pihak", choices=Pihak.choices, initial=Pihak.TAMU)
    pegawai = forms.ModelChoiceField(
        label="Dari daftar pegawai satker", queryset=Pegawai.objects.none(), required=False, empty_label="Tidak ada"
    )
    nama = forms.CharField(label="Nama", max_length=120, required=False)
    jabatan = forms.CharField(label="Jabatan", max_length=120, required=False)

    def __init__(self, *args: Any, satker: Satker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pegawai"].queryset = Pegawai.objects.filter(satker=satker, aktif=True).order_by("nama")
        self.fields["pegawai"].label_from_instance = lambda p: f"{p.nama} ({p.jabatan})" if p.jabatan else p.nama

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        if pegawai := bersih.get("pegawai"):
            bersih |= {"pihak": Pihak.SATKER, "nama": pegawai.nama, "jabatan": bersih.get("jabatan") or pegawai.jabatan}
        elif not (bersih.get("nama") or "").strip():
            self.add_error("nama", "Isi nama, atau pilih dari daftar pegawai.")
        return bersih
