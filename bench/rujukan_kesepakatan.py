"""Reference values for penilaian/kesepakatan/ from scikit-learn and statsmodels: prints the JSON the tests read.

Run once, outside the project's environment; both packages are in no requirements file:
    python3 -m venv /tmp/rujukan && /tmp/rujukan/bin/pip install scikit-learn statsmodels
    /tmp/rujukan/bin/python bench/rujukan_kesepakatan.py > tests/data/rujukan_kesepakatan.json
Every data set is printed with its figures, so that the tests need neither package nor this script. A figure that the
package does not give (NaN) is null.
"""

from __future__ import annotations

import json
import math
import random
import warnings
from typing import Any

import numpy
import scipy
import scipy.stats
import sklearn
import statsmodels
import statsmodels.api as sm
from sklearn.metrics import cohen_kappa_score, confusion_matrix

NILAI = {2: ["0", "1"], 3: ["0", "0.5", "1"], 4: ["0", "0.33", "0.67", "1"], 5: ["0", "0.25", "0.5", "0.75", "1"]}
YAKIN = 0.05


def kolom(acak: random.Random, n: int, banyak: int, geser: float) -> tuple[list[int], list[int]]:
    """Two columns of ranks; the second follows the first with noise."""
    a = [acak.randrange(banyak) for _ in range(n)]
    b = [min(banyak - 1, max(0, round(x + acak.gauss(geser, 0.9)))) for x in a]
    return a, b


def kasus_kappa() -> list[dict[str, Any]]:
    acak = random.Random(4)
    data = []
    for banyak in (2, 3, 4, 5):
        for n, geser in ((12, 0.0), (60, 0.4), (400, -0.7)):
            data.append((f"{banyak} kategori, n={n}", banyak, *kolom(acak, n, banyak, geser)))
    data += [
        ("sepakat penuh", 4, [0, 1, 2, 3, 3], [0, 1, 2, 3, 3]),
        ("berlawanan", 5, [0, 1, 2, 3, 4], [4, 3, 2, 1, 0]),
        ("ujung saja dari lima", 5, [0, 4, 0, 4, 4, 0], [0, 4, 4, 4, 0, 0]),
        ("kategori tengah tidak dipakai", 3, [0, 2, 2, 0, 2, 0], [0, 2, 0, 0, 2, 2]),
        ("paradoks prevalensi", 2, [1] * 48 + [0, 1], [1] * 48 + [1, 0]),
        ("dua sel", 3, [0, 2], [1, 2]),
        ("satu kolom tetap", 4, [2, 2, 2, 2], [0, 1, 2, 3]),
        ("dua kolom tetap sama", 4, [2, 2, 2], [2, 2, 2]),
        ("dua kolom tetap beda", 4, [2, 2, 2], [1, 1, 1]),
        ("satu sel", 4, [1], [1]),
    ]
    return [satu_kappa(*d) for d in data]


def satu_kappa(nama: str, banyak: int, a: list[int], b: list[int]) -> dict[str, Any]:
    label = list(range(banyak))
    tabel = confusion_matrix(a, b, labels=label) / len(a)
    bobot = 1 - numpy.subtract.outer(label, label) ** 2 / (banyak - 1) ** 2
    kappa = float(cohen_kappa_score(a, b, labels=label, weights="quadratic"))
    return {
        "nama": nama,
        "banyak": banyak,
        "a": a,
        "b": b,
        "kappa": None if math.isnan(kappa) else kappa,
        "persis": float(numpy.trace(tabel)),
        "teramati": float((tabel * bobot).sum()),
        "harapan": float((numpy.outer(tabel.sum(1), tabel.sum(0)) * bobot).sum()),
    }


def kasus_kecenderungan() -> list[dict[str, Any]]:
    acak = random.Random(20)
    return [
        desain(acak, "dua penilai, seimbang", 2, 30, 1.0),
        desain(acak, "tiga penilai, seimbang", 3, 20, 1.0),
        desain(acak, "tiga penilai, separuh kosong", 3, 40, 0.5),
        desain(acak, "lima penilai, sepertiga terisi", 5, 60, 0.35),
        desain(acak, "delapan penilai, jarang", 8, 120, 0.3),
        desain(acak, "dua belas penilai", 12, 200, 0.25),
        desain(acak, "derajat bebas satu", 2, 2, 1.0),
        desain(acak, "derajat bebas dua", 2, 3, 1.0),
        desain(acak, "derajat bebas empat", 3, 3, 1.0),
        desain(acak, "besar", 4, 700, 0.8),
        {"nama": "rantai", "sel": [{"A": "1", "B": "0.5"}, {"A": "0.5", "B": "0.5"}, {"B": "1", "C": "0.67"},
                                   {"B": "0.33", "C": "0.67"}, {"C": "0", "D": "0.25"}, {"C": "1", "D": "0.5"}]},
        {"nama": "sel tunggal ikut", "sel": [{"A": "1"}, {"A": "1", "B": "0.5"}, {"A": "0.5", "B": "0.75"},
                                             {"B": "0"}, {"A": "0.33", "B": "0"}]},
    ]  # fmt: skip


def desain(acak: random.Random, nama: str, penilai: int, sel: int, isi: float) -> dict[str, Any]:
    """Cells with the true effect of each evaluator, noise, rounded to a scale; empty cells stay with two at least."""
    efek = {f"P{i:02}": acak.gauss(0, 0.12) for i in range(penilai)}
    hasil = []
    for _ in range(sel):
        ikut = sorted(p for p in efek if acak.random() < isi)
        if len(ikut) < 2:
            ikut = sorted(acak.sample(sorted(efek), 2))
        skala = NILAI[acak.choice([2, 3, 4, 5])]
        benar = acak.random()
        hasil.append({p: min(skala, key=lambda s: abs(float(s) - benar - efek[p] - acak.gauss(0, 0.1))) for p in ikut})
    return {"nama": nama, "sel": hasil}


def satu_kecenderungan(kasus: dict[str, Any]) -> dict[str, Any]:
    """OLS with a dummy per cell and sum-to-zero coding of the evaluators; the last effect is minus the sum."""
    nama = sorted({p for isi in kasus["sel"] for p in isi})
    baris, y = [], []
    for nomor, isi in enumerate(kasus["sel"]):
        for p, nilai in isi.items():
            sel = [float(nomor == k) for k in range(len(kasus["sel"]))]
            i = nama.index(p)
            kode = [-1.0] * (len(nama) - 1) if i == len(nama) - 1 else [float(i == k) for k in range(len(nama) - 1)]
            baris.append(sel + kode)
            y.append(float(nilai))
    model = sm.OLS(numpy.array(y), numpy.array(baris)).fit()
    kosong = [0.0] * len(kasus["sel"])
    satuan = numpy.eye(len(nama) - 1)
    kontras = numpy.array([kosong + list(s) for s in satuan] + [kosong + list(-satuan.sum(0))])
    uji = model.t_test(kontras)
    selang = uji.conf_int(alpha=YAKIN)
    return kasus | {
        "derajat": int(model.df_resid),
        "ragam": float(model.scale),
        "efek": dict(zip(nama, map(float, numpy.atleast_1d(uji.effect)), strict=True)),
        "selang": {p: [float(x) for x in s] for p, s in zip(nama, selang, strict=True)},
    }


def main() -> None:
    warnings.simplefilter("ignore")
    hasil = {
        "versi": {m.__name__: m.__version__ for m in (numpy, scipy, sklearn, statsmodels)},
        "kappa": kasus_kappa(),
        "kecenderungan": [satu_kecenderungan(k) for k in kasus_kecenderungan()],
        "kuantil_t": [
            [p, d, float(scipy.stats.t.ppf((1 + p) / 2, d))]
            for p in (0.5, 0.9, 0.95, 0.99)
            for d in (1, 2, 3, 4, 5, 10, 29, 30, 113, 1000, 5001)
        ],
    }
    print(json.dumps(hasil, separators=(",", ":")).replace('{"nama"', '\n{"nama"'))


if __name__ == "__main__":
    main()
