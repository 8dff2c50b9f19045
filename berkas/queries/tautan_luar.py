"""Links to outside of one question or one year, with what others found when opening them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
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
    """Links of one question, those removed within the last minutes included. One statement."""
    batas = timezone.now() - URUNGKAN
    daftar = TautanLuar.objects.filter(satker=satker, periode=periode, kode_butir=kode_butir)
    return _baris(daftar.filter(Q(dilepas_pada__isnull=True) | Q(dilepas_pada__gte=batas)))


def tautan_tahun(satker: Satker, periode: Periode) -> tuple[BarisTautan, ...]:
    """Every link of the year in order of the questions' codes. One statement."""
    return _baris(TautanLuar.objects.aktif().filter(satker=satker, periode=periode))


def baris_tautan(tautan: TautanLuar) -> BarisTautan:
    return _baris(TautanLuar.objects.filter(pk=tautan.pk))[0]


def _baris(daftar: QuerySet[TautanLuar]) -> tuple[BarisTautan, ...]:
    """With the newest answer of somebody other than the sender."""
    jawaban = BukaTautan.objects.filter(satker=OuterRef("satker"), tautan=OuterRef("pk")).exclude(oleh=OuterRef("oleh"))
    terbaru = jawaban.order_by("-pada")
    urut = daftar.select_related("oleh").annotate(
        hasil_buka=Subquery(terbaru.values("hasil")[:1]),
        dibuka_oleh=Subquery(terbaru.values("oleh__nama")[:1]),
        dibuka_pada=Subquery(terbaru.values("pada")[:1]),
    )
    return tuple(_satu(t) for t in urut.order_by("kode_butir", "pada", "pk"))


def _satu(tautan: Any) -> BarisTautan:
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
        keadaan=tautan.hasil_buka or "belum",
        dibuka_oleh=tautan.dibuka_oleh or "",
        dibuka_pada=tautan.dibuka_pada,
    )
