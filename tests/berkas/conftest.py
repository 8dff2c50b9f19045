"""Fixtures of the app. Imports of models stay inside: this file is read before Django is set up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def gudang(settings: Any, tmp_path: Path) -> Path:
    """The storage root of this test."""
    settings.MEDIA_ROOT = tmp_path / "berkas"
    return tmp_path / "berkas"


@pytest.fixture
def dunia(db: None, gudang: Path) -> Any:
    from tests.berkas.dunia import bangun_dunia

    return bangun_dunia(gudang)


@pytest.fixture
def unggah(dunia: Any) -> Callable[..., Any]:
    """Store a file through the whole action, by default a new PDF under A5.P.i.b."""
    from berkas.actions import unggah_langsung
    from tests.berkas import contoh

    def jalankan(nama: str = "SK UPG.pdf", isi: bytes | None = None, kode: str = "A5.P.i.b", **lain: Any) -> Any:
        d = lain.pop("dunia", dunia)
        return unggah_langsung(
            oleh=d.pokja,
            satker=d.satker,
            periode=d.periode,
            kode_butir=kode,
            area=kode[:2],
            nama=nama,
            blok=[contoh.pdf(isi=nama) if isi is None else isi],
            **lain,
        )

    return jalankan
