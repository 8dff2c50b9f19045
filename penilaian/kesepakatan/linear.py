"""Exact inverse of a small matrix of fractions. Pure arithmetic, no float."""

from __future__ import annotations

from fractions import Fraction

Matriks = list[list[Fraction]]


def balikan(matriks: Matriks) -> Matriks:
    """Inverse by Gauss-Jordan elimination. Raises ValueError when the matrix is singular."""
    n = len(matriks)
    m = [[*baris, *(Fraction(i == j) for j in range(n))] for i, baris in enumerate(matriks)]
    for k in range(n):
        poros = next((i for i in range(k, n) if m[i][k]), None)
        if poros is None:
            raise ValueError("Matriks singular.")
        m[k], m[poros] = m[poros], m[k]
        kali = 1 / m[k][k]
        m[k] = [x * kali for x in m[k]]
        for i in range(n):
            if i != k and (faktor := m[i][k]):
                m[i] = [x - faktor * y for x, y in zip(m[i], m[k], strict=True)]
    return [baris[n:] for baris in m]
