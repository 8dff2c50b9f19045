"""The project's template tags, loaded as builtins: numbers, dates, icons, status chips and SVG charts.

This is the only file that may call mark_safe/format_html (the template gate keeps that allow-list): every piece of
markup below is either a constant of this file, a vendored icon, or goes through format_html.
Charts follow three rules: presentation attributes only (no style=""), text stays in HTML, and the number beside the
drawing is the accessible value. `palet="pdf"` writes literal colours because WeasyPrint turns var() black inside SVG.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from common import desimal, tanggal
from common.terbilang import tanggal_terbilang

register = template.Library()

Konteks = Mapping[str, Any]
Angka = desimal.Angka

# --- Numbers -------------------------------------------------------------------------------------------------------


@register.simple_tag
def angka(nilai: Angka | None, desimal_: int = 2) -> str:
    """`{% angka nilai 2 %}` → 1.240,50; None → –. Half-up, exact; a float is refused, also a literal."""
    return desimal.format_angka(nilai, desimal_)


@register.simple_tag
def persen(nilai: Angka | None, desimal_: int = 0) -> str:
    """`{% persen 62 %}` → 62%. The value is already in percent."""
    return desimal.format_persen(nilai, desimal_)


@register.simple_tag
def ukuran(bita: int | None) -> str:
    """`{% ukuran 1258291 %}` → 1,2 MB."""
    return desimal.format_ukuran(bita)


# --- Dates ---------------------------------------------------------------------------------------------------------


def _zona(konteks: Konteks) -> tzinfo:
    """The satker's zone: context variable `zona` (name or tzinfo), else the active time zone of the request."""
    zona = konteks.get("zona")
    if isinstance(zona, str) and zona:
        return ZoneInfo(zona)
    return zona if isinstance(zona, tzinfo) else timezone.get_current_timezone()


def _hari(nilai: date | datetime, zona: tzinfo) -> date:
    return nilai.astimezone(zona).date() if isinstance(nilai, datetime) else nilai


@register.simple_tag(takes_context=True)
def tgl(context: Konteks, nilai: date | datetime | None) -> str:
    """17 Agu 2026"""
    return tanggal.format_tgl(_hari(nilai, _zona(context))) if nilai else desimal.KOSONG


@register.simple_tag(takes_context=True)
def tgl_panjang(context: Konteks, nilai: date | datetime | None) -> str:
    """Senin, 17 Agustus 2026"""
    return tanggal.format_tgl_panjang(_hari(nilai, _zona(context))) if nilai else desimal.KOSONG


@register.simple_tag(takes_context=True)
def tgl_terbilang(context: Konteks, nilai: date | datetime) -> str:
    """Senin tanggal tujuh belas bulan Agustus tahun dua ribu dua puluh enam"""
    return tanggal_terbilang(_hari(nilai, _zona(context)))


@register.simple_tag(takes_context=True)
def waktu(context: Konteks, nilai: datetime | None) -> str:
    """14.05 WIB, in the satker's zone."""
    return tanggal.format_waktu(nilai, _zona(context)) if nilai else desimal.KOSONG


@register.simple_tag(takes_context=True)
def tgl_waktu(context: Konteks, nilai: datetime | None) -> str:
    """17 Agu 2026, 14.05 WIB"""
    return tanggal.format_tgl_waktu(nilai, _zona(context)) if nilai else desimal.KOSONG


@register.simple_tag(takes_context=True)
def sisa_hari(context: Konteks, nilai: date | datetime | None) -> str:
    """4 hari lagi · hari ini · lewat 2 hari. `hari_ini` in the context stands in for today's local date."""
    if not nilai:
        return desimal.KOSONG
    zona = _zona(context)
    return tanggal.sisa_hari(_hari(nilai, zona), context.get("hari_ini") or timezone.localdate(timezone=zona))


# --- Icons and status ----------------------------------------------------------------------------------------------

_FOLDER_IKON = Path(__file__).resolve().parent.parent / "ikon"
_LATAR_IKON = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>')
_ISI_IKON = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


@cache
def daftar_ikon() -> dict[str, str]:
    """Name → inner markup of every vendored icon, read once per process."""
    hasil = {}
    for berkas in sorted(_FOLDER_IKON.glob("*.svg")):
        cocok = _ISI_IKON.search(berkas.read_text(encoding="utf-8"))
        if not cocok:
            raise ValueError(f"ikon rusak: {berkas.name}")
        hasil[berkas.stem] = re.sub(r"\s*\n\s*", "", _LATAR_IKON.sub("", cocok[1]))
    return hasil


@register.simple_tag
def ikon(nama: str, besar: int = 20) -> SafeString:
    """Inline outline icon, always decorative: the words stand beside it. An unknown name is a KeyError."""
    return format_html(
        '<svg class="zi-ikon" width="{0}" height="{0}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        "{1}</svg>",
        besar,
        mark_safe(daftar_ikon()[nama]),
    )


# code → (words, icon, tone). The words are one vocabulary everywhere (ux.md W2); tones are classes zi-chip-*.
STATUS: dict[str, tuple[str, str, str]] = {
    "belum_dibuka": ("Belum dibuka", "circle-dashed", "netral"),
    "belum_diisi": ("Belum diisi", "circle-dashed", "netral"),
    "dilihat": ("Dilihat, belum lengkap", "eye", "netral"),
    "terisi": ("Terisi", "circle-check", "info"),
    "salinan": ("Salinan, belum diperiksa", "copy", "warn"),
    "menunggu": ("Menunggu verifikasi", "clock", "warn"),
    "perlu_perbaikan": ("Perlu perbaikan", "alert-triangle", "danger"),
    "lengkap": ("Lengkap (terkunci)", "lock", "ok"),
    "dinilai": ("Dinilai TPI", "clipboard-check", "ok"),
    # gates
    "lolos": ("Terpenuhi", "check", "ok"),
    "hampir": ("Hampir", "circle-half-2", "warn"),
    "gagal": ("Belum terpenuhi", "x", "danger"),
    # figures
    "draf": ("Draf", "pencil", "warn"),
    "final": ("Final", "lock", "ok"),
    # files
    "tersimpan": ("Tersimpan", "check", "ok"),
    "memeriksa": ("Memeriksa berkas…", "hourglass", "info"),
    "ditolak": ("Ditolak", "x", "danger"),
}


@register.simple_tag
def status(objek: Any) -> SafeString:
    """Chip of word + icon + colour for a status code, or for an object with an attribute `status`."""
    kode = objek if isinstance(objek, str) else objek.status
    kata, gambar, nada = STATUS[str(kode)]
    return chip(kata, gambar, nada)


@register.simple_tag
def chip(kata: str, gambar: str, nada: str = "netral") -> SafeString:
    """A chip with free words; `nada` is netral, info, ok, warn or danger."""
    return format_html('<span class="zi-chip zi-chip-{}">{}{}</span>', nada, ikon(gambar, 16), kata)


@register.filter
def jangkar(medan: Any) -> str:
    """Id of the first control of a bound field, for links from the error summary (radio groups have no own id)."""
    return medan.id_for_label or f"{medan.auto_id}_0"


@register.filter
def bernama(galat: str, medan: Any) -> str:
    """The error sentence with the field's label in front, unless the sentence names the field itself."""
    label = str(medan.label)
    return galat if label.lower() in galat.lower() else f"{label}: {galat}"


# --- Charts --------------------------------------------------------------------------------------------------------

# Same values as the tokens in scss/_token.scss (light); tests/common keeps the two equal.
PALET: dict[str, dict[str, str]] = {
    "web": {
        "s1": "var(--zi-s1)",
        "s2": "var(--zi-s2)",
        "lalu": "var(--zi-lalu)",
        "jalur": "var(--zi-jalur)",
        "garis": "var(--zi-garis)",
        "tinta": "var(--zi-ink)",
        "latar": "var(--zi-latar)",
    },
    "pdf": {
        "s1": "#0b4f8a",
        "s2": "#b35900",
        "lalu": "#78828e",
        "jalur": "#e6ebf0",
        "garis": "#c9d1d9",
        "tinta": "#1b2430",
        "latar": "#ffffff",
    },
}


def _bagian(nilai: Angka, maks: Angka) -> Decimal:
    """`nilai` as a share of `maks` in percent, one decimal, kept inside 0..100 so that a bar never leaves its cell."""
    return min(max(desimal.bulatkan(Fraction(nilai) * 100 / Fraction(maks), 1), Decimal(0)), Decimal(100))


@register.simple_tag
def batang(
    nilai: Angka | None, maks: Angka = 100, ambang: Angka | None = None, seri: str = "s1", palet: str = "web"
) -> SafeString:
    """Bar for a table cell. s1 (Mandiri) is solid, s2 (TPI) light with a dashed edge; `ambang` is a line in ink.

    None draws the empty track: the number beside it says –.
    """
    warna = PALET[palet]
    isi = SafeString("")
    if nilai is not None:
        if seri == "s2":
            gaya = format_html(
                'fill="{0}" fill-opacity="0.3" stroke="{0}" stroke-width="1.5" stroke-dasharray="4 2"', warna["s2"]
            )
        else:
            gaya = format_html('fill="{}"', warna[seri])
        isi = format_html('<rect width="{}%" height="12" rx="2" {}/>', _bagian(nilai, maks), gaya)
    if ambang is not None:
        letak = _bagian(ambang, maks)
        isi += format_html(  # a pale edge keeps the line visible on top of a dark bar
            '<line x1="{0}%" x2="{0}%" y1="0" y2="12" stroke="{1}" stroke-width="5"/>'
            '<line x1="{0}%" x2="{0}%" y1="0" y2="12" stroke="{2}" stroke-width="2"/>',
            letak,
            warna["latar"],
            warna["tinta"],
        )
    return format_html(
        '<svg class="zi-batang" width="{}" height="12" aria-hidden="true" focusable="false">'
        '<rect width="100%" height="12" rx="2" fill="{}"/>{}</svg>',
        "100%" if palet == "web" else "160",
        warna["jalur"],
        isi,
    )


# cos/sin of the six axes, clockwise from the top, as exact as a 260-unit drawing needs; no float anywhere.
_S60 = Decimal("0.8660254")
_ARAH = (
    (Decimal(0), Decimal(-1)),
    (_S60, Decimal("-0.5")),
    (_S60, Decimal("0.5")),
    (Decimal(0), Decimal(1)),
    (-_S60, Decimal("0.5")),
    (-_S60, Decimal("-0.5")),
)
_PUSAT, _JARI = Decimal(130), Decimal(100)


def _titik_radar(sumbu: int, nilai: Angka, jari: Decimal = _JARI) -> tuple[Decimal, Decimal]:
    besar = jari * _bagian(nilai, 100) / 100
    x, y = _ARAH[sumbu]
    return desimal.bulatkan(_PUSAT + x * besar, 1), desimal.bulatkan(_PUSAT + y * besar, 1)


def _segi(nilai: Sequence[Angka | None]) -> str:
    titik = (_titik_radar(i, n) for i, n in enumerate(nilai) if n is not None)
    return " ".join(f"{x},{y}" for x, y in titik)


@register.simple_tag
def radar(
    data: Sequence[Angka | None],
    kedua: Sequence[Angka | None] | None = None,
    ambang: Angka | None = None,
    palet: str = "web",
) -> SafeString:
    """Radar of the six areas (0–100). Axis labels are the numerals 1–6; names and figures are in the table beside it.

    `kedua` is the second series (TPI), `ambang` one ring in ink. An area without a value has no corner, never a 0.
    """
    if len(data) != len(_ARAH) or (kedua is not None and len(kedua) != len(_ARAH)):
        raise ValueError("radar butuh enam nilai")
    warna = PALET[palet]
    huruf = format_html(' font-family="{}"', "Arimo") if palet == "pdf" else SafeString("")
    cincin = format_html_join(
        "",
        '<polygon points="{}" fill="none" stroke="{}"/>',
        ((_segi([r] * 6), warna["garis"]) for r in (25, 50, 75, 100)),
    )
    sumbu = format_html_join(
        "",
        '<line x1="130" y1="130" x2="{}" y2="{}" stroke="{}"/>',
        ((*_titik_radar(i, 100), warna["garis"]) for i in range(6)),
    )
    label = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle" font-size="16" fill="{}"{}>{}</text>',
        (
            (x, y + 6, warna["tinta"], huruf, i + 1)
            for i in range(6)
            for x, y in [_titik_radar(i, 100, jari=Decimal(116))]
        ),
    )
    gambar = SafeString("")
    if ambang is not None:
        gambar += format_html(
            '<polygon points="{}" fill="none" stroke="{}" stroke-width="1.5" stroke-dasharray="2 3"/>',
            _segi([ambang] * 6),
            warna["tinta"],
        )
    gambar += format_html(
        '<polygon points="{0}" fill="{1}" fill-opacity="0.18" stroke="{1}" stroke-width="2.5"/>',
        _segi(data),
        warna["s1"],
    )
    if kedua is not None:
        gambar += format_html(
            '<polygon points="{}" fill="none" stroke="{}" stroke-width="2.5" stroke-dasharray="6 4"/>',
            _segi(kedua),
            warna["s2"],
        )
    keterangan = "; ".join(f"{i} {desimal.format_angka(n)}" for i, n in enumerate(data, 1))
    return format_html(
        '<svg class="zi-radar" width="260" height="260" viewBox="0 0 260 260" role="img" '
        'aria-label="Radar nilai enam area: {}; angka ada di tabel">{}{}{}{}</svg>',
        keterangan,
        cincin,
        sumbu,
        gambar,
        label,
    )


_TREN_LEBAR, _TREN_TINGGI, _TREN_TEPI = 270, 160, 20


def _label_akhir(
    deret: Sequence[Sequence[Angka | None]], y: Callable[[Angka], Decimal]
) -> list[tuple[int, Angka, Decimal]]:
    """(index, value, baseline) of the last known value of each series; two labels never overlap (18 units apart)."""
    ada = [[(i, n) for i, n in enumerate(nilai) if n is not None] for nilai in deret]
    akhir = [baris[-1] for baris in ada if baris]
    label = [(i, n, y(n) + 6) for i, n in akhir]
    if len(label) == 2 and abs(label[0][2] - label[1][2]) < 18:
        atas, bawah = sorted(label, key=lambda baris: baris[2])
        tengah = (atas[2] + bawah[2]) / 2
        label = [(*atas[:2], tengah - 9), (*bawah[:2], tengah + 9)]
    return label


@register.simple_tag
def tren(
    seri: Sequence[Mapping[str, Any]], maks: Angka = 100, ambang: Angka | None = None, palet: str = "web"
) -> SafeString:
    """Lines over time: `seri` is at most two {"nama": str, "nilai": [angka | None, …]} of equal length.

    A missing value breaks the line. The last value is written at the line's end; the table below has all of them.
    """
    if not 1 <= len(seri) <= 2:
        raise ValueError("tren menampilkan satu atau dua seri")
    warna = PALET[palet]
    huruf = format_html(' font-family="{}"', "Arimo") if palet == "pdf" else SafeString("")
    banyak = max(len(s["nilai"]) for s in seri)

    def y(nilai: Angka) -> Decimal:
        return desimal.bulatkan(_TREN_TEPI + _TREN_TINGGI - _TREN_TINGGI * _bagian(nilai, maks) / 100, 1)

    def x(urutan: int) -> Decimal:
        return desimal.bulatkan(_TREN_TEPI + _TREN_LEBAR * Fraction(urutan, max(banyak - 1, 1)), 1)

    def garis(urutan: int, nilai: Sequence[Angka | None]) -> SafeString:
        kunci = ("s1", "s2")[urutan]
        hasil = SafeString("")
        lalu: Angka | None = None
        for i, n in enumerate(nilai):
            sebelum, lalu = lalu, n
            if n is None:
                continue
            if sebelum is not None:
                hasil += format_html(
                    '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="2.5"{}/>',
                    x(i - 1), y(sebelum), x(i), y(n), warna[kunci],
                    SafeString(' stroke-dasharray="6 4"') if urutan else "",
                )  # fmt: skip
            hasil += format_html('<circle cx="{}" cy="{}" r="3.5" fill="{}"/>', x(i), y(n), warna[kunci])
        return hasil

    isi = SafeString("").join(garis(i, s["nilai"]) for i, s in enumerate(seri))
    isi += format_html_join(
        "",
        '<text x="{}" y="{}" font-size="16" fill="{}"{}>{}</text>',
        (
            (x(i) + 8, tinggi, warna["tinta"], huruf, desimal.format_angka(n))
            for i, n, tinggi in _label_akhir([s["nilai"] for s in seri], y)
        ),
    )
    if ambang is not None:
        isi = (
            format_html(
                '<line x1="20" x2="290" y1="{0}" y2="{0}" stroke="{1}" stroke-width="1.5" stroke-dasharray="2 3"/>',
                y(ambang),
                warna["tinta"],
            )
            + isi
        )
    akhir = "; ".join(f"{s['nama']} {desimal.format_angka(s['nilai'][-1])}" for s in seri)
    return format_html(
        '<svg class="zi-tren" width="360" height="200" viewBox="0 0 360 200" role="img" '
        'aria-label="Tren, nilai terakhir: {}; angka ada di tabel">'
        '<line x1="20" x2="290" y1="180" y2="180" stroke="{}"/>{}</svg>',
        akhir,
        warna["garis"],
        mark_safe(isi),
    )
