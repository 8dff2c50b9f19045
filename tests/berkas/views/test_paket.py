"""The ZIP over HTTP: frozen list, own packages only, what may no longer be read is left out and named."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile

import openpyxl
import pikepdf
import pypdfium2 as pdfium
import pytest
from django.utils import timezone

from berkas.actions import buang_berkas, minta_paket, tempel_tautan
from berkas.actions.paket import kosongkan_paket
from berkas.laporan.indeks_paket import indeks_pdf, indeks_xlsx
from berkas.models import Berkas, PaketBukti, Pembatasan
from berkas.queries.paket import susun_manifes
from berkas.tasks import susun_paket
from satker.models import Pekerjaan
from satker.peran import Peran
from tests import pabrik
from tests.berkas import contoh


@pytest.fixture
def klien(client, dunia):
    pabrik.masuk(client, dunia.koordinator)
    return client


def _siap(dunia, oleh=None, **lain):
    paket, kerja = minta_paket(oleh=oleh or dunia.koordinator, satker=dunia.satker, periode=dunia.periode, **lain)
    Pekerjaan.objects.filter(pk=kerja.pk).update(status="berjalan", percobaan=1)
    kerja.refresh_from_db()
    susun_paket(paket=str(paket.pk), pekerjaan=kerja)
    paket.refresh_from_db()
    return paket


def _zip(klien, dunia, paket):
    jawab = klien.get(f"{dunia.url}berkas/paket/{paket.pk}/unduh/")
    assert jawab.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(jawab.streaming_content)))


def test_whole_satker_as_a_tree_with_index(klien, dunia, unggah):
    isi = contoh.pdf(isi="sk")
    sk = unggah("=SK UPG.pdf", isi, uraian="=1+1").berkas
    klien.post(f"{dunia.url}lke/P1.1a/berkas/tautkan/", {"berkas": sk.pk})
    tempel_tautan(
        oleh=dunia.pokja, satker=dunia.satker, periode=dunia.periode, kode_butir="A5.P.i.b", area="A5",
        url="https://drive.google.com/x", judul="Video",
    )  # fmt: skip
    paket = _siap(dunia)
    arsip = _zip(klien, dunia, paket)
    satu, lima = "A1 Manajemen Perubahan/P1.1a/=SK UPG.pdf", "A5 Penguatan Pengawasan/P5.1b/=SK UPG.pdf"
    assert arsip.namelist() == ["Indeks.xlsx", "Indeks.pdf", "SHA256SUMS.txt", satu, lima]
    sha = hashlib.sha256(isi).hexdigest()
    assert hashlib.sha256(arsip.read(lima)).hexdigest() == sha
    assert arsip.read("SHA256SUMS.txt").decode() == f"{sha}  {satu}\n{sha}  {lima}\n"
    buku = openpyxl.load_workbook(io.BytesIO(arsip.read("Indeks.xlsx")))
    baris = list(buku["Berkas"].iter_rows(min_row=2, values_only=True))
    assert [(b[0], b[2], b[4], b[11], b[12], b[13]) for b in baris] == [
        ("P1.1a", "=SK UPG.pdf", 1, len(isi), sha, "P5.1b"),
        ("P5.1b", "=SK UPG.pdf", 1, len(isi), sha, "P1.1a"),
    ]
    assert {s.data_type for b in buku["Berkas"].iter_rows() for s in b} <= {"s", "inlineStr", "n", "d"}  # no formula
    assert [b[2] for b in buku["Tautan luar"].iter_rows(min_row=2, values_only=True)] == ["https://drive.google.com/x"]
    with pikepdf.open(io.BytesIO(arsip.read("Indeks.pdf"))) as pdf:
        assert pdf.docinfo["/Title"] == f"Indeks data dukung {dunia.periode.tahun} {dunia.satker.nama}"


def test_printed_index_keeps_a_question_with_its_first_file(dunia, gudang):
    """No page ends with the line of a question: its files would stand on the next page without it."""
    berkas = []
    for n in range(40):
        berkas.append(_entri(f"P{n}.1a", f"Pernyataan nomor {n}", nama=f"Laporan {'panjang ' * (n % 5 * 8)}{n}.pdf"))
    paket = PaketBukti(
        satker=dunia.satker, periode=dunia.periode, oleh=dunia.koordinator.user, peran=dunia.koordinator.peran,
        dibuat_pada=timezone.now(), manifes={"berkas": berkas, "tautan": []}, jumlah=40, ukuran=40,
    )  # fmt: skip
    with pdfium.PdfDocument(indeks_pdf(paket)) as pdf:
        halaman = [h.get_textpage().get_text_range().split("\r\n") for h in pdf]
    assert len(halaman) > 3
    akhir = [next(b for b in reversed(h) if b.strip() and not b.startswith("Halaman ")) for h in halaman]
    assert [b for b in akhir if "Pernyataan nomor" in b] == []


def test_workbook_rows_are_as_high_as_their_longest_text(dunia, gudang):
    pendek = _entri("P1.1a", "Pendek")
    panjang = _entri("P1.1b", "kata " * 30, uraian="satu\ndua\n\nempat\nlima")
    tautan = {
        "kode": "P1.1a",
        "judul": "Video",
        "url": "https://contoh.go.id/" + "a" * 1900,
        "keadaan": "",
        "uraian": "",
    }
    paket = PaketBukti(
        satker=dunia.satker, periode=dunia.periode, manifes={"berkas": [pendek, panjang], "tautan": [tautan]}
    )
    buku = openpyxl.load_workbook(io.BytesIO(indeks_xlsx(paket)))
    lembar = buku["Berkas"]
    assert [lembar.row_dimensions[n].height for n in (2, 3)] == [15, 75]
    assert buku["Tautan luar"].row_dimensions[2].height == 405  # Excel takes no row above 409
    assert {lembar.cell(2, n).alignment.vertical for n in range(1, 16)} == {"top"}
    assert lembar.page_setup.paperSize == 9  # A4


def _entri(kode, pernyataan, **lain):
    return {
        "jalur": f"{kode}/a.pdf", "kode": kode, "pernyataan": pernyataan, "berkas": "", "judul": "a", "nama": "a.pdf",
        "versi": 1, "sha256": "0" * 64, "ukuran": 1, "tanggal_dokumen": "2026-05-12", "berlaku_sampai": "",
        "triwulan": "", "uraian": "", "oleh": "Nama", "pada": "2026-05-12T08:00:00+08:00", "juga": [],
    } | lain  # fmt: skip


def test_list_is_frozen_but_the_right_to_read_is_not(klien, dunia, unggah):
    unggah("tetap.pdf")
    buang = unggah("buang.pdf").berkas
    paket = _siap(dunia)
    unggah("kemudian.pdf")
    buang_berkas(oleh=dunia.koordinator, satker=dunia.satker, periode=dunia.periode, berkas=[buang])
    arsip = _zip(klien, dunia, paket)
    nama = [n.rpartition("/")[2] for n in arsip.namelist()[3:]]
    assert nama == ["tetap.pdf", "BERKAS YANG TIDAK DISERTAKAN.txt"]
    assert "buang.pdf: sudah di Sampah" in arsip.read("BERKAS YANG TIDAK DISERTAKAN.txt").decode("utf-8-sig")


def test_limited_documents_are_in_the_package_of_evaluators_only(dunia, unggah):
    unggah("umum.pdf")
    Berkas.objects.filter(pk=unggah("rahasia.pdf").berkas_id).update(pembatasan=Pembatasan.PENILAI)
    pembaca = pabrik.pelaku_untuk(dunia.satker.instansi, Peran.PEMBACA_PUSAT)
    penilai = pabrik.pelaku_untuk(dunia.satker, Peran.TPI_KETUA)
    isi = [[i["nama"] for i in susun_manifes(p, dunia.satker, dunia.periode)["berkas"]] for p in (pembaca, penilai)]
    assert isi == [["umum.pdf"], ["umum.pdf", "rahasia.pdf"]]


def test_one_area_and_a_choice(dunia, unggah):
    unggah("lima.pdf")
    satu = unggah("satu.pdf", kode="A1.P.i.a")
    lepas = unggah("lepas.pdf")
    type(lepas).objects.filter(pk=lepas.pk).update(dilepas_pada=timezone.now(), dilepas_oleh=dunia.pokja.user)

    def jalur(**lain):
        return [i["jalur"] for i in susun_manifes(dunia.koordinator, dunia.satker, dunia.periode, **lain)["berkas"]]

    assert jalur(area="A5") == ["A5 Penguatan Pengawasan/P5.1b/lima.pdf"]
    assert jalur(pilihan=[satu.berkas_id, lepas.berkas_id]) == [
        "A1 Manajemen Perubahan/P1.1a/satu.pdf", "Belum tertaut/lepas.pdf",
    ]  # fmt: skip


def test_manifest_costs_the_same_statements_for_one_and_three(dunia, unggah, django_assert_num_queries):
    unggah("a.pdf")
    with django_assert_num_queries(3):
        susun_manifes(dunia.koordinator, dunia.satker, dunia.periode)
    unggah("b.pdf")
    unggah("c.pdf", kode="A1.P.i.a")
    with django_assert_num_queries(3):
        susun_manifes(dunia.koordinator, dunia.satker, dunia.periode)


def test_package_of_somebody_else_another_role_or_not_ready_is_404(client, dunia, unggah):
    unggah()
    paket = _siap(dunia)
    alamat = [f"{dunia.url}berkas/paket/{paket.pk}/{x}/" for x in ("unduh", "indeks/xlsx", "indeks/pdf", "indeks/exe")]

    def status(pelaku):
        pabrik.masuk(client, pelaku)
        hasil = []
        for a in alamat:
            jawab = client.get(a)
            hasil.append(jawab.status_code)
            if jawab.streaming:
                list(jawab.streaming_content)
        return hasil

    assert status(dunia.koordinator) == [200, 200, 200, 404]
    assert status(dunia.pokja) == [404] * 4
    tugas = pabrik.buat_penugasan(dunia.satker.instansi, Peran.PEMBACA_PUSAT, dunia.koordinator.user)
    from satker.pelaku import muat_pelaku

    assert status(muat_pelaku(dunia.koordinator.user, str(tugas.pk))) == [404] * 4
    PaketBukti.objects.update(disusun_pada=None)
    assert status(dunia.koordinator) == [404] * 4


def test_old_packages_lose_their_index_and_keep_their_list(klien, dunia, unggah):
    unggah()
    paket = _siap(dunia)
    assert kosongkan_paket() == 0
    PaketBukti.objects.update(dibuat_pada=timezone.now() - dt.timedelta(days=8))
    assert kosongkan_paket() == 1
    paket.refresh_from_db()
    assert (bytes(paket.xlsx), bytes(paket.pdf), len(paket.manifes["berkas"])) == (b"", b"", 1)
    assert klien.get(f"{dunia.url}berkas/paket/{paket.pk}/unduh/").status_code == 404


def test_asking_over_http_queues_once_and_an_empty_library_says_so(klien, dunia, unggah):
    url = f"{dunia.url}berkas/paket/"
    jawab = klien.post(url, {"area": ""}, follow=True)
    assert "Belum ada data dukung yang dapat diunduh di sini." in jawab.content.decode()
    berkas = unggah().berkas
    satu, dua = klien.post(url, {"pilih": [berkas.pk]}), klien.post(url, {"pilih": [berkas.pk]})
    assert (satu.status_code, satu.url) == (302, dua.url)
    assert PaketBukti.objects.count() == 1
    assert klien.post(url, {"area": "A9"}).status_code == 404
    assert "1 berkas pilihan" in klien.get(url).content.decode()
