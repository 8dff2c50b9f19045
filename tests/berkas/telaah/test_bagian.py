"""The parts a question asks for."""

from __future__ import annotations

import pytest

from berkas.telaah.bagian import BAGIAN_DIKENAL, NAMA, jenis_dari_kata, susun_harapan
from berkas.telaah.pola import BAGIAN
from instrumen.pohon.baca import baca_instrumen
from instrumen.pohon.tipe import BAGIAN_BUKTI

LKE = baca_instrumen("LKE-ZI-2021")


def test_every_part_of_the_instrument_is_mapped() -> None:
    dipakai = {b for butir in LKE.butir.values() for b in butir.bagian_bukti}
    assert dipakai - BAGIAN_DIKENAL == set()
    assert set(BAGIAN_BUKTI) == BAGIAN_DIKENAL
    assert set(NAMA) == {*BAGIAN_BUKTI, "pernyataan"}


def test_every_group_can_be_met_by_something_a_text_or_picture_shows() -> None:
    for butir in LKE.butir.values():
        for h in susun_harapan(butir.bagian_bukti, butir.bukti_contoh, butir.teks):
            assert h.bagian in h.jenis
            assert h.jenis <= {*BAGIAN, "foto", "tangkapan_layar"}, (butir.kode, h)


def test_every_question_but_free_documents_has_a_group() -> None:
    kosong = {b.kode for b in LKE.butir.values() if not susun_harapan(b.bagian_bukti, b.bukti_contoh, b.teks)}
    assert kosong == set()


@pytest.mark.parametrize(
    ("kode", "harap"),
    [
        ("A1.P.i.a", ["sk"]),  # the decree is the criterion, not the meeting that made it
        ("A4.P.i.a", ["notula", "rencana"]),  # here taking part is the criterion
        ("A1.P.iii.b", ["notula", "laporan"]),
        ("A5.P.i.b", ["laporan", "sk", "sop", "rekap"]),
        ("A6.P.ii.d", ["sk"]),  # "SK/SOP kompensasi": either
    ],
)
def test_groups_follow_the_criterion(kode: str, harap: list[str]) -> None:
    butir = LKE.butir[kode]
    assert [h.bagian for h in susun_harapan(butir.bagian_bukti, butir.bukti_contoh, butir.teks)] == harap


def test_slash_in_an_example_makes_alternatives() -> None:
    (h,) = susun_harapan(("sk", "sop"), ("SK/SOP kompensasi layanan",))
    assert h.jenis == {"sk", "sop"}


@pytest.mark.parametrize(
    ("nama", "harap"),
    [
        ("P5.1b SK UPG 2026.pdf", ("sk",)),
        ("P5.1b_Notula-rapat_monev.pdf", ("notula", "laporan")),
        ("Surat tugas bimtek.pdf", ("sk",)),
        ("WhatsApp Image 2026-01-12.jpg", ("foto",)),
        ("scan0001.pdf", ()),
        ("Maskapai.pdf", ()),
    ],
)
def test_names_of_files_name_kinds(nama: str, harap: tuple[str, ...]) -> None:
    assert jenis_dari_kata(nama) == harap
