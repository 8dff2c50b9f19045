"""Which addresses outside may be kept. Knows no tables; nothing is ever fetched.

Accepted is what a person can recognise: http or https, a plain ASCII host with a dot, ending in a word. What could show
one place and lead to another (passwords before the host, look-alike letters, backslashes) is refused with words.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

MAKS = 1500
_HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
_TAMPAK = re.compile(r"[!-~]+")
_LOKAL = (".local", ".localhost", ".internal", ".lan", ".home", ".invalid", ".test")


class AlamatDitolak(ValueError):
    """`str()` is the sentence for the person."""


def periksa_alamat(teks: str) -> str:
    """The address with scheme and host in lower case. Raises AlamatDitolak."""
    alamat = teks.strip()
    if len(alamat) > MAKS:
        raise AlamatDitolak(f"Alamat ini {len(alamat)} huruf. Batasnya {MAKS}. Pakai tautan bagikan yang lebih pendek.")
    if not re.match(r"https?://", alamat, re.IGNORECASE):
        raise AlamatDitolak("Alamat harus diawali https:// atau http://. Salin dari kotak alamat peramban.")
    if not _TAMPAK.fullmatch(alamat) or "\\" in alamat:
        raise AlamatDitolak(
            "Alamat memuat spasi atau huruf yang tidak biasa, jadi tujuannya tidak pasti. Salin lagi dari peramban."
        )
    skema, _, sisa = alamat.partition("://")
    jaringan = re.split(r"[/?#]", sisa, maxsplit=1)[0]
    if "@" in jaringan:
        raise AlamatDitolak("Alamat memuat nama pengguna atau kata sandi sebelum nama situs. Hapus bagian itu.")
    bersih = f"{skema.lower()}://{jaringan.lower()}{sisa[len(jaringan) :]}"
    _periksa_host(bersih)
    return bersih


def _periksa_host(alamat: str) -> None:
    try:
        bagian = urlsplit(alamat)
        host, _ = bagian.hostname or "", bagian.port
    except ValueError as galat:
        raise AlamatDitolak("Nama situs pada alamat ini tidak terbaca. Salin lagi dari peramban.") from galat
    if any(label.startswith("xn--") for label in host.split(".")):
        raise AlamatDitolak("Nama situs memuat huruf yang mirip huruf lain. Pakai alamat situs dengan huruf biasa.")
    if not _HOST.fullmatch(host) or host.endswith(_LOKAL):
        raise AlamatDitolak("Situs ini tidak dapat dibuka orang lain. Pakai alamat situs yang ada di internet.")
    if bagian.netloc.partition(":")[0] != host:  # what is shown and what is opened must be one
        raise AlamatDitolak("Nama situs pada alamat ini tidak terbaca. Salin lagi dari peramban.")


def situs(alamat: str) -> str:
    """The host of an accepted address, for people: `drive.google.com`."""
    return urlsplit(alamat).hostname or ""
