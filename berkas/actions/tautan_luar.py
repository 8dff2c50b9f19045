"""Links to outside: pasted under a question, taken away, and opened by somebody else. The server fetches nothing."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from berkas.actions.hasil import KeadaanBerubahError
from berkas.alamat import periksa_alamat, situs
from berkas.models import BukaTautan, HasilBuka, TautanLuar
from satker.actions.jejak import catat
from satker.models import Periode, Satker
from satker.pelaku import Pelaku


@transaction.atomic
def tempel_tautan(
    *,
    oleh: Pelaku,
    satker: Satker,
    periode: Periode,
    kode_butir: str,
    area: str,
    url: str,
    judul: str,
    triwulan: str = "",
    uraian: str = "",
) -> TautanLuar:
    """Keep an address under a question. Raises AlamatDitolak, and KeadaanBerubahError when it is there already."""
    alamat = periksa_alamat(url)
    tautan = TautanLuar(
        satker=satker,
        periode=periode,
        kode_butir=kode_butir,
        url=alamat,
        judul=judul.strip() or situs(alamat)[:200],
        triwulan=triwulan,
        uraian=uraian,
        oleh=oleh.user,
        pada=timezone.now(),
    )
    try:
        with transaction.atomic():
            tautan.save(force_insert=True)
    except IntegrityError as galat:  # tautanluar_sekali: also when two tabs paste at the same moment
        raise KeadaanBerubahError("Tautan ini sudah ada di soal ini.") from galat
    _catat(tautan, oleh, area, "tempel_tautan")
    return tautan


def _kunci(tautan: TautanLuar) -> TautanLuar:
    return (
        TautanLuar.objects.select_for_update(of=("self",)).select_related("satker", "periode", "oleh").get(pk=tautan.pk)
    )


@transaction.atomic
def lepas_tautan(*, oleh: Pelaku, tautan: TautanLuar, area: str) -> TautanLuar:
    kini = _kunci(tautan)
    if kini.dilepas_pada is not None:
        raise KeadaanBerubahError("Tautan ini sudah dilepas dari soal.")
    kini.dilepas_pada, kini.dilepas_oleh = timezone.now(), oleh.user
    kini.save(update_fields=["dilepas_pada", "dilepas_oleh"])
    _catat(kini, oleh, area, "lepas_tautan")
    return kini


@transaction.atomic
def pulihkan_tautan(*, oleh: Pelaku, tautan: TautanLuar, area: str) -> TautanLuar:
    """Undo, unless the same address was pasted again meanwhile."""
    kini = _kunci(tautan)
    if kini.dilepas_pada is None:
        raise KeadaanBerubahError("Tautan ini masih ada di soal.")
    kembar = TautanLuar.objects.aktif().filter(
        satker=kini.satker_id, periode=kini.periode_id, kode_butir=kini.kode_butir, url=kini.url
    )
    if kembar.exists():
        raise KeadaanBerubahError("Tautan ini sudah ditempel lagi pada soal yang sama.")
    kini.dilepas_pada = kini.dilepas_oleh = None
    kini.save(update_fields=["dilepas_pada", "dilepas_oleh"])
    _catat(kini, oleh, area, "pulihkan_tautan")
    return kini


@transaction.atomic
def nyatakan_tautan(*, oleh: Pelaku, tautan: TautanLuar, area: str, hasil: str) -> BukaTautan:
    """Somebody else says whether the link opens. Raises KeadaanBerubahError for the sender and a removed link."""
    kini = _kunci(tautan)
    if kini.dilepas_pada is not None:
        raise KeadaanBerubahError("Tautan ini sudah dilepas dari soal.")
    if kini.oleh_id == oleh.user.pk:
        raise KeadaanBerubahError("Anda yang menempel tautan ini. Minta orang lain mencoba membukanya.")
    buka, _ = BukaTautan.objects.update_or_create(
        satker=kini.satker,
        tautan=kini,
        oleh=oleh.user,
        defaults={"hasil": HasilBuka(hasil), "pada": timezone.now()},
    )
    _catat(kini, oleh, area, "nyatakan_tautan", hasil=HasilBuka(hasil).label)
    return buka


def _catat(tautan: TautanLuar, oleh: Pelaku, area: str, aksi: str, **tambahan: Any) -> None:
    """Only the site: a shared address is often a key to what lies behind it."""
    catat(
        oleh=oleh,
        satker=tautan.satker,
        periode=tautan.periode,
        kode_butir=tautan.kode_butir,
        area=area,
        aksi=aksi,
        objek=f"tautan:{tautan.pk}",
        sesudah={"tautan": tautan.judul, "situs": situs(tautan.url), **tambahan},
    )
