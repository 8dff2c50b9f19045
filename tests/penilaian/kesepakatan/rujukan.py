"""Stored figures of scikit-learn and statsmodels (bench/rujukan_kesepakatan.py), and how close ours must be."""

import json
from pathlib import Path
from typing import Any

RUJUKAN: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "data" / "rujukan_kesepakatan.json").read_text(encoding="utf-8")
)


def setara(kita: Any, rujukan: float) -> bool:
    """Equal to 9 decimals."""
    return abs(float(kita) - rujukan) < 5e-10
