"""The client: what a scanner says, and what its silence means."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from berkas import antivirus
from berkas.antivirus import TidakTerpindaiError
from tests.berkas.korpus import EICAR
from tests.berkas.pemindai import PemindaiPalsu, pemindai_palsu


@pytest.fixture
def pemindai(tmp_path: Path, settings: Any) -> Iterator[PemindaiPalsu]:
    settings.CLAMAV, settings.CLAMAV_DETIK = f"unix:{tmp_path}/clamd.ctl", 1
    with pemindai_palsu(tmp_path) as palsu:
        yield palsu


def test_clean_file_is_sent_whole_and_passes(pemindai: PemindaiPalsu) -> None:
    isi = os.urandom(200_000)
    assert antivirus.pindai(io.BytesIO(isi)) == ""
    assert pemindai.diterima == [isi]


@pytest.mark.parametrize("laku", ["baik", "usang", "tanpa_definisi"])
def test_what_is_found_counts_also_with_old_definitions(pemindai: PemindaiPalsu, laku: str) -> None:
    pemindai.laku = laku
    assert antivirus.pindai(io.BytesIO(EICAR)) == "Eicar-Test-Signature"


@pytest.mark.parametrize(
    ("laku", "kalimat"),
    [
        ("usang", "Definisi antivirus usang."),
        ("tanpa_definisi", "Definisi antivirus usang."),
        ("lambat", "Antivirus tidak menjawab: terlalu lama."),
        ("ngawur", "Jawaban antivirus tidak dikenal: HTTP/1.1 400 Bad Request"),
        ("putus", "Jawaban antivirus tidak dikenal: "),
        ("batas", "Jawaban antivirus tidak dikenal: INSTREAM size limit exceeded. ERROR"),
    ],
)
def test_anything_else_is_no_verdict(pemindai: PemindaiPalsu, laku: str, kalimat: str) -> None:
    pemindai.laku = laku
    with pytest.raises(TidakTerpindaiError) as galat:
        antivirus.pindai(io.BytesIO(b"bersih"))
    assert str(galat.value) == kalimat


@pytest.mark.parametrize(
    ("alamat", "sebab"), [("unix:/tidak/ada.ctl", "soketnya tidak ada"), ("tcp:127.0.0.1:1", "sambungan ditolak")]
)
def test_absent_scanner_is_no_verdict(settings: Any, alamat: str, sebab: str) -> None:
    settings.CLAMAV = alamat
    with pytest.raises(TidakTerpindaiError, match=f"^Antivirus tidak menjawab: {sebab}.$"):
        antivirus.pindai(io.BytesIO(b"bersih"))
