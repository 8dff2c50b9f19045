"""Tables of the app. Other apps read them through satker.queries."""

from satker.models.fakta import Fakta, Layanan
from satker.models.jejak import Jejak
from satker.models.orang import Pegawai, Penugasan, User
from satker.models.organisasi import (
    JenisSatker,
    Kertas,
    Pendaftaran,
    RiwayatInduk,
    RiwayatPredikat,
    Satker,
    SetelanInstansi,
)
from satker.models.pekerjaan import KotakSurat, Pekerjaan
from satker.models.waktu import GarisPendahuluan, Jendela, Kelonggaran, Periode, TitikPantau

__all__ = [
    "Fakta",
    "GarisPendahuluan",
    "Jejak",
    "Jendela",
    "JenisSatker",
    "Kelonggaran",
    "Kertas",
    "KotakSurat",
    "Layanan",
    "Pegawai",
    "Pekerjaan",
    "Pendaftaran",
    "Penugasan",
    "Periode",
    "RiwayatInduk",
    "RiwayatPredikat",
    "Satker",
    "SetelanInstansi",
    "TitikPantau",
    "User",
]
