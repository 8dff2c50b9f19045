"""Sheets with answers for the tests of pages: best answers, part of them, none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils import timezone

from instrumen.pohon.baca import baca_instrumen
from instrumen.pohon.tipe import Butir, Instrumen
from penilaian.actions.lembar import hitung_ulang
from penilaian.models import Jawaban, Lapisan, LembarKerja
from satker.models import Periode, Satker, User
from tests.pabrik import buat_user

INSTRUMEN: Instrumen = baca_instrumen("LKE-ZI-2021")


def terbaik(butir: Butir) -> str | dict[str, str]:
    """An answer worth 1."""
    if butir.opsi:
        return max(butir.opsi, key=lambda o: o.nilai).kode
    rumus = butir.rumus
    assert rumus is not None
    if rumus.jenis == "rasio":
        isi = dict.fromkeys((i.kode for i in butir.isian), "0")
        return {**isi, rumus.penyebut[0]: "4", rumus.pembilang: "4"}
    if rumus.jenis == "penurunan":
        return {rumus.lalu: "4", rumus.ini: "0"}
    return {rumus.nilai: str(rumus.maks if rumus.maks is not None else 100)}


def isi_terbaik(*, kecuali: str = "") -> dict[str, Any]:
    """Best answers everywhere but below one node."""
    lewat = {b.kode for b in INSTRUMEN.butir_di(kecuali)} if kecuali else set()
    return {kode: terbaik(b) for kode, b in INSTRUMEN.butir.items() if kode not in lewat}


def buat_lembar(
    satker: Satker, periode: Periode, isi: Mapping[str, Any] | None = None, *, oleh: User | None = None, **kolom: Any
) -> LembarKerja:
    """A sheet with these answers and its summary rows, as the actions would leave them."""
    lembar = LembarKerja.objects.create(satker=satker, periode=periode, **kolom)
    oleh = oleh or buat_user()
    Jawaban.objects.bulk_create(
        Jawaban(satker=satker, lembar=lembar, kode_butir=kode, isi=nilai, oleh=oleh, pada=timezone.now())
        for kode, nilai in (isi or {}).items()
    )
    hitung_ulang(lembar=lembar, lapisan=Lapisan.SATKER, instrumen=INSTRUMEN)
    return lembar


def geser_harian(lembar: LembarKerja, hari: int, total: Fraction | int) -> None:
    """A kept day `hari` days ago with this total."""
    baris = lembar.nilai_harian.order_by("-tanggal").first()
    baris.pk, baris._state.adding = None, True
    baris.id = type(baris)._meta.pk.get_default()
    baris.tanggal, baris.total = timezone.localdate() - dt.timedelta(days=hari), total
    baris.save()
