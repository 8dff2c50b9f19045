"""The contents of a document as data: one canonical form, one hash.

What a document says is frozen as plain values before it is drawn, so that drawing it again gives the same bytes and
anybody who has the data can compute the hash printed in its footer.
"""

from __future__ import annotations

import datetime as dt
import enum
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import Any
from uuid import UUID


def polos(nilai: Any) -> Any:
    """Dataclasses, dates, exact numbers and ids as JSON values. A float is refused: figures are exact here.

    Dates and times become ISO text, Decimal and Fraction their exact text ("0.67", "2/3"), tuples become lists.
    """
    if isinstance(nilai, enum.Enum):
        return polos(nilai.value)
    if nilai is None or isinstance(nilai, bool | int | str):
        return nilai
    if isinstance(nilai, dt.date | dt.time):
        return nilai.isoformat()
    if isinstance(nilai, Decimal | Fraction | UUID):
        return str(nilai)
    if is_dataclass(nilai) and not isinstance(nilai, type):
        return {f.name: polos(getattr(nilai, f.name)) for f in fields(nilai)}
    if isinstance(nilai, Mapping):
        return {str(kunci): polos(isi) for kunci, isi in nilai.items()}
    if isinstance(nilai, list | tuple):
        return [polos(isi) for isi in nilai]
    raise TypeError(f"{type(nilai).__name__} tidak boleh ada dalam data dokumen")


def kanonik(nilai: Any) -> bytes:
    """The one spelling: sorted keys, no blanks, UTF-8."""
    return json.dumps(polos(nilai), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sidik(nilai: Any) -> str:
    """SHA-256 of the canonical form, as hex."""
    return sha256(kanonik(nilai)).hexdigest()
