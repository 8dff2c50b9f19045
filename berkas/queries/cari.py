"""Finding documents by words, over every unit the actor may read (the search box)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Q

from berkas.models import Berkas, PutusanVersi
from satker.pelaku import Pelaku


@dataclass(frozen=True, slots=True)
class BerkasCocok:
    """A document whose title or sent name has all the words."""

    id: uuid.UUID
    judul: str
    kode_satker: str
    nama_satker: str


def cari_berkas(pelaku: Pelaku, teks: str, batas: int) -> tuple[BerkasCocok, ...]:
    """Newest first; nothing without words. One statement."""
    kata = teks.split()
    if not kata:
        return ()
    cocok = Berkas.objects.ada().terlihat_oleh(pelaku)
    for k in kata:
        cocok = cocok.filter(
            Q(judul__icontains=k) | Q(versi__nama_kirim__icontains=k, versi__putusan=PutusanVersi.LOLOS)
        )
    baris = cocok.order_by("-dibuat_pada", "pk").values_list(
        "pk", "judul", "satker__kode", "satker__nama", "dibuat_pada"
    )
    return tuple(BerkasCocok(*b[:4]) for b in baris.distinct()[:batas])
