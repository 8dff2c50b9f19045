"""Which versions may be shown, as page images, to people who may not see the unit they belong to.

Showing them is somebody's decision; here stands only what forbids it: the owner keeps the document for the unit and its
evaluators, it carries personal data, or nobody could look for personal data in it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from berkas.models import Olahan, Pembatasan, PutusanVersi, VersiBerkas
from berkas.telaah.pribadi import kalimat_pribadi


@dataclass(frozen=True, slots=True)
class VersiBerbagi:
    """One version. `halaman`: page images there are; `sebab` says why it may not be shown, '' when it may.

    `tetap`: it may stay where it was picked; `dipilih`: it may be picked anew (not in the trash, text read).
    `bernama`: pages in whose text the unit's name stands.
    """

    versi_id: uuid.UUID
    berkas_id: uuid.UUID
    satker_id: uuid.UUID
    nama: str
    nomor: int
    sha256: str
    halaman: int
    sebab: str
    tetap: bool
    dipilih: bool
    bernama: tuple[int, ...]


def versi_berbagi(versi: Iterable[uuid.UUID]) -> dict[uuid.UUID, VersiBerbagi]:
    """Version id → whether it may be shown. Two SQL statements; who may ask is the caller's business."""
    baris = list(VersiBerkas.objects.filter(pk__in=list(versi)).select_related("isi", "berkas", "satker"))
    kolom = ("isi_id", "status", "gambar", "teks", "ciri", "data_pribadi")
    olahan = {o.isi_id: o for o in Olahan.objects.filter(isi__in={v.isi_id for v in baris}).only(*kolom)}
    return {v.pk: _satu(v, olahan.get(v.isi_id)) for v in baris}


def _satu(versi: VersiBerkas, olahan: Olahan | None) -> VersiBerbagi:
    siap = olahan is not None and olahan.siap
    tetap = _sebab_tetap(versi, olahan)
    pilih = ""
    if versi.berkas.dihapus_pada is not None:
        pilih = "Ada di Sampah satker."
    elif not (olahan is not None and siap and olahan.ciri.get("terbaca")):
        pilih = "Teksnya tidak terbaca, jadi data pribadi di dalamnya belum diperiksa."
    return VersiBerbagi(
        versi_id=versi.pk,
        berkas_id=versi.berkas_id,
        satker_id=versi.satker_id,
        nama=versi.nama_kirim,
        nomor=versi.nomor,
        sha256=versi.isi.sha256,
        halaman=olahan.gambar if olahan is not None and siap else 0,
        sebab=tetap or pilih,
        tetap=not tetap,
        dipilih=not tetap and not pilih,
        bernama=_bernama(versi.satker.nama, olahan.teks) if olahan is not None else (),
    )


def _bernama(nama: str, teks: list[str]) -> tuple[int, ...]:
    """Numbers of the pages whose text has the name, whatever its case and spaces."""
    cari = " ".join(nama.casefold().split())
    return tuple(n for n, isi in enumerate(teks, 1) if cari in " ".join(isi.casefold().split()))


def _sebab_tetap(versi: VersiBerkas, olahan: Olahan | None) -> str:
    """What forbids showing it at any time."""
    if versi.putusan != PutusanVersi.LOLOS:
        return "Belum lolos pemeriksaan."
    if versi.berkas.pembatasan != Pembatasan.UMUM:
        return "Dibatasi pemiliknya untuk satker dan penilainya."
    if olahan is not None and (kalimat := kalimat_pribadi(olahan.data_pribadi)):
        return f"Memuat data pribadi: {kalimat}."
    if olahan is None or not olahan.siap or not olahan.gambar:
        return "Gambar halamannya belum ada."
    return ""


def versi_tampak(versi: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Those of the versions picked earlier whose pages may be shown now, and have images. Two SQL statements."""
    return frozenset(pk for pk, v in versi_berbagi(versi).items() if v.tetap)


def versi_tertunjuk(versi_id: uuid.UUID) -> VersiBerkas | None:
    """A version picked earlier, loaded with its Isi, if nothing forbids showing it now. Two SQL statements.

    A document moved to the trash since stays: its picked version is pinned.
    """
    versi = VersiBerkas.objects.filter(pk=versi_id).select_related("isi", "berkas").first()
    if versi is None:
        return None
    olahan = Olahan.objects.filter(satker=versi.satker_id, isi=versi.isi_id).defer("teks").first()
    return None if _sebab_tetap(versi, olahan) else versi
