"""Tables of the LKE. The sheet stays open all year; sending hangs immutable submissions on it (decisions §4)."""

from penilaian.models.alur import AlurLembar, AturanEvaluasi, LangkahAlur
from penilaian.models.jawaban import Jawaban, Lapisan, PenanggungJawab, RiwayatJawaban
from penilaian.models.lembar import LembarKerja
from penilaian.models.meja import Frasa, TandaButir
from penilaian.models.pengajuan import (
    BuktiPengajuan,
    ButirPengajuan,
    Pengajuan,
    Peristiwa,
    Potret,
    RiwayatButir,
    StatusButir,
)
from penilaian.models.ringkasan import NilaiHarian, RingkasanLembar

__all__ = [
    "AlurLembar",
    "AturanEvaluasi",
    "BuktiPengajuan",
    "ButirPengajuan",
    "Frasa",
    "Jawaban",
    "LangkahAlur",
    "Lapisan",
    "LembarKerja",
    "NilaiHarian",
    "PenanggungJawab",
    "Pengajuan",
    "Peristiwa",
    "Potret",
    "RingkasanLembar",
    "RiwayatButir",
    "RiwayatJawaban",
    "StatusButir",
    "TandaButir",
]
