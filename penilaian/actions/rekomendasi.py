"""Recommendations: written from a report, followed up by the unit, judged by whoever wrote them."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from berkas.models import Bukti, DokumenTerbit
from penilaian.models import HasilTpn, LembarKerja, Rekomendasi, StatusRekomendasi
from satker.actions.jejak import catat
from satker.models import User
from satker.pelaku import Pelaku


@transaction.atomic
def buat_rekomendasi(
    *,
    oleh: Pelaku,
    lembar: LembarKerja,
    sumber: str,
    teks: str,
    kode_butir: str = "",
    area: str = "",
    jabatan: str = "",
    pemilik: User | None = None,
    tenggat: dt.date | None = None,
    hasil: HasilTpn | None = None,
    dokumen: DokumenTerbit | None = None,
) -> Rekomendasi:
    """One note of a report as a piece of work of the unit."""
    if not teks.strip():
        raise ValidationError({"teks": "Tulis rekomendasinya."})
    rekomendasi = Rekomendasi.objects.create(
        satker_id=lembar.satker_id,
        lembar=lembar,
        sumber=sumber,
        hasil=hasil,
        dokumen=dokumen,
        kode_butir=kode_butir,
        area=area,
        teks=teks.strip(),
        pemilik=pemilik,
        jabatan=jabatan,
        tenggat=tenggat,
        oleh=oleh.user,
        pada=timezone.now(),
    )
    catat_rekomendasi(oleh, rekomendasi, "buat_rekomendasi", sesudah={"sumber": sumber, "tenggat": str(tenggat or "")})
    return rekomendasi


@transaction.atomic
def tindak_lanjuti(
    *, oleh: Pelaku, rekomendasi: Rekomendasi, tindak_lanjut: str, bukti: Bukti | None = None
) -> Rekomendasi:
    """What the unit did, with a proof of its own. A finished one is closed."""
    rekomendasi = _kunci(rekomendasi)
    if rekomendasi.status == StatusRekomendasi.SELESAI:
        raise ValidationError("Rekomendasi ini sudah dinyatakan selesai.")
    if not tindak_lanjut.strip():
        raise ValidationError({"tindak_lanjut": "Tulis apa yang sudah dilakukan."})
    if bukti is not None and bukti.satker_id != rekomendasi.satker_id:
        raise ValidationError({"bukti": "Pilih data dukung satker ini."})
    sebelum = rekomendasi.status
    rekomendasi.tindak_lanjut, rekomendasi.bukti = tindak_lanjut.strip(), bukti
    rekomendasi.ditindaklanjuti_oleh, rekomendasi.ditindaklanjuti_pada = oleh.user, timezone.now()
    rekomendasi.status = StatusRekomendasi.DITINDAKLANJUTI
    rekomendasi.save(update_fields=["tindak_lanjut", "bukti", "ditindaklanjuti_oleh", "ditindaklanjuti_pada", "status"])
    catat_rekomendasi(
        oleh, rekomendasi, "tindak_lanjuti_rekomendasi", {"status": sebelum}, {"status": rekomendasi.status}
    )
    return rekomendasi


@transaction.atomic
def putus_rekomendasi(*, oleh: Pelaku, rekomendasi: Rekomendasi, selesai: bool, catatan: str) -> Rekomendasi:
    """The verdict on a follow-up, always with a note."""
    rekomendasi = _kunci(rekomendasi)
    if rekomendasi.status == StatusRekomendasi.TERBUKA:
        raise ValidationError("Rekomendasi ini belum ditindaklanjuti.")
    if not catatan.strip():
        raise ValidationError({"catatan": "Tulis alasan putusan."})
    sebelum = rekomendasi.status
    rekomendasi.status = StatusRekomendasi.SELESAI if selesai else StatusRekomendasi.BELUM
    rekomendasi.catatan_putusan = catatan.strip()
    rekomendasi.diputus_oleh, rekomendasi.diputus_pada = oleh.user, timezone.now()
    rekomendasi.save(update_fields=["status", "catatan_putusan", "diputus_oleh", "diputus_pada"])
    catat_rekomendasi(
        oleh, rekomendasi, "putus_rekomendasi", {"status": sebelum}, {"status": rekomendasi.status}, alasan=catatan
    )
    return rekomendasi


def _kunci(rekomendasi: Rekomendasi) -> Rekomendasi:
    baris = Rekomendasi.objects.select_for_update(of=("self",)).select_related("satker", "lembar__periode")
    return baris.get(pk=rekomendasi.pk)


def catat_rekomendasi(
    oleh: Pelaku,
    rekomendasi: Rekomendasi,
    aksi: str,
    sebelum: dict[str, str] | None = None,
    sesudah: dict[str, str] | None = None,
    alasan: str = "",
) -> None:
    """The audit row of a recommendation."""
    catat(
        oleh=oleh,
        satker=rekomendasi.satker,
        periode=rekomendasi.lembar.periode,
        kode_butir=rekomendasi.kode_butir,
        area=rekomendasi.area,
        aksi=aksi,
        objek=f"rekomendasi:{rekomendasi.pk}",
        sebelum=sebelum,
        sesudah=sesudah,
        alasan=alasan,
    )
