"""MinHash: stable, symmetric, order-free; and the comparison of words."""

from __future__ import annotations

import random
import subprocess
import sys

from berkas.kembar import sidik as ks
from berkas.kembar.banding import Tanda, kesamaan, tandai
from berkas.kembar.kata import kata_isi

KATA = [f"kata{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(200)]
EMAS = (1, 128, (75024361, 1300117325, 218555355), 1453378270, [-129345902, 414141039, -830723765])


def test_golden_values_never_change() -> None:
    """Stored fingerprints are compared for years: whoever changes these numbers raises VERSI."""
    m = ks.sidik_teks(KATA)
    assert m is not None
    assert (ks.VERSI, len(m), m[:3], m[-1]) == EMAS[:4]
    assert ks.pita(m)[:3] == EMAS[4]


def test_fingerprint_is_the_same_in_another_process() -> None:
    kode = "from berkas.kembar import sidik as k; print(k.minhash(k.sirip('a b c d e f g h'.split()))[:4])"
    hasil = {
        subprocess.run(
            [sys.executable, "-c", kode], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": benih}
        ).stdout
        for benih in ("1", "2")
    }
    assert hasil == {f"{ks.minhash(ks.sirip(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']))[:4]}\n"}


def test_order_of_shingles_does_not_count_and_packing_is_exact() -> None:
    isi = list(ks.sirip(KATA))
    a = ks.minhash(isi)
    random.Random(3).shuffle(isi)
    assert ks.minhash(isi) == a
    assert ks.buka(memoryview(ks.kemas(a))) == a


def test_estimate_is_symmetric_and_near_the_true_similarity() -> None:
    a, b = ks.sirip(KATA), ks.sirip(KATA[:150] + [k + "x" for k in KATA[150:]])
    benar = 1000 * len(a & b) / len(a | b)
    assert ks.taksir(ks.minhash(a), ks.minhash(b)) == ks.taksir(ks.minhash(b), ks.minhash(a))
    assert abs(ks.taksir(ks.minhash(a), ks.minhash(b)) - benar) < 130
    assert ks.taksir(ks.minhash(a), ks.minhash(a)) == 1000


def test_too_little_text_gives_no_fingerprint() -> None:
    assert ks.sidik_teks(KATA[: ks.MIN_KATA - 1]) is None
    assert ks.sidik_teks(["sama"] * 500) is None
    assert ks.sidik_teks(KATA[: ks.MIN_KATA]) is not None


def test_bands_are_signed_32_bit_and_differ_by_salt() -> None:
    m = ks.minhash(ks.sirip(KATA))
    assert len(ks.pita(m)) == ks.PITA
    assert all(-(2**31) <= p < 2**31 for p in ks.pita(m))
    assert set(ks.pita(m, b"a")).isdisjoint(ks.pita(m, b"b"))


def test_similarity_is_symmetric_and_counts_covered_words() -> None:
    a, b = kata_isi([" ".join(KATA)]), kata_isi([" ".join(KATA[:100])])
    assert kesamaan(a, b) == kesamaan(b, a) == round(1000 * 200 / 300)
    assert (kesamaan(a, a), kesamaan(a, []), kesamaan(a, kata_isi(["lain sekali"]))) == (1000, 0, 0)


def test_marks_give_the_page_back_letter_by_letter() -> None:
    sama = "tim rapat membahas rencana aksi pencegahan gratifikasi pegawai"
    halaman = [f"<b>Pada</b> 17 Agustus 2026 {sama} selesai."]
    lain = [f"Kemarin 3 Mei 2025 {sama} ditunda."]
    ruas = tandai(halaman, kata_isi(halaman), kata_isi(lain))
    assert "".join(r.teks for r in ruas[0]) == halaman[0]
    assert [(r.teks.strip(), r.tanda) for r in ruas[0]] == [
        ("<b>Pada</b>", Tanda.BEDA),
        ("17 Agustus 2026", Tanda.LEPAS),
        (sama, Tanda.SAMA),
        ("selesai.", Tanda.BEDA),
    ]
