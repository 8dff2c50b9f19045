"""Keeping RingkasanLembar and NilaiHarian equal to the engine, in the transaction that changed an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from instrumen.pohon.tipe import Instrumen
from penilaian.models import LembarKerja, NilaiHarian, RingkasanLembar
from penilaian.skor.hitung import HasilSkor, ke_desimal

_ANGKA = ["total", "pengungkit", "hasil", "terisi", "jumlah", "area", "gerbang", "hash_instrumen", "mesin"]


def susun_angka(instrumen: Instrumen, hasil: HasilSkor) -> dict[str, Any]:
    """The columns of penilaian.models.ringkasan.Angka for a result."""
    area = {}
    for simpul in (*instrumen.area, *instrumen.area_hasil):
        nilai = hasil.simpul[simpul.kode]
        area[simpul.kode] = {
            "nilai": str(ke_desimal(nilai.nilai)),
            "bobot": str(ke_desimal(nilai.bobot)),
            "terisi": nilai.terisi,
            "jumlah": nilai.jumlah,
        }
    gerbang = {
        kode: {"belum": [g.kode for g in predikat.belum if g.kode not in instrumen.gerbang_riwayat]}
        for kode, predikat in hasil.predikat.items()
    }
    return {
        "total": ke_desimal(hasil.total),
        "pengungkit": ke_desimal(hasil.pengungkit),
        "hasil": ke_desimal(hasil.hasil),
        "terisi": hasil.terisi,
        "jumlah": hasil.jumlah,
        "area": area,
        "gerbang": gerbang,
        "hash_instrumen": hasil.instrumen_hash,
        "mesin": hasil.mesin,
    }


def tulis_ringkasan(*, lembar: LembarKerja, lapisan: str, instrumen: Instrumen, hasil: HasilSkor) -> None:
    """Upsert both rows (two statements). The caller holds the row lock of the sheet (lock order, decisions §4).

    The day is the unit's own, whoever saves from wherever.
    """
    angka = susun_angka(instrumen, hasil)
    kunci: Mapping[str, Any] = {"satker_id": lembar.satker_id, "lembar": lembar, "lapisan": lapisan}
    sekarang = timezone.now()
    RingkasanLembar.objects.bulk_create(
        [RingkasanLembar(**kunci, **angka, berubah_pada=sekarang)],
        update_conflicts=True,
        unique_fields=["satker", "lembar", "lapisan"],
        update_fields=[*_ANGKA, "berubah_pada"],
    )
    NilaiHarian.objects.bulk_create(
        [NilaiHarian(**kunci, **angka, tanggal=timezone.localdate(timezone=ZoneInfo(lembar.satker.zona)))],
        update_conflicts=True,
        unique_fields=["satker", "lembar", "lapisan", "tanggal"],
        update_fields=_ANGKA,
    )
