"""First page images of pinned versions of many units at once, for lists that put them side by side."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from berkas.models import Olahan, PutusanVersi, StatusOlahan, VersiBerkas
from satker.pelaku import Pelaku


@dataclass(frozen=True, slots=True)
class Sampul:
    """One version as a list shows it. `halaman` 0: there is no page image."""

    versi_id: uuid.UUID
    berkas_id: uuid.UUID
    nama: str
    nomor: int
    halaman: int


def sampul(pelaku: Pelaku, versi: Iterable[uuid.UUID]) -> dict[uuid.UUID, Sampul]:
    """Version id → its first page, for the versions the reader may see. One SQL statement, none without versions."""
    pk = list(versi)
    if not pk:
        return {}
    siap = [StatusOlahan.SELESAI, StatusOlahan.SEBAGIAN]
    olahan = Olahan.objects.filter(satker=OuterRef("satker"), isi=OuterRef("isi"), status__in=siap, gambar__gt=0)
    baris = VersiBerkas.objects.terlihat_oleh(pelaku).filter(pk__in=pk, putusan=PutusanVersi.LOLOS)
    halaman = Subquery(olahan.values("halaman")[:1])
    kolom = baris.values_list("pk", "berkas_id", "nama_kirim", "nomor", halaman)
    return {v: Sampul(v, b, nama, nomor, hal or 0) for v, b, nama, nomor, hal in kolom}
