"""What the scoring page writes: a score through the one door (nilai_lapisan), its undo, and a flag."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from instrumen.pohon.tipe import Butir
from penilaian.actions.alur import kunci_alur
from penilaian.actions.jawaban import Tersimpan, VersiUsang
from penilaian.actions.nilai_lapisan import simpan_nilai
from penilaian.models import Frasa, Jawaban, Lapisan, LembarKerja, RiwayatJawaban, TandaButir
from penilaian.queries.frasa import frasa_terlihat
from penilaian.queries.ganda import aksi_dalam
from satker.actions.jejak import catat
from satker.pelaku import Pelaku


@transaction.atomic
def nilai_di_meja(
    *,
    oleh: Pelaku,
    lembar: LembarKerja,
    butir: Butir,
    lapisan: str,
    isi: str | Mapping[str, str] | None,
    catatan: str,
    versi_dasar: int,
    ke_dilihat: int | None,
    frasa: Iterable[uuid.UUID] = (),
) -> Tersimpan:
    """Save one score of the page. `ke_dilihat`: the sending of the butir the person judged.

    Raises what simpan_nilai raises. Phrases that went into the note are counted as used.
    """
    hasil = simpan_nilai(
        oleh=oleh,
        lembar=lembar,
        butir=butir,
        lapisan=lapisan,
        isi=isi,
        catatan=catatan,
        versi_dasar=versi_dasar,
        ke_dilihat=ke_dilihat,
    )
    if hasil.berubah and (dipakai := list(frasa)):
        Frasa.objects.filter(pk__in=frasa_terlihat(oleh).filter(pk__in=dipakai).values("pk")).update(
            dipakai=F("dipakai") + 1
        )
    return hasil


@transaction.atomic
def batalkan_nilai(*, oleh: Pelaku, lembar: LembarKerja, butir: Butir, lapisan: str, versi_dasar: int) -> Tersimpan:
    """Take the last save back: what was there before it is saved again as a new version, nothing before it: no score.

    Raises VersiUsang when somebody saved after the version the person saw, or when there is nothing to take back.
    """
    kunci_alur(lembar)
    penilai = oleh.user if lapisan == Lapisan.TPI_ANGGOTA else None
    kini = (
        Jawaban.objects.filter(lembar=lembar, lapisan=lapisan, penilai=penilai, kode_butir=butir.kode)
        .select_related("oleh")
        .first()
    )
    if kini is None or kini.versi != versi_dasar:
        raise VersiUsang(kini)
    lama = RiwayatJawaban.objects.filter(jawaban=kini, versi=kini.versi - 1).first()
    return simpan_nilai(
        oleh=oleh,
        lembar=lembar,
        butir=butir,
        lapisan=lapisan,
        isi=lama.isi if lama else None,
        catatan=lama.uraian if lama else "",
        versi_dasar=versi_dasar,
    )


@transaction.atomic
def tandai_butir(*, oleh: Pelaku, lembar: LembarKerja, butir: Butir, tanda: bool) -> None:
    """Set or remove the actor's flag; twice is once."""
    milik = TandaButir.objects.filter(satker_id=lembar.satker_id, lembar=lembar, user=oleh.user, kode_butir=butir.kode)
    if not tanda:
        berubah = milik.delete()[0] > 0
    else:
        _, berubah = milik.get_or_create(
            satker_id=lembar.satker_id,
            lembar=lembar,
            user=oleh.user,
            kode_butir=butir.kode,
            defaults={"pada": timezone.now()},
        )
    if berubah:
        catat(
            oleh=oleh,
            satker=lembar.satker,
            periode=lembar.periode,
            kode_butir=butir.kode,
            area=butir.area,
            aksi=aksi_dalam(lembar, butir.kode, "nilai_tpi_tandai" if tanda else "nilai_tpi_lepas_tanda"),
            objek=f"lembar:{lembar.pk}",
        )
