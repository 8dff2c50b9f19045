"""Search: every word by beginning or stem, quoted where it stands; what may not be read never matters."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from berkas.actions import buang_berkas, lepaskan, ubah_berkas, ubah_keterangan
from berkas.actions.indeks import susun_indeks
from berkas.actions.setelah_olah import setelah_olah
from berkas.kata import BATAS_TEKS
from berkas.models import Berkas, IndeksBerkas, Olahan, Pembatasan, PutusanVersi, StatusOlahan, VersiBerkas
from berkas.queries.cari import cari_berkas
from satker.peran import Peran
from tests import pabrik
from tests.berkas.dunia import bangun_dunia


def olah(berkas, *halaman):
    versi = VersiBerkas.objects.filter(berkas=berkas).order_by("-nomor")[0]
    olahan, _ = Olahan.objects.update_or_create(
        satker=versi.satker, isi=versi.isi, defaults={"status": StatusOlahan.SELESAI, "teks": list(halaman)}
    )
    setelah_olah(olahan)
    return olahan


def judul(pelaku, teks):
    return [b.judul for b in cari_berkas(pelaku, teks, 30)]


def test_every_kind_of_text_is_found(dunia, unggah):
    bukti = unggah("SK_UPG2026 Lapas.pdf", uraian="Ditetapkan kepala")
    olah(bukti.berkas, "Halaman satu", "Tim mengendalikan gratifikasi di lingkungan kantor")
    unggah("Lain.pdf", kode="A1.P.i.a")
    for teks in (
        "upg",
        "2026",
        "lap",
        "ditetapkan",
        "P5.1b",
        "a5.p.i.b",
        "gratifikasi kantor",
        "pengendalian",
        "SK kepala",
    ):
        assert judul(dunia.pokja, teks) == ["SK_UPG2026 Lapas"], teks
    for teks in ("upg lain", "tidakada", "", "  ", "!!!"):
        assert judul(dunia.pokja, teks) == [], teks


def test_quotation_names_the_page_and_marks_the_words(dunia, unggah):
    berkas = unggah().berkas
    olah(berkas, "Pendahuluan", "Rapat <b>gratifikasi</b> bulan Mei", "Penutup")
    (satu,) = cari_berkas(dunia.pokja, "gratifikasi mei", 5)
    assert (satu.cuplikan.halaman, satu.cuplikan.asal) == (2, "isi")
    assert [t for t, kena in satu.cuplikan.potongan if kena] == ["gratifikasi", "Mei"]
    assert "".join(t for t, _ in satu.cuplikan.potongan) == "Rapat <b>gratifikasi</b> bulan Mei"


def test_quotation_masks_private_numbers(dunia, unggah):
    berkas = unggah(uraian="Kontak rapat: HP 081234567890").berkas
    olah(berkas, "Sampul", "Peserta rapat gratifikasi\nNIK: 3171011203900001\nTelepon: 0812-3456-7890\nselesai")
    for teks, kutipan in (
        ("gratifikasi", "Peserta rapat gratifikasi NIK: 3171…0001 Telepon: 0812…90 selesai"),
        ("kontak", "Kontak rapat: HP 0812…90"),
    ):
        (satu,) = cari_berkas(dunia.pokja, teks, 5)
        assert "".join(t for t, _ in satu.cuplikan.potongan) == kutipan
    (satu,) = cari_berkas(dunia.pokja, "3171011203900001", 5)  # who knows the number finds the document
    assert satu.cuplikan is None


def test_page_of_an_identity_paper_is_not_quoted(dunia, unggah):
    olah(unggah().berkas, "NIK\nTempat/Tgl Lahir\nGol. Darah\nRT/RW\nStatus Perkawinan\nBUDI REKAAN")
    (satu,) = cari_berkas(dunia.pokja, "rekaan", 5)
    assert satu.cuplikan is None


def test_note_is_quoted_when_the_text_has_nothing(dunia, unggah):
    unggah(uraian="Lihat lampiran kedua")
    (satu,) = cari_berkas(dunia.pokja, "lampiran", 5)
    assert (satu.cuplikan.halaman, satu.cuplikan.asal) == (0, "catatan")


def test_name_outranks_note_and_text(dunia, unggah):
    olah(unggah("Satu.pdf").berkas, "gratifikasi " * 3)
    unggah("Dua.pdf", uraian="gratifikasi")
    unggah("Gratifikasi.pdf")
    assert judul(dunia.pokja, "gratifikasi") == ["Gratifikasi", "Dua", "Satu"]


@pytest.mark.parametrize(
    "teks",
    [
        "'", '"', "\\", "a:*", "a & ", "!a", "<->", "(", "a'b", "%", "_", "*" * 99, "𝕬 x", "文書", "a" * 5000,
        "'; DROP TABLE berkas_berkas; --", "x | y:D", "\u202e", "1e5 0x1f -3", " ".join(["a"] * 400), "é&", "\ufffd",
        "ǅ İ ß",
    ],
)  # fmt: skip
def test_hostile_queries_never_fail(dunia, unggah, teks):
    olah(unggah().berkas, "isi " + teks[:50].replace("\0", ""))
    cari_berkas(dunia.pokja, teks, 30)


def test_changes_are_found_at_once_and_old_words_no_more(dunia, unggah):
    bukti = unggah("Awal.pdf", uraian="pertama")
    lain = {"oleh": dunia.pokja, "satker": dunia.satker, "periode": dunia.periode}
    ubah_keterangan(
        oleh=dunia.pokja,
        bukti=bukti,
        area="A5",
        tanggal_dokumen=None,
        berlaku_sampai=None,
        triwulan="",
        halaman="",
        uraian="kedua",
    )
    assert (judul(dunia.pokja, "pertama"), judul(dunia.pokja, "kedua")) == ([], ["Awal"])
    ubah_berkas(berkas=bukti.berkas, judul="Akhir", **lain)
    assert judul(dunia.pokja, "akhir") == ["Akhir"]
    lepaskan(oleh=dunia.pokja, bukti=bukti, area="A5")
    assert (judul(dunia.pokja, "kedua"), judul(dunia.pokja, "p5 1b")) == ([], [])
    buang_berkas(berkas=[bukti.berkas], **lain)
    assert (judul(dunia.pokja, "akhir"), IndeksBerkas.objects.count()) == ([], 0)


def test_text_of_other_units_and_limited_documents_never_matters(dunia, gudang, unggah):
    """Results, ranks and quotations of a reader are the same whether or not the hidden documents exist."""
    pembaca = pabrik.pelaku_untuk(dunia.satker.instansi, Peran.PEMBACA_PUSAT)
    lain = bangun_dunia(gudang)
    terlihat = unggah("Gratifikasi umum.pdf").berkas
    olah(terlihat, "gratifikasi biasa")
    awal = [cari_berkas(p, "gratifikasi", 30) for p in (pembaca, lain.pokja)]
    terbatas = unggah("Gratifikasi rahasia.pdf", uraian="gratifikasi rahasia").berkas
    olah(terbatas, "gratifikasi rahasia rahasia")
    Berkas.objects.filter(pk=terbatas.pk).update(pembatasan=Pembatasan.PENILAI)
    assert [cari_berkas(p, "gratifikasi", 30) for p in (pembaca, lain.pokja)] == awal
    assert [len(a) for a in awal] == [1, 0]
    assert judul(pembaca, "rahasia") == []
    penilai = pabrik.pelaku_untuk(dunia.satker, Peran.TPI_ANGGOTA)
    assert judul(penilai, "rahasia") == ["Gratifikasi rahasia"]  # the twin: it is there to be found


def test_document_that_waits_for_its_checks_is_not_found(dunia, unggah):
    berkas = unggah("Menunggu.pdf").berkas
    VersiBerkas.objects.update(putusan=PutusanVersi.MENUNGGU)
    susun_indeks(semua=True)
    assert judul(dunia.koordinator, "menunggu") == []
    VersiBerkas.objects.update(putusan=PutusanVersi.LOLOS)
    susun_indeks(semua=True)
    assert judul(dunia.koordinator, "menunggu") == [berkas.judul]


@pytest.mark.parametrize("panjang", [2, 3, 4, 5, 8])
def test_long_texts_of_ever_new_words_stay_below_the_limit_of_the_database(dunia, unggah, panjang):
    huruf = "abcdefghijklmnopqrstuvwxyz0123456789"

    def kata(n):
        hasil = ""
        for _ in range(panjang):
            n, sisa = divmod(n, len(huruf))
            hasil += huruf[sisa]
        return hasil

    berkas = unggah().berkas
    teks = " ".join(kata(n * 7919) for n in range(BATAS_TEKS // panjang))
    olah(berkas, teks, "ekor yang tidak terbaca")
    assert judul(dunia.pokja, "upg") == [berkas.judul]


def test_search_costs_the_same_statements_for_one_and_three(dunia, unggah, django_assert_num_queries):
    olah(unggah("gratifikasi satu.pdf").berkas, "gratifikasi")
    with django_assert_num_queries(4):
        assert len(cari_berkas(dunia.pokja, "gratifikasi", 30)) == 1
    for n in ("dua", "tiga"):
        olah(unggah(f"gratifikasi {n}.pdf", uraian="gratifikasi").berkas, "gratifikasi")
    with django_assert_num_queries(4):
        assert len(cari_berkas(dunia.pokja, "gratifikasi", 30)) == 3
    with django_assert_num_queries(0):
        assert cari_berkas(dunia.pokja, "!", 30) == ()


def test_rebuilding_makes_what_is_missing_or_everything(dunia, unggah, capsys):
    unggah("satu.pdf")
    unggah("dua.pdf")
    IndeksBerkas.objects.filter(berkas__judul="dua").delete()
    call_command("susun_indeks", "--kurang")
    call_command("susun_indeks")
    assert capsys.readouterr().out == "1 berkas disusun indeksnya.\n2 berkas disusun indeksnya.\n"
    assert judul(dunia.pokja, "dua") == ["dua"]
