"""What every action on a desk session stands on: its lock, its refusals, its audit row, its clock."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.db.models.functions import Now

from penilaian import acara_baku as baku
from penilaian.models import AcaraSesi, JamAcara, SesiDesk
from penilaian.queries.jam import jam_sesi
from penilaian.sesi_waktu import SELESAI
from satker.actions.jejak import catat
from satker.pelaku import Pelaku


class SesiDitolak(Exception):
    """Not possible now; the text says what and why, for people."""


class SesiBerubah(SesiDitolak):
    """Somebody else changed the schedule since the page was shown."""

    def __init__(self) -> None:
        super().__init__("Jadwal ini baru saja diubah orang lain.")


def jejak_sesi(oleh: Pelaku, sesi: SesiDesk, aksi: str, **isi: Any) -> None:
    """The audit row of a session: ids and codes, never a question, an answer or a note."""
    lembar = sesi.lembar
    objek = isi.pop("objek", f"sesi:{sesi.pk}")
    catat(oleh=oleh, satker=lembar.satker, periode=lembar.periode, aksi=aksi, objek=objek, **isi)


def kunci_sesi(sesi: SesiDesk) -> SesiDesk:
    """The row as it is now, held until the end of the transaction."""
    baris = SesiDesk.objects.select_for_update(of=("self",)).select_related("lembar__satker", "lembar__periode")
    return baris.get(pk=sesi.pk)


def pastikan_terbuka(sesi: SesiDesk) -> None:
    if sesi.keadaan not in {baku.DIJADWALKAN, baku.BERLANGSUNG}:
        raise SesiDitolak(f"Sesi ini sudah {baku.KEADAAN_SESI[sesi.keadaan][0].lower()} dan tidak dapat diubah.")


def pastikan_berlangsung(sesi: SesiDesk) -> None:
    if sesi.keadaan != baku.BERLANGSUNG:
        kata = baku.KEADAAN_SESI[sesi.keadaan][0].lower()
        raise SesiDitolak(f"Sesi ini {kata}. Hal itu hanya dapat dilakukan selama sesi berlangsung.")


def catat_jam(oleh: Pelaku, sesi: SesiDesk, acara: AcaraSesi, jenis: str) -> JamAcara:
    """One press, by the database clock, next in the order of the session (whose row is locked)."""
    terakhir = JamAcara.objects.filter(sesi=sesi).aggregate(n=Max("nomor"))["n"] or 0
    jam = JamAcara.objects.create(
        satker_id=sesi.satker_id,
        sesi=sesi,
        acara=acara,
        nomor=terakhir + 1,
        jenis=jenis,
        oleh=oleh.user,
        pada=Now(),
    )
    jejak_sesi(oleh, sesi, "jam_acara", objek=f"acara:{acara.pk}", sesudah={"jam": jenis}, area=acara.area)
    return jam


def hentikan_jam(oleh: Pelaku, sesi: SesiDesk) -> None:
    """End every part whose clock runs."""
    jalan = {ruang.berjalan.acara.kode for ruang in jam_sesi(sesi).ruang if ruang.berjalan}
    for acara in AcaraSesi.objects.filter(sesi=sesi):
        if str(acara.pk) in jalan:
            catat_jam(oleh, sesi, acara, SELESAI)
