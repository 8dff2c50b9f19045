"""What a session says in a calendar file."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from common.tanggal import format_tgl_panjang, format_waktu
from penilaian.acara_baku import DIBATALKAN
from penilaian.kalender import AcaraKalender, tulis_ics
from penilaian.queries.sesi import tempat_kata
from penilaian.views.akses_sesi import RuangDesk


def kalender_sesi(ruang: RuangDesk, url: str) -> str:
    """The file; the text repeats day and time in the zone of the unit, because calendars show their own."""
    sesi, zona = ruang.sesi, ZoneInfo(ruang.satker.zona)
    hari = format_tgl_panjang(sesi.mulai.astimezone(zona).date())
    uraian = [f"{hari}, {format_waktu(sesi.mulai, zona)} sampai {format_waktu(sesi.selesai, zona)}."]
    uraian += [f"Tautan rapat: {sesi.tautan}"] if sesi.tautan else []
    uraian += [f"Dibatalkan: {sesi.alasan}"] if sesi.keadaan == DIBATALKAN else []
    return tulis_ics(
        AcaraKalender(
            uid=f"sesi-{sesi.pk}@zi-portal",
            urutan=sesi.urutan,
            diubah=sesi.diubah_pada,
            mulai=sesi.mulai,
            selesai=sesi.selesai,
            judul=f"Desk evaluasi ZI {ruang.periode.tahun}: {ruang.satker.nama}",
            tempat=tempat_kata(sesi),
            uraian="\n".join([*uraian, url]),
            url=url,
            batal=sesi.keadaan == DIBATALKAN,
        )
    )
