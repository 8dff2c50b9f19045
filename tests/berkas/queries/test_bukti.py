"""The evidence of a question and the counts of a sheet."""

from __future__ import annotations

from django.template.loader import render_to_string

from berkas.actions import lepaskan
from berkas.queries import bukti_butir, jumlah_bukti
from tests import pabrik
from tests.berkas.dunia import Dunia, bangun_dunia


def test_zone_costs_two_queries_for_one_and_three_files(dunia: Dunia, unggah, django_assert_num_queries) -> None:
    unggah("satu.pdf")
    with django_assert_num_queries(2):
        assert [b.nama for b in bukti_butir(dunia.satker, dunia.periode, "A5.P.i.b").baris] == ["satu.pdf"]
    unggah("dua.pdf")
    unggah("tiga.pdf")
    with django_assert_num_queries(2):
        zona = bukti_butir(dunia.satker, dunia.periode, "A5.P.i.b")
    assert [b.nama for b in zona.baris] == ["satu.pdf", "dua.pdf", "tiga.pdf"]
    assert (zona.kode_pendek, zona.aturan) == ("P5.1b", "paling besar 50 MB per berkas (TXT dan CSV 5,0 MB)")


def test_zone_offers_back_what_was_just_unlinked(dunia: Dunia, unggah) -> None:
    bukti = unggah()
    lepaskan(oleh=dunia.pokja, bukti=bukti, area="A5")
    zona = bukti_butir(dunia.satker, dunia.periode, "A5.P.i.b")
    assert (zona.baris, [b.nama for b in zona.dilepas]) == ((), ["SK UPG.pdf"])


def test_zone_of_a_reader_has_rows_but_no_controls(dunia: Dunia, unggah, rf) -> None:
    unggah('SK "><img src=x>.pdf')
    zona = bukti_butir(dunia.satker, dunia.periode, "A5.P.i.b")
    permintaan = rf.get("/")
    baca = render_to_string("berkas/_zona.html", {"zona_bukti": zona, "boleh_tulis": False}, permintaan)
    tulis = render_to_string("berkas/_zona.html", {"zona_bukti": zona, "boleh_tulis": True}, permintaan)
    assert "<img" not in baca + tulis
    assert ("<form" in baca, "/unduh/1/" in baca) == (False, True)
    assert ('name="berkas"' in tulis, "/lepas/" in tulis, 'role="status"' in tulis) == (True, True, True)


def test_counts_are_per_question_of_one_satker_and_year_in_one_query(
    dunia: Dunia, unggah, django_assert_num_queries
) -> None:
    unggah("satu.pdf")
    unggah("dua.pdf")
    lepaskan(oleh=dunia.pokja, bukti=unggah("tiga.pdf"), area="A5")
    unggah("empat.pdf", kode="A1.P.i.a")
    unggah("asing.pdf", dunia=bangun_dunia(dunia.gudang, dunia.satker.instansi))
    with django_assert_num_queries(1):
        assert jumlah_bukti(dunia.satker, dunia.periode) == {"A5.P.i.b": 2, "A1.P.i.a": 1}
    lalu = pabrik.buat_periode(dunia.satker.instansi, dunia.periode.tahun - 1)
    assert jumlah_bukti(dunia.satker, lalu) == {}
