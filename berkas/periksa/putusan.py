"""What a check says. Pure data: it travels from the process that judges to the one that stores."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Alasan(StrEnum):
    """Why a file is refused; berkas/pesan.py has the sentence of each."""

    KOSONG = "kosong"
    TERLALU_BESAR = "terlalu_besar"
    TIPE = "tipe"
    FORMAT_LAMA = "format_lama"
    MAKRO = "makro"
    FOTO = "foto"
    ARSIP = "arsip"
    TIDAK_SAH = "tidak_sah"
    KATA_SANDI = "kata_sandi"
    SKRIP = "skrip"
    PELUNCUR = "peluncur"
    LAMPIRAN = "lampiran"
    XFA = "xfa"
    TERLALU_RUMIT = "terlalu_rumit"
    PIKSEL = "piksel"
    DTD = "dtd"
    OTOMATIS = "otomatis"
    RUJUKAN = "rujukan"
    OBJEK = "objek"
    VIRUS = "virus"
    GANGGUAN = "gangguan"  # the check itself was stopped: nothing is known about the file


# The extension itself is refused (HTTP 415), as opposed to the contents (422).
ALASAN_TIPE = frozenset({Alasan.TIPE, Alasan.FORMAT_LAMA, Alasan.FOTO, Alasan.ARSIP})


@dataclass(frozen=True, slots=True)
class Putusan:
    """`alasan` None = accepted. `tipe` is the name in the table, `halaman` the number of PDF pages if known.

    `pindai`: '' = no virus scanner is set; else what it said (berkas.antivirus): 'bersih' or 'menunggu'.
    """

    alasan: Alasan | None
    tipe: str = ""
    media: str = ""
    halaman: int | None = None
    pindai: str = ""

    @property
    def sah(self) -> bool:
        return self.alasan is None


class TolakError(Exception):
    """Raised inside a check; `periksa` turns it into a Putusan."""

    def __init__(self, alasan: Alasan) -> None:
        super().__init__(alasan.value)
        self.alasan = alasan
