"""Writing in a thread, marking it done, and remembering what a person has read. Jejak holds ids, never the text."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from instrumen.pohon.tipe import Butir
from penilaian.models import BacaUtas, JenisUtas, LembarKerja, Pesan, Sebutan, Utas
from penilaian.queries.diskusi import jenis_terbaca, pengguna_terlibat
from satker.actions.jejak import catat
from satker.pelaku import Pelaku

BATAS_PESAN = 2000


class DiskusiDitolak(Exception):
    """The message cannot be written; the text says why, for people."""


@transaction.atomic
def tulis_pesan(
    *, oleh: Pelaku, lembar: LembarKerja, butir: Butir, jenis: str, isi: str, sebut: Iterable[str] = ()
) -> Pesan:
    """Add a message; a thread marked done is open again. `sebut`: ids of people who read the thread. Raises
    DiskusiDitolak."""
    _pastikan(oleh, lembar, jenis)
    isi = isi.strip()
    if not isi:
        raise DiskusiDitolak("Tulis pesannya.")
    if len(isi) > BATAS_PESAN:
        raise DiskusiDitolak(f"Pesan {len(isi)} huruf. Batasnya {BATAS_PESAN}. Kurangi {len(isi) - BATAS_PESAN} huruf.")
    sekarang = timezone.now()
    LembarKerja.objects.select_for_update(no_key=True).get(pk=lembar.pk)
    utas, _ = Utas.objects.select_for_update().get_or_create(
        satker_id=lembar.satker_id,
        lembar=lembar,
        kode_butir=butir.kode,
        jenis=jenis,
        defaults={"terakhir_pada": sekarang},
    )
    utas.jumlah, utas.terakhir_pada, utas.selesai_pada, utas.selesai_oleh = utas.jumlah + 1, sekarang, None, None
    utas.save()
    pesan = Pesan.objects.create(
        satker_id=lembar.satker_id,
        utas=utas,
        nomor=utas.jumlah,
        isi=isi,
        oleh=oleh.user,
        peran=oleh.peran_label[:40],
        pada=sekarang,
    )
    disebut = pengguna_terlibat(lembar, jenis, sebut)
    Sebutan.objects.bulk_create(Sebutan(satker_id=lembar.satker_id, pesan=pesan, user=u) for u in disebut)
    _baca(oleh, utas, pesan.nomor)
    _catat(oleh, lembar, butir, utas, "tulis_pesan", {"pesan": str(pesan.pk), "disebut": [str(u.pk) for u in disebut]})
    return pesan


@transaction.atomic
def atur_selesai(*, oleh: Pelaku, lembar: LembarKerja, butir: Butir, jenis: str, selesai: bool) -> Utas | None:
    """Mark a thread done or open it again; None when nobody has written in it. Raises DiskusiDitolak."""
    _pastikan(oleh, lembar, jenis)
    utas = Utas.objects.select_for_update().filter(lembar=lembar, kode_butir=butir.kode, jenis=jenis).first()
    if utas is None or (utas.selesai_pada is not None) == selesai:
        return utas
    utas.selesai_pada, utas.selesai_oleh = (timezone.now(), oleh.user) if selesai else (None, None)
    utas.save(update_fields=["selesai_pada", "selesai_oleh"])
    _catat(oleh, lembar, butir, utas, "selesaikan_utas" if selesai else "buka_utas", {})
    return utas


@transaction.atomic
def tandai_dibaca(*, oleh: Pelaku, lembar: LembarKerja, butir: Butir) -> None:
    """The person has the threads of a butir on the screen. No audit row: this is the person's own mark."""
    jenis = jenis_terbaca(oleh, lembar.satker, lembar.periode)
    for utas in Utas.objects.filter(lembar=lembar, kode_butir=butir.kode, jenis__in=jenis):
        _baca(oleh, utas, utas.jumlah)


def _pastikan(oleh: Pelaku, lembar: LembarKerja, jenis: str) -> None:
    if jenis not in jenis_terbaca(oleh, lembar.satker, lembar.periode):
        raise DiskusiDitolak("Peran Anda tidak ikut dalam diskusi ini.")


def _baca(oleh: Pelaku, utas: Utas, sampai: int) -> None:
    BacaUtas.objects.bulk_create(
        [BacaUtas(satker_id=utas.satker_id, utas=utas, user=oleh.user, sampai=sampai)],
        update_conflicts=True,
        unique_fields=["satker", "utas", "user"],
        update_fields=["sampai"],
    )


def _catat(oleh: Pelaku, lembar: LembarKerja, butir: Butir, utas: Utas, aksi: str, isi: dict[str, object]) -> None:
    """Internal talk stays out of the history others read: its action begins with "dalam_"."""
    catat(
        oleh=oleh,
        satker=lembar.satker,
        periode=lembar.periode,
        kode_butir=butir.kode,
        area=butir.area,
        aksi=aksi if utas.jenis == JenisUtas.SATKER else f"dalam_{aksi}",
        objek=f"utas:{utas.pk}",
        sesudah=isi or None,
    )
