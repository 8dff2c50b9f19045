"""Background work as data: what each kind of job runs, and what runs by the clock.

A room below may not import one above, so handlers are dotted paths that satker.tasks resolves at run time. A new kind
of job is one line here. A handler is called with the arguments of the job as keywords, and with `pekerjaan=` when
`dengan_pekerjaan` is set (it then reports steps through satker.actions.pekerjaan.detak). It returns None, a number,
a dataclass of counts, or a small dict: {"pesan": sentence for the owner, "url": path inside the site, "label": words}.

Rules for handlers: idempotent (a job runs at least once, decisions §6), every effect behind a unique key, and nothing
sensitive in the arguments: ids and codes only.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

TUGAS = "satker.tasks.jalankan"
DETAK_TIAP = 5  # seconds between two signs of life of a busy worker
DETAK_BATAS = 60  # seconds of silence after which a job counts as abandoned
PERCOBAAN_MAKS = 3
SIMPAN_HARI = 30  # finished timed jobs are kept this long


@dataclass(frozen=True, slots=True)
class Penangan:
    """What a kind of job is called on screen and which function does it."""

    nama: str
    jalur: str
    dengan_pekerjaan: bool = False
    prioritas: int = 0  # below 0: whatever people wait for goes first
    saat_gagal: str = ""  # called once with the arguments and `alasan=` when the job is given up
    ringan: bool = False  # its finished rows are removed after SIMPAN_HARI, also those of people


PENANGAN: dict[str, Penangan] = {
    "bersih_harian": Penangan("Pembersihan harian", "satker.actions.pekerjaan.bersihkan_harian"),
    "pindai_berkas": Penangan("Pemeriksaan antivirus yang tertunda", "berkas.actions.pindai.pindai_tertunda"),
    "sapu_berkas": Penangan("Pembersihan berkas sementara", "berkas.actions.sapu.sapu_yatim"),
    "buka_arsip": Penangan("Membuka arsip ZIP", "berkas.actions.arsip.buka_arsip", dengan_pekerjaan=True),
    "bersih_kotak": Penangan("Pembersihan kotak masuk", "berkas.actions.kotak.bersihkan_kotak"),
    "olah_berkas": Penangan(
        "Pratinjau berkas",
        "berkas.actions.olah.olah_isi",
        dengan_pekerjaan=True,
        prioritas=-10,
        saat_gagal="berkas.actions.olah.olahan_gagal",
        ringan=True,
    ),
    "rawat_pratinjau": Penangan("Perawatan pratinjau", "berkas.actions.olah.rawat_pratinjau"),
    "samarkan_berkas": Penangan("Salinan tersamar", "berkas.actions.salinan.samarkan_berkas", dengan_pekerjaan=True),
    "paket_bukti": Penangan("Paket data dukung (ZIP)", "berkas.tasks.susun_paket", dengan_pekerjaan=True),
    "draf_dokumen": Penangan("Draf dokumen", "berkas.tasks.buat_draf", dengan_pekerjaan=True, ringan=True),
    "terbit_dokumen": Penangan(
        "Penerbitan dokumen",
        "berkas.tasks.buat_dokumen",
        dengan_pekerjaan=True,
        saat_gagal="berkas.actions.terbit.kembalikan_ke_draf",
    ),
    "retensi_berkas": Penangan("Pengosongan Sampah", "berkas.tasks.retensi_harian"),
    "indeks_berkas": Penangan("Indeks pencarian data dukung", "berkas.actions.indeks.susun_indeks"),
}


@dataclass(frozen=True, slots=True)
class Terjadwal:
    """Timed work. `tiap` is 'sepuluh_menit', 'jam' or 'hari'.

    A day begins at `mulai_utc` o'clock UTC (19.00 UTC is 02.00 WIB).
    """

    jenis: str
    tiap: str
    mulai_utc: int = 19

    def kunci(self, saat: dt.datetime) -> str:
        """The slot an instant belongs to; one job per slot, however many timetables run."""
        utc = saat.astimezone(dt.UTC)
        if self.tiap == "sepuluh_menit":
            return f"{utc:%Y-%m-%dT%H.}{utc.minute // 10}0"
        if self.tiap == "jam":
            return f"{utc:%Y-%m-%dT%H}"
        return f"{utc - dt.timedelta(hours=self.mulai_utc):%Y-%m-%d}"


JADWAL: tuple[Terjadwal, ...] = (
    Terjadwal("bersih_harian", "hari"),
    Terjadwal("sapu_berkas", "jam"),
    Terjadwal("bersih_kotak", "hari"),
    Terjadwal("rawat_pratinjau", "jam"),
    Terjadwal("retensi_berkas", "hari"),
    Terjadwal("indeks_berkas", "hari"),
    Terjadwal("pindai_berkas", "sepuluh_menit"),
)
