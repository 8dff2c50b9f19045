"""Bytes become an Isi of a satker: once per hash, within the quota, moved to their key before the row is committed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.utils import timezone

from berkas import pesan
from berkas.actions.hasil import KuotaPenuhError
from berkas.actions.kembar import catat_persis
from berkas.actions.olah import antrekan_olah
from berkas.actions.pemakaian import kunci_pemakaian
from berkas.actions.pindai import catat_pindai
from berkas.models import Isi, Pemakaian, Pindai
from berkas.models.isi import kunci_isi
from berkas.penyimpanan import Kiriman, ada, folder_lokal, tempatkan
from berkas.periksa.putusan import Putusan
from satker.models import Satker
from satker.pelaku import Pelaku


def isi_ada(satker: Satker, sha256: str) -> Isi | None:
    """The row of these bytes in this satker, also when retention has removed the bytes."""
    return Isi.objects.filter(satker=satker, sha256=sha256).first()


def antar_dulu(*, satker_id: uuid.UUID, kiriman: Kiriman) -> None:
    """Checked bytes travel to an object store before the transaction that stores them: a slow put must not hold the
    satker's lock. On a disk moving them takes no time, so nothing happens here. What is not stored after all is swept.
    """
    if folder_lokal() is None:
        tempatkan(kiriman, kunci_isi(satker_id, kiriman.sha256))


def simpan_isi(
    *,
    satker: Satker,
    kiriman: Kiriman,
    putusan: Putusan,
    oleh: Pelaku | None = None,
    bukti: bool = True,
    batasi: bool = True,
) -> Isi:
    """The Isi of checked bytes, new or already there. Only inside a transaction.

    `bukti=False`: bytes of the register of issued documents, which get no preview and are compared with nothing.
    `batasi=False`: what this application issues counts in the quota but is never refused by it. A row whose bytes
    were lost, cut or removed by retention gets them back. New or restored bytes go to the worker, on the job page of
    `oleh`. Raises KuotaPenuhError, PenyimpananPenuhError and DitolakError (bytes known as infected); removing the
    waiting file stays the caller's business.
    """
    if not putusan.sah:
        raise ValueError("putusan harus lolos")
    pemakaian = kunci_pemakaian(satker)
    isi = isi_ada(satker, kiriman.sha256)
    if isi is None:
        _tambah_pemakaian(pemakaian, kiriman, batasi=batasi)
        isi = Isi.objects.create(
            satker=satker,
            sha256=kiriman.sha256,
            ukuran=kiriman.ukuran,
            media=putusan.media,
            pindai=putusan.pindai,
            pindai_pada=timezone.now() if putusan.pindai == Pindai.BERSIH else None,
        )
        tempatkan(kiriman, isi.kunci)
        if bukti:
            antrekan_olah(isi, oleh.user if oleh else None, nama=kiriman.nama)
            catat_persis(isi=isi, ulang=False)
        return isi
    catat_pindai(isi, nama=kiriman.nama, pindai=putusan.pindai)
    diletakkan = True
    if isi.dibuang_pada is not None:
        _tambah_pemakaian(pemakaian, kiriman, batasi=batasi)
        isi.dibuang_pada = None
        isi.save(update_fields=["dibuang_pada"])
        tempatkan(kiriman, isi.kunci)
    elif not ada(isi.kunci, isi.ukuran):
        tempatkan(kiriman, isi.kunci)  # the stored copy was lost or cut: these are the same bytes
    else:
        diletakkan = False
    if bukti:
        if diletakkan:
            antrekan_olah(isi, oleh.user if oleh else None, nama=kiriman.nama)
        catat_persis(isi=isi, ulang=True)
    return isi


def _tambah_pemakaian(pemakaian: Pemakaian, kiriman: Kiriman, *, batasi: bool) -> None:
    if batasi and pemakaian.bita + kiriman.ukuran > settings.KUOTA_SATKER:
        raise KuotaPenuhError(pesan.kuota_penuh(kiriman.nama, terpakai=pemakaian.bita, kuota=settings.KUOTA_SATKER))
    pemakaian.bita += kiriman.ukuran
    pemakaian.jumlah += 1
    pemakaian.save(update_fields=["bita", "jumlah"])
