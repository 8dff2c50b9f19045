"""The counts a unit keeps once per year (issue A, 'Facts once'). Names are data; other apps refer to them by kode."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FaktaBaku:
    kode: str
    nama: str
    kelompok: str


_LHK = "Wajib lapor harta kekayaan"
_DISIPLIN = "Pelanggaran disiplin"
FAKTA: tuple[FaktaBaku, ...] = (
    FaktaBaku("pegawai", "Jumlah pegawai", "Pegawai"),
    FaktaBaku("agen_perubahan", "Jumlah agen perubahan", "Pegawai"),
    FaktaBaku("lhkpn_wajib_kepala", "Wajib LHKPN: kepala satuan kerja", _LHK),
    FaktaBaku("lhkpn_wajib_pejabat", "Wajib LHKPN: pejabat yang diwajibkan", _LHK),
    FaktaBaku("lhkpn_wajib_lain", "Wajib LHKPN: lainnya", _LHK),
    FaktaBaku("lhkpn_sudah", "LHKPN: sudah melapor", _LHK),
    FaktaBaku("lhkan_wajib_administrator", "Wajib lapor non-LHKPN: administrator", _LHK),
    FaktaBaku("lhkan_wajib_pengawas", "Wajib lapor non-LHKPN: pengawas", _LHK),
    FaktaBaku("lhkan_wajib_pelaksana", "Wajib lapor non-LHKPN: fungsional dan pelaksana", _LHK),
    FaktaBaku("lhkan_sudah", "Non-LHKPN: sudah melapor", _LHK),
    FaktaBaku("pelanggaran_lalu", "Pelanggaran disiplin tahun sebelumnya", _DISIPLIN),
    FaktaBaku("pelanggaran_ini", "Pelanggaran disiplin tahun ini", _DISIPLIN),
    FaktaBaku("pelanggaran_disanksi", "Pelanggaran yang sudah diberi sanksi", _DISIPLIN),
    FaktaBaku("sasaran", "Jumlah sasaran kinerja", "Kinerja"),
    FaktaBaku("sasaran_tercapai", "Sasaran dengan capaian 100% atau lebih", "Kinerja"),
    FaktaBaku("tlhp_rekomendasi", "Rekomendasi hasil pengawasan", "Tindak lanjut hasil pengawasan"),
    FaktaBaku("tlhp_selesai", "Rekomendasi yang sudah selesai", "Tindak lanjut hasil pengawasan"),
)
KODE_FAKTA = [f.kode for f in FAKTA]
NAMA_FAKTA = {f.kode: f.nama for f in FAKTA}
