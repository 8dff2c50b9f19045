"""What evidence stands under each question now, by the hash of its bytes. Read by higher rooms to see a change."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Max

from berkas.models import Bukti, PutusanVersi, VersiBerkas
from satker.models import Periode, Satker


def isi_bukti(satker: Satker, periode: Periode) -> dict[str, tuple[str, ...]]:
    """Canonical code → sorted SHA-256 of the counting versions that passed the checks. Two statements."""
    tautan = list(Bukti.objects.aktif().filter(satker=satker, periode=periode).values_list("kode_butir", "berkas"))
    versi = VersiBerkas.objects.filter(satker=satker, putusan=PutusanVersi.LOLOS, berkas__in={b for _, b in tautan})
    sha = dict(versi.terkini().values_list("berkas", "isi__sha256"))
    hasil: dict[str, list[str]] = defaultdict(list)
    for kode, berkas in tautan:
        if berkas in sha:
            hasil[kode].append(sha[berkas])
    return {kode: tuple(sorted(isi)) for kode, isi in hasil.items()}


def versi_terakhir(berkas: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Document → number of its newest version that passed the checks. One statement."""
    versi = VersiBerkas.objects.filter(berkas__in=list(berkas), putusan=PutusanVersi.LOLOS).order_by()
    return dict(versi.values("berkas").annotate(n=Max("nomor")).values_list("berkas", "n"))
