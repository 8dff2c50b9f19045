"""What cannot be a rule or an incident is refused in words (docs/nilai.md P2)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from penilaian.pengurang.aturan import AturanPengurang, AturanSalah, Insiden, Kadar

ATURAN = AturanPengurang("SK-1 Tahun 2026", "Pengurang", date(2026, 1, 1), date(2026, 12, 31))
INSIDEN = Insiden("I1", "kkn_pegawai", date(2026, 3, 1), date(2026, 3, 2))


def test_a_new_rule_is_off_and_spares_who_reports() -> None:
    assert (ATURAN.aktif, ATURAN.lapor_sendiri_dikurangi, ATURAN.layak_jadi_belum) == (False, False, False)
    assert ATURAN.dasar == "SK-1 Tahun 2026 tentang Pengurang"


@pytest.mark.parametrize(
    ("ubah", "kata"),
    [
        ({"nomor": " "}, "nomor dan judul keputusan"),
        ({"tentang": ""}, "nomor dan judul keputusan"),
        ({"sampai": date(2025, 12, 31)}, "Tanggal mulai"),
        ({"kadar": {"korupsi": Kadar("poin", Fraction(1))}}, "Jenis insiden tidak dikenal: korupsi"),
        ({"batas": Fraction(-1)}, "Batas"),
        ({"penumpukan": "rata"}, "Penumpukan"),
        ({"layak_jadi_belum": True}, "pasal"),
    ],
)
def test_a_rule_that_cannot_be(ubah: dict[str, Any], kata: str) -> None:
    with pytest.raises(AturanSalah, match=kata):
        replace(ATURAN, **ubah)


@pytest.mark.parametrize(
    ("bentuk", "besar"), [("persen", Fraction(1)), ("poin", Fraction(-1)), ("faktor", Fraction(11, 10))]
)
def test_a_cost_that_cannot_be(bentuk: str, besar: Fraction) -> None:
    with pytest.raises(AturanSalah, match=r"poin|Poin"):
        Kadar(bentuk, besar)


def test_floats_are_refused() -> None:
    salah: Any = 0.5
    with pytest.raises(TypeError, match="Fraction"):
        Kadar("poin", salah)
    with pytest.raises(TypeError, match="Fraction"):
        replace(ATURAN, batas=salah)


@pytest.mark.parametrize(
    ("ubah", "kata"),
    [
        ({"jenis": "x"}, "Jenis insiden tidak dikenal: x"),
        ({"status": "selesai"}, "Status insiden tidak dikenal: selesai"),
        ({"ditemukan": date(2026, 2, 28)}, "Tanggal ditemukan"),
    ],
)
def test_an_incident_that_cannot_be(ubah: dict[str, Any], kata: str) -> None:
    with pytest.raises(AturanSalah, match=kata):
        replace(INSIDEN, **ubah)
