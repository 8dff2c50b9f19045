"""Reading of environment variables for settings.py. No Django."""

import os
from urllib.parse import parse_qs, unquote, urlsplit


def teks(nama: str, baku: str = "") -> str:
    """The variable as text; an empty value counts as unset."""
    return os.environ.get(nama) or baku


def ya(nama: str, baku: bool = False) -> bool:
    """The variable as a switch: 1/ya/true/on or 0/tidak/false/off."""
    nilai = teks(nama).strip().lower()
    if not nilai:
        return baku
    if nilai in {"1", "ya", "true", "on"}:
        return True
    if nilai in {"0", "tidak", "false", "off"}:
        return False
    raise ValueError(f"{nama}={nilai!r} tidak dikenal; pakai 1 atau 0.")


def bilangan(nama: str, baku: int) -> int:
    """The variable as a whole number."""
    nilai = teks(nama)
    return int(nilai) if nilai else baku


def basis_data(url: str, batas: str = "") -> dict[str, object]:
    """Turn postgresql://user:password@host:port/name?host=/socket into a Django DATABASES entry.

    `batas`: server settings (`-c name=value …`) of every connection. `?options=` of the address is added after them, so
    that it may change one without dropping the others.
    """
    bagian = urlsplit(url)
    if bagian.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL harus diawali postgresql://; basis data lain tidak didukung.")
    pilihan = {kunci: isi[-1] for kunci, isi in parse_qs(bagian.query).items()}
    if opsi := f"{batas} {pilihan.get('options', '')}".strip():
        pilihan["options"] = opsi
    return {
        "ENGINE": "zi_portal.basisdata",
        "NAME": unquote(bagian.path.lstrip("/")),
        "USER": unquote(bagian.username or ""),
        "PASSWORD": unquote(bagian.password or ""),
        "HOST": pilihan.pop("host", bagian.hostname or ""),
        "PORT": str(bagian.port or pilihan.pop("port", "")),
        "OPTIONS": pilihan,
    }
