"""Recording a condition of a proposal that no count gives, with its source, who vouches, and the document."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from berkas.actions import simpan_lampiran
from berkas.penyimpanan import Kiriman
from berkas.periksa.putusan import Putusan
from penilaian.models import CatatanSyarat
from satker.actions.jejak import catat
from satker.models import Periode, Satker
from satker.pelaku import Pelaku


@transaction.atomic
def catat_syarat(
    *,
    oleh: Pelaku,
    satker: Satker,
    periode: Periode,
    kode: str,
    nilai: str,
    sumber: str,
    tanggal: dt.date,
    penjamin: str,
    uraian: str = "",
    lampiran: tuple[Kiriman, Putusan] | None = None,
) -> CatatanSyarat:
    """Write the value of one condition of a unit (or of the instansi, for all its units). Without a new file the one
    before stays only while the value stays the same. Raises the errors of simpan_lampiran."""
    Satker.objects.select_for_update(no_key=True).get(pk=satker.pk)
    lama = CatatanSyarat.objects.filter(satker=satker, periode=periode, kode=kode).first()
    versi_id = lama.versi_id if lama and lama.nilai == nilai else None
    if lampiran is not None:
        kiriman, putusan = lampiran
        sebab = f"Prasyarat {kode} tahun {periode.tahun}"
        versi_id = simpan_lampiran(
            oleh=oleh, satker=satker, kiriman=kiriman, putusan=putusan, sebab=sebab, judul=sebab
        ).pk
    catatan, _ = CatatanSyarat.objects.update_or_create(
        satker=satker,
        periode=periode,
        kode=kode,
        defaults={
            "nilai": nilai,
            "uraian": uraian.strip(),
            "sumber": sumber.strip(),
            "tanggal": tanggal,
            "penjamin": penjamin.strip(),
            "versi_id": versi_id,
            "oleh": oleh.user,
            "pada": timezone.now(),
        },
    )
    catat(
        oleh=oleh,
        satker=satker,
        periode=periode,
        aksi="catat_syarat",
        objek=f"prasyarat:{kode}",
        sebelum={"nilai": lama.nilai, "sumber": lama.sumber} if lama else None,
        sesudah={"nilai": nilai, "sumber": catatan.sumber, "tanggal": tanggal.isoformat()},
    )
    return catatan
