"""Writing years, windows, quarters, extensions and lines. Rules that a person may break raise ValidationError with the
sentence to show; every change leaves one audit row with before → after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from common.tanggal import format_tgl
from satker.actions.jejak import catat
from satker.models import GarisPendahuluan, Jendela, Kelonggaran, Periode, Satker, TitikPantau
from satker.models.waktu import Garis
from satker.pelaku import Pelaku
from satker.peran import Peran
from satker.queries.waktu import KODE_TITIK, instrumen_terkunci
from satker.tahap import KODE_TAHAP, NAMA_TAHAP, TAHAP

AKHIR_BULAN = {"B03": (3, 31), "B06": (6, 30), "B09": (9, 30), "B12": (12, 31)}
HARI = dt.timedelta(days=1)
Rentang = tuple[dt.datetime, dt.datetime]


def awal_hari(tanggal: dt.date, zona: str) -> dt.datetime:
    """Local midnight that begins the day in the zone."""
    return dt.datetime.combine(tanggal, dt.time(), tzinfo=ZoneInfo(zona))


@transaction.atomic
def buat_periode(
    *, oleh: Pelaku | None, instansi: Satker, tahun: int, instrumen: str, batas_usulan: dt.date | None = None
) -> Periode:
    """Open a year with the usual windows of satker.tahap and the four quarters; batas_usulan defaults to 31 May.

    Windows begin and end at local midnight of the instansi. Raises ValidationError when the year exists.
    """
    batas_usulan = batas_usulan or dt.date(tahun, 5, 31)
    try:
        with transaction.atomic():
            periode = Periode.objects.create(
                instansi=instansi, tahun=tahun, instrumen=instrumen, batas_usulan=batas_usulan
            )
    except IntegrityError as galat:
        raise ValidationError({"tahun": f"Periode {tahun} sudah ada."}) from galat
    Jendela.objects.bulk_create(
        Jendela(
            periode=periode,
            tahap=tahap.kode,
            peran=peran,
            buka=awal_hari(dt.date(tahun, *tahap.pertama), instansi.zona),
            tutup=awal_hari(dt.date(tahun, *tahap.terakhir) + HARI, instansi.zona),
        )
        for tahap in TAHAP
        for peran in tahap.peran
    )
    TitikPantau.objects.bulk_create(
        TitikPantau(periode=periode, kode=kode, tanggal=dt.date(tahun, *akhir)) for kode, akhir in AKHIR_BULAN.items()
    )
    catat(
        oleh=oleh,
        satker=instansi,
        periode=periode,
        aksi="buat_periode",
        objek=f"periode:{periode.pk}",
        sesudah={"tahun": tahun, "instrumen": instrumen, "batas_usulan": batas_usulan},
    )
    return periode


@transaction.atomic
def ubah_periode(*, oleh: Pelaku, periode: Periode, instrumen: str, batas_usulan: dt.date) -> bool:
    """Change the instrument version or the last day of proposals; returns whether anything changed.

    The instrument is fixed from the first opening of Pengisian LKE on, and from the first recorded work on a question:
    answers belong to the version they were given under.
    """
    periode = Periode.objects.select_for_update().get(pk=periode.pk)
    sebelum = {"instrumen": periode.instrumen, "batas_usulan": periode.batas_usulan}
    sesudah = {"instrumen": instrumen, "batas_usulan": batas_usulan}
    if sebelum == sesudah:
        return False
    if instrumen != periode.instrumen and instrumen_terkunci(periode):
        raise ValidationError(
            {"instrumen": "Pengisian LKE sudah pernah dibuka, jadi versi instrumen tahun ini tidak dapat diganti."}
        )
    periode.instrumen, periode.batas_usulan = instrumen, batas_usulan
    periode.save(update_fields=["instrumen", "batas_usulan"])
    _catat_beda(oleh, periode, "ubah_periode", sebelum, sesudah)
    return True


@transaction.atomic
def atur_jendela(*, oleh: Pelaku, periode: Periode, jendela: Mapping[tuple[str, str], Rentang | None]) -> int:
    """Set windows (tahap, peran) → (buka, tutup), half-open; None removes the window, which makes the role read-only.

    All or nothing; pairs that are not named stay. Returns the number of changed windows. Raises ValidationError.
    """
    for (tahap, peran), rentang in jendela.items():
        if tahap not in KODE_TAHAP or peran not in Peran.values:
            raise ValidationError(f"Tahap atau peran tidak dikenal: {tahap}, {peran}.")
        if rentang is not None and rentang[1] <= rentang[0]:
            raise ValidationError(f"{NAMA_TAHAP[tahap]}, {Peran(peran).label}: tutup harus sesudah buka.")
    Periode.objects.select_for_update().get(pk=periode.pk)
    lama = {(j.tahap, j.peran): j for j in Jendela.objects.filter(periode=periode)}
    sebelum, sesudah = {}, {}
    for kunci, rentang in jendela.items():
        ada = lama.get(kunci)
        semula = (ada.buka, ada.tutup) if ada else None
        if rentang == semula:
            continue
        sebelum[" ".join(kunci)] = _tulis(semula)
        sesudah[" ".join(kunci)] = _tulis(rentang)
        _simpan_jendela(periode, kunci, rentang)
    if sesudah:
        _catat(oleh, periode, "atur_jendela", sebelum, sesudah)
    return len(sesudah)


def _simpan_jendela(periode: Periode, kunci: tuple[str, str], rentang: Rentang | None) -> None:
    tahap, peran = kunci
    if rentang is None:
        Jendela.objects.filter(periode=periode, tahap=tahap, peran=peran).delete()
        return
    Jendela.objects.update_or_create(
        periode=periode, tahap=tahap, peran=peran, defaults={"buka": rentang[0], "tutup": rentang[1]}
    )


@transaction.atomic
def atur_titik_pantau(*, oleh: Pelaku, periode: Periode, titik: Mapping[str, dt.date]) -> int:
    """Move the quarter dates; the four must rise. Returns the number changed. Raises ValidationError."""
    Periode.objects.select_for_update().get(pk=periode.pk)
    lama = dict(TitikPantau.objects.filter(periode=periode).values_list("kode", "tanggal"))
    tanggal = [{**lama, **titik}.get(kode) for kode in KODE_TITIK]
    ada = [t for t in tanggal if t is not None]
    if any(b <= a for a, b in pairwise(ada)):
        raise ValidationError(f"Urutan triwulan terbalik: {', '.join(format_tgl(t) for t in ada)}.")
    beda = {kode: t for kode, t in titik.items() if lama.get(kode) != t}
    for kode, t in beda.items():
        TitikPantau.objects.update_or_create(periode=periode, kode=kode, defaults={"tanggal": t})
    if beda:
        _catat(oleh, periode, "atur_titik_pantau", {k: lama.get(k) for k in beda}, beda)
    return len(beda)


@transaction.atomic
def beri_kelonggaran(
    *, oleh: Pelaku, satker: Satker, periode: Periode, tahap: str, sampai: dt.datetime, alasan: str
) -> Kelonggaran:
    """More time for one unit in one stage, until `sampai` (exclusive). Raises ValidationError when it gives none."""
    if satker.instansi_id != periode.instansi_id:
        raise ValidationError({"satker": "Satker itu bukan bagian dari instansi periode ini."})
    # The windows of a stage may end on different days: it is enough that one role gets more time.
    tersingkat = Jendela.objects.filter(periode=periode, tahap=tahap).order_by("tutup").first()
    if tersingkat is None:
        raise ValidationError({"tahap": f"{NAMA_TAHAP.get(tahap, tahap)} belum punya jendela waktu."})
    if sampai <= tersingkat.tutup:
        terakhir = format_tgl(
            (tersingkat.tutup - dt.timedelta(microseconds=1)).astimezone(ZoneInfo(periode.instansi.zona))
        )
        raise ValidationError({"sampai": f"Tahap ini memang terbuka sampai {terakhir}. Isi hari sesudahnya."})
    longgar = Kelonggaran.objects.create(
        satker=satker, periode=periode, tahap=tahap, sampai=sampai, alasan=alasan.strip()
    )
    catat(
        oleh=oleh,
        satker=satker,
        periode=periode,
        aksi="beri_kelonggaran",
        objek=f"kelonggaran:{longgar.pk}",
        sesudah={"tahap": tahap, "sampai": sampai.isoformat()},
        alasan=longgar.alasan,
    )
    return longgar


@transaction.atomic
def cabut_kelonggaran(*, oleh: Pelaku, kelonggaran: Kelonggaran, alasan: str) -> None:
    """Take an extension back; the window of the stage applies again. What it was stays in the audit log.

    Raises ValidationError when another request has taken it back already.
    """
    if not Kelonggaran.objects.select_for_update().filter(pk=kelonggaran.pk).exists():
        raise ValidationError({"alasan": "Kelonggaran ini sudah dicabut. Muat ulang daftarnya."})
    catat(
        oleh=oleh,
        satker=kelonggaran.satker,
        periode=kelonggaran.periode,
        aksi="cabut_kelonggaran",
        objek=f"kelonggaran:{kelonggaran.pk}",
        sebelum={"tahap": kelonggaran.tahap, "sampai": kelonggaran.sampai.isoformat(), "alasan": kelonggaran.alasan},
        alasan=alasan,
    )
    kelonggaran.delete()


@transaction.atomic
def atur_garis(*, oleh: Pelaku, periode: Periode, garis: Mapping[str, str]) -> int:
    """Set which line does the penilaian pendahuluan, jenis kode → 'induk' | 'pembina'. Returns the number changed."""
    if tak_dikenal := set(garis.values()) - set(Garis.values):
        raise ValidationError(f"Garis tidak dikenal: {', '.join(sorted(tak_dikenal))}.")
    Periode.objects.select_for_update().get(pk=periode.pk)
    lama = dict(GarisPendahuluan.objects.filter(periode=periode).values_list("jenis_id", "garis"))
    beda = {jenis: g for jenis, g in garis.items() if lama.get(jenis, Garis.INDUK) != g}
    for jenis, g in beda.items():
        GarisPendahuluan.objects.update_or_create(periode=periode, jenis_id=jenis, defaults={"garis": g})
    if beda:
        _catat(oleh, periode, "atur_garis", {k: lama.get(k, Garis.INDUK.value) for k in beda}, beda)
    return len(beda)


def _tulis(rentang: Rentang | None) -> list[str] | None:
    return [saat.isoformat() for saat in rentang] if rentang else None


def _catat_beda(oleh: Pelaku, periode: Periode, aksi: str, sebelum: dict, sesudah: dict) -> None:
    beda = [k for k in sesudah if sebelum[k] != sesudah[k]]
    _catat(oleh, periode, aksi, {k: sebelum[k] for k in beda}, {k: sesudah[k] for k in beda})


def _catat(oleh: Pelaku, periode: Periode, aksi: str, sebelum: Mapping, sesudah: Mapping) -> None:
    catat(
        oleh=oleh,
        satker=periode.instansi,
        periode=periode,
        aksi=aksi,
        objek=f"periode:{periode.pk}",
        sebelum=dict(sebelum),
        sesudah=dict(sesudah),
    )
