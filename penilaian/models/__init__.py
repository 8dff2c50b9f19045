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
from penilaian.models.sesi import (
    AcaraSesi,
    AturanDesk,
    DilihatSesi,
    JamAcara,
    KehadiranSesi,
    PesertaSesi,
    Pihak,
    RuangSesi,
    SesiDesk,
)
from penilaian.models.wawancara import BankTanya, RiwayatTanya, TanyaJawab

__all__ = [
    "AcaraSesi",
    "AlurLembar",
    "AturanDesk",
    "AturanEvaluasi",
    "BankTanya",
    "BuktiPengajuan",
    "ButirPengajuan",
    "DilihatSesi",
    "JamAcara",
    "Jawaban",
    "KehadiranSesi",
    "LangkahAlur",
    "Lapisan",
    "LembarKerja",
    "NilaiHarian",
    "PenanggungJawab",
    "Pengajuan",
    "Peristiwa",
    "PesertaSesi",
    "Pihak",
    "Potret",
    "RingkasanLembar",
    "RiwayatButir",
    "RiwayatJawaban",
    "RiwayatTanya",
    "RuangSesi",
    "SesiDesk",
    "StatusButir",
    "TanyaJawab",
]
