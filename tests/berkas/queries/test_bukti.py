"""The evidence of a question and the counts of a sheet."""

from __future__ import annotations

import datetime as dt

import pytest
from django.template.loader import render_to_string

from berkas.actions import lepaskan
from berkas.models import Berkas, Bukti, Pembatasan, VersiBerkas
from berkas.queries import bukti_butir, jumlah_bukti
from satker.peran import SE_INSTANSI, Peran
from tests import pabrik
from tests.berkas.dunia import Dunia, bangun_dunia


def test_zone_costs_three_queries_for_one_and_three_files(dunia: Dunia, unggah, django_assert_num_queries) -> None:
    unggah("satu.pdf")
    with django_assert_num_queries(3):
        assert [b.nama for b in bukti_butir(dunia.pokja, dunia.satker, dunia.periode, "A5.P.i.b").baris] == ["satu.pdf"]
    unggah("dua.pdf")
    unggah("tiga.pdf")
    with django_assert_num_queries(3):
        zona = bukti_butir(dunia.pokja, dunia.satker, dunia.periode, "A5.P.i.b")
    assert [b.nama for b in zona.baris] == ["satu.pdf", "dua.pdf", "tiga.pdf"]
    assert (zona.kode_pendek, zona.aturan) == ("P5.1b", "paling besar 50 MB per berkas (TXT dan CSV 5,0 MB)")


def test_zone_offers_back_what_was_just_unlinked(dunia: Dunia, unggah) -> None:
    bukti = unggah()
    lepaskan(oleh=dunia.pokja, bukti=bukti, area="A5")
    zona = bukti_butir(dunia.pokja, dunia.satker, dunia.periode, "A5.P.i.b")
    assert (zona.baris, [b.nama for b in zona.dilepas]) == ((), ["SK UPG.pdf"])


def test_zone_offers_filling_at_once_for_several_files_that_lack_something(dunia: Dunia, unggah, rf) -> None:
    def tersembunyi(boleh_tulis: bool = True) -> bool | None:
        zona = bukti_butir(dunia.pokja, dunia.satker, dunia.periode, "A5.P.i.b")
        isi = render_to_string("berkas/_zona.html", {"zona_bukti": zona, "boleh_tulis": boleh_tulis}, rf.get("/"))
        return "data-lengkapi hidden>" in isi if "data-lengkapi" in isi else None

    lengkap = {"tanggal_dokumen": dt.date(2026, 8, 17), "triwulan": "B09"}
    unggah("satu.pdf")
    assert tersembunyi() is True
    unggah("dua.pdf", **lengkap)
    assert (tersembunyi(), tersembunyi(boleh_tulis=False)) == (False, None)
    Bukti.objects.filter(triwulan="").update(triwulan="B03")
    VersiBerkas.objects.filter(tanggal_dokumen=None).update(tanggal_dokumen=lengkap["tanggal_dokumen"])
    assert tersembunyi() is True


def test_zone_of_a_reader_has_rows_but_no_controls(dunia: Dunia, unggah, rf) -> None:
    unggah('SK "><img src=x>.pdf')
    zona = bukti_butir(dunia.pokja, dunia.satker, dunia.periode, "A5.P.i.b")
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
        assert jumlah_bukti(dunia.pokja, dunia.satker, dunia.periode) == {"A5.P.i.b": 2, "A1.P.i.a": 1}
    lalu = pabrik.buat_periode(dunia.satker.instansi, dunia.periode.tahun - 1)
    assert jumlah_bukti(dunia.pokja, dunia.satker, lalu) == {}


@pytest.mark.parametrize(
    ("peran", "tampak"),
    [(Peran.PEMBACA_PUSAT, 0), (Peran.ADMIN_INSPEKTORAT, 0), (Peran.KEPALA, 1), (Peran.TPI_KETUA, 1)],
)
def test_document_kept_for_evaluators_is_not_even_named_to_readers_of_the_instansi(
    dunia: Dunia, unggah, peran: Peran, tampak: int
) -> None:
    bukti = unggah("KENARI.pdf")
    Berkas.objects.update(pembatasan=Pembatasan.PENILAI)
    unit = dunia.satker.instansi if peran in SE_INSTANSI else dunia.satker
    pelaku = pabrik.pelaku_untuk(unit, peran)
    lihat = [len(bukti_butir(pelaku, dunia.satker, dunia.periode, bukti.kode_butir).baris)]
    lihat.append(jumlah_bukti(pelaku, dunia.satker, dunia.periode).get(bukti.kode_butir, 0))
    lihat.append(Berkas.objects.terlihat_oleh(pelaku).count())
    assert lihat == [tampak] * 3
