"""What stands in the way of every proposal of an instansi, and the conditions of WBK mandiri."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from penilaian.aturan_usulan import ATURAN_MANDIRI
from penilaian.models import HalanganInstansi, Jalur, PutusanHalangan, SyaratMandiri, Usulan
from satker.actions.jejak import catat
from satker.models import Periode, Satker
from satker.pelaku import Pelaku


@transaction.atomic
def catat_halangan(
    *, oleh: Pelaku, instansi: Satker, periode: Periode, uraian: str, sumber: str, tanggal: dt.date
) -> HalanganInstansi:
    """Raise it: from now on no unit of the instansi can be proposed for the year."""
    halangan = HalanganInstansi.objects.create(
        satker=instansi,
        periode=periode,
        uraian=uraian,
        sumber=sumber,
        tanggal=tanggal,
        oleh=oleh.user,
        pada=timezone.now(),
    )
    sesudah = {"sumber": sumber, "tanggal": str(tanggal)}
    catat(
        oleh=oleh,
        satker=instansi,
        periode=periode,
        aksi="catat_halangan",
        objek=f"halangan:{halangan.pk}",
        sesudah=sesudah,
    )
    return halangan


@transaction.atomic
def putus_halangan(*, oleh: Pelaku, halangan: HalanganInstansi, putusan: str, alasan: str) -> HalanganInstansi:
    """Decide it: `gugur` keeps the year closed, `tidak` opens it. A verdict may be revised; the log keeps both."""
    halangan = HalanganInstansi.objects.select_for_update(of=("self",)).get(pk=halangan.pk)
    if putusan not in {PutusanHalangan.GUGUR, PutusanHalangan.TIDAK}:
        raise ValidationError({"putusan": "Pilih salah satu putusan."})
    if not alasan.strip():
        raise ValidationError({"alasan": "Tulis alasannya."})
    sebelum = halangan.putusan
    halangan.putusan, halangan.alasan = putusan, alasan.strip()
    halangan.diputus_oleh, halangan.diputus_pada = oleh.user, timezone.now()
    halangan.save(update_fields=["putusan", "alasan", "diputus_oleh", "diputus_pada"])
    catat(
        oleh=oleh,
        satker=halangan.satker,
        periode=halangan.periode,
        aksi="putus_halangan",
        objek=f"halangan:{halangan.pk}",
        sebelum={"putusan": sebelum},
        sesudah={"putusan": putusan},
        alasan=alasan,
    )
    return halangan


@transaction.atomic
def catat_syarat_mandiri(
    *,
    oleh: Pelaku,
    usulan: Usulan,
    kode: str,
    pembilang: int,
    penyebut: int | None,
    sumber: str,
    tanggal: dt.date,
) -> SyaratMandiri:
    """Write one counted condition of WBK mandiri with its source."""
    aturan = ATURAN_MANDIRI.get(kode)
    if aturan is None or usulan.jalur != Jalur.WBK_MANDIRI:
        raise ValidationError({"kode": "Syarat ini hanya untuk usulan WBK mandiri."})
    if aturan.bagian and not penyebut:
        raise ValidationError({"penyebut": "Isi jumlah seluruhnya."})
    if penyebut is not None and aturan.bagian and pembilang > penyebut:
        raise ValidationError({"pembilang": "Tidak boleh lebih dari jumlah seluruhnya."})
    lama = SyaratMandiri.objects.filter(satker=usulan.satker_id, usulan=usulan, kode=kode).first()
    isi = {"pembilang": pembilang, "penyebut": penyebut if aturan.bagian else None, "sumber": sumber}
    syarat, _ = SyaratMandiri.objects.update_or_create(
        satker=usulan.satker,
        usulan=usulan,
        kode=kode,
        defaults={**isi, "tanggal": tanggal, "oleh": oleh.user, "pada": timezone.now()},
    )
    catat(
        oleh=oleh,
        satker=usulan.satker,
        periode=usulan.periode,
        aksi="catat_syarat_mandiri",
        objek=f"usulan:{usulan.pk}",
        sebelum={"kode": kode, "pembilang": lama.pembilang, "penyebut": lama.penyebut} if lama else None,
        sesudah={"kode": kode, **isi, "tanggal": str(tanggal)},
    )
    return syarat


@transaction.atomic
def laporkan_mandiri(*, oleh: Pelaku, usulan: Usulan, tanggal: dt.date) -> None:
    """Record the day on which the decrees of WBK mandiri were reported to the ministry."""
    usulan = Usulan.objects.select_for_update(of=("self",)).select_related("satker", "periode").get(pk=usulan.pk)
    if usulan.jalur != Jalur.WBK_MANDIRI:
        raise ValidationError({"tanggal": "Laporan ini hanya untuk usulan WBK mandiri."})
    sebelum, usulan.dilaporkan_pada = usulan.dilaporkan_pada, tanggal
    usulan.save(update_fields=["dilaporkan_pada"])
    catat(
        oleh=oleh,
        satker=usulan.satker,
        periode=usulan.periode,
        aksi="laporkan_mandiri",
        objek=f"usulan:{usulan.pk}",
        sebelum={"tanggal": str(sebelum) if sebelum else None},
        sesudah={"tanggal": str(tanggal)},
    )
