"""Tables of the LKE. The sheet stays open all year; sending hangs immutable submissions on it (decisions §4)."""

from penilaian.models.alur import AlurLembar, AturanEvaluasi, LangkahAlur
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
from penilaian.models.tanggapan import BuktiTanggapan, KirimanTanggapan, StatusTanggapan, Tanggapan

__all__ = [
    "AlurLembar",
    "AturanEvaluasi",
    "BuktiPengajuan",
    "BuktiTanggapan",
    "ButirPengajuan",
    "Jawaban",
    "KirimanTanggapan",
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
    "StatusTanggapan",
    "Tanggapan",
]
