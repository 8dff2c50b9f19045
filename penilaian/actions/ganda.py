"""Setting blind double scoring of a sheet: before the first member's score freely, after it only its end."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from instrumen.queries import instrumen_untuk
from penilaian.actions.alur import kunci_alur
from penilaian.models import ButirGanda, CaraGanda, LembarKerja, NilaiPertama, PenilaianGanda
from penilaian.queries.atur_ganda import (
    ada_nilai_anggota,
    calon_butir,
    pasangan_butir,
    penilai_ganda,
    sebab_tertutup,
)
from penilaian.queries.ganda import ganda_lembar
from satker.actions.jejak import catat
from satker.pelaku import Pelaku

SUDAH_MULAI = "Anggota sudah memberi nilai. Sekarang penilaian ganda hanya dapat dibuka, dengan alasan."


@transaction.atomic
def atur_ganda(
    *, oleh: Pelaku, lembar: LembarKerja, cara: str, persen: int | None = None, kode: frozenset[str] = frozenset()
) -> PenilaianGanda:
    """Switch blind double scoring on, or choose its butir anew, and give every butir its two people.

    `persen` of a sample, `kode` of chosen butir. Raises ValidationError: too late, too few members, nothing to score.
    """
    kunci_alur(lembar)
    orang = penilai_ganda(lembar)
    if sebab := sebab_tertutup(lembar, orang):
        raise ValidationError(sebab)
    if ada_nilai_anggota(lembar):
        raise ValidationError(SUDAH_MULAI)
    if cara == CaraGanda.SAMPEL and not (persen and 1 <= persen <= 100):
        raise ValidationError({"persen": "Isi persen sampel, 1 sampai 100."})
    pilih = calon_butir(oleh, lembar, cara, persen, kode)
    if not pilih:
        raise ValidationError("Tidak ada soal yang dapat dinilai ganda. Pilih soal yang belum diputus tim.")
    PenilaianGanda.objects.filter(satker=lembar.satker_id, lembar=lembar).delete()
    ganda = PenilaianGanda.objects.create(
        satker_id=lembar.satker_id,
        lembar=lembar,
        cara=cara,
        persen=persen if cara == CaraGanda.SAMPEL else None,
        diatur_pada=timezone.now(),
        diatur_oleh=oleh.user,
    )
    ButirGanda.objects.bulk_create(
        ButirGanda(satker_id=lembar.satker_id, ganda=ganda, kode_butir=k, pertama_id=satu, kedua_id=dua)
        for k, (satu, dua) in pasangan_butir(lembar, pilih, orang).items()
    )
    sesudah = {"cara": CaraGanda(cara).label, "persen": ganda.persen, "soal": len(pilih)}
    _catat(oleh, lembar, "atur_ganda", ganda, sesudah=sesudah)
    return ganda


@transaction.atomic
def matikan_ganda(*, oleh: Pelaku, lembar: LembarKerja, alasan: str) -> None:
    """Before any score the setting is removed; after it the scores are opened to the whole team, with a reason, and
    the two people of each butir stay. Raises ValidationError.
    """
    kunci_alur(lembar)
    ganda, alasan = ganda_lembar(lembar), alasan.strip()
    if ganda is None or ganda.dibuka_pada is not None:
        raise ValidationError("Penilaian ganda buta tidak sedang berjalan di satker ini.")
    if not ada_nilai_anggota(lembar):
        _catat(oleh, lembar, "hapus_ganda", ganda, alasan=alasan)
        ganda.delete()
        return
    if not alasan:
        raise ValidationError({"alasan": "Anggota sudah menilai. Tulis alasan nilainya dibuka."})
    ganda.dibuka_pada, ganda.dibuka_oleh, ganda.alasan = timezone.now(), oleh.user, alasan
    ganda.save(update_fields=["dibuka_pada", "dibuka_oleh", "alasan"])
    NilaiPertama.objects.filter(satker=lembar.satker_id, lembar=lembar, dibuka_pada=None, isi__isnull=False).update(
        dibuka_pada=ganda.dibuka_pada
    )
    _catat(oleh, lembar, "buka_ganda", ganda, alasan=alasan)


@transaction.atomic
def ganti_penilai_ganda(
    *, oleh: Pelaku, lembar: LembarKerja, pasangan: Mapping[str, tuple[uuid.UUID, uuid.UUID]], alasan: str = ""
) -> int:
    """Give butir to other people; returns how many changed. Who has scored stays; after the first score of the sheet a
    reason is needed. Raises ValidationError.
    """
    kunci_alur(lembar)
    ganda, alasan = ganda_lembar(lembar), alasan.strip()
    if ganda is None or ganda.dibuka_pada is not None:
        raise ValidationError("Penilaian ganda buta tidak sedang berjalan di satker ini.")
    boleh = {o.kunci for o in penilai_ganda(lembar)}
    sudah = set(
        NilaiPertama.objects.filter(satker=lembar.satker_id, lembar=lembar, isi__isnull=False).values_list(
            "kode_butir", "penilai"
        )
    )
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    ubah = []
    for baris in ButirGanda.objects.filter(satker=lembar.satker_id, ganda=ganda, kode_butir__in=list(pasangan)):
        lama, baru = (baris.pertama_id, baris.kedua_id), pasangan[baris.kode_butir]
        if lama == baru:
            continue
        pendek = instrumen.butir[baris.kode_butir].kode_pendek
        if baru[0] == baru[1]:
            raise ValidationError(f"{pendek}: pilih dua orang yang berbeda.")
        if not set(baru) - set(lama) <= boleh:
            raise ValidationError(f"{pendek}: orang itu tidak dapat menilai satker ini.")
        if any((baris.kode_butir, u) in sudah for u in set(lama) - set(baru)):
            raise ValidationError(f"{pendek}: orang yang sudah menilai tidak dapat diganti.")
        baris.pertama_id, baris.kedua_id = baru
        ubah.append(baris)
    if ubah and sudah and not alasan:
        raise ValidationError({"alasan": "Anggota sudah menilai. Tulis alasan penilainya diganti."})
    ButirGanda.objects.bulk_update(ubah, ["pertama", "kedua"])
    if ubah:
        _catat(oleh, lembar, "ganti_penilai_ganda", ganda, sesudah={"soal": len(ubah)}, alasan=alasan)
    return len(ubah)


def _catat(
    oleh: Pelaku, lembar: LembarKerja, aksi: str, ganda: PenilaianGanda, sesudah: object = None, alasan: str = ""
) -> None:
    catat(
        oleh=oleh,
        satker=lembar.satker,
        periode=lembar.periode,
        aksi=aksi,
        objek=f"ganda:{ganda.pk}",
        sesudah=sesudah,
        alasan=alasan,
    )
