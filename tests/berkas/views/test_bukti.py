"""Unlink, undo, correct, link over HTTP."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.utils.html import escape

from berkas.models import Bukti, VersiBerkas
from satker.peran import Peran
from tests import pabrik
from tests.berkas.dunia import Dunia, bangun_dunia, potret

SKRIP = {"X-Requested-With": "fetch"}


@pytest.fixture
def klien(client: Client, dunia: Dunia) -> Client:
    pabrik.masuk(client, dunia.koordinator)
    return client


def test_unlink_and_undo_return_to_the_question(klien: Client, dunia: Dunia, unggah) -> None:
    bukti = unggah()
    jawab = klien.post(f"{dunia.url}bukti/{bukti.pk}/lepas/")
    assert (jawab.status_code, jawab.url) == (302, f"{dunia.url}lke/P5.1b/#data-dukung")
    assert Bukti.objects.aktif().count() == 0
    jawab = klien.post(f"{dunia.url}bukti/{bukti.pk}/pulihkan/")
    assert jawab.status_code == 302
    assert Bukti.objects.aktif().count() == 1


def test_unlink_sent_twice_says_so_and_writes_once(klien: Client, dunia: Dunia, unggah) -> None:
    bukti = unggah()
    klien.post(f"{dunia.url}bukti/{bukti.pk}/lepas/")
    sebelum = potret()
    jawab = klien.post(f"{dunia.url}bukti/{bukti.pk}/lepas/")
    assert [str(p) for p in jawab.wsgi_request._messages][-1] == "Berkas ini sudah dilepas dari soal."
    assert potret() == sebelum


def test_correction_saves_and_returns(klien: Client, dunia: Dunia, unggah) -> None:
    bukti = unggah()
    url = f"{dunia.url}bukti/{bukti.pk}/ubah/"
    assert klien.get(url).status_code == 200
    jawab = klien.post(url, {"tanggal_dokumen": "17 Agustus 2026", "triwulan": "B09", "uraian": "Halaman 3"})
    assert jawab.status_code == 302
    bukti.refresh_from_db()
    assert (bukti.triwulan, bukti.uraian) == ("B09", "Halaman 3")
    assert str(VersiBerkas.objects.get().tanggal_dokumen) == "2026-08-17"


def test_correction_with_a_wrong_date_keeps_what_was_typed(klien: Client, dunia: Dunia, unggah) -> None:
    bukti = unggah()
    sebelum = potret()
    jawab = klien.post(f"{dunia.url}bukti/{bukti.pk}/ubah/", {"tanggal_dokumen": "08/17/2026", "uraian": "Tetap ada"})
    assert jawab.status_code == 422
    isi = jawab.content.decode()
    assert 'value="08/17/2026"' in isi
    assert "Tetap ada" in isi
    assert (isi.count("Periksa isian berikut"), isi.count("Galat: ")) == (1, 1)
    assert "Tanggal tidak terbaca. Contoh: 17-08-2026." in isi or "tidak ada di kalender" in isi
    assert potret() == sebelum


def test_link_existing_documents_to_a_question(klien: Client, dunia: Dunia, unggah) -> None:
    satu, dua = unggah("satu.pdf").berkas, unggah("dua.pdf").berkas
    jawab = klien.post(f"{dunia.url}lke/P1.1a/berkas/tautkan/", {"berkas": [satu.pk, dua.pk]})
    assert (jawab.status_code, jawab.url) == (302, f"{dunia.url}lke/P1.1a/#data-dukung")
    assert Bukti.objects.aktif().filter(kode_butir="A1.P.i.a").count() == 2


def test_link_by_script_answers_with_the_row_also_the_second_time(klien: Client, dunia: Dunia, unggah) -> None:
    berkas = unggah().berkas
    for _ in range(2):
        jawab = klien.post(f"{dunia.url}lke/P1.1a/berkas/tautkan/", {"berkas": berkas.pk}, headers=SKRIP)
        assert jawab.status_code == 201
        assert f'id="bukti-{jawab.json()["id"]}"' in jawab.json()["html"]
    assert Bukti.objects.count() == 2


def test_link_from_the_document_page_reads_the_typed_code(klien: Client, dunia: Dunia, unggah) -> None:
    berkas = unggah().berkas
    url = f"{dunia.url}berkas/{berkas.pk}/tautkan/"
    klien.post(url, {"kode_butir": "A1.P.i.a"})
    assert Bukti.objects.aktif().filter(kode_butir="A1.P.i.a").count() == 1


@pytest.mark.parametrize(
    ("kode", "kalimat"),
    [
        ("P9.9z", "Tidak ditemukan “P9.9z”. Kode berbentuk P5.1b."),
        ("5.2d", "Tidak ditemukan “5.2d”. Maksud Anda P5.2d?"),
        ("5.1a", "Tidak ditemukan “5.1a”. Maksud Anda P5.1a atau R5.1a?"),
        ("", "Isi kode soal. Contoh: P5.1b."),
        ("P1.1a", "Soal P1.1a bukan bagian peran Anda. Pilih soal dari area Anda."),
        ('"><b>', "Tidak ditemukan “&quot;&gt;&lt;b&gt;”. Kode berbentuk P5.1b."),
    ],
)
def test_code_that_cannot_be_linked_is_explained_on_the_same_page(
    client: Client, dunia: Dunia, unggah, kode: str, kalimat: str
) -> None:
    berkas = unggah().berkas
    pabrik.masuk(client, dunia.pokja)
    sebelum = potret()
    jawab = client.post(f"{dunia.url}berkas/{berkas.pk}/tautkan/", {"kode_butir": kode})
    isi = jawab.content.decode()
    assert jawab.status_code == 422
    assert kalimat in isi
    assert f'name="kode_butir" value="{escape(kode)}"' in isi
    assert potret() == sebelum


def _pesan(jawab) -> list[str]:
    return [str(p) for p in jawab.wsgi_request._messages]


def test_filling_gives_the_date_to_files_without_one(klien: Client, dunia: Dunia, unggah) -> None:
    for nama in ("satu.pdf", "dua.pdf", "tiga.pdf"):
        unggah(nama)
    unggah("empat.pdf", tanggal_dokumen=dt.date(2026, 1, 2))
    jawab = klien.post(f"{dunia.url}lke/P5.1b/berkas/lengkapi/", {"tanggal_dokumen": "17-08-2026"})
    assert (jawab.status_code, jawab.url) == (302, f"{dunia.url}lke/P5.1b/#data-dukung")
    assert _pesan(jawab) == ["3 berkas dilengkapi, 1 sudah bertanggal."]
    tanggal = dict(VersiBerkas.objects.values_list("nama_kirim", "tanggal_dokumen"))
    assert tanggal == {
        "satu.pdf": dt.date(2026, 8, 17),
        "dua.pdf": dt.date(2026, 8, 17),
        "tiga.pdf": dt.date(2026, 8, 17),
        "empat.pdf": dt.date(2026, 1, 2),
    }
    sebelum = potret()
    jawab = klien.post(f"{dunia.url}lke/P5.1b/berkas/lengkapi/", {"tanggal_dokumen": "18-08-2026"})
    assert _pesan(jawab)[-1] == "0 berkas dilengkapi, 4 sudah bertanggal."
    assert potret() == sebelum


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({}, "Isi tanggal dokumen atau periode."),
        ({"tanggal_dokumen": "08/17/2026", "triwulan": "B06"}, "Tanggal tidak terbaca. Contoh: 17-08-2026."),
    ],
)
def test_filling_with_a_wrong_input_keeps_what_was_typed(klien: Client, dunia: Dunia, unggah, isi, kalimat) -> None:
    unggah()
    sebelum = potret()
    jawab = klien.post(f"{dunia.url}lke/P5.1b/berkas/lengkapi/", isi)
    teks = jawab.content.decode()
    assert jawab.status_code == 422
    assert kalimat in teks
    assert all(nilai in teks for nilai in isi.values())
    assert (teks.count("Periksa isian berikut"), teks.count("Galat: ")) == (1, 1)
    assert ('<option value="B06" selected>' in teks) is ("triwulan" in isi)
    assert potret() == sebelum


def test_filling_in_another_area_is_refused(client: Client, dunia: Dunia, unggah) -> None:
    unggah()
    pabrik.masuk(client, pabrik.pelaku_untuk(dunia.satker, Peran.ANGGOTA_POKJA, area="A1"))
    sebelum = potret()
    jawab = client.post(f"{dunia.url}lke/P5.1b/berkas/lengkapi/", {"triwulan": "B03"})
    assert jawab.status_code == 403
    assert potret() == sebelum
    assert Bukti.objects.get().triwulan == ""


@pytest.mark.parametrize("isi", [{}, {"berkas": "bukan-uuid"}, {"berkas": str(uuid.uuid4())}])
def test_link_of_nothing_or_of_an_absent_document_is_404(klien: Client, dunia: Dunia, isi) -> None:
    assert klien.post(f"{dunia.url}lke/P1.1a/berkas/tautkan/", isi).status_code == 404


def test_link_of_a_foreign_document_is_404(klien: Client, dunia: Dunia, unggah) -> None:
    asing = unggah(dunia=bangun_dunia(dunia.gudang, dunia.satker.instansi)).berkas
    jawab = klien.post(f"{dunia.url}lke/P1.1a/berkas/tautkan/", {"berkas": asing.pk})
    assert jawab.status_code == 404
    assert Bukti.objects.count() == 1


def test_pokja_of_another_area_may_read_but_not_change(client: Client, dunia: Dunia, unggah) -> None:
    bukti = unggah()
    pabrik.masuk(client, pabrik.pelaku_untuk(dunia.satker, Peran.ANGGOTA_POKJA, area="A1"))
    assert client.get(f"{dunia.url}berkas/{bukti.berkas_id}/").status_code == 200
    for aksi in ("lepas", "pulihkan", "ubah"):
        jawab = client.post(f"{dunia.url}bukti/{bukti.pk}/{aksi}/")
        assert jawab.status_code == 403
        assert "Soal P5.1b bukan bagian peran Anda." in jawab.content.decode()
    assert Bukti.objects.aktif().count() == 1


URL_POST = ["lke/P5.1b/berkas/", "lke/P5.1b/berkas/tautkan/", "lke/P5.1b/berkas/lengkapi/", "bukti/{bukti}/lepas/",
            "bukti/{bukti}/pulihkan/", "bukti/{bukti}/ubah/", "berkas/{berkas}/tautkan/"]  # fmt: skip
URL_GET = ["berkas/", "berkas/{berkas}/", "berkas/{berkas}/unduh/1/", "bukti/{bukti}/ubah/"]


@pytest.mark.parametrize(("metode", "url"), [("post", u) for u in URL_POST] + [("get", u) for u in URL_GET])
def test_foreign_and_absent_satker_answer_the_same_404(client: Client, dunia: Dunia, unggah, metode, url) -> None:
    bukti = unggah()
    lain = bangun_dunia(dunia.gudang, dunia.satker.instansi)
    pabrik.masuk(client, lain.koordinator)
    sebelum = potret()
    akhir = url.format(bukti=bukti.pk, berkas=bukti.berkas_id)
    asing = getattr(client, metode)(dunia.url + akhir, {"berkas": str(bukti.berkas_id)})
    tidak_ada = getattr(client, metode)(
        f"/{dunia.periode.tahun}/satker/TIDAKADA/{akhir}", {"berkas": str(bukti.berkas_id)}
    )
    assert (asing.status_code, tidak_ada.status_code) == (404, 404)
    assert "SK UPG" not in asing.content.decode()
    # ids of another satker under one's own code
    if "{" in url:
        assert getattr(client, metode)(lain.url + akhir).status_code == 404
    assert potret() == sebelum


@pytest.mark.parametrize("url", [u for u in URL_POST[1:] if "ubah" not in u])
def test_changes_only_by_post(klien: Client, dunia: Dunia, unggah, url) -> None:
    bukti = unggah()
    assert klien.get(dunia.url + url.format(bukti=bukti.pk, berkas=bukti.berkas_id)).status_code == 405
