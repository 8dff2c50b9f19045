"""Tables of the LKE. The sheet stays open all year; sending hangs immutable submissions on it (decisions §4)."""

from penilaian.models.alur import AlurLembar, AturanEvaluasi, LangkahAlur
from penilaian.models.insiden import (
    AturanPengurangPeriode,
    BuktiInsiden,
    HasilUsul,
    Insiden,
    LampiranInspektorat,
    PutusanInsiden,
    RiwayatInsiden,
    TanggapanInsiden,
)
from penilaian.models.jawaban import Jawaban, Lapisan, PenanggungJawab, RiwayatJawaban
from penilaian.models.lembar import LembarKerja
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
    "AturanPengurangPeriode",
    "BuktiInsiden",
    "BuktiPengajuan",
    "ButirPengajuan",
    "HasilUsul",
    "Insiden",
    "Jawaban",
    "LampiranInspektorat",
    "LangkahAlur",
    "Lapisan",
    "LembarKerja",
    "NilaiHarian",
    "PenanggungJawab",
    "Pengajuan",
    "Peristiwa",
    "Potret",
    "PutusanInsiden",
    "RingkasanLembar",
    "RiwayatButir",
    "RiwayatInsiden",
    "RiwayatJawaban",
    "StatusButir",
    "TanggapanInsiden",
]
