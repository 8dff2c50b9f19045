"""Tables of the LKE. The sheet stays open all year; step C hangs immutable submissions on it (decisions §4)."""

from penilaian.models.jawaban import Jawaban, Lapisan, PenanggungJawab, RiwayatJawaban
from penilaian.models.lembar import LembarKerja
from penilaian.models.ringkasan import NilaiHarian, RingkasanLembar

__all__ = [
    "Jawaban",
    "Lapisan",
    "LembarKerja",
    "NilaiHarian",
    "PenanggungJawab",
    "RingkasanLembar",
    "RiwayatJawaban",
]
