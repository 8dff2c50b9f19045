"""Redacted copies: asked for, made by the worker, looked at by a person, thrown away. The original is never touched."""

from __future__ import annotations

import re
import tempfile
import uuid
from collections.abc import Collection, Iterator
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from berkas.actions.hasil import KeadaanBerubahError, KuotaPenuhError
from berkas.actions.isi import simpan_isi
from berkas.models import Berkas, Olahan, PutusanVersi, SalinanTersamar, VersiBerkas
from berkas.penyimpanan import BLOK, Kiriman, folder_sementara, tampung
from berkas.periksa.putusan import Putusan
from berkas.telaah.pribadi import SEHALAMAN, VERSI_ATURAN
from berkas.telaah.terpisah import Salinan, samarkan_terpisah
from satker.actions.jejak import catat
from satker.actions.pekerjaan import GagalTetapError, antrekan, detak, ulangi
from satker.models import Pekerjaan, Satker
from satker.models.pekerjaan import StatusPekerjaan
from satker.pelaku import Pelaku, muat_pelaku

SALINAN_MAKS = 500 * 1024 * 1024  # bytes of a copy
_RENTANG = re.compile(r"([0-9]{1,4})(?:[-–]([0-9]{1,4}))?")


class HalamanTidakTerbacaError(ValueError):
    """The pages to leave out are not written as "2, 5-7"."""


def baca_halaman(teks: str) -> tuple[int, ...]:
    """`2, 5–7` → (2, 5, 6, 7). Raises HalamanTidakTerbacaError."""
    hasil: set[int] = set()
    for potong in (p.strip() for p in teks.split(",") if p.strip()):
        m = _RENTANG.fullmatch(potong.replace(" ", ""))
        if m is None or not 1 <= int(m[1]) <= int(m[2] or m[1]) <= 9999:
            raise HalamanTidakTerbacaError(potong)
        hasil |= set(range(int(m[1]), int(m[2] or m[1]) + 1))
    return tuple(sorted(hasil))


def tulis_halaman(nomor: Collection[int]) -> str:
    """(2, 5, 6, 7) → `2, 5–7`."""
    bagian: list[list[int]] = []
    for n in sorted(nomor):
        if bagian and bagian[-1][1] == n - 1:
            bagian[-1][1] = n
        else:
            bagian.append([n, n])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in bagian)


@transaction.atomic
def minta_salinan(
    *, oleh: Pelaku, satker: Satker, tahun: int, versi: VersiBerkas, keluar: Collection[int] = ()
) -> Pekerjaan:
    """Queue the job; asking again while it waits or runs gives the same job, after a failure it starts anew."""
    berapa = SalinanTersamar.objects.filter(satker=satker, versi=versi).count()  # a copy made earlier ends its job
    pekerjaan = antrekan(
        oleh=oleh,
        satker=satker,
        jenis="samarkan_berkas",
        kunci=f"{versi.pk}:{oleh.user.pk}:{berapa}:{tulis_halaman(keluar)}"[:200],
        argumen={
            "versi": str(versi.pk),
            "keluar": tulis_halaman(keluar)[:100],
            "tahun": tahun,
            "penugasan": str(oleh.penugasan.pk) if oleh.penugasan else "",
        },
    )
    return ulangi(oleh=oleh, pekerjaan=pekerjaan) if pekerjaan.status == StatusPekerjaan.GAGAL else pekerjaan


def samarkan_berkas(*, versi: str, keluar: str, tahun: int, penugasan: str, pekerjaan: Pekerjaan) -> dict[str, str]:
    """Handler of the job. Raises GagalTetapError with the sentence for the owner when no safe copy can be made."""
    if pekerjaan.pemilik is None:
        raise GagalTetapError("Salinan harus diminta oleh seseorang.")
    objek = VersiBerkas.objects.select_related("berkas", "isi", "satker").get(satker=pekerjaan.satker_id, pk=versi)
    if objek.berkas.dihapus_pada is not None or objek.putusan != PutusanVersi.LOLOS or objek.isi.dibuang_pada:
        raise GagalTetapError("Berkas ini sudah tidak tersedia. Pulihkan dulu dari Sampah.")
    detak(pekerjaan=pekerjaan, langkah="Menutup data pribadi pada setiap halaman.", kemajuan=10)
    folder = folder_sementara()
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="samar-", dir=folder) as tempat:
        tujuan = Path(tempat) / "salinan.pdf"
        hasil = _buat(objek, keluar, Path(tempat), tujuan)
        if hasil.pesan:
            raise GagalTetapError(hasil.pesan)
        detak(pekerjaan=pekerjaan, langkah="Menyimpan salinan.", kemajuan=90)
        kiriman = tampung(_blok(tujuan), _nama(objek.nama_kirim), batas=SALINAN_MAKS)
        try:
            oleh = muat_pelaku(pekerjaan.pemilik, penugasan)
            salinan = _simpan(oleh, objek, kiriman, hasil, keluar)
        except KuotaPenuhError as penuh:
            raise GagalTetapError(str(penuh)) from penuh
        finally:
            kiriman.jalur.unlink(missing_ok=True)
    return {
        "pesan": f"{salinan.jumlah_tanda} data pribadi ditutup. Lihat salinannya sebelum dipakai.",
        "url": f"/{tahun}/satker/{objek.satker.kode}/berkas/{objek.berkas_id}/#data-pribadi",
        "label": "Lihat salinan",
    }


def _buat(versi: VersiBerkas, keluar: str, tempat: Path, tujuan: Path) -> Salinan:
    asal = tempat / "asal"
    with default_storage.open(versi.isi.kunci) as masuk, asal.open("wb") as tulis:
        for blok in masuk.chunks(BLOK):
            tulis.write(blok)
    olahan = Olahan.objects.filter(satker=versi.satker_id, isi=versi.isi_id).defer("teks").first()
    diketahui: dict[int, int] = {}
    for d in olahan.data_pribadi if olahan else []:
        if d["jenis"] not in SEHALAMAN:
            diketahui[int(d["halaman"])] = diketahui.get(int(d["halaman"]), 0) + int(d["jumlah"])
    from berkas.telaah.samarkan import cari_tesseract  # brings PDF libraries that a web process never needs

    return samarkan_terpisah(
        asal,
        tujuan,
        media=versi.isi.media,
        keluar=baca_halaman(keluar),
        diketahui=diketahui,
        tesseract=cari_tesseract(),
        sementara=tempat,
    )


def _blok(jalur: Path) -> Iterator[bytes]:
    with jalur.open("rb") as isi:
        while blok := isi.read(BLOK):
            yield blok


def _nama(nama: str) -> str:
    pokok = nama.rpartition(".")[0] or nama
    return f"{pokok[:180]} (tersamar).pdf"


@transaction.atomic
def _simpan(oleh: Pelaku, versi: VersiBerkas, kiriman: Kiriman, hasil: Salinan, keluar: str) -> SalinanTersamar:
    """One valid copy per version: the same bytes again are the same copy, others take the place of the last one."""
    satker = versi.satker
    putusan = Putusan(None, "PDF", "application/pdf", hasil.halaman)
    isi = simpan_isi(satker=satker, kiriman=kiriman, putusan=putusan)
    lama = SalinanTersamar.objects.select_for_update().filter(satker=satker, versi=versi).berlaku().first()
    if lama is not None and lama.isi_id == isi.pk and lama.aturan == VERSI_ATURAN:
        return lama
    sekarang = timezone.now()
    if lama is not None:
        lama.dibuang_pada, lama.dibuang_oleh = sekarang, oleh.user
        lama.save(update_fields=["dibuang_pada", "dibuang_oleh"])
    salinan = SalinanTersamar.objects.create(
        satker=satker,
        versi=versi,
        isi=isi,
        jumlah_tanda=hasil.tanda,
        halaman_keluar=keluar,
        dari_gambar=tulis_halaman(hasil.dari_gambar)[:100],
        aturan=VERSI_ATURAN,
        oleh=oleh.user,
        pada=sekarang,
    )
    _catat(salinan, oleh, "buat_tersamar", {"versi": versi.nomor, "ditutup": hasil.tanda, "sha256": isi.sha256})
    return salinan


@transaction.atomic
def periksa_salinan(*, oleh: Pelaku, salinan: SalinanTersamar) -> SalinanTersamar:
    """A person has looked at every page: from now on others may have the copy. Raises KeadaanBerubahError."""
    kini = _kunci(salinan)
    if kini.diperiksa_pada is None:
        kini.diperiksa_pada, kini.diperiksa_oleh = timezone.now(), oleh.user
        kini.save(update_fields=["diperiksa_pada", "diperiksa_oleh"])
        _catat(kini, oleh, "periksa_tersamar", None)
    return kini


@transaction.atomic
def buang_salinan(*, oleh: Pelaku, salinan: SalinanTersamar) -> None:
    """The copy is no good: nobody gets it any more. Raises KeadaanBerubahError when it is gone already."""
    kini = _kunci(salinan)
    kini.dibuang_pada, kini.dibuang_oleh = timezone.now(), oleh.user
    kini.save(update_fields=["dibuang_pada", "dibuang_oleh"])
    _catat(kini, oleh, "buang_tersamar", None)


def _kunci(salinan: SalinanTersamar) -> SalinanTersamar:
    kini = SalinanTersamar.objects.select_for_update(of=("self",)).select_related("satker", "versi").get(pk=salinan.pk)
    if kini.dibuang_pada is not None:
        raise KeadaanBerubahError("Salinan ini sudah diganti atau dibuang. Muat ulang halaman ini.")
    return kini


def _catat(salinan: SalinanTersamar, oleh: Pelaku, aksi: str, sesudah: dict[str, object] | None) -> None:
    catat(
        oleh=oleh,
        satker=salinan.satker,
        aksi=aksi,
        objek=f"berkas:{salinan.versi.berkas_id}",
        sesudah=sesudah,
    )


# --- For public pages of later steps ---------------------------------------------------------------------------------


def isi_terbuka(versi: VersiBerkas) -> uuid.UUID | None:
    """The Isi that a public page may show for this version: a looked-at copy made by today's rules, or nothing.

    Never the original, never while the document is in the trash or kept for evaluators.
    """
    berkas = Berkas.objects.ada().filter(satker=versi.satker_id, pk=versi.berkas_id, pembatasan="umum")
    salinan = (
        SalinanTersamar.objects.berlaku()
        .filter(satker=versi.satker_id, versi=versi, versi__berkas__in=berkas)
        .filter(versi__putusan=PutusanVersi.LOLOS, diperiksa_pada__isnull=False, aturan__gte=VERSI_ATURAN)
        .first()
    )
    return salinan.isi_id if salinan else None


def boleh_terbuka(versi: VersiBerkas) -> bool:
    return isi_terbuka(versi) is not None
