"""The table of facts names only things that exist."""

from instrumen.pohon.baca import baca_instrumen
from penilaian.fakta_butir import FAKTA_BUTIR, fakta_isian
from satker.fakta_baku import KODE_FAKTA


def test_every_entry_names_a_real_input_and_a_real_fact() -> None:
    salah = []
    for kode_instrumen, peta in FAKTA_BUTIR.items():
        instrumen = baca_instrumen(kode_instrumen)
        for kode, isian in peta.items():
            ada = {i.kode for i in instrumen.butir[kode].isian}
            salah += [(kode, i, f) for i, f in isian.items() if i not in ada or f not in KODE_FAKTA]

    assert salah == []


def test_unknown_butir_has_no_facts() -> None:
    assert (dict(fakta_isian("LKE-ZI-2021", "A1.P.i.a")), dict(fakta_isian("LKE-ZI-2014", "x"))) == ({}, {})
