"""The way of a sheet from first answer to SK and revocation, as data (PermenPANRB 90/2021 Lampiran I-II, 5/2024).

Pure: who may do which step from where, under which conditions. Conditions are names; the caller says which are met
(`penilaian.queries.alur`), and an unknown one is not met. Roles and stages are the codes of `satker.peran` and
`satker.tahap`. There is no other way to change the state of a sheet than a step of LANGKAH.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

AWAL = "pengisian"

# code → words on the screen, in the order of the year
KEADAAN: Mapping[str, str] = {
    "pengisian": "Pengisian",
    "menunggu_kepala": "Menunggu persetujuan kepala",
    "pendahuluan": "Penilaian pendahuluan",
    "belum_dievaluasi": "Belum layak dievaluasi",
    "siap_tpi": "Menunggu tim penilai",
    "evaluasi": "Evaluasi tim penilai",
    "perbaikan": "Perbaikan oleh satker",
    "tidak_ke_desk": "Tidak ke desk",
    "menunggu_dalnis": "Menunggu pengendali teknis",
    "tanggapan": "Tanggapan satker",
    "layak": "Layak diusulkan",
    "belum_layak": "Belum layak diusulkan",
    "diusulkan": "Diusulkan",
    "seleksi": "Seleksi administrasi",
    "tidak_sesuai": "Administrasi tidak sesuai",
    "sanggah": "Sanggah",
    "ditolak_syarat": "Ditolak pada syarat",
    "tpn_desk": "Analisis dokumen TPN",
    "tpn_wawancara": "Wawancara TPN",
    "tpn_lapangan": "Verifikasi lapangan TPN",
    "panel": "Panel TPN",
    "ditetapkan": "Ditetapkan",
    "tidak_ditetapkan": "Tidak ditetapkan",
    "pemantauan": "Pemantauan",
    "dicabut": "Dicabut",
}

SYARAT: Mapping[str, str] = {
    "lengkap": "Masih ada soal yang belum diisi.",
    "pakai_pendahuluan": "Penilaian pendahuluan tidak dipakai pada tahun ini.",
    "tanpa_pendahuluan": "Unit ini harus melalui penilaian pendahuluan.",
    "bukan_unit_sendiri": "Unit tidak menilai dirinya sendiri.",
    "garis_pendahuluan": "Penilaian pendahuluan unit ini dilakukan unit lain.",
    "pendahuluan_lengkap": "Masih ada soal yang belum dinilai pada penilaian pendahuluan.",
    "surat_pendahuluan": "Surat kelayakan dari penilaian pendahuluan belum terbit atau belum dicatat.",
    "tim_siap": "Tim penilai belum siap: perlu ketua, pengendali teknis, dan pernyataan tanpa benturan dari semua.",
    "cek_pradesk": "Pemeriksaan sebelum desk tidak dipakai pada tahun ini.",
    "ada_dikembalikan": "Belum ada soal yang dikembalikan.",
    "tpi_lengkap": "Masih ada soal yang belum dinilai tim.",
    "tanggapan_selesai": "Tanggapan satker belum selesai atau belum diputus.",
    "dalam_tenggat": "Tenggat sudah lewat.",
    "tenggat_lewat": "Tenggat belum lewat.",
    "gerbang_terpenuhi": "Masih ada syarat nilai yang belum terpenuhi.",
    "gerbang_belum": "Semua syarat nilai terpenuhi.",
    "tanpa_pengurang_belum": "Menurut keputusan pengurang, satker ini belum layak.",
    "pengurang_belum": "Semua syarat nilai terpenuhi, dan tidak ada pengurang yang mengubahnya menjadi belum layak.",
    "prasyarat": "Prasyarat pengusulan belum terpenuhi.",
    "tanpa_halangan": "Ada halangan pada tingkat instansi yang belum diputus.",
    "tidak_dalam_masa_cabut": "Predikat unit dicabut kurang dari dua tahun yang lalu.",
    "wbk_sebelum_wbbm": "WBBM hanya untuk unit yang sudah berpredikat WBK.",
    "berkas_usulan": "Surat usulan dan SPTJM belum lengkap.",
    "ada_tidak_sesuai": "Tidak ada butir administrasi yang tidak sesuai.",
    "semua_sesuai": "Masih ada butir administrasi yang tidak sesuai.",
    "belum_menyanggah": "Sanggah hanya satu kali.",
    "jalur_tpn": "Usulan ini memakai jalur WBK mandiri.",
    "jalur_mandiri": "Usulan ini memakai jalur TPN.",
    "hasil_tpn": "Hasil tahap TPN ini belum dicatat.",
    "sk_predikat": "SK predikat belum dicatat.",
    "sk_cabut": "SK pencabutan belum dicatat.",
}
"""Code of a condition → what to say when it is not met."""


@dataclass(frozen=True, slots=True)
class Langkah:
    """One step. `jendela`: (stage, role whose window counts). `potret`: the frozen copy the step leaves behind.

    All of `syarat` must be met, and where `salah_satu` names conditions at least one of them.
    """

    kode: str
    nama: str
    dari: tuple[str, ...]
    ke: str
    peran: tuple[str, ...]
    jendela: tuple[str, str] | None = None
    syarat: tuple[str, ...] = ()
    beralasan: bool = False
    potret: str = ""
    salah_satu: tuple[str, ...] = ()


class LangkahDitolak(Exception):
    """The step is not possible now; `kode` says why for machines, the text for people."""

    def __init__(self, kode: str, pesan: str) -> None:
        super().__init__(pesan)
        self.kode = kode


_KOORDINATOR, _KEPALA = ("koordinator",), ("kepala",)
_PIMPINAN, _KETUA, _DALNIS, _ADMIN = ("pimpinan_kanwil",), ("tpi_ketua",), ("tpi_dalnis",), ("admin_inspektorat",)
_ISI = ("pengisian", "koordinator")
_PENDAHULUAN = ("pendahuluan", "pimpinan_kanwil")
_EVALUASI = ("evaluasi", "tpi_ketua")
_USULAN, _TPN, _TETAP = (
    ("usulan", "admin_inspektorat"),
    ("tpn", "admin_inspektorat"),
    ("penetapan", "admin_inspektorat"),
)
_TPN_TAHAP = ("tpn_desk", "tpn_wawancara", "tpn_lapangan")

_DAFTAR: tuple[Langkah, ...] = (
    # --- sending (the sheet itself stays open all year) ---
    Langkah("ajukan", "Ajukan ke kepala", (AWAL, "belum_dievaluasi"), "menunggu_kepala", _KOORDINATOR, _ISI,
            ("lengkap",)),
    Langkah("tarik_ajuan", "Tarik kembali", ("menunggu_kepala",), AWAL, _KOORDINATOR),
    Langkah("tolak_ajuan", "Kembalikan ke tim", ("menunggu_kepala",), AWAL, _KEPALA, beralasan=True),
    Langkah("kirim", "Setujui dan kirim", ("menunggu_kepala",), "pendahuluan", _KEPALA, _ISI,
            ("lengkap", "pakai_pendahuluan"), potret="kirim"),
    Langkah("kirim_tpi", "Setujui dan kirim", ("menunggu_kepala",), "siap_tpi", _KEPALA, _ISI,
            ("lengkap", "tanpa_pendahuluan"), potret="kirim"),
    # --- penilaian pendahuluan ---
    Langkah("nyatakan_layak", "Nyatakan layak dievaluasi", ("pendahuluan",), "siap_tpi", _PIMPINAN, _PENDAHULUAN,
            ("bukan_unit_sendiri", "garis_pendahuluan", "pendahuluan_lengkap"), potret="pendahuluan"),
    Langkah("nyatakan_belum", "Nyatakan belum dievaluasi", ("pendahuluan",), "belum_dievaluasi", _PIMPINAN,
            _PENDAHULUAN, ("bukan_unit_sendiri", "garis_pendahuluan", "pendahuluan_lengkap"), beralasan=True,
            potret="pendahuluan"),
    # --- the evaluator team ---
    Langkah("mulai_evaluasi", "Mulai evaluasi", ("siap_tpi",), "evaluasi", _KETUA, _EVALUASI,
            ("surat_pendahuluan", "tim_siap")),
    Langkah("tidak_ke_desk", "Nyatakan tidak ke desk", ("siap_tpi", "evaluasi"), "tidak_ke_desk", _KETUA, _EVALUASI,
            ("cek_pradesk",), beralasan=True),
    Langkah("buka_desk_lagi", "Buka kembali untuk desk", ("tidak_ke_desk",), "siap_tpi", _ADMIN, beralasan=True),
    Langkah("minta_perbaikan", "Minta perbaikan", ("evaluasi",), "perbaikan", _KETUA, _EVALUASI,
            ("ada_dikembalikan",), beralasan=True),
    Langkah("kirim_perbaikan", "Kirim perbaikan", ("perbaikan",), "evaluasi", _KEPALA, syarat=("dalam_tenggat",)),
    Langkah("akhiri_perbaikan", "Lanjutkan tanpa perbaikan", ("perbaikan",), "evaluasi", _KETUA,
            syarat=("tenggat_lewat",)),
    Langkah("ajukan_dalnis", "Ajukan ke pengendali teknis", ("evaluasi",), "menunggu_dalnis", _KETUA, _EVALUASI,
            ("tpi_lengkap",)),
    Langkah("kembalikan_ketua", "Kembalikan ke ketua", ("menunggu_dalnis",), "evaluasi", _DALNIS, beralasan=True),
    Langkah("kunci", "Kunci dan buka tanggapan", ("menunggu_dalnis",), "tanggapan", _DALNIS, syarat=("tpi_lengkap",),
            potret="kunci"),
    Langkah("lhe_layak", "Terbitkan LHE: layak", ("tanggapan",), "layak", _DALNIS,
            syarat=("tanggapan_selesai", "tpi_lengkap", "gerbang_terpenuhi", "tanpa_pengurang_belum"), potret="lhe"),
    Langkah("lhe_belum", "Terbitkan LHE: belum layak", ("tanggapan",), "belum_layak", _DALNIS,
            syarat=("tanggapan_selesai", "tpi_lengkap"), salah_satu=("gerbang_belum", "pengurang_belum"), potret="lhe"),
    # --- proposal ---
    Langkah("usulkan", "Usulkan", ("layak",), "diusulkan", _ADMIN, _USULAN,
            ("prasyarat", "tanpa_halangan", "tidak_dalam_masa_cabut", "wbk_sebelum_wbbm", "berkas_usulan"),
            potret="diusulkan"),
    Langkah("tetapkan_mandiri", "Catat penetapan WBK mandiri", ("diusulkan",), "ditetapkan", _ADMIN, _TETAP,
            ("jalur_mandiri", "sk_predikat")),
    Langkah("tidak_tetapkan_mandiri", "Catat tidak ditetapkan", ("diusulkan",), "tidak_ditetapkan", _ADMIN, _TETAP,
            ("jalur_mandiri",), beralasan=True),
    # --- administrative selection ---
    Langkah("mulai_seleksi", "Mulai seleksi administrasi", ("diusulkan",), "seleksi", _ADMIN, _TPN, ("jalur_tpn",)),
    Langkah("seleksi_sesuai", "Catat sesuai", ("seleksi",), "tpn_desk", _ADMIN, _TPN, ("hasil_tpn", "semua_sesuai")),
    Langkah("seleksi_tidak_sesuai", "Catat tidak sesuai", ("seleksi",), "tidak_sesuai", _ADMIN, _TPN,
            ("hasil_tpn", "ada_tidak_sesuai"), beralasan=True),
    Langkah("sanggah", "Kirim sanggah", ("tidak_sesuai",), "sanggah", _ADMIN, _TPN,
            ("ada_tidak_sesuai", "belum_menyanggah", "dalam_tenggat"), beralasan=True),
    Langkah("terima_penolakan", "Terima penolakan", ("tidak_sesuai",), "ditolak_syarat", _ADMIN, _TPN, beralasan=True),
    Langkah("sanggah_diterima", "Catat sanggah diterima", ("sanggah",), "tpn_desk", _ADMIN, _TPN, ("semua_sesuai",)),
    Langkah("sanggah_ditolak", "Catat sanggah ditolak", ("sanggah",), "ditolak_syarat", _ADMIN, _TPN, beralasan=True),
    Langkah("pertimbangan_teknis", "Catat pertimbangan teknis", ("ditolak_syarat",), "tpn_desk", _ADMIN, _TPN,
            beralasan=True),
    # --- TPN: recorded, never computed ---
    Langkah("desk_lulus", "Catat lulus analisis dokumen", ("tpn_desk",), "tpn_wawancara", _ADMIN, _TPN, ("hasil_tpn",)),
    Langkah("wawancara_lulus", "Catat lulus wawancara", ("tpn_wawancara",), "tpn_lapangan", _ADMIN, _TPN,
            ("hasil_tpn",)),
    Langkah("lapangan_lulus", "Catat lulus verifikasi lapangan", ("tpn_lapangan",), "panel", _ADMIN, _TPN,
            ("hasil_tpn",)),
    Langkah("bawa_ke_panel", "Catat dibawa ke panel", _TPN_TAHAP, "panel", _ADMIN, _TPN, ("hasil_tpn",),
            beralasan=True),
    Langkah("tpn_tidak_lulus", "Catat tidak lulus", _TPN_TAHAP, "tidak_ditetapkan", _ADMIN, _TPN, ("hasil_tpn",),
            beralasan=True),
    Langkah("tetapkan", "Catat penetapan", ("panel",), "ditetapkan", _ADMIN, _TETAP, ("sk_predikat",)),
    Langkah("tidak_tetapkan", "Catat tidak ditetapkan", ("panel",), "tidak_ditetapkan", _ADMIN, _TETAP,
            beralasan=True),
    # --- after the award ---
    Langkah("pantau", "Mulai pemantauan", ("ditetapkan",), "pemantauan", _ADMIN),
    Langkah("cabut", "Catat pencabutan", ("ditetapkan", "pemantauan"), "dicabut", _ADMIN, syarat=("sk_cabut",),
            beralasan=True),
)  # fmt: skip

LANGKAH: Mapping[str, Langkah] = {langkah.kode: langkah for langkah in _DAFTAR}

# Steps inside the evaluator team: what is written with them is read by the team only.
INTERN = frozenset({"ajukan_dalnis", "kembalikan_ketua"})

# Between these the agreed score of the team may still change; after it only TPN's value counts where it differs.
SESUDAH_LHE = frozenset(KEADAAN) - {
    "pengisian", "menunggu_kepala", "pendahuluan", "belum_dievaluasi", "siap_tpi", "evaluasi", "perbaikan",
    "tidak_ke_desk", "menunggu_dalnis", "tanggapan",
}  # fmt: skip
SESUDAH_KIRIM = frozenset(KEADAAN) - {"pengisian", "menunggu_kepala"}


def dari_keadaan(keadaan: str) -> tuple[Langkah, ...]:
    """Every step that starts here, in the order of the table."""
    return tuple(langkah for langkah in _DAFTAR if keadaan in langkah.dari)


def untuk_peran(keadaan: str, peran: str) -> tuple[Langkah, ...]:
    """The steps of a role from here, possible or not."""
    return tuple(langkah for langkah in dari_keadaan(keadaan) if peran in langkah.peran)


def halangan(langkah: Langkah, fakta: Mapping[str, bool]) -> tuple[str, ...]:
    """Codes of the conditions that are not met; the window is the condition "jendela". Of `salah_satu` the last one
    stands for all of them.
    """
    perlu = (("jendela",) if langkah.jendela else ()) + langkah.syarat
    kurang = tuple(kode for kode in perlu if not fakta.get(kode, False))
    if langkah.salah_satu and not any(fakta.get(kode, False) for kode in langkah.salah_satu):
        kurang += langkah.salah_satu[-1:]
    return kurang


def kata_halangan(kode: str, kata: Mapping[str, str] | None = None) -> str:
    """What to tell a person about a condition that is not met; `kata` holds sentences that depend on the sheet."""
    if kata and kata.get(kode):
        return kata[kode]
    return "Waktu untuk langkah ini tidak sedang dibuka." if kode == "jendela" else SYARAT[kode]


def terapkan(
    keadaan: str,
    kode: str,
    *,
    peran: str,
    fakta: Mapping[str, bool],
    alasan: str = "",
    kata: Mapping[str, str] | None = None,
) -> str:
    """The state after a step. Raises LangkahDitolak: langkah, keadaan, peran, alasan, or the first unmet condition.
    `kata`: see kata_halangan.
    """
    langkah = LANGKAH.get(kode)
    if langkah is None:
        raise LangkahDitolak("langkah", "Langkah ini tidak dikenal.")
    if keadaan not in langkah.dari:
        raise LangkahDitolak("keadaan", f"Langkah ini tidak dapat dilakukan dari keadaan {KEADAAN[keadaan].lower()}.")
    if peran not in langkah.peran:
        raise LangkahDitolak("peran", "Peran Anda tidak melakukan langkah ini.")
    if langkah.beralasan and not alasan.strip():
        raise LangkahDitolak("alasan", "Tulis alasannya.")
    for kurang in halangan(langkah, fakta):
        raise LangkahDitolak(kurang, kata_halangan(kurang, kata))
    return langkah.ke
