"""Bytes become an Isi of a satker: once per hash, within the quota, moved to their key before the row is committed."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from berkas.actions.hasil import KuotaPenuhError
from berkas.actions.pemakaian import kunci_pemakaian as kunci_pemakaian  # also for who stores more than an Isi
from berkas.actions.pindai import catat_pindai
from berkas.models import Isi, Pemakaian, Pindai
from berkas.penyimpanan import Kiriman, ada, tempatkan
from berkas.periksa.putusan import Putusan
from common.desimal import format_ukuran
from satker.models import Satker


def isi_ada(satker: Satker, sha256: str) -> Isi | None:
    """The row of these bytes in this satker, also when retention has removed the bytes."""
    return Isi.objects.filter(satker=satker, sha256=sha256).first()


def simpan_isi(*, satker: Satker, kiriman: Kiriman, putusan: Putusan) -> Isi:
    """The Isi of checked bytes, new or already there. Only inside a transaction.

    A row whose bytes were lost, cut or removed by retention gets them back. Raises KuotaPenuhError,
    PenyimpananPenuhError and DitolakError (bytes known as infected); the waiting file stays the caller's to remove.
    """
    if not putusan.sah:
        raise ValueError("putusan harus lolos")
    pemakaian = kunci_pemakaian(satker)
    isi = isi_ada(satker, kiriman.sha256)
    if isi is None:
        _tambah_pemakaian(pemakaian, kiriman)
        isi = Isi.objects.create(
            satker=satker,
            sha256=kiriman.sha256,
            ukuran=kiriman.ukuran,
            media=putusan.media,
            pindai=putusan.pindai,
            pindai_pada=timezone.now() if putusan.pindai == Pindai.BERSIH else None,
        )
        tempatkan(kiriman, isi.kunci)
        return isi
    catat_pindai(isi, nama=kiriman.nama, pindai=putusan.pindai)
    if isi.dibuang_pada is not None:
        _tambah_pemakaian(pemakaian, kiriman)
        isi.dibuang_pada = None
        isi.save(update_fields=["dibuang_pada"])
        tempatkan(kiriman, isi.kunci)
    elif not ada(isi.kunci, isi.ukuran):
        tempatkan(kiriman, isi.kunci)  # the stored copy was lost or cut: these are the same bytes
    return isi


def _tambah_pemakaian(pemakaian: Pemakaian, kiriman: Kiriman) -> None:
    if pemakaian.bita + kiriman.ukuran > settings.KUOTA_SATKER:
        sisa = format_ukuran(max(0, settings.KUOTA_SATKER - pemakaian.bita))
        raise KuotaPenuhError(
            f"{kiriman.nama} tidak muat. Sisa kuota satker {sisa} dari {format_ukuran(settings.KUOTA_SATKER)}. "
            "Hubungi admin inspektorat."
        )
    pemakaian.bita += kiriman.ukuran
    pemakaian.jumlah += 1
    pemakaian.save(update_fields=["bita", "jumlah"])
