"""Sample values for /galeri/, the page that shows every component once (development and demo only)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from django import forms
from django.http import QueryDict

from common.formulir import BulatField, DesimalField, FormulirZI, TanggalField
from common.halaman import bagi
from common.templatetags.zi import STATUS, daftar_ikon


class ContohForm(FormulirZI):
    """One field of every kind."""

    nama = forms.CharField(label="Nama kegiatan", max_length=40)
    tanggal = TanggalField(label="Tanggal dokumen")
    indeks = DesimalField(label="Indeks survei", maksimum=4, help_text="Antara 0 dan 4. Contoh: 3,41.")
    jumlah = BulatField(label="Jumlah pegawai")
    triwulan = forms.ChoiceField(label="Periode", choices=[("", "Pilih…"), ("B03", "B03"), ("B06", "B06")])
    jawaban = forms.ChoiceField(
        label="Jawaban satker",
        widget=forms.RadioSelect,
        choices=[("A", "A – seluruhnya"), ("B", "B – sebagian")],
        error_messages={"required": "Pilih salah satu jawaban untuk P5.1b."},
    )
    uraian = forms.CharField(label="Uraian singkat", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    setuju = forms.BooleanField(label="Data di atas sudah saya periksa")


_AREA = (
    ("1", "Manajemen Perubahan", Fraction(8520, 100), Fraction(80)),
    ("2", "Penataan Tatalaksana", Fraction(78), Fraction(76)),
    ("3", "Penataan Sistem Manajemen SDM", Fraction(7215, 100), None),
    ("4", "Penguatan Akuntabilitas", Fraction(66), Fraction(64)),
    ("5", "Penguatan Pengawasan", Fraction(594, 10), Fraction(51)),
    ("6", "Peningkatan Kualitas Pelayanan Publik", None, None),
)


def contoh(saringan: QueryDict) -> dict[str, Any]:
    """Everything the gallery template needs; `saringan` is request.GET, for the page links."""
    area = [
        {"nomor": nomor, "nama": nama, "mandiri": mandiri, "tpi": tpi, "selisih": tpi - mandiri if tpi else None}
        for nomor, nama, mandiri, tpi in _AREA
    ]
    salah = {"nama": "x" * 52, "tanggal": "08/17/2026", "indeks": "88.812", "jumlah": "-3"}
    return {
        "remah": [("Beranda", "/"), ("Galeri", "")],
        "area": area,
        "nilai_mandiri": [a["mandiri"] for a in area],
        "nilai_tpi": [a["tpi"] for a in area],
        "seri_tren": [
            {"nama": "Mandiri", "nilai": [61, 66, None, 74, 78]},
            {"nama": "TPI", "nilai": [58, 60, 63, 70, 72]},
        ],
        "contoh_angka": Fraction(24810, 20),
        "contoh_tanggal": date(2026, 8, 17),
        "contoh_waktu": datetime(2026, 8, 17, 7, 5, tzinfo=UTC),
        "hari_ini": date(2026, 8, 13),
        "semua_status": list(STATUS),
        "semua_ikon": list(daftar_ikon()),
        "kosong": ContohForm(initial={"tanggal": date(2026, 8, 17)}, auto_id="kosong_%s"),
        "galat": ContohForm(salah, auto_id="galat_%s"),
        "tombol_massal": [("tugaskan", "Tugaskan", "users"), ("kirim", "Kirim verifikasi", "arrow-right")],
        "halaman": bagi(range(1, 1241), saringan, per=50),
        "saringan": [("Semua", True), ("Milik saya", False), ("Tanpa berkas 11", False), ("Perlu perbaikan 3", False)],
    }
