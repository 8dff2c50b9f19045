"""Health of the background work."""

from __future__ import annotations

from django.db.models import Min
from django.utils import timezone

from common.kesehatan import Keadaan, Periksa
from common.tanggal import format_tgl_waktu
from satker.models import Pekerjaan
from satker.models.pekerjaan import StatusPekerjaan
from satker.queries.pantau import keadaan_sistem

_LAMA = 600  # seconds a job may wait for its turn


def antrean() -> Periksa:
    """Jobs nobody works on, jobs that failed, and how long the oldest has waited."""
    nama, keadaan = "Pekerjaan latar", keadaan_sistem()
    if keadaan.terhenti:
        return Periksa(
            nama,
            Keadaan.MERAH,
            f"{keadaan.terhenti} pekerjaan tidak bergerak lebih dari satu menit.",
            "Pastikan pekerja (db_worker) dan penjadwal berjalan.",
        )
    if keadaan.gagal:
        return Periksa(
            nama, Keadaan.MERAH, f"{keadaan.gagal} pekerjaan gagal.", "Pemiliknya dapat mengulang di halaman tugas."
        )
    awal = Pekerjaan.objects.filter(status=StatusPekerjaan.ANTRE).aggregate(awal=Min("dibuat_pada"))["awal"]
    if awal is None:
        return Periksa(nama, Keadaan.BAIK, "Tidak ada yang menunggu.")
    kata = f"{keadaan.antre} menunggu, terlama sejak {format_tgl_waktu(awal, timezone.get_current_timezone())}."
    if (timezone.now() - awal).total_seconds() > _LAMA:
        return Periksa(nama, Keadaan.PERHATIAN, kata, "Antrean panjang: tunggu, atau tambah pekerja.")
    return Periksa(nama, Keadaan.BAIK, kata)


PEMERIKSAAN = (antrean,)
