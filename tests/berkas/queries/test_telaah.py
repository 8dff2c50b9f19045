"""Hints and personal data as pages read them: constant statements, and nothing of documents a reader may not see."""

from __future__ import annotations

from django.http import QueryDict

from berkas.actions import abaikan_petunjuk
from berkas.models import Berkas
from berkas.queries import daftar_petunjuk, petunjuk_butir, telaah_berkas
from satker.peran import Peran
from tests import pabrik
from tests.berkas.bacaan import bacakan
from tests.berkas.dunia import Dunia, instrumen_2021
from tests.berkas.telaah import contoh

UPG = instrumen_2021().butir["A5.P.i.b"]
KODE = ("A5.P.i.b", "A5.P.ii.a", "A1.P.i.a")


def _petunjuk(dunia: Dunia, pelaku=None, butir=UPG):
    return petunjuk_butir(pelaku or dunia.pokja, dunia.satker, dunia.periode, butir)


def _daftar(dunia: Dunia, teks: str = ""):
    return daftar_petunjuk(dunia.koordinator, dunia.satker, dunia.periode, QueryDict(teks))


def test_question_costs_four_statements_for_one_and_three_files(
    dunia: Dunia, unggah, django_assert_num_queries
) -> None:
    bacakan(unggah("satu.pdf"), contoh.SK)
    with django_assert_num_queries(4):
        assert [p.bagian for p in _petunjuk(dunia).petunjuk if p.kode == "bagian_kurang"] == ["laporan", "sop", "rekap"]
    bacakan(unggah("dua.pdf"), contoh.SOP)
    bacakan(unggah("tiga.pdf"), *contoh.LAPORAN)
    with django_assert_num_queries(4):
        assert [p.bagian for p in _petunjuk(dunia).petunjuk if p.kode == "bagian_kurang"] == []


def test_list_costs_four_statements_for_one_and_three_questions(
    dunia: Dunia, unggah, django_assert_num_queries
) -> None:
    bacakan(unggah("a.pdf"), contoh.NOTULA_HAMPA)
    with django_assert_num_queries(4):
        assert _daftar(dunia).jumlah == 1
    for i, kode in enumerate(KODE[1:]):
        bacakan(unggah(f"b{i}.pdf", kode=kode), contoh.NOTULA_HAMPA)
    with django_assert_num_queries(4):
        assert _daftar(dunia).jumlah == 3


def test_list_is_by_area_and_most_points_first_and_can_be_filtered(dunia: Dunia, unggah) -> None:
    kode = ("A5.P.v.a", "A5.P.i.b", "A1.P.i.a", "A5.R.ii.a")
    for i, k in enumerate(kode):
        bacakan(unggah(f"n{i}.pdf", kode=k), contoh.UNDANGAN.replace("0015", "xxxx"))
    h = _daftar(dunia)
    butir = instrumen_2021().butir
    a5 = sorted((k for k in kode if k[:2] == "A5"), key=lambda k: (-butir[k].bobot_efektif, butir[k].urutan))
    assert [(a.kode, [k.butir.kode for k in a.kotak]) for a in h.area_isi] == [("A1", ["A1.P.i.a"]), ("A5", a5)]
    assert h.poin == sum(butir[k].bobot_efektif for k in kode)
    saring = _daftar(dunia, "area=A1&jenis=pengisi")
    assert [(k.butir.kode, [p.kode for p in k.petunjuk]) for a in saring.area_isi for k in a.kotak] == [
        ("A1.P.i.a", ["pengisi"])
    ]
    assert (_daftar(dunia, "jenis=hadir_kosong").area_isi, _daftar(dunia, "area=X9").jumlah) == ((), 4)


def test_dismissed_hint_moves_away_with_its_reason(dunia: Dunia, unggah) -> None:
    bacakan(unggah("n.pdf", kode="A3.P.iii.a"), contoh.NOTULA_TANPA_PIC)
    butir = instrumen_2021().butir["A3.P.iii.a"]
    semua = _petunjuk(dunia, butir=butir).petunjuk
    for p in semua:
        abaikan_petunjuk(
            oleh=dunia.koordinator, satker=dunia.satker, periode=dunia.periode, kode_butir=butir.kode, area="A3",
            kunci=p.kunci, alasan="Petugas disebut di lampiran",
        )  # fmt: skip
    penilai = pabrik.pelaku_untuk(dunia.satker, Peran.TPI_ANGGOTA)
    kotak = _petunjuk(dunia, penilai, butir)
    assert (kotak.petunjuk, kotak.cukup) == ((), True)
    assert [(d.petunjuk.kunci, d.alasan, d.oleh) for d in kotak.diabaikan] == [
        (p.kunci, "Petugas disebut di lampiran", dunia.koordinator.user.nama) for p in semua
    ]
    assert _daftar(dunia).jumlah == 0


def test_reader_of_the_instansi_learns_nothing_of_a_restricted_document(dunia: Dunia, unggah) -> None:
    bacakan(unggah("rahasia.pdf"), contoh.NOTULA_HAMPA, "NIK 3199990101909001")
    bacakan(unggah("umum.pdf"), contoh.SK)
    Berkas.objects.filter(judul="rahasia").update(pembatasan="penilai")
    Berkas.objects.filter(judul="rahasia.pdf").update(pembatasan="penilai")
    pusat = pabrik.pelaku_untuk(dunia.satker.instansi, Peran.PEMBACA_PUSAT)
    kotak = _petunjuk(dunia, pusat)
    assert {p.nama for p in kotak.petunjuk} <= {"umum.pdf"}
    assert [p.kode for p in kotak.petunjuk if p.kode == "bagian_kurang"] == []
    assert (kotak.pribadi, kotak.terbatas, kotak.cukup) == ((), True, False)
    sendiri = _petunjuk(dunia)  # the twin
    assert "rahasia.pdf" in {p.nama for p in sendiri.petunjuk}
    assert [p.kalimat for p in sendiri.pribadi] == ["1 NIK (hal. 2)"]


def test_unread_documents_are_named_and_nothing_else_is_said(dunia: Dunia, unggah) -> None:
    unggah("belum.pdf")
    bacakan(unggah("pindai.pdf"), "", "")
    kotak = _petunjuk(dunia)
    assert (kotak.petunjuk, kotak.belum_terbaca, kotak.cukup) == ((), ("belum.pdf", "pindai.pdf"), False)


def test_page_of_a_document_costs_three_statements(dunia: Dunia, unggah, django_assert_num_queries) -> None:
    bukti = unggah("a.pdf")
    bacakan(bukti, "NIK 3199990101909001, rekening BRI 1234567890")
    with django_assert_num_queries(3):
        (versi,) = telaah_berkas(dunia.pokja, bukti.berkas).versi
    assert versi.kalimat == "1 NIK (hal. 1), 1 nomor rekening (hal. 1)"
    assert [s.samar for s in versi.samar] == ["3199…9001", "…7890"]
