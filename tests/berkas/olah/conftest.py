from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from berkas.olah.hasil import Alat, Batas, HasilOlah
from berkas.olah.terpisah import olah_terpisah


@pytest.fixture
def olah(tmp_path: Path) -> Callable[..., HasilOlah]:
    """Run the child on bytes; images are in `tmp_path / "hasil"`. No helper programs unless given."""

    def jalankan(nama: str, isi: bytes, *, alat: Alat | None = None, lapor: Any = None, **batas: int) -> HasilOlah:
        for anak in ("hasil", "kerja"):
            (tmp_path / anak).mkdir(exist_ok=True)
        sumber = tmp_path / "sumber"
        sumber.write_bytes(isi)
        return olah_terpisah(
            sumber,
            nama,
            tmp_path / "hasil",
            tmp_path / "kerja",
            batas=Batas(**batas),
            alat=alat or Alat(),
            hari_ini=dt.date(2026, 11, 25),
            lapor=lapor or (lambda kata, persen: None),
        )

    return jalankan
