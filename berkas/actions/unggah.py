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
from berkas.actions.hasil import DitolakError, DuplikatError, KuotaPenuhError
from berkas.models import Berkas, Bukti, Isi, Pemakaian, PutusanVersi, VersiBerkas
from berkas.penyimpanan import Kiriman, TerlaluBesarError, ada, bersihkan_nama, tampung, tempatkan
from berkas.periksa.berkas import periksa_berkas
from berkas.periksa.putusan import Alasan, Putusan
from berkas.periksa.terpisah import periksa_terpisah
from berkas.periksa.tipe import batas_untuk
from common.desimal import format_ukuran
from common.tanggal import tanggal_dari_nama
from instrumen.queries import instrumen_untuk
from satker.actions.jejak import catat
from satker.models import Periode, Satker
from satker.pelaku import Pelaku

_JUDUL = 200


def periksa_kiriman(kiriman: Kiriman) -> Putusan:
    """Run the checks on bytes a person sent; needs no database connection. Raises DitolakError."""
    return _lolos(kiriman, periksa_terpisah(kiriman.jalur, kiriman.nama, batas=settings.BATAS_BERKAS))


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
    if not putusan.sah:
        raise ValueError("putusan harus lolos")
    pemakaian = _kunci_pemakaian(satker)
    isi = Isi.objects.filter(satker=satker, sha256=kiriman.sha256).first()
    if isi is not None and not tetap:
        _tolak_duplikat(isi, periode, kode_butir, kiriman.nama)
    if isi is None:
        isi = _isi_baru(satker, kiriman, putusan, pemakaian)
    elif not ada(isi.kunci, isi.ukuran):
        tempatkan(kiriman, isi.kunci)  # the stored copy was lost or cut: these are the same bytes
    sekarang = timezone.now()
    berkas = Berkas.objects.create(satker=satker, judul=_judul(kiriman.nama), pemilik=oleh.user, dibuat_pada=sekarang)
    versi = VersiBerkas.objects.create(
        satker=satker,
        berkas=berkas,
        nomor=1,
        isi=isi,
        nama_kirim=kiriman.nama,
        tanggal_dokumen=tanggal_dokumen or tanggal_dari_nama(kiriman.nama),
        jumlah_halaman=putusan.halaman,
        putusan=PutusanVersi.LOLOS,
        oleh=oleh.user,
        pada=sekarang,
    )
    bukti = Bukti.objects.create(
        satker=satker,
        berkas=berkas,
        periode=periode,
        kode_butir=kode_butir,
        triwulan=triwulan,
        uraian=uraian,
        oleh=oleh.user,
        pada=sekarang,
    )
    catat(
        oleh=oleh,
        satker=satker,
        periode=periode,
        kode_butir=kode_butir,
        area=area,
        aksi="unggah_berkas",
        objek=f"bukti:{bukti.pk}",
        sesudah={"berkas": versi.nama_kirim, "sha256": isi.sha256, "ukuran": isi.ukuran, "berkas_id": str(berkas.pk)},
    )
    return bukti


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


def _kunci_pemakaian(satker: Satker) -> Pemakaian:
    """Lock the satker's usage row: uploads of one satker and the sweeper take turns, so counts and hashes hold."""
    Pemakaian.objects.bulk_create([Pemakaian(satker=satker)], ignore_conflicts=True)
    return Pemakaian.objects.select_for_update().get(satker=satker)


def _isi_baru(satker: Satker, kiriman: Kiriman, putusan: Putusan, pemakaian: Pemakaian) -> Isi:
    if pemakaian.bita + kiriman.ukuran > settings.KUOTA_SATKER:
        sisa = format_ukuran(max(0, settings.KUOTA_SATKER - pemakaian.bita))
        raise KuotaPenuhError(
            f"{kiriman.nama} tidak muat. Sisa kuota satker {sisa} dari {format_ukuran(settings.KUOTA_SATKER)}. "
            "Hubungi admin inspektorat."
        )
    isi = Isi.objects.create(satker=satker, sha256=kiriman.sha256, ukuran=kiriman.ukuran, media=putusan.media)
    pemakaian.bita += kiriman.ukuran
    pemakaian.jumlah += 1
    pemakaian.save(update_fields=["bita", "jumlah"])
    tempatkan(kiriman, isi.kunci)
    return isi


def _tolak_duplikat(isi: Isi, periode: Periode, kode_butir: str, nama: str) -> None:
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
