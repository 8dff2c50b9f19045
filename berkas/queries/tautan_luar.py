"""Links to outside of one question or one year, with what others found when opening them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from berkas.alamat import situs
from berkas.models import BukaTautan, HasilBuka, TautanLuar
from satker.models import Periode, Satker

URUNGKAN = dt.timedelta(minutes=15)  # as for unlinked files


@dataclass(frozen=True, slots=True)
class BarisTautan:
    """One link. `keadaan`: bisa | tidak | belum, by the newest answer of somebody else; then who and when."""

    id: uuid.UUID
    kode_butir: str
    judul: str
    url: str
    situs: str
    triwulan: str
    uraian: str
    oleh: str
    oleh_id: int
    pada: dt.datetime
    dilepas: bool
    keadaan: str
    dibuka_oleh: str
    dibuka_pada: dt.datetime | None

    @property
    def terbukti(self) -> bool:
        return self.keadaan == HasilBuka.BISA


def tautan_butir(satker: Satker, periode: Periode, kode_butir: str) -> tuple[BarisTautan, ...]:
    """Links of one question, those removed within the last minutes included. Two statements, one without any link."""
    batas = timezone.now() - URUNGKAN
    daftar = TautanLuar.objects.filter(satker=satker, periode=periode, kode_butir=kode_butir)
    return _baris(daftar.filter(Q(dilepas_pada__isnull=True) | Q(dilepas_pada__gte=batas)))


def tautan_tahun(satker: Satker, periode: Periode) -> tuple[BarisTautan, ...]:
    """Every link of the year in order of the questions' codes. Two statements."""
    return _baris(TautanLuar.objects.aktif().filter(satker=satker, periode=periode))


def baris_tautan(tautan: TautanLuar) -> BarisTautan:
    return _baris(TautanLuar.objects.filter(pk=tautan.pk))[0]


def _baris(daftar: QuerySet[TautanLuar]) -> tuple[BarisTautan, ...]:
    buka = Prefetch("dibuka", BukaTautan.objects.select_related("oleh").order_by("-pada"), to_attr="jawaban_buka")
    urut = daftar.select_related("oleh").prefetch_related(buka).order_by("kode_butir", "pada", "pk")
    return tuple(_satu(t) for t in urut)


def _satu(tautan: TautanLuar) -> BarisTautan:
    jawaban: list[BukaTautan] = [j for j in tautan.jawaban_buka if j.oleh_id != tautan.oleh_id]  # type: ignore[attr-defined]
    terbaru = jawaban[0] if jawaban else None
    return BarisTautan(
        id=tautan.pk,
        kode_butir=tautan.kode_butir,
        judul=tautan.judul,
        url=tautan.url,
        situs=situs(tautan.url),
        triwulan=tautan.triwulan,
        uraian=tautan.uraian,
        oleh=tautan.oleh.nama,
        oleh_id=tautan.oleh_id,
        pada=tautan.pada,
        dilepas=tautan.dilepas_pada is not None,
        keadaan=terbaru.hasil if terbaru else "belum",
        dibuka_oleh=terbaru.oleh.nama if terbaru else "",
        dibuka_pada=terbaru.pada if terbaru else None,
    )
