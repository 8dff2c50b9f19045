"""The left navigation of signed-in pages: at most eight items, by permission of the active role."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from satker.pelaku import Pelaku
from satker.peran import TIM_SATKER
from satker.queries.waktu import periode_berjalan


@dataclass(frozen=True, slots=True)
class Item:
    label: str
    url: str
    ikon: str
    aktif: bool


# (label, url name, icon, permission). The first group needs the unit of the role in its URL and is for its own people.
_SATKER = (
    ("LKE", "lke", "clipboard-check", "lihat_lke"),
    ("Nilai dan syarat", "dasbor", "gauge", "lihat_lke"),
    ("Kirim LKE", "kirim", "arrow-right", "lihat_lke"),
    ("Data dukung", "berkas:daftar", "files", "lihat_lke"),
    ("Layanan dan fakta", "satker:fakta", "list-details", "lihat_fakta"),
    ("Desk evaluasi", "sesi_satker", "calendar-event", "lihat_lke"),
    ("Usulan", "usulan_satker", "award", "lihat_lke"),
)
_UMUM = (
    ("Daftar satker", "daftar_satker", "building", "lihat_wilayah"),
    ("Satker saya", "satker_saya_kini", "clipboard-check", "nilai_tpi"),
    ("Desk evaluasi", "sesi_kini", "calendar-event", "nilai_tpi"),
    ("Pendahuluan", "pendahuluan_kini", "list-check", "nilai_pendahuluan"),
    ("Usulan", "usulan_kini", "award", "lihat_wilayah"),
    ("Kemiripan", "berkas:kemiripan_kini", "copy", "lihat_kemiripan"),
    ("Bandingkan butir", "bandingkan_kini", "chart-bar", "lihat_wilayah"),
    ("Tim penilai", "tim_kini", "users", "kelola_tim"),
    ("Wawancara", "bank_tanya", "message", "kelola_wawancara"),
    ("Satker", "satker:kelola", "building-community", "kelola_satker"),
    ("Pendaftaran", "satker:pendaftaran", "clipboard-check", "ajukan_satker"),
    ("Pengguna", "satker:pengguna", "users", "kelola_pengguna"),
    ("Periode", "satker:periode", "calendar", "kelola_periode"),
    ("Kop dokumen", "berkas:kop", "printer", "kelola_dokumen"),
    ("Kesehatan", "kesehatan", "gauge", "kelola_sistem"),
    ("Kotak surat", "satker:kotak_surat", "mail", "kelola_sistem"),
)
# The inspectorate does too much for one list: what it opens once a year stands on the page Periode.
_DI_PERIODE = frozenset({"Bandingkan butir", "Wawancara", "Pendaftaran", "Kop dokumen"})


def menu_untuk(request: HttpRequest) -> list[Item]:
    """Items the active role may open; empty without a role."""
    pelaku = request.pelaku
    if pelaku is None or pelaku.penugasan is None:
        return []
    pilihan = [("Beranda", reverse("beranda"), "home")]
    if pelaku.peran in TIM_SATKER:
        tahun = getattr(request, "tahun", None) or _tahun_berjalan(pelaku)
        alamat = {"tahun": tahun, "kode": pelaku.unit.kode}
        pilihan += [
            (label, reverse(nama, kwargs=alamat), ikon) for label, nama, ikon, izin in _SATKER if pelaku.punya(izin)
        ]
    lewat = _DI_PERIODE if pelaku.punya("kelola_periode") else frozenset()
    pilihan += [
        (label, reverse(nama), ikon) for label, nama, ikon, izin in _UMUM if pelaku.punya(izin) and label not in lewat
    ]
    aktif = _terpanjang(request.path, [url for _, url, _ in pilihan])
    return [Item(label, url, ikon, aktif=url == aktif) for label, url, ikon in pilihan]


def _terpanjang(jalur: str, url: list[str]) -> str:
    """The entry whose address starts the page's: a question belongs to LKE. A page without an entry marks none.

    The home and the dashboard start many addresses that are not theirs, so they must match whole.
    """
    umum = {u for u in url if any(lain != u and lain.startswith(u) for lain in url)}
    return max((u for u in url if jalur == u or (u not in umum and jalur.startswith(u))), key=len, default="")


def _tahun_berjalan(pelaku: Pelaku) -> int:
    """The year the links open where the page has none: after New Year the old one until the new one is set up."""
    periode = periode_berjalan(pelaku.unit)
    return periode.tahun if periode else timezone.localdate().year
