"""What the preview page shows of one version: one page of it, and in which state the preview is."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import F, Func, IntegerField, TextField
from django.db.models.fields.json import KeyTextTransform

from berkas import pesan_pratinjau as kata
from berkas.models import AsalTeks, Olahan, PutusanVersi, StatusOlahan, VersiBerkas

SEMUA_SAMPAI = 12  # pages up to which every one has its own link
_CARA = {"gambar": "Gambar", "besar": "Perbesar", "teks": "Teks"}
_KEADAAN = {StatusOlahan.ANTRE: "sedang", StatusOlahan.GAGAL: "gagal", StatusOlahan.TANPA: "tanpa"}


@dataclass(frozen=True, slots=True)
class Tujuan:
    """A link inside the preview; `n` 0 stands for left-out pages, `tujuan` is its query string."""

    n: int
    label: str
    tujuan: str
    aktif: bool


@dataclass(frozen=True, slots=True)
class Pratinjau:
    """One page. `keadaan`: siap, sedang, gagal, tanpa (kind without preview) or belum; `cara`: gambar, besar, teks."""

    berkas_id: uuid.UUID
    nama: str
    nomor: int
    nomor_terbaru: int
    ukuran: int
    keadaan: str
    alasan: str
    hal: int
    jumlah: int
    ada_gambar: bool
    teks: str
    hasil_ocr: bool
    cara: str
    tab: tuple[Tujuan, ...]
    daftar: tuple[Tujuan, ...]
    sebelum: str
    sesudah: str
    bisa_ulang: bool
    tetap: str = kata.TETAP

    @property
    def siap(self) -> bool:
        return self.keadaan == "siap"


@dataclass(frozen=True, slots=True)
class Mini:
    """First page of the newest version that has one."""

    berkas_id: uuid.UUID
    nama: str
    nomor: int
    jumlah: int


def mini(versi: Sequence[VersiBerkas]) -> Mini | None:
    """The thumbnail for versions ordered newest first; None when the newest readable one has no images. One query."""
    baru = next((v for v in versi if v.putusan == PutusanVersi.LOLOS), None)
    if baru is None:
        return None
    siap = [StatusOlahan.SELESAI, StatusOlahan.SEBAGIAN]
    olahan = Olahan.objects.filter(satker=baru.satker_id, isi=baru.isi_id, status__in=siap, gambar__gt=0)
    jumlah = olahan.values_list("halaman", flat=True).first()
    return Mini(baru.berkas_id, baru.nama_kirim, baru.nomor, jumlah) if jumlah else None


def olahan_gambar(versi: VersiBerkas, hal: int) -> Olahan | None:
    """The finished preview that has an image of that page."""
    olahan = Olahan.objects.defer("teks", "ciri", "data_pribadi").filter(satker=versi.satker_id, isi=versi.isi_id)
    satu = olahan.first()
    return satu if satu is not None and satu.siap and 1 <= hal <= satu.gambar else None


def pratinjau(versi: VersiBerkas, *, nomor_terbaru: int, hal: int, cara: str) -> Pratinjau:
    """Page `hal` of a version loaded with its Isi; a number outside the document is moved inside. Two queries.

    Only the text of that page is read from the database.
    """
    olahan = (
        Olahan.objects.filter(satker=versi.satker_id, isi=versi.isi_id)
        .annotate(jumlah_teks=Func(F("teks"), function="jsonb_array_length", output_field=IntegerField()))
        .defer("teks", "ciri", "data_pribadi")
        .first()
    )
    keadaan = "belum" if olahan is None else _KEADAAN.get(StatusOlahan(olahan.status), "siap")
    gambar = olahan.gambar if olahan and keadaan == "siap" else 0
    jumlah = (max(olahan.halaman or 0, olahan.jumlah_teks, 1) if olahan else 1) if keadaan == "siap" else 1  # type: ignore[attr-defined]
    hal = min(max(1, hal), jumlah)
    ada_gambar = hal <= gambar
    if cara not in _CARA or (cara != "teks" and not ada_gambar):
        cara = "gambar" if ada_gambar else "teks"
    teks = _teks(olahan, hal) if olahan is not None and keadaan == "siap" else ""
    return Pratinjau(
        berkas_id=versi.berkas_id,
        nama=versi.nama_kirim,
        nomor=versi.nomor,
        nomor_terbaru=nomor_terbaru,
        ukuran=versi.isi.ukuran,
        keadaan=keadaan,
        alasan=olahan.alasan if olahan else "",
        hal=hal,
        jumlah=jumlah,
        ada_gambar=ada_gambar,
        teks=teks,
        hasil_ocr=olahan is not None and olahan.asal_teks in (AsalTeks.OCR, AsalTeks.CAMPUR),
        cara=cara,
        tab=tuple(
            Tujuan(hal, label, _tujuan(versi, hal, c), c == cara)
            for c, label in _CARA.items()
            if c == "teks" or ada_gambar
        ),
        daftar=tuple(
            Tujuan(n, str(n), _tujuan(versi, n, cara) if n else "", n == hal) for n in nomor_halaman(hal, jumlah)
        ),
        sebelum=_tujuan(versi, hal - 1, cara) if hal > 1 else "",
        sesudah=_tujuan(versi, hal + 1, cara) if hal < jumlah else "",
        bisa_ulang=olahan is None
        or olahan.status == StatusOlahan.GAGAL
        or (olahan.status == StatusOlahan.SEBAGIAN and olahan.versi > 0),
    )


def _teks(olahan: Olahan, hal: int) -> str:
    potong = KeyTextTransform(str(hal - 1), F("teks"), output_field=TextField())
    return Olahan.objects.filter(pk=olahan.pk).values_list(potong, flat=True).first() or ""


def _tujuan(versi: VersiBerkas, hal: int, cara: str) -> str:
    isi = {"v": versi.nomor, "hal": hal} | ({} if cara == "gambar" else {"cara": cara})
    return f"?{urlencode(isi)}"


def nomor_halaman(hal: int, jumlah: int) -> list[int]:
    """Page numbers that get a link: all of a short document, else the ends and the neighbours; 0 = left out."""
    if jumlah <= SEMUA_SAMPAI:
        return list(range(1, jumlah + 1))
    pilih = sorted({1, jumlah, *range(max(1, hal - 2), min(jumlah, hal + 2) + 1)})
    hasil: list[int] = []
    for n in pilih:
        if hasil and n - hasil[-1] > 1:
            hasil.append(0)
        hasil.append(n)
    return hasil
