"""Role → permissions, as a table a policy person can read (architecture §6, decisions §3).

A permission says what kind of action a role may do at all; what object it may do it on comes from terlihat_oleh() and
the stage tables of the other apps. docs/izin.md is generated from here and from the URLconf.
"""

from satker.peran import KANWIL, POKJA, TIM_PENILAI, Peran

# kode → what it allows, in Indonesian for docs/izin.md
IZIN: dict[str, str] = {
    "lihat_lke": "membaca LKE, nilai dan data dukung unit yang terlihat",
    "isi_lke": "menjawab soal dan mengelola data dukung (areanya sendiri untuk Pokja)",
    "tugaskan_butir": "menugaskan soal kepada anggota tim",
    "lihat_wilayah": "membaca daftar satker di wilayahnya",
    "kelola_fakta": "mengisi layanan dan fakta satkernya",
    "lihat_fakta": "membaca layanan dan fakta unit yang terlihat",
    "ajukan_satker": "mengajukan pendaftaran satker baru",
    "kelola_satker": "menyetujui pendaftaran, mengubah dan mengimpor satker",
    "kelola_pengguna": "mengelola akun dan penugasan",
    "kelola_periode": "mengatur periode, jendela waktu dan kelonggaran",
    "lihat_instrumen": "membaca instrumen",
    "lihat_pekerjaan": "melihat pekerjaan latar miliknya",
    "lihat_kemiripan": "membaca kemiripan dokumen antarsatker selengkapnya, sejauh kedua satker terlihat",
    "kelola_bukti": "mengatur aturan tanggal data dukung dan daftar dokumen pusat",
    "terbitkan_daftar": "menerbitkan daftar data dukung resmi satkernya",
    "kelola_dokumen": "mengatur kop dokumen, menarik dokumen terbit, dan mengunggah salinan bertanda tangannya",
    "kelola_sistem": "melihat kotak surat dan kesehatan sistem",
}

_BACA = frozenset({"lihat_lke", "lihat_fakta", "lihat_instrumen", "lihat_pekerjaan"})
_ISI = _BACA | {"isi_lke", "kelola_fakta"}

IZIN_PERAN: dict[str, frozenset[str]] = {
    **dict.fromkeys(POKJA, _ISI),
    Peran.KOORDINATOR: _ISI | {"tugaskan_butir", "terbitkan_daftar"},
    Peran.KEPALA: _BACA,
    **{peran: _BACA | {"lihat_wilayah", "lihat_kemiripan", "ajukan_satker"} for peran in KANWIL},
    **{peran: _BACA | {"lihat_wilayah", "lihat_kemiripan"} for peran in TIM_PENILAI},
    Peran.PEMBACA_PUSAT: _BACA | {"lihat_wilayah", "lihat_kemiripan"},
    Peran.ADMIN_INSPEKTORAT: _BACA
    | {"lihat_wilayah", "lihat_kemiripan", "ajukan_satker", "kelola_satker", "kelola_pengguna", "kelola_periode"}
    | {"kelola_bukti", "kelola_dokumen"},
    Peran.ADMIN_SISTEM: frozenset(
        {"lihat_instrumen", "lihat_pekerjaan", "kelola_satker", "kelola_pengguna", "kelola_sistem"}
    ),
}

# The areas a role writes: None = all areas and Hasil; only Pokja roles are bound to the area of their Penugasan.
TERIKAT_AREA = POKJA
