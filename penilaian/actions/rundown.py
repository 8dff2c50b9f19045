"""Changing the rundown, the rooms and the people of a session, and pressing its clocks."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from berkas.models import Berkas
from penilaian import acara_baku as baku
from penilaian.actions.sesi_dasar import (
    SesiDitolak,
    catat_jam,
    jejak_sesi,
    kunci_sesi,
    pastikan_berlangsung,
    pastikan_terbuka,
)
from penilaian.models import AcaraSesi, JamAcara, KehadiranSesi, PesertaSesi, RuangSesi, SesiDesk
from penilaian.queries.jam import jam_sesi
from penilaian.sesi_waktu import BERJALAN, JEDA, MULAI, SELESAI
from satker.pelaku import Pelaku

MEDAN_ACARA = ("jenis", "judul", "area", "menit", "ruang")


def periksa_acara(jenis: str, menit: int) -> None:
    """Raises SesiDitolak when the part is longer than its kind may be."""
    acara = baku.JENIS_ACARA[jenis]
    if acara.maks and menit > acara.maks:
        raise SesiDitolak(f"{acara.nama} paling lama {acara.maks} menit.")


def _isi(acara: AcaraSesi) -> dict[str, Any]:
    return {"jenis": acara.jenis, "judul": acara.judul, "menit": acara.menit, "ruang": acara.ruang.nomor}


def _milik(sesi: SesiDesk, objek: Any) -> None:
    if objek.sesi_id != sesi.pk:
        raise SesiDitolak("Ruang atau acara itu bukan milik sesi ini.")


@transaction.atomic
def tambah_acara(
    *, oleh: Pelaku, sesi: SesiDesk, jenis: str, judul: str, area: str, menit: int, ruang: RuangSesi
) -> AcaraSesi:
    """Add a part at the end. Raises SesiDitolak (closed session, too long)."""
    kini = kunci_sesi(sesi)
    pastikan_terbuka(kini)
    periksa_acara(jenis, menit)
    _milik(kini, ruang)
    akhir = AcaraSesi.objects.filter(sesi=kini).aggregate(n=Max("urutan"))["n"] or 0
    acara = AcaraSesi.objects.create(
        satker_id=kini.satker_id,
        sesi=kini,
        ruang=ruang,
        urutan=akhir + 1,
        jenis=jenis,
        judul=judul or baku.JENIS_ACARA[jenis].nama,
        area=area,
        menit=menit,
    )
    jejak_sesi(oleh, kini, "tambah_acara", objek=f"acara:{acara.pk}", sesudah=_isi(acara), area=area)
    return acara


@transaction.atomic
def ubah_acara(*, oleh: Pelaku, acara: AcaraSesi, judul: str, area: str, menit: int, ruang: RuangSesi) -> bool:
    """Change a part; its kind stays. False without a change. Raises SesiDitolak (closed, too long, clock pressed)."""
    sesi = kunci_sesi(acara.sesi)
    pastikan_terbuka(sesi)
    periksa_acara(acara.jenis, menit)
    _milik(sesi, ruang)
    kini = AcaraSesi.objects.select_related("ruang").get(pk=acara.pk)
    if kini.ruang_id != ruang.pk and JamAcara.objects.filter(acara=kini).exists():
        raise SesiDitolak("Jam acara ini sudah berjalan, jadi ruangnya tidak dapat dipindah.")
    sebelum = _isi(kini)
    kini.judul, kini.area, kini.menit, kini.ruang = judul or kini.judul, area, menit, ruang
    if _isi(kini) == sebelum and kini.area == acara.area:
        return False
    kini.save(update_fields=["judul", "area", "menit", "ruang"])
    jejak_sesi(oleh, sesi, "ubah_acara", objek=f"acara:{kini.pk}", sebelum=sebelum, sesudah=_isi(kini), area=kini.area)
    return True


@transaction.atomic
def geser_acara(*, oleh: Pelaku, acara: AcaraSesi, naik: bool) -> bool:
    """Swap a part with its neighbour; False at the end of the list."""
    sesi = kunci_sesi(acara.sesi)
    pastikan_terbuka(sesi)
    urut = list(AcaraSesi.objects.filter(sesi=sesi).order_by("urutan", "pk"))
    letak = next(i for i, a in enumerate(urut) if a.pk == acara.pk)
    tujuan = letak + (-1 if naik else 1)
    if not 0 <= tujuan < len(urut):
        return False
    urut[letak], urut[tujuan] = urut[tujuan], urut[letak]
    for n, a in enumerate(urut, 1):
        a.urutan = n
    AcaraSesi.objects.bulk_update(urut, ["urutan"])
    jejak_sesi(
        oleh,
        sesi,
        "geser_acara",
        objek=f"acara:{acara.pk}",
        sebelum={"letak": letak + 1},
        sesudah={"letak": tujuan + 1},
    )
    return True


@transaction.atomic
def hapus_acara(*, oleh: Pelaku, acara: AcaraSesi) -> None:
    """Remove a part whose clock was never pressed. Raises SesiDitolak."""
    sesi = kunci_sesi(acara.sesi)
    pastikan_terbuka(sesi)
    if JamAcara.objects.filter(acara=acara).exists():
        raise SesiDitolak("Jam acara ini sudah berjalan, jadi acaranya tidak dapat dihapus.")
    jejak_sesi(oleh, sesi, "hapus_acara", objek=f"acara:{acara.pk}", sebelum=_isi(acara), area=acara.area)
    acara.delete()


@transaction.atomic
def pilih_paparan(*, oleh: Pelaku, acara: AcaraSesi, berkas: Berkas | None) -> None:
    """The document shown at a part. Raises SesiDitolak (closed, a document of another unit or in the trash)."""
    sesi = kunci_sesi(acara.sesi)
    pastikan_terbuka(sesi)
    if berkas is not None and (berkas.satker_id != sesi.satker_id or berkas.dihapus_pada is not None):
        raise SesiDitolak("Berkas itu tidak ada di pustaka satker ini.")
    sebelum = str(acara.berkas_id or "")
    AcaraSesi.objects.filter(pk=acara.pk).update(berkas=berkas)
    jejak_sesi(
        oleh,
        sesi,
        "pilih_paparan",
        objek=f"acara:{acara.pk}",
        sebelum={"berkas": sebelum},
        sesudah={"berkas": str(berkas.pk) if berkas else ""},
    )


@transaction.atomic
def simpan_ruang(*, oleh: Pelaku, sesi: SesiDesk, ruang: RuangSesi | None, nama: str, tautan: str) -> RuangSesi:
    """Add a room (`ruang` None) or rename one."""
    kini = kunci_sesi(sesi)
    pastikan_terbuka(kini)
    if ruang is None:
        nomor = (RuangSesi.objects.filter(sesi=kini).aggregate(n=Max("nomor"))["n"] or 0) + 1
        baru = RuangSesi.objects.create(satker_id=kini.satker_id, sesi=kini, nomor=nomor, nama=nama, tautan=tautan)
        jejak_sesi(oleh, kini, "tambah_ruang", objek=f"ruang:{baru.pk}", sesudah={"nama": nama, "tautan": tautan})
        return baru
    _milik(kini, ruang)
    sebelum = {"nama": ruang.nama, "tautan": ruang.tautan}
    ruang.nama, ruang.tautan = nama, tautan
    ruang.save(update_fields=["nama", "tautan"])
    jejak_sesi(
        oleh, kini, "ubah_ruang", objek=f"ruang:{ruang.pk}", sebelum=sebelum, sesudah={"nama": nama, "tautan": tautan}
    )
    return ruang


@transaction.atomic
def tekan_jam(*, oleh: Pelaku, acara: AcaraSesi, jenis: str) -> bool:
    """Start, pause or end a part; starting one pauses what runs in its room. False when the press changes nothing.

    Raises SesiDitolak while the session does not run.
    """
    sesi = kunci_sesi(acara.sesi)
    pastikan_berlangsung(sesi)
    if jenis not in {MULAI, JEDA, SELESAI}:
        raise SesiDitolak("Tombol jam itu tidak dikenal.")
    jam = next(j for r in jam_sesi(sesi).ruang for j in r.acara if j.acara.kode == str(acara.pk))
    sia_sia = {MULAI: jam.keadaan == BERJALAN, JEDA: jam.keadaan != BERJALAN, SELESAI: jam.keadaan == SELESAI}
    if sia_sia[jenis]:
        return False
    catat_jam(oleh, sesi, acara, jenis)
    return True


# --- People --------------------------------------------------------------------------------------------------------


@transaction.atomic
def tambah_peserta(
    *, oleh: Pelaku, sesi: SesiDesk, pihak: str, nama: str, jabatan: str, pegawai: Any = None
) -> PesertaSesi:
    """Invite somebody by name. Names stay out of the audit row."""
    kini = kunci_sesi(sesi)
    pastikan_terbuka(kini)
    if pegawai is not None and pegawai.satker_id != kini.satker_id:
        raise SesiDitolak("Orang itu bukan pegawai satker ini.")
    peserta = PesertaSesi.objects.create(
        satker_id=kini.satker_id, sesi=kini, pihak=pihak, nama=nama, jabatan=jabatan, pegawai=pegawai
    )
    jejak_sesi(oleh, kini, "tambah_peserta", objek=f"peserta:{peserta.pk}", sesudah={"pihak": pihak})
    return peserta


@transaction.atomic
def hapus_peserta(*, oleh: Pelaku, peserta: PesertaSesi) -> None:
    """Take a participant off the list. Raises SesiDitolak once the person was there."""
    sesi = kunci_sesi(peserta.sesi)
    pastikan_terbuka(sesi)
    if KehadiranSesi.objects.filter(peserta=peserta, hadir=True).exists():
        raise SesiDitolak("Orang ini sudah dicatat hadir, jadi tidak dapat dihapus.")
    jejak_sesi(oleh, sesi, "hapus_peserta", objek=f"peserta:{peserta.pk}", sebelum={"pihak": peserta.pihak})
    peserta.delete()


@transaction.atomic
def catat_kehadiran(
    *, oleh: Pelaku, sesi: SesiDesk, hadir: Collection[Any], ruang: dict[Any, RuangSesi | None] | None = None
) -> int:
    """Record who is there (participant ids) and where members interview; returns how many rows changed."""
    kini = kunci_sesi(sesi)
    pastikan_terbuka(kini)
    berubah = 0
    for p in PesertaSesi.objects.filter(sesi=kini).prefetch_related("kehadiran"):
        ada, datang = next(iter(p.kehadiran.all()), None), p.pk in hadir
        if ada is None or ada.hadir != datang:
            KehadiranSesi.objects.update_or_create(
                satker_id=kini.satker_id,
                peserta=p,
                defaults={"hadir": datang, "oleh": oleh.user, "pada": timezone.now()},
            )
            berubah += 1
        if ruang is not None and p.pk in ruang and p.ruang_id != (ruang[p.pk].pk if ruang[p.pk] else None):
            p.ruang = ruang[p.pk]
            p.save(update_fields=["ruang"])
            berubah += 1
    if berubah:
        jejak_sesi(oleh, kini, "catat_kehadiran", sesudah={"hadir": len(hadir), "berubah": berubah})
    return berubah
