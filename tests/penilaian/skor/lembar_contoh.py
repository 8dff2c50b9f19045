"""Answers the scoring tests share."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

KASUS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "data" / "kasus_nilai.json").read_text(encoding="utf-8"), parse_float=Decimal
)
TERBAIK: dict[str, Any] = KASUS[0]["jawaban"]

# Area A1 at exactly 4.80, the gate of WBK, by thirds: the sub-areas are 1/4, 5/6, 1/3, 3/4, 49/30, 1 and 0 points.
A1_TEPAT: dict[str, Any] = {
    "A1.P.i.a": "Ya",
    "A1.P.i.b": "C",
    "A1.P.ii.a": "Ya",
    "A1.P.ii.b": "B",
    "A1.P.ii.c": "A",
    "A1.P.iii.a": "C",
    "A1.P.iii.b": "B",
    "A1.P.iii.c": "D",
    "A1.P.iv.a": "Tidak",
    "A1.P.iv.b": "A",
    "A1.P.iv.c": "C",
    "A1.P.iv.d": "A",
    "A1.R.i.a": {"jumlah_agen": 30, "jumlah_perubahan": 19},
    "A1.R.i.b": {"jumlah_perubahan": 1, "jumlah_terintegrasi": 1},
    "A1.R.ii.a": "A",
    "A1.R.iii.a": "D",
}
