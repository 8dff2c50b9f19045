"""A reader of clean QR codes (byte mode, no damage), independent of the library that writes them (ISO/IEC 18004)."""

from __future__ import annotations

MASKA = (
    lambda r, k: (r + k) % 2 == 0,
    lambda r, k: r % 2 == 0,
    lambda r, k: k % 3 == 0,
    lambda r, k: (r + k) % 3 == 0,
    lambda r, k: (r // 2 + k // 3) % 2 == 0,
    lambda r, k: r * k % 2 + r * k % 3 == 0,
    lambda r, k: (r * k % 2 + r * k % 3) % 2 == 0,
    lambda r, k: ((r + k) % 2 + r * k % 3) % 2 == 0,
)
# version → blocks of data codewords at level M, and the centres of the alignment patterns
BLOK_M = {1: [16], 2: [28], 3: [44], 4: [32] * 2, 5: [43] * 2, 6: [27] * 4, 7: [31] * 4}
PUSAT = {1: [], 2: [6, 18], 3: [6, 22], 4: [6, 26], 5: [6, 30], 6: [6, 34], 7: [6, 22, 38]}


def baca_qr(matriks: list[list[int]]) -> str:
    """The text of a code of version 1–7 and level M."""
    sisi = len(matriks)
    versi = (sisi - 17) // 4
    format_ = 0
    for r, k in [(8, i) for i in (0, 1, 2, 3, 4, 5, 7)] + [(8, 8), (7, 8)] + [(i, 8) for i in (5, 4, 3, 2, 1, 0)]:
        format_ = format_ * 2 + matriks[r][k]
    format_ ^= 0b101010000010010
    assert format_ >> 13 == 0, "bukan tingkat M"
    maska = MASKA[(format_ >> 10) & 7]
    tetap = _tetap(sisi, versi)
    bit, ke_atas, k = [], True, sisi - 1
    while k > 0:
        k -= k == 6
        for r in range(sisi - 1, -1, -1) if ke_atas else range(sisi):
            for kk in (k, k - 1):
                if not tetap[r][kk]:
                    bit.append(matriks[r][kk] ^ int(maska(r, kk)))
        ke_atas, k = not ke_atas, k - 2
    kata = [int("".join(map(str, bit[i : i + 8])), 2) for i in range(0, len(bit) - 7, 8)]
    blok = BLOK_M[versi]
    isi = [[kata[n * len(blok) + b] for n in range(panjang)] for b, panjang in enumerate(blok)]
    aliran = "".join(f"{k:08b}" for b in isi for k in b)
    assert aliran[:4] == "0100", "bukan mode bita"
    panjang = int(aliran[4:12], 2)
    return bytes(int(aliran[12 + 8 * i : 20 + 8 * i], 2) for i in range(panjang)).decode()


def _tetap(sisi: int, versi: int) -> list[list[bool]]:
    """Modules that carry no data: finders, timing, alignment, format and version."""
    tetap = [[r == 6 or k == 6 for k in range(sisi)] for r in range(sisi)]
    for r0, k0 in ((0, 0), (0, sisi - 8), (sisi - 8, 0)):
        for r in range(r0, min(r0 + 9, sisi)) if r0 == 0 else range(r0, sisi):
            for k in range(k0, min(k0 + 9, sisi)) if k0 == 0 else range(k0, sisi):
                tetap[r][k] = True
    pusat = PUSAT[versi]
    for r0 in pusat:
        for k0 in pusat:
            if (r0, k0) in ((6, 6), (6, sisi - 7), (sisi - 7, 6)):
                continue
            for r in range(r0 - 2, r0 + 3):
                for k in range(k0 - 2, k0 + 3):
                    tetap[r][k] = True
    if versi >= 7:
        for i in range(6):
            for j in range(3):
                tetap[i][sisi - 11 + j] = tetap[sisi - 11 + j][i] = True
    return tetap
