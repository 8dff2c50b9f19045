"""Tables of the LKE. The sheet stays open all year; sending hangs immutable submissions on it (decisions §4)."""

from penilaian.models.alur import AlurLembar, AturanEvaluasi, LangkahAlur
from penilaian.models.diskusi import BacaUtas, JenisUtas, Pesan, Sebutan, Utas
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
from penilaian.models.periksa import BacaButir, HasilButir, HasilPeriksa, JenisPeriksa, Pemeriksaan, SuratPendahuluan
from penilaian.models.prasyarat import CatatanSyarat
from penilaian.models.ringkasan import NilaiHarian, RingkasanLembar

__all__ = [
    "AlurLembar",
    "AturanEvaluasi",
    "BacaButir",
    "BacaUtas",
    "BuktiPengajuan",
    "ButirPengajuan",
    "CatatanSyarat",
    "HasilButir",
    "HasilPeriksa",
    "Jawaban",
    "JenisPeriksa",
    "JenisUtas",
    "LangkahAlur",
    "Lapisan",
    "LembarKerja",
    "NilaiHarian",
    "Pemeriksaan",
    "PenanggungJawab",
    "Pengajuan",
    "Peristiwa",
    "Pesan",
    "Potret",
    "RingkasanLembar",
    "RiwayatButir",
    "RiwayatJawaban",
    "Sebutan",
    "StatusButir",
    "SuratPendahuluan",
    "Utas",
]
