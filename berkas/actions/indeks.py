"""Keeping the search index: one row per document, written again whenever something it says has changed.

Called inside the transaction of the change. A daily job makes what is missing, so that nothing stays unfindable.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Exists, OuterRef, Value
from django.utils import timezone

from berkas.kata import potong, rapikan, rapikan_nama
from berkas.models import Berkas, Bukti, IndeksBerkas, Olahan, PutusanVersi, VersiBerkas
from instrumen.queries import instrumen_untuk

_SEKALI = 50


_tertunda: ContextVar[set[uuid.UUID] | None] = ContextVar("indeks_tertunda", default=None)


@contextmanager
def indeks_sekaligus() -> Iterator[None]:
    """Many changes in one go: every document is written once, at the end, inside the caller's transaction."""
    kumpul: set[uuid.UUID] = set()
    tanda = _tertunda.set(kumpul)
    try:
        yield
    finally:
        _tertunda.reset(tanda)
    segarkan_indeks(kumpul)


def segarkan_indeks(berkas: Iterable[uuid.UUID]) -> int:
    """Write the rows of these documents anew; those in the trash or without a checked version lose theirs.

    Five statements for up to 50 documents of one satker. Returns how many rows were written.
    """
    semua = sorted(set(berkas))
    if (kumpul := _tertunda.get()) is not None:
        kumpul.update(semua)
        return 0
    return sum(_segarkan(semua[i : i + _SEKALI]) for i in range(0, len(semua), _SEKALI))


def _segarkan(kunci: list[uuid.UUID]) -> int:
    ada = {b.pk: b for b in Berkas.objects.ada().filter(pk__in=kunci).order_by("pk")}
    versi: dict[uuid.UUID, list[VersiBerkas]] = defaultdict(list)
    for v in VersiBerkas.objects.filter(berkas__in=ada, putusan=PutusanVersi.LOLOS).order_by("-nomor"):
        versi[v.berkas_id].append(v)
    IndeksBerkas.objects.filter(berkas__in=[k for k in kunci if k not in versi]).delete()
    if not versi:
        return 0
    teks = dict(Olahan.objects.filter(isi__in=[v[0].isi_id for v in versi.values()]).values_list("isi", "teks"))
    catatan = _catatan(list(versi))
    baris = []
    for pk, daftar in versi.items():
        nama = " ".join(rapikan_nama(n) for n in dict.fromkeys([ada[pk].judul, *(v.nama_kirim for v in daftar)]))
        isi = potong(rapikan(" ".join(_halaman(teks.get(daftar[0].isi_id)))))
        vektor = _vektor(nama, "A") + _vektor(potong(catatan[pk], 100_000), "B") + _vektor(isi, "C")
        baris.append(IndeksBerkas(satker_id=ada[pk].satker_id, berkas_id=pk, vektor=vektor, pada=timezone.now()))
    IndeksBerkas.objects.bulk_create(
        baris, update_conflicts=True, unique_fields=["satker", "berkas"], update_fields=["vektor", "pada"]
    )
    return len(baris)


def _vektor(teks: str, bobot: str) -> Any:
    """Both readings: words as they stand (found by their beginning) and their stems."""
    isi = Value(teks)
    return SearchVector(isi, config="simple", weight=bobot) + SearchVector(isi, config="indonesian", weight=bobot)


def _halaman(teks: object) -> list[str]:
    return [h for h in teks if isinstance(h, str)] if isinstance(teks, list) else []


def _catatan(kunci: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Notes and both forms of the codes of every question that uses the document, of any year."""
    hasil: dict[uuid.UUID, str] = defaultdict(str)
    for b in Bukti.objects.aktif().filter(berkas__in=kunci).select_related("periode"):
        butir = instrumen_untuk(b.periode.instrumen).butir.get(b.kode_butir)
        pendek = butir.kode_pendek if butir else ""
        hasil[b.berkas_id] += " " + rapikan(f"{b.uraian} {b.kode_butir} {pendek}")
    return hasil


def indeks_olahan(olahan: Olahan) -> None:
    """Step of setelah_olah: the documents whose newest checked version has these bytes."""
    segarkan_indeks(
        VersiBerkas.objects.filter(satker=olahan.satker_id, isi=olahan.isi_id).values_list("berkas_id", flat=True)
    )


def susun_indeks(*, semua: bool = False) -> int:
    """Index documents that have no row (`semua`: all of them). Returns how many rows were written."""
    daftar = Berkas.objects.ada().order_by("pk")
    if not semua:
        daftar = daftar.filter(~Exists(IndeksBerkas.objects.filter(satker=OuterRef("satker"), berkas=OuterRef("pk"))))
    return segarkan_indeks(daftar.values_list("pk", flat=True))
