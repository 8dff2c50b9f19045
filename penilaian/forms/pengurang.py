"""The rule of a year as a form: one pair of fields per kind of incident."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from common.formulir import DesimalField, FormulirZI, TanggalField
from penilaian.actions.pengurang import IsiAturan
from penilaian.models import AturanPengurangPeriode
from penilaian.models.insiden import PENUMPUKAN
from penilaian.pengurang.aturan import FAKTOR, JENIS, POIN

BENTUK = [("", "Tidak mengurangi"), (POIN, "Poin"), (FAKTOR, "Faktor")]
_ATURAN = ("nomor", "tentang", "mulai", "sampai", "batas", "penumpukan", "layak_jadi_belum", "pasal_layak")


class AturanPengurangForm(FormulirZI):
    nomor = forms.CharField(label="Nomor keputusan", max_length=120)
    tentang = forms.CharField(label="Judul keputusan", max_length=200, help_text="Tulis sesudah kata “tentang”.")
    mulai = TanggalField(label="Peristiwa dihitung mulai")
    sampai = TanggalField(label="Peristiwa dihitung sampai", help_text="Tanggal ini ikut dihitung. Contoh: 31-12-2026.")
    batas = DesimalField(
        label="Batas semua pengurang (poin)", desimal=2, minimum=0, maksimum=100, required=False,
        help_text="Kosong: tidak dibatasi.",
    )  # fmt: skip
    penumpukan = forms.ChoiceField(label="Bila insidennya lebih dari satu", choices=PENUMPUKAN)
    lapor_sendiri_dikurangi = forms.BooleanField(
        label="Insiden yang dilaporkan sendiri dan sudah ditangani tetap mengurangi", required=False
    )
    layak_jadi_belum = forms.BooleanField(
        label="Keputusan mengubah layak menjadi belum layak bila nilai sesudahnya kurang dari minimum", required=False
    )
    pasal_layak = forms.CharField(
        label="Pasal yang menyatakannya", max_length=120, required=False, help_text="Contoh: Pasal 7 ayat (2)."
    )

    def __init__(self, *args: Any, aturan: AturanPengurangPeriode | None, **kwargs: Any) -> None:
        awal: dict[str, Any] = {}
        if aturan is not None:
            awal = {n: getattr(aturan, n) for n in (*_ATURAN, "lapor_sendiri_dikurangi")}
            for jenis, k in aturan.kadar.items():
                awal |= {f"bentuk_{jenis}": k["bentuk"], f"besar_{jenis}": Decimal(k["besar"])}
        super().__init__(*args, initial=awal, **kwargs)
        jenis = [f"{medan}_{j}" for j in JENIS for medan in ("bentuk", "besar")]
        self.order_fields(["nomor", "tentang", "mulai", "sampai", *jenis])

    def clean(self) -> dict[str, Any]:
        bersih: dict[str, Any] = super().clean() or {}
        if bersih.get("mulai") and bersih.get("sampai") and bersih["mulai"] > bersih["sampai"]:
            self.add_error("sampai", "Tanggal sampai tidak boleh sebelum tanggal mulai.")
        if bersih.get("layak_jadi_belum") and not bersih.get("pasal_layak"):
            self.add_error("pasal_layak", "Sebutkan pasal keputusan yang mengubah layak menjadi belum.")
        for jenis in JENIS:
            bentuk, besar = bersih.get(f"bentuk_{jenis}"), bersih.get(f"besar_{jenis}")
            if bentuk and besar is None and f"besar_{jenis}" not in self.errors:
                self.add_error(f"besar_{jenis}", "Isi besarnya, atau pilih Tidak mengurangi.")
            if bentuk == FAKTOR and besar is not None and besar > 1:
                self.add_error(f"besar_{jenis}", "Faktor di antara 0 dan 1. Faktor 0,9 mengurangi sepersepuluh nilai.")
        return bersih

    @property
    def isi(self) -> IsiAturan:
        """What the action takes. Only after is_valid()."""
        b = self.cleaned_data
        kadar = {j: {"bentuk": b[f"bentuk_{j}"], "besar": str(b[f"besar_{j}"])} for j in JENIS if b.get(f"bentuk_{j}")}
        return IsiAturan(
            kadar=kadar, lapor_sendiri_dikurangi=b["lapor_sendiri_dikurangi"], **{n: b[n] for n in _ATURAN}
        )


def _medan_jenis() -> dict[str, forms.Field]:
    hasil: dict[str, forms.Field] = {}
    for jenis, nama in JENIS.items():
        hasil[f"bentuk_{jenis}"] = forms.ChoiceField(label=nama, choices=BENTUK, required=False)
        hasil[f"besar_{jenis}"] = DesimalField(
            label=f"Besar untuk {nama}", desimal=2, minimum=0, maksimum=100, required=False,
            help_text="Poin yang dikurangkan, atau faktor pengali dari 0 sampai 1.",
        )  # fmt: skip
    return hasil


AturanPengurangForm.base_fields.update(_medan_jenis())
