"""The official list of evidence on paper."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any


def konteks(isi: dict[str, Any]) -> dict[str, Any]:
    """Grouped by question in the order of the list; hashes in two halves, so that they break in the same place."""
    per_butir = [(kode, list(baris)) for kode, baris in groupby(isi["baris"], key=lambda b: b["kode"])]
    return {
        "isi": isi,
        "dibekukan": dt.datetime.fromisoformat(isi["dibekukan"]),
        "grup": [(kode, baris[0]["pernyataan"], [_baris(b) for b in baris]) for kode, baris in per_butir],
        "penanda": [{"sebutan": isi["penanda"][0], "nama": isi["penanda"][1]}],
    }


def _baris(isi: dict[str, Any]) -> dict[str, Any]:
    tanggal = dt.date.fromisoformat(isi["tanggal_dokumen"]) if isi["tanggal_dokumen"] else None
    return isi | {"tanggal": tanggal, "sha_a": isi["sha256"][:32], "sha_b": isi["sha256"][32:]}
