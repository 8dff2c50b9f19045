"""Opening a sheet and dividing its work."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from instrumen.pohon.tipe import Instrumen
from instrumen.queries import instrumen_untuk
from penilaian.actions.ringkasan import tulis_ringkasan
from penilaian.models import Jawaban, Lapisan, LembarKerja, PenanggungJawab
from penilaian.queries.nilai import wbk_sejak
from penilaian.skor.hitung import hitung
from satker.actions.jejak import catat
from satker.models import Periode, Satker, User
from satker.pelaku import Pelaku


@transaction.atomic
def buka_lembar(*, oleh: Pelaku | None, satker: Satker, periode: Periode) -> LembarKerja:
    """The sheet of a unit and year; made empty on first use. Idempotent under concurrency."""
    lembar, baru = LembarKerja.objects.get_or_create(satker=satker, periode=periode)
    if baru:
        instrumen = instrumen_untuk(periode.instrumen)
        hitung_ulang(lembar=lembar, lapisan=Lapisan.SATKER, instrumen=instrumen)
        catat(oleh=oleh, satker=satker, periode=periode, aksi="buka_lembar", objek=f"lembar:{lembar.pk}")
    return lembar


def hitung_ulang(*, lembar: LembarKerja, lapisan: str, instrumen: Instrumen) -> None:
    """Recompute one layer from its answers and keep the summary rows; no audit row of its own."""
    isi = Jawaban.objects.filter(lembar=lembar, lapisan=lapisan, isi__isnull=False)
    jawaban = dict(isi.values_list("kode_butir", "isi"))
    hasil = hitung(instrumen, jawaban, wbk_sejak=wbk_sejak(lembar), tahun=lembar.periode.tahun)
    tulis_ringkasan(lembar=lembar, lapisan=lapisan, instrumen=instrumen, hasil=hasil)


def _kunci(lembar: LembarKerja) -> LembarKerja:
    """The sheet as it is now, held until the end of the transaction: its writers take turns."""
    baris = LembarKerja.objects.select_for_update(of=("self",)).select_related("satker", "periode")
    return baris.get(pk=lembar.pk)


@transaction.atomic
def atur_target(*, oleh: Pelaku, lembar: LembarKerja, target: str) -> LembarKerja:
    """Choose WBK or WBBM as the target; gates of both stay computed."""
    lembar = _kunci(lembar)
    sebelum, lembar.target = lembar.target, target
    if sebelum == target:
        return lembar
    lembar.save(update_fields=["target"])
    catat(
        oleh=oleh,
        satker=lembar.satker,
        periode=lembar.periode,
        aksi="atur_target",
        objek=f"lembar:{lembar.pk}",
        sebelum={"target": sebelum},
        sesudah={"target": target},
    )
    return lembar


@transaction.atomic
def tugaskan_butir(*, oleh: Pelaku, lembar: LembarKerja, kode_butir: Iterable[str], user: User | None) -> int:
    """Make a person responsible for butir (None: back to the ketua pokja); returns how many changed."""
    lembar = _kunci(lembar)
    diminta = list(dict.fromkeys(kode_butir))
    lama = {p.kode_butir: p for p in lembar.penanggung_jawab.filter(kode_butir__in=diminta).select_related("user")}
    berubah = [k for k in diminta if (lama[k].user_id if k in lama else None) != (user.pk if user else None)]
    lembar.penanggung_jawab.filter(kode_butir__in=berubah).delete()
    if user:
        PenanggungJawab.objects.bulk_create(
            PenanggungJawab(satker=lembar.satker, lembar=lembar, kode_butir=k, user=user) for k in berubah
        )
    butir = instrumen_untuk(lembar.periode.instrumen).butir
    for kode in berubah:
        catat(
            oleh=oleh,
            satker=lembar.satker,
            periode=lembar.periode,
            kode_butir=kode,
            area=butir[kode].area,
            aksi="tugaskan_butir",
            objek=f"lembar:{lembar.pk}",
            sebelum={"penanggung_jawab": lama[kode].user.nama if kode in lama else None},
            sesudah={"penanggung_jawab": user.nama if user else None},
        )
    return len(berubah)
