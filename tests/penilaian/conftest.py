"""Fixtures of the LKE. The imports wait: this file is read before the settings are ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from instrumen.pohon.tipe import Instrumen
    from tests.penilaian.dunia import Dunia


@pytest.fixture
def instrumen_dimuat(db: None) -> Instrumen:
    """The real instrument of 2021, frozen in the database."""
    from instrumen.actions import muat_versi
    from tests.penilaian.dunia import INSTRUMEN

    muat_versi(INSTRUMEN)
    return INSTRUMEN


@pytest.fixture
def dunia(instrumen_dimuat: Instrumen) -> Dunia:
    """A unit with an open year; its sheet starts at the first use."""
    from tests.pabrik import buat_periode, buat_satker
    from tests.penilaian.dunia import Dunia

    satker = buat_satker()
    return Dunia(satker, buat_periode(satker))


@pytest.fixture
def hitung_kueri(client):
    """As in tests/pemantauan: statements of a GET by a client that has been here before."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def hitung(url: str) -> int:
        assert client.get(url).status_code == 200
        with CaptureQueriesContext(connection) as tangkapan:
            assert client.get(url).status_code == 200
        return sum("SAVEPOINT" not in q["sql"] for q in tangkapan.captured_queries)

    return hitung
