"""Tables of the LKE. The sheet stays open all year; sending hangs immutable submissions on it (decisions §4)."""

from penilaian.models.alur import AlurLembar, AturanEvaluasi, LangkahAlur
from penilaian.models.bacaan import BacaBukti, PutusanBerkas, PutusanBukti, TingkatBaca
from penilaian.models.diskusi import BacaUtas, JenisUtas, Pesan, Sebutan, Utas
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
from penilaian.models.periksa import BacaButir, HasilButir, HasilPeriksa, JenisPeriksa, Pemeriksaan, SuratPendahuluan
from penilaian.models.prasyarat import CatatanSyarat
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
from penilaian.models.tanggapan import BuktiTanggapan, KirimanTanggapan, StatusTanggapan, Tanggapan
from penilaian.models.tim import PERAN_TIM, AnggotaTim, PembagianButir, PernyataanKepentingan, Tim, TugasTim
from penilaian.models.wawancara import BankTanya, RiwayatTanya, TanyaJawab

__all__ = [
    "PERAN_TIM",
    "AcaraSesi",
    "AlurLembar",
    "AnggotaTim",
    "AturanDesk",
    "AturanEvaluasi",
    "BacaBukti",
    "BacaButir",
    "BacaUtas",
    "BankTanya",
    "BuktiPengajuan",
    "BuktiTanggapan",
    "ButirPengajuan",
    "CatatanSyarat",
    "DilihatSesi",
    "Frasa",
    "HasilButir",
    "HasilPeriksa",
    "JamAcara",
    "Jawaban",
    "JenisPeriksa",
    "JenisUtas",
    "KehadiranSesi",
    "KirimanTanggapan",
    "LangkahAlur",
    "Lapisan",
    "LembarKerja",
    "NilaiHarian",
    "PembagianButir",
    "Pemeriksaan",
    "PenanggungJawab",
    "Pengajuan",
    "Peristiwa",
    "PernyataanKepentingan",
    "Pesan",
    "PesertaSesi",
    "Pihak",
    "Potret",
    "PutusanBerkas",
    "PutusanBukti",
    "RingkasanLembar",
    "RiwayatButir",
    "RiwayatJawaban",
    "RiwayatTanya",
    "RuangSesi",
    "Sebutan",
    "SesiDesk",
    "StatusButir",
    "StatusTanggapan",
    "SuratPendahuluan",
    "TandaButir",
    "Tanggapan",
    "TanyaJawab",
    "Tim",
    "TingkatBaca",
    "TugasTim",
    "Utas",
]
