"""Role → permissions, as a table a policy person can read (architecture §6, decisions §3).

A permission says what kind of action a role may do at all; what object it may do it on comes from terlihat_oleh() and
the stage tables of the other apps. docs/izin.md is generated from here and from the URLconf.
"""

from satker.peran import POKJA, Peran

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
    "ajukan_lke": "mengajukan LKE kepada kepala satker",
    "setujui_lke": "menyetujui dan mengirim LKE, dan menjawab hasil evaluasi atas nama satker",
    "diskusi": "ikut diskusi tentang soal",
    "nilai_pendahuluan": "memeriksa dan menilai LKE pada penilaian pendahuluan",
    "putus_pendahuluan": "menyatakan layak atau belum dievaluasi",
    "nilai_tpi": "menilai LKE sebagai tim penilai",
    "pimpin_tpi": "menulis nilai yang disepakati tim penilai dan memimpin desk",
    "setujui_tpi": "menyetujui, mengunci, dan menerbitkan hasil tim penilai",
    "atur_ganda": "mengatur penilaian ganda buta dan membaca konsensus tim penilai",
    "lihat_kesepakatan": "membaca kesepakatan penilai setahun",
    "susun_lhe": "menyusun draf laporan hasil evaluasi",
    "kelola_tim": "menyusun tim penilai dan penugasannya",
    "kelola_evaluasi": "mengatur aturan evaluasi dan pengurang",
    "lihat_insiden": "membaca insiden dan putusannya pada unit yang terlihat",
    "catat_insiden": "mencatat dugaan insiden, atau melaporkan insiden satkernya sendiri",
    "periksa_insiden": "membuka dokumen insiden",
    "kelola_usulan": "menyusun usulan dan mencatat hasil TPN",
    "terbitkan_daftar": "menerbitkan daftar data dukung resmi satkernya",
    "kelola_dokumen": "mengatur kop dokumen, menarik dokumen terbit, dan mengunggah salinan bertanda tangannya",
    "kelola_wawancara": "mengelola bank pertanyaan wawancara dan aturan desk",
    "lihat_kalibrasi": "membuka set kalibrasi penilai",
    "ringkas_kalibrasi": "membaca ringkasan hasil kalibrasi",
    "kelola_sistem": "melihat kotak surat dan kesehatan sistem",
}

_BACA = frozenset({"lihat_lke", "lihat_fakta", "lihat_instrumen", "lihat_pekerjaan"})
_ISI = _BACA | {"isi_lke", "kelola_fakta"}
_INSIDEN = frozenset({"lihat_insiden", "catat_insiden"})
_KANWIL = _BACA | {"lihat_insiden", "lihat_wilayah", "lihat_kemiripan", "ajukan_satker", "nilai_pendahuluan", "diskusi"}
_TIM = (
    _BACA
    | {"lihat_insiden", "periksa_insiden", "lihat_wilayah", "lihat_kemiripan", "nilai_tpi", "diskusi"}
    | {"lihat_kalibrasi"}
)
_GANDA = frozenset({"atur_ganda", "lihat_kesepakatan"})

IZIN_PERAN: dict[str, frozenset[str]] = {
    **dict.fromkeys(POKJA, _ISI | {"diskusi"}),
    Peran.KOORDINATOR: _ISI | {"tugaskan_butir", "ajukan_lke", "diskusi", "terbitkan_daftar"} | _INSIDEN,
    Peran.KEPALA: _BACA | {"setujui_lke", "diskusi"} | _INSIDEN,
    Peran.STAF_KANWIL: _KANWIL,
    Peran.PIMPINAN_KANWIL: _KANWIL | {"putus_pendahuluan"},
    Peran.TPI_ANGGOTA: _TIM,
    Peran.TPI_KETUA: _TIM | _GANDA | {"susun_lhe", "pimpin_tpi", "catat_insiden", "ringkas_kalibrasi"},
    Peran.TPI_DALNIS: _TIM | _GANDA | {"susun_lhe", "setujui_tpi", "kelola_wawancara", "ringkas_kalibrasi"},
    Peran.PEMBACA_PUSAT: _BACA | {"lihat_wilayah", "lihat_kemiripan"},
    Peran.ADMIN_INSPEKTORAT: _BACA
    | {"lihat_wilayah", "lihat_kemiripan", "ajukan_satker", "kelola_satker", "kelola_pengguna", "kelola_periode"}
    | {"kelola_bukti", "kelola_dokumen", "kelola_tim", "kelola_evaluasi", "kelola_usulan", "kelola_wawancara"}
    | {"lihat_insiden", "catat_insiden", "periksa_insiden", "lihat_kalibrasi", "ringkas_kalibrasi"}
    | {"lihat_kesepakatan"},
    Peran.ADMIN_SISTEM: frozenset(
        {"lihat_instrumen", "lihat_pekerjaan", "kelola_satker", "kelola_pengguna", "kelola_sistem"}
    ),
}

# The areas a role writes: None = all areas and Hasil; only Pokja roles are bound to the area of their Penugasan.
TERIKAT_AREA = POKJA
