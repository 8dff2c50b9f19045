"""Evidence as it was pinned by a sending: these versions, whatever has happened to the documents since."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, OuterRef, Subquery

from berkas.models import Bukti, Olahan, PutusanVersi, StatusOlahan, VersiBerkas
from berkas.queries.bukti import BarisBukti, baris_bukti
from berkas.queries.kemiripan import tanda_mirip
from berkas.queries.kesegaran import dengan_aturan, hari_ini
from berkas.queries.pratinjau import Pratinjau, pratinjau
from instrumen.pohon.tipe import Butir
from satker.models import Periode, Satker
from satker.pelaku import Pelaku


@dataclass(frozen=True, slots=True)
class SatuBukti:
    """One pinned file with its flags. `versi_baru`: the satker replaced it since; `hilang`: in the trash since."""

    nomor: int
    baris: BarisBukti
    versi_baru: bool
    hilang: bool


@dataclass(frozen=True, slots=True)
class BuktiTerbuka:
    """The pinned files of one butir and one of them open. `dibuka` 0 and no preview: there is no file."""

    berkas: tuple[SatuBukti, ...]
    dibuka: int
    pratinjau: Pratinjau | None

    @property
    def terbuka(self) -> SatuBukti | None:
        return self.berkas[self.dibuka - 1] if self.dibuka else None


def bukti_tersemat(
    pelaku: Pelaku,
    satker: Satker,
    periode: Periode,
    butir: Butir,
    sematan: Sequence[tuple[uuid.UUID, uuid.UUID]],
    *,
    nomor: int = 1,
    hal: int = 1,
    cara: str = "",
) -> BuktiTerbuka:
    """Files of (bukti, version) pairs, in the order they were linked, and the preview of number `nomor`, a number out
    of range being moved inside. Four SQL statements, none without files.
    """
    if not sematan:
        return BuktiTerbuka((), 0, None)
    versi = _versi(pelaku, satker, [v for _, v in sematan])
    pasangan = dict(sematan)
    bukti = Bukti.objects.filter(satker=satker, pk__in=pasangan)
    hari = hari_ini(satker)
    daftar: list[tuple[SatuBukti, Any]] = []
    for b in dengan_aturan(bukti, periode).select_related("berkas", "oleh").order_by("pada", "pk"):
        satu = versi[pasangan[b.pk]]
        setattr(b.berkas, "versi_kini", [satu])  # noqa: B010 - what baris_bukti() reads: here the pinned version, not the newest
        baris = baris_bukti(b, butir, periode, hari)
        hilang = b.berkas.dihapus_pada is not None
        daftar.append((SatuBukti(len(daftar) + 1, baris, satu.terbaru > satu.nomor, hilang), satu))
    buka = min(max(1, nomor), len(daftar))
    pilih = daftar[buka - 1][1]
    lihat = pratinjau(pilih, nomor_terbaru=pilih.terbaru, hal=hal, cara=cara)
    return BuktiTerbuka(tuple(b for b, _ in daftar), buka, lihat)


def _versi(pelaku: Pelaku, satker: Satker, pk: Sequence[uuid.UUID]) -> dict[uuid.UUID, Any]:
    """The versions with `terbaru`, the newest number of their document, and what is like them. One query."""
    lolos = VersiBerkas.objects.filter(satker=OuterRef("satker"), berkas=OuterRef("berkas"))
    terbaru = lolos.filter(putusan=PutusanVersi.LOLOS).order_by().values("berkas").annotate(n=Max("nomor"))
    versi = VersiBerkas.objects.filter(satker=satker, pk__in=pk).select_related("isi")
    return {v.pk: v for v in versi.annotate(terbaru=Subquery(terbaru.values("n")), **tanda_mirip(pelaku))}


def gambar_pertama(satker: Satker, versi_id: uuid.UUID) -> tuple[uuid.UUID, int] | None:
    """(document, version number) when the first page of that version has an image, for fetching it ahead."""
    versi = VersiBerkas.objects.filter(satker=satker, pk=versi_id)
    siap = [StatusOlahan.SELESAI, StatusOlahan.SEBAGIAN]
    olahan = Olahan.objects.filter(satker=satker, isi=OuterRef("isi"), status__in=siap, gambar__gt=0)
    return versi.filter(isi__in=Subquery(olahan.values("isi"))).values_list("berkas_id", "nomor").first()
