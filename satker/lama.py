"""Lengths of time as people write them: `2 hari 4 jam`. Pure; a day is 24 hours, minutes are the unit inside."""

import re

_MENIT = {"hari": 1440, "jam": 60, "menit": 1}
_BAGIAN = re.compile(r"([0-9]{1,5})\s*(hari|jam|menit)")
LAMA_MAKS = 366 * 1440


class LamaTidakTerbacaError(ValueError):
    """The text is not a length of time. `str()` is the sentence for the user."""


def format_lama(menit: int | None) -> str:
    """3120 → `2 hari 4 jam`, 0 → `langsung`, None → `–`."""
    if menit is None:
        return "–"
    kata = []
    for nama, besar in _MENIT.items():
        banyak, menit = divmod(menit, besar)
        if banyak:
            kata.append(f"{banyak} {nama}")
    return " ".join(kata) or "langsung"


def baca_lama(teks: str) -> int:
    """Minutes of `2 hari 4 jam`, `90 menit`, `3 jam`. A number without a unit is refused, not guessed."""
    rapi = " ".join(teks.lower().replace(",", " ").split())
    bagian = _BAGIAN.findall(rapi)
    satuan = [nama for _, nama in bagian]
    if not bagian or _BAGIAN.sub("", rapi).strip() or len(set(satuan)) != len(satuan):
        raise LamaTidakTerbacaError("Lama waktu tidak terbaca. Contoh: 2 hari 4 jam, atau 30 menit.")
    menit = sum(int(angka) * _MENIT[nama] for angka, nama in bagian)
    if menit > LAMA_MAKS:
        raise LamaTidakTerbacaError("Lama waktu paling panjang 366 hari.")
    return menit
