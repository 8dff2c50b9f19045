"""Storing a file: check it, then in one short transaction move its bytes and write every row, or nothing at all.

The bytes are moved before the commit: a row never exists without its file. A file without a row is what a crash between
the two leaves; sapu_yatim() removes it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from berkas import pesan
from berkas.actions.hasil import DitolakError, DuplikatError
from berkas.actions.indeks import segarkan_indeks
from berkas.actions.isi import isi_ada, simpan_isi
from berkas.actions.kesegaran import tebak_bila_terbaca
from berkas.actions.pemakaian import kunci_pemakaian
from berkas.actions.pindai import pindai_kiriman
from berkas.models import Berkas, Bukti, DasarTanggal, Isi, VersiBerkas, nama_tampak, putusan_untuk
from berkas.penyimpanan import Kiriman, TerlaluBesarError, bersihkan_nama, tampung
from berkas.periksa.berkas import periksa_berkas
from berkas.periksa.putusan import Alasan, Putusan
from berkas.periksa.terpisah import periksa_terpisah
from berkas.periksa.tipe import batas_untuk
from common.tanggal import tanggal_dari_nama
from instrumen.queries import instrumen_untuk
from satker.actions.jejak import catat
from satker.models import Periode, Satker
from satker.pelaku import Pelaku

_JUDUL = 200


def periksa_kiriman(kiriman: Kiriman) -> Putusan:
    """Run the checks on bytes a person sent; needs no database connection. Raises DitolakError."""
    putusan = _lolos(kiriman, periksa_terpisah(kiriman.jalur, kiriman.nama, batas=settings.BATAS_BERKAS))
    return pindai_kiriman(kiriman, putusan)


def _lolos(kiriman: Kiriman, putusan: Putusan) -> Putusan:
    batas = settings.BATAS_BERKAS
    if putusan.alasan:
        raise DitolakError(
            putusan.alasan, pesan.pesan_tolak(putusan.alasan, kiriman.nama, ukuran=kiriman.ukuran, batas=batas)
        )
    return putusan


@transaction.atomic
def simpan_unggahan(
    *,
    oleh: Pelaku,
    satker: Satker,
    periode: Periode,
    kode_butir: str,
    area: str,
    kiriman: Kiriman,
    putusan: Putusan,
    tetap: bool = False,
    triwulan: str = "",
    tanggal_dokumen: dt.date | None = None,
    uraian: str = "",
) -> Bukti:
    """Store checked bytes as a new document linked to a question (canonical `kode_butir`).

    Without `tanggal_dokumen` the day that the sent name states unambiguously is taken; people can correct it.
    Raises DuplikatError (unless `tetap`), KuotaPenuhError, PenyimpananPenuhError; each leaves nothing behind but the
    waiting file, which belongs to the caller.
    """
    kunci_pemakaian(satker)
    lama = isi_ada(satker, kiriman.sha256)
    if lama is not None and not tetap:
        tolak_duplikat(lama, periode, kode_butir)
    isi = simpan_isi(satker=satker, kiriman=kiriman, putusan=putusan, oleh=oleh)
    versi = berkas_baru(
        oleh=oleh,
        satker=satker,
        isi=isi,
        nama=kiriman.nama,
        halaman=putusan.halaman,
        tanggal_dokumen=tanggal_dokumen,
    )
    berkas = versi.berkas
    bukti = Bukti.objects.create(
        satker=satker,
        berkas=berkas,
        periode=periode,
        kode_butir=kode_butir,
        triwulan=triwulan,
        uraian=uraian,
        oleh=oleh.user,
        pada=versi.pada,
    )
    catat(
        oleh=oleh,
        satker=satker,
        periode=periode,
        kode_butir=kode_butir,
        area=area,
        aksi="unggah_berkas",
        objek=f"bukti:{bukti.pk}",
        sesudah=nama_tampak(versi.nama_kirim, isi)
        | {"sha256": isi.sha256, "ukuran": isi.ukuran, "berkas_id": str(berkas.pk)},
    )
    tebak_bila_terbaca(versi)
    segarkan_indeks([berkas.pk])
    return bukti


def berkas_baru(
    *, oleh: Pelaku, satker: Satker, isi: Isi, nama: str, halaman: int | None, tanggal_dokumen: dt.date | None = None
) -> VersiBerkas:
    """A new document with its first version; without a date the day that the name states is taken.

    Writes no audit row: the caller's action does, with what it was done for.
    """
    sekarang = timezone.now()
    tanggal, dasar = tanggal_versi(nama, tanggal_dokumen)
    berkas = Berkas.objects.create(satker=satker, judul=_judul(nama), pemilik=oleh.user, dibuat_pada=sekarang)
    return VersiBerkas.objects.create(
        satker=satker,
        berkas=berkas,
        nomor=1,
        isi=isi,
        nama_kirim=nama,
        tanggal_dokumen=tanggal,
        dasar_tanggal=dasar,
        jumlah_halaman=halaman,
        putusan=putusan_untuk(isi),
        oleh=oleh.user,
        pada=sekarang,
    )


def tanggal_versi(nama: str, tanggal_dokumen: dt.date | None) -> tuple[dt.date | None, str]:
    """The date of a new version and where it comes from: what a person said, else the one day the name states."""
    if tanggal_dokumen:
        return tanggal_dokumen, DasarTanggal.ORANG
    tebakan = tanggal_dari_nama(nama)
    return tebakan, DasarTanggal.NAMA if tebakan else ""


def unggah_langsung(
    *,
    oleh: Pelaku,
    satker: Satker,
    periode: Periode,
    kode_butir: str,
    area: str,
    nama: str,
    blok: Iterable[bytes],
    tetap: bool = False,
    triwulan: str = "",
    tanggal_dokumen: dt.date | None = None,
    uraian: str = "",
) -> Bukti:
    """Receive, check and store bytes this application made itself (demo data). Same errors."""
    nama = bersihkan_nama(nama)
    batas = batas_untuk(nama, settings.BATAS_BERKAS)
    try:
        kiriman = tampung(blok, nama, batas=batas)
    except TerlaluBesarError as galat:
        teks = pesan.pesan_tolak(Alasan.TERLALU_BESAR, nama, ukuran=batas + 1, batas=settings.BATAS_BERKAS)
        raise DitolakError(Alasan.TERLALU_BESAR, teks) from galat
    try:
        return simpan_unggahan(
            oleh=oleh,
            satker=satker,
            periode=periode,
            kode_butir=kode_butir,
            area=area,
            kiriman=kiriman,
            putusan=_lolos(kiriman, periksa_berkas(kiriman.jalur, nama, batas=settings.BATAS_BERKAS)),
            tetap=tetap,
            triwulan=triwulan,
            tanggal_dokumen=tanggal_dokumen,
            uraian=uraian,
        )
    finally:
        kiriman.jalur.unlink(missing_ok=True)


def tolak_duplikat(isi: Isi, periode: Periode, kode_butir: str) -> None:
    """Say where the bytes already are: this question first, then this year, then any document of the satker."""
    berkas = list(Berkas.objects.ada().filter(satker=isi.satker_id, versi__isi=isi).order_by("dibuat_pada").distinct())
    if not berkas:
        return
    dipakai = list(
        Bukti.objects.aktif().filter(satker=isi.satker_id, berkas__in=berkas, periode=periode).select_related("berkas")
    )
    bukti = next((b for b in dipakai if b.kode_butir == kode_butir), dipakai[0] if dipakai else None)
    if bukti is None:
        teks = f"Berkas ini sudah ada di data dukung satker: {berkas[0].judul}."
        raise DuplikatError(
            teks, berkas_id=berkas[0].pk, judul=berkas[0].judul, kode_butir="", bukti_id=None, di_sini=False
        )
    di_sini = bukti.kode_butir == kode_butir
    butir = instrumen_untuk(periode.instrumen).butir.get(bukti.kode_butir)
    tempat = "soal ini" if di_sini else butir.kode_pendek if butir else bukti.kode_butir
    raise DuplikatError(
        f"Berkas ini sudah ada di {tempat}.",
        berkas_id=bukti.berkas_id,
        judul=bukti.berkas.judul,
        kode_butir=butir.kode_pendek if butir else bukti.kode_butir,
        bukti_id=bukti.pk,
        di_sini=di_sini,
    )


def _judul(nama: str) -> str:
    """Title of a new document: the sent name without its extension."""
    return (nama.rpartition(".")[0].strip() or nama)[:_JUDUL]
