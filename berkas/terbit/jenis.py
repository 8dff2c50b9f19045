"""Kinds of official documents as data. A new kind is one entry here plus its template; no migration.

A room below may not import one above, so `penyaji` is a dotted path that berkas.laporan.dokumen resolves at run time
(as satker.jadwal does with jobs). It gets the frozen data of the row and gives the context of the template: it turns
ISO text back into dates and text into figures, reads no clock and no table.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JenisDokumen:
    """`nama`/`nama_en` are shown to the public; `templat` extends dokumen/dasar.html.

    `izin` is the permission (satker.izin) that issues, replaces and withdraws it. `izin_draf` prepares and edits
    drafts besides, `izin_baca_draf` only reads them; '' = nobody more. `pembaca`: the roles that read the issued
    document; None = whoever may read the unit's LKE. `wajib_nomor`: cannot be issued without a number from the agenda.
    `penjaga`: dotted path of a function that gets the row and says why it cannot be issued now ('' = it can).
    `kop`: whose letterhead it carries, of KOP. `sesudah`: dotted path of a function called with (oleh, dokumen) in the
    transaction in which a version is issued; it writes what follows from the paper in the room that owns the kind.
    """

    nama: str
    nama_en: str
    templat: str
    penyaji: str
    izin: str
    pembaca: frozenset[str] | None = None
    wajib_nomor: bool = True
    izin_draf: str = ""
    izin_baca_draf: str = ""
    penjaga: str = ""
    kop: str = "unit"
    sesudah: str = ""

    @property
    def pembaca_draf(self) -> frozenset[str]:
        """Any of these permissions reads drafts."""
        return frozenset({self.izin, self.izin_draf, self.izin_baca_draf} - {""})


KOP = ("unit", "induk", "instansi")
_PUSAT = frozenset({"admin_inspektorat", "pembaca_pusat"})

JENIS_DOKUMEN: dict[str, JenisDokumen] = {
    "daftar_bukti": JenisDokumen(
        "Daftar data dukung",
        "List of supporting documents",
        "berkas/laporan/daftar_resmi.html",
        "berkas.laporan.daftar_resmi.konteks",
        izin="terbitkan_daftar",
        wajib_nomor=False,
    ),
    "lhe": JenisDokumen(
        "Laporan hasil evaluasi",
        "Evaluation report",
        "penilaian/dokumen/lhe.html",
        "penilaian.laporan.lhe.konteks",
        izin="setujui_tpi",
        izin_draf="susun_lhe",
        izin_baca_draf="nilai_tpi",
        penjaga="penilaian.queries.lhe.halangan_terbit",
        kop="instansi",
        sesudah="penilaian.actions.rekomendasi_lhe.terbitkan_rekomendasi",
    ),
    "berita_acara": JenisDokumen(
        "Berita acara desk evaluasi",
        "Minutes of the desk evaluation",
        "penilaian/dokumen/berita_acara.html",
        "penilaian.laporan.berita_acara.konteks",
        izin="pimpin_tpi",
        izin_baca_draf="nilai_tpi",
        penjaga="penilaian.queries.berita_acara_resmi.halangan_terbit",
        kop="instansi",
    ),
    "surat_pendahuluan": JenisDokumen(
        "Surat pengantar penilaian pendahuluan",
        "Cover letter of the preliminary assessment",
        "penilaian/dokumen/surat_pendahuluan.html",
        "penilaian.laporan.surat_pendahuluan.konteks",
        izin="putus_pendahuluan",
        izin_baca_draf="nilai_pendahuluan",
        penjaga="penilaian.queries.surat_pendahuluan.halangan_terbit",
        kop="induk",
    ),
    "surat_usulan": JenisDokumen(
        "Surat usulan",
        "Letter of proposal",
        "penilaian/dokumen/surat_usulan.html",
        "penilaian.laporan.surat_usulan.konteks",
        izin="kelola_usulan",
        pembaca=_PUSAT,
        penjaga="penilaian.queries.surat_usulan.halangan_terbit",
        kop="instansi",
    ),
    "sptjm": JenisDokumen(
        "Surat pernyataan tanggung jawab mutlak",
        "Statement of full responsibility",
        "penilaian/dokumen/sptjm.html",
        "penilaian.laporan.surat_usulan.konteks",
        izin="kelola_usulan",
        pembaca=_PUSAT,
        penjaga="penilaian.queries.surat_usulan.halangan_terbit",
        kop="instansi",
    ),
}


def jenis_terbaca(peran: str) -> list[str]:
    """Kinds whose issued documents the role may read, given that it may read the unit."""
    return [kode for kode, j in JENIS_DOKUMEN.items() if j.pembaca is None or peran in j.pembaca]
