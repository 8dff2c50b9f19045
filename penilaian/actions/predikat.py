"""Decrees: the award, the years after it, and the revocation. What a unit holds is written by satker.actions."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from penilaian.actions.alur import jalankan_langkah, kunci_alur
from penilaian.actions.lampiran import Lampiran, simpan_bila_ada, simpan_lampiran
from penilaian.aturan_usulan import PREDIKAT_KATEGORI
from penilaian.models import (
    Jalur,
    JenisSk,
    Klarifikasi,
    PenilaianBerkala,
    PutusanKlarifikasi,
    SkPredikat,
    UnitUsulan,
)
from satker.actions.jejak import catat
from satker.actions.organisasi import cabut_predikat, catat_predikat
from satker.models import RiwayatPredikat
from satker.pelaku import Pelaku


@transaction.atomic
def tetapkan_predikat(
    *, oleh: Pelaku, unit: UnitUsulan, nomor: str, tanggal: dt.date, lampiran: Lampiran | None
) -> SkPredikat:
    """Record the decree, write the predikat of the unit and take the step, all or nothing."""
    kunci_alur(unit.lembar)
    if lampiran is None:
        raise ValidationError({"berkas": "Lampirkan SK penetapan."})
    predikat = PREDIKAT_KATEGORI[unit.kategori]
    riwayat = catat_predikat(
        oleh=oleh,
        satker=unit.satker,
        predikat=predikat,
        tahun=unit.usulan.periode.tahun,
        nomor_sk=nomor,
        tanggal_sk=tanggal,
    )
    sk = _tulis_sk(oleh, unit, JenisSk.PENETAPAN, riwayat, nomor, tanggal, lampiran)
    kode = "tetapkan" if unit.usulan.jalur == Jalur.TPN else "tetapkan_mandiri"
    jalankan_langkah(oleh=oleh, lembar=unit.lembar, kode=kode, rincian={"sk": nomor, "predikat": predikat})
    return sk


@transaction.atomic
def cabut_dengan_sk(
    *, oleh: Pelaku, unit: UnitUsulan, nomor: str, tanggal: dt.date, alasan: str, lampiran: Lampiran | None
) -> SkPredikat:
    """Record the decree of revocation; from its day the unit may not be proposed for two years."""
    kunci_alur(unit.lembar)
    sk = SkPredikat.objects.filter(satker=unit.satker_id, unit=unit, jenis=JenisSk.PENETAPAN).first()
    if sk is None:
        raise ValidationError("SK penetapan unit ini tidak tercatat di sini.")
    if lampiran is None:
        raise ValidationError({"berkas": "Lampirkan SK pencabutan."})
    if tanggal < sk.tanggal:
        raise ValidationError({"tanggal": "Pencabutan tidak dapat mendahului penetapan."})
    cabut_predikat(oleh=oleh, predikat=sk.riwayat, tanggal=tanggal, alasan=alasan)
    baru = _tulis_sk(oleh, unit, JenisSk.PENCABUTAN, sk.riwayat, nomor, tanggal, lampiran, alasan)
    jalankan_langkah(oleh=oleh, lembar=unit.lembar, kode="cabut", alasan=alasan, rincian={"sk": nomor})
    return baru


def _tulis_sk(
    oleh: Pelaku,
    unit: UnitUsulan,
    jenis: JenisSk,
    riwayat: RiwayatPredikat,
    nomor: str,
    tanggal: dt.date,
    lampiran: Lampiran,
    alasan: str = "",
) -> SkPredikat:
    sebab = f"SK {jenis.label.lower()} {riwayat.predikat} {unit.satker.kode}"
    return SkPredikat.objects.create(
        satker=unit.satker,
        unit=unit,
        jenis=jenis,
        riwayat=riwayat,
        predikat=riwayat.predikat,
        nomor=nomor,
        tanggal=tanggal,
        versi=simpan_lampiran(oleh=oleh, satker=unit.satker, lampiran=lampiran, sebab=sebab),
        alasan=alasan,
        oleh=oleh.user,
        pada=timezone.now(),
    )


# --- After the award -----------------------------------------------------------------------------------------------


@transaction.atomic
def catat_berkala(
    *,
    oleh: Pelaku,
    predikat: RiwayatPredikat,
    hasil: str,
    nomor_surat: str,
    tanggal_surat: dt.date,
    catatan: str = "",
    lampiran: Lampiran | None = None,
) -> PenilaianBerkala:
    """The result of the next two-yearly assessment, with its letter."""
    predikat = RiwayatPredikat.objects.select_for_update(of=("self",)).select_related("satker").get(pk=predikat.pk)
    if predikat.dicabut_pada is not None or predikat.tanggal_sk is None:
        raise ValidationError("Penilaian berkala hanya untuk predikat yang masih dipegang dan bertanggal SK.")
    if tanggal_surat < predikat.tanggal_sk:
        raise ValidationError({"tanggal_surat": "Surat tidak dapat mendahului SK predikat."})
    ke = PenilaianBerkala.objects.filter(satker=predikat.satker_id, predikat=predikat).count() + 1
    sebab = f"Penilaian berkala {ke} {predikat.predikat} {predikat.satker.kode}"
    baris = PenilaianBerkala.objects.create(
        satker=predikat.satker,
        predikat=predikat,
        ke=ke,
        hasil=hasil,
        nomor_surat=nomor_surat,
        tanggal_surat=tanggal_surat,
        catatan=catatan,
        versi=simpan_bila_ada(oleh=oleh, satker=predikat.satker, lampiran=lampiran, sebab=sebab),
        oleh=oleh.user,
        pada=timezone.now(),
    )
    sesudah = {"ke": ke, "hasil": hasil, "nomor_surat": nomor_surat}
    catat(oleh=oleh, satker=predikat.satker, aksi="catat_berkala", objek=f"predikat:{predikat.pk}", sesudah=sesudah)
    return baris


@transaction.atomic
def minta_klarifikasi(*, oleh: Pelaku, predikat: RiwayatPredikat, uraian: str, sumber: str, hari: int) -> Klarifikasi:
    """Ask the unit to explain a suspected maladministrasi within `hari` days of the clock."""
    sekarang = timezone.now()
    if predikat.dicabut_pada is not None:
        raise ValidationError("Predikat ini sudah dicabut.")
    baris = Klarifikasi.objects.create(
        satker=predikat.satker,
        predikat=predikat,
        uraian=uraian,
        sumber=sumber,
        tenggat=sekarang + dt.timedelta(days=hari),
        oleh=oleh.user,
        pada=sekarang,
    )
    _catat_klarifikasi(oleh, baris, "minta_klarifikasi", {"tenggat": baris.tenggat.isoformat()})
    return baris


@transaction.atomic
def jawab_klarifikasi(*, oleh: Pelaku, klarifikasi: Klarifikasi, jawaban: str) -> Klarifikasi:
    """The answer of the unit, in time by the database clock; it may be improved until then."""
    terkunci = Klarifikasi.objects.select_for_update(of=("self",)).select_related("satker")
    baris = terkunci.filter(pk=klarifikasi.pk, tenggat__gt=Now(), putusan="").first()
    if baris is None:
        raise ValidationError("Waktu menjawab sudah lewat atau klarifikasi ini sudah diputus.")
    if not jawaban.strip():
        raise ValidationError({"jawaban": "Tulis jawaban satker."})
    baris.jawaban, baris.dijawab_oleh, baris.dijawab_pada = jawaban.strip(), oleh.user, timezone.now()
    baris.save(update_fields=["jawaban", "dijawab_oleh", "dijawab_pada"])
    _catat_klarifikasi(oleh, baris, "jawab_klarifikasi", {})
    return baris


@transaction.atomic
def putus_klarifikasi(*, oleh: Pelaku, klarifikasi: Klarifikasi, putusan: str, alasan: str) -> Klarifikasi:
    """The verdict: after the answer, or after the time for it. `terbukti` alone revokes nothing: a decree does."""
    terkunci = Klarifikasi.objects.select_for_update(of=("self",)).select_related("satker")
    baris = terkunci.annotate(kini=Now()).get(pk=klarifikasi.pk)
    if baris.putusan:
        raise ValidationError("Klarifikasi ini sudah diputus.")
    if baris.dijawab_pada is None and baris.tenggat > baris.kini:
        raise ValidationError("Tunggu jawaban satker atau lewatnya tenggat.")
    if putusan not in {PutusanKlarifikasi.TERBUKTI, PutusanKlarifikasi.TIDAK}:
        raise ValidationError({"putusan": "Pilih salah satu putusan."})
    if not alasan.strip():
        raise ValidationError({"alasan": "Tulis alasannya."})
    baris.putusan, baris.alasan = putusan, alasan.strip()
    baris.diputus_oleh, baris.diputus_pada = oleh.user, timezone.now()
    baris.save(update_fields=["putusan", "alasan", "diputus_oleh", "diputus_pada"])
    _catat_klarifikasi(oleh, baris, "putus_klarifikasi", {"putusan": putusan}, alasan)
    return baris


def _catat_klarifikasi(oleh: Pelaku, baris: Klarifikasi, aksi: str, sesudah: dict[str, str], alasan: str = "") -> None:
    objek = f"klarifikasi:{baris.pk}"
    catat(oleh=oleh, satker=baris.satker, aksi=aksi, objek=objek, sesudah=sesudah, alasan=alasan)
