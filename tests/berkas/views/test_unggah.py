"""Uploading over HTTP: by script one file at a time, without script many, and everything that can go wrong."""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.test import Client
from django.urls import reverse

from berkas import penyimpanan
from berkas.models import Bukti, VersiBerkas
from berkas.views import terima
from berkas.views import unggah as modul
from satker.models import Jendela
from satker.peran import Peran
from tests import pabrik
from tests.berkas import contoh
from tests.berkas.dunia import Dunia, bangun_dunia, potret

SKRIP = {"X-Requested-With": "fetch"}
NOL = {"Isi": 0, "Berkas": 0, "VersiBerkas": 0, "Bukti": 0, "Jejak": 0, "bita": 0}


def _url(dunia: Dunia, kode: str = "P5.1b") -> str:
    return reverse(
        "berkas:unggah", kwargs={"tahun": dunia.periode.tahun, "kode": dunia.satker.kode, "kode_butir": kode}
    )


def _berkas(nama: str = "SK UPG.pdf", isi: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, contoh.pdf(isi=nama) if isi is None else isi)


@pytest.fixture
def klien(client: Client, dunia: Dunia) -> Client:
    pabrik.masuk(client, dunia.pokja)
    return client


def _kirim(klien: Client, dunia: Dunia, *berkas: SimpleUploadedFile, kode: str = "P5.1b", **lain: Any) -> Any:
    return klien.post(_url(dunia, kode), {"berkas": list(berkas), **lain}, headers=SKRIP)


@pytest.mark.parametrize("kode", ["P5.1b", "A5.P.i.b", "p5.1B"])
def test_script_upload_answers_201_with_the_row(klien: Client, dunia: Dunia, kode: str) -> None:
    isi = contoh.pdf(2)
    jawab = _kirim(
        klien, dunia, _berkas("SK <b>UPG</b>.pdf", isi), kode=kode, triwulan="B06", tanggal_dokumen="12-01-2026"
    )
    assert jawab.status_code == 201
    bukti = Bukti.objects.get()
    badan = jawab.json()
    assert (badan["id"], badan["pesan"]) == (str(bukti.pk), "Tersimpan.")
    assert f'id="bukti-{bukti.pk}"' in badan["html"]
    assert "<b>" not in badan["html"]
    assert (bukti.kode_butir, bukti.triwulan) == ("A5.P.i.b", "B06")
    versi = VersiBerkas.objects.get()
    assert (str(versi.tanggal_dokumen), versi.nama_kirim) == ("2026-01-12", "b>.pdf")  # path parts are dropped
    assert dunia.isi_gudang() == {versi.isi.kunci}


@pytest.mark.parametrize(
    ("nama", "isi", "status", "pesan"),
    [
        ("kosong.pdf", b"", 422, "kosong.pdf kosong (0 B). Pilih berkas lain."),
        ("SK.pdf", contoh.EXE, 422, "SK.pdf bukan PDF yang sah. Simpan ulang sebagai PDF, lalu unggah lagi."),
        (
            "data.exe", contoh.EXE, 415,
            "data.exe tidak diterima. Gunakan PDF, JPG, PNG, WEBP, DOCX, XLSX, PPTX, TXT, CSV, atau MP4.",
        ),
        ("surat.doc", contoh.ole(), 415, "surat.doc berformat lama. Simpan ulang sebagai DOCX, lalu unggah lagi."),
        ("arsip.zip", b"PK", 415,
         "arsip.zip adalah arsip dan tidak diterima di sini. Ekstrak dulu, lalu unggah isinya."),
        ("besar.txt", b"a" * (5 * 1024 * 1024 + 1), 413,
         "besar.txt 5,0 MB. Batasnya 5,0 MB. Kompres atau tempel tautan."),
    ],
)  # fmt: skip
def test_refused_file_gets_its_status_and_words_and_leaves_nothing(klien, dunia, nama, isi, status, pesan) -> None:
    jawab = _kirim(klien, dunia, _berkas(nama, isi))
    assert (jawab.status_code, jawab.json()) == (status, {"pesan": pesan})
    assert (potret(), dunia.isi_gudang()) == (NOL, set())


def test_file_one_byte_over_the_limit_is_never_written_whole(klien, dunia, settings, monkeypatch) -> None:
    isi = contoh.pdf()
    settings.BATAS_BERKAS = len(isi)
    assert _kirim(klien, dunia, _berkas("pas.pdf", isi)).status_code == 201
    ditulis: list[int] = []
    asli = penyimpanan.Penampung._tulis_semua
    monkeypatch.setattr(penyimpanan.Penampung, "_tulis_semua", lambda s, b: (ditulis.append(len(b)), asli(s, b)))
    jawab = _kirim(klien, dunia, _berkas("lebih.pdf", isi + b" "))
    assert jawab.status_code == 413
    assert sum(ditulis) <= len(isi)
    assert len(dunia.isi_gudang()) == 1


def test_announced_length_over_the_limit_is_refused_before_reading(klien, dunia, settings, monkeypatch) -> None:
    settings.BATAS_BERKAS = 1000
    monkeypatch.setattr(modul, "terima", None)  # reading would fail
    jawab = _kirim(klien, dunia, _berkas("a.pdf", b"x" * (1000 + 1024 * 1024)))
    assert (jawab.status_code, jawab.json()["pesan"]) == (
        413,
        "Kiriman terlalu besar. Unggah beberapa berkas saja sekali kirim.",
    )


def _mentah(klien: Client, dunia: Dunia, badan: bytes, panjang: str, **lain: str) -> Any:
    """A request as a server hands it over: the stream simply ends where the body ends."""
    lingkungan = {"wsgi.input": io.BytesIO(badan), "CONTENT_LENGTH": panjang, **lain}
    jenis = "multipart/form-data; boundary=BATAS"
    return klien.generic("POST", _url(dunia), badan, content_type=jenis, HTTP_X_REQUESTED_WITH="fetch", **lingkungan)


def _badan(isi: bytes, nama: str = "a.txt") -> bytes:
    kepala = f'--BATAS\r\nContent-Disposition: form-data; name="berkas"; filename="{nama}"\r\n\r\n'
    return kepala.encode() + isi + b"\r\n--BATAS--\r\n"


def test_body_shorter_than_announced_is_refused_whole(klien: Client, dunia: Dunia) -> None:
    """A cut connection: Django alone would take the first half for the file."""
    badan = _badan(b"baris lengkap\n" * 100)[:-300]
    jawab = _mentah(klien, dunia, badan, str(len(badan) + 300))
    assert (jawab.status_code, jawab.json()) == (
        400,
        {"pesan": "Sambungan terputus sebelum berkas selesai terkirim. Coba lagi."},
    )
    assert (potret(), dunia.isi_gudang()) == (NOL, set())


def test_body_longer_than_announced_is_not_read_further(klien: Client, dunia: Dunia) -> None:
    badan = _badan(b"teks")
    assert _mentah(klien, dunia, badan + b"x" * 5000, str(len(badan))).status_code == 201
    assert VersiBerkas.objects.get().isi.ukuran == 4


def test_body_without_a_length_is_refused(klien: Client, dunia: Dunia) -> None:
    jawab = _mentah(klien, dunia, _badan(b"teks"), "", HTTP_TRANSFER_ENCODING="chunked")
    assert jawab.status_code == 411
    assert potret() == NOL


def test_other_content_type_is_refused(klien: Client, dunia: Dunia) -> None:
    jawab = klien.post(_url(dunia), b"{}", content_type="application/json", headers=SKRIP)
    assert jawab.status_code == 400


@pytest.mark.parametrize(
    ("nama", "tersimpan"),
    [
        ("SK\\x00.txt", "x00.txt"),
        ("nama\u202etxt.txt", "namatxt.txt"),
        ("..%2f..%2fSK.txt", "%2f..%2fSK.txt"),
        ("Notulé rapat.txt", "Notulé rapat.txt"),
    ],
)
def test_hostile_name_is_kept_as_plain_data(klien: Client, dunia: Dunia, nama: str, tersimpan: str) -> None:
    badan = _badan(b"teks", nama)
    assert _mentah(klien, dunia, badan, str(len(badan))).status_code == 201
    assert VersiBerkas.objects.get().nama_kirim == tersimpan


def test_no_file_or_two_files_by_script_are_refused(klien: Client, dunia: Dunia) -> None:
    assert _kirim(klien, dunia).json() == {"pesan": "Pilih berkas lebih dulu."}
    jawab = _kirim(klien, dunia, _berkas("a.pdf"), _berkas("b.pdf"))
    assert (jawab.status_code, jawab.json()) == (422, {"pesan": "Kirim satu berkas setiap kali."})
    assert (potret(), dunia.isi_gudang()) == (NOL, set())


def test_wrong_date_is_a_field_message_and_stores_nothing(klien: Client, dunia: Dunia) -> None:
    jawab = _kirim(klien, dunia, _berkas(), tanggal_dokumen="08/17/2026")
    assert (jawab.status_code, jawab.json()) == (422, {"pesan": "Tanggal tidak terbaca. Contoh: 17-08-2026."})
    assert dunia.isi_gudang() == set()


def test_file_in_another_field_is_not_stored(klien: Client, dunia: Dunia) -> None:
    jawab = klien.post(_url(dunia), {"lain": _berkas()}, headers=SKRIP)
    assert jawab.status_code == 422
    assert dunia.isi_gudang() == set()


def test_duplicate_answers_409_with_its_place_and_goes_in_with_tetap(klien: Client, dunia: Dunia) -> None:
    isi = contoh.pdf()
    pertama = _kirim(klien, dunia, _berkas("SK.pdf", isi), kode="P5.1a").json()["id"]
    jawab = _kirim(klien, dunia, _berkas("SK.pdf", isi))
    bukti = Bukti.objects.get()
    assert jawab.status_code == 409
    assert jawab.json() == {
        "pesan": "Berkas ini sudah ada di P5.1a.",
        "duplikat": {
            "kode": "P5.1a", "judul": "SK", "berkas_id": str(bukti.berkas_id), "bukti_id": pertama, "di_sini": False,
        },
    }  # fmt: skip
    assert _kirim(klien, dunia, _berkas("SK.pdf", isi), tetap="1").status_code == 201


def test_same_upload_sent_twice_is_stored_once_and_shown(klien: Client, dunia: Dunia) -> None:
    isi = contoh.pdf()
    id_ = _kirim(klien, dunia, _berkas("SK.pdf", isi)).json()["id"]
    ulang = _kirim(klien, dunia, _berkas("SK.pdf", isi))
    assert (ulang.status_code, ulang.json()["duplikat"]["di_sini"]) == (409, True)
    assert f'id="bukti-{id_}"' in ulang.json()["html"]
    assert potret()["Bukti"] == 1


def test_form_without_script_stores_the_good_files_and_explains_each(klien: Client, dunia: Dunia) -> None:
    jawab = klien.post(
        _url(dunia),
        {"berkas": [_berkas("SK.pdf"), _berkas("x.rar", b"Rar!"), _berkas("foto.png", contoh.gambar("PNG"))]},
    )
    assert jawab.status_code == 302
    assert jawab.url == f"{dunia.url}lke/P5.1b/#data-dukung"
    pesan = [str(p) for p in jawab.wsgi_request._messages]
    assert pesan == [
        "SK tersimpan.",
        "x.rar adalah arsip dan tidak diterima di sini. Ekstrak dulu, lalu unggah isinya.",
        "foto tersimpan.",
    ]
    assert potret()["Bukti"] == 2


def test_quota_is_explained(klien: Client, dunia: Dunia, settings) -> None:
    settings.KUOTA_SATKER = 10
    jawab = _kirim(klien, dunia, _berkas())
    assert jawab.status_code == 422
    assert jawab.json()["pesan"].startswith("SK UPG.pdf tidak muat. Sisa kuota satker 10 B dari 10 B.")
    assert [n for n in dunia.isi_gudang() if n.startswith(".sementara")] == []


@pytest.mark.parametrize("titik", ["write", "fsync", "replace"])
def test_full_disk_answers_507_in_words_and_acknowledges_nothing(klien, dunia, monkeypatch, titik) -> None:
    def penuh(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    if titik == "write":
        monkeypatch.setattr(penyimpanan.Penampung, "_tulis_semua", penuh)
    else:
        monkeypatch.setattr(os, titik, penuh)
    jawab = _kirim(klien, dunia, _berkas())
    assert jawab.status_code == 507
    assert "Ruang penyimpanan server penuh." in jawab.json()["pesan"]
    halaman = klien.post(_url(dunia), {"berkas": [_berkas()]})
    assert halaman.status_code == 507
    assert "Ruang penyimpanan server penuh." in halaman.content.decode()
    assert potret() == NOL


def test_csrf_is_enforced_inside(dunia: Dunia) -> None:
    klien = Client(enforce_csrf_checks=True)
    pabrik.masuk(klien, dunia.pokja)
    jawab = _kirim(klien, dunia, _berkas())
    assert jawab.status_code == 403
    assert (potret(), dunia.isi_gudang()) == (NOL, set())


def test_opened_as_a_page_it_leads_to_the_question(klien: Client, dunia: Dunia) -> None:
    jawab = klien.get(_url(dunia, "A5.P.i.b"))
    assert (jawab.status_code, jawab.url) == (302, f"{dunia.url}lke/P5.1b/#data-dukung")


def test_view_opts_out_of_the_request_transaction() -> None:
    assert modul.unggah._non_atomic_requests == {"default"}


def test_expired_session_answers_401_by_script(client: Client, dunia: Dunia) -> None:
    jawab = _kirim(client, dunia, _berkas())
    assert jawab.status_code == 401
    assert jawab.json()["pesan"] == "Sesi berakhir demi keamanan."


@pytest.mark.parametrize(
    ("peran", "area", "status"),
    [
        (Peran.ANGGOTA_POKJA, "A5", 201),
        (Peran.KETUA_POKJA, "A5", 201),
        (Peran.KOORDINATOR, "", 201),
        (Peran.ANGGOTA_POKJA, "A1", 403),
        (Peran.KEPALA, "", 403),
    ],
)
def test_who_may_upload_under_a_question_of_area_five(client, dunia, peran, area, status) -> None:
    pabrik.masuk(client, pabrik.pelaku_untuk(dunia.satker, peran, area=area))
    assert _kirim(client, dunia, _berkas()).status_code == status
    assert Bukti.objects.count() == (1 if status == 201 else 0)


def test_closed_window_is_read_only(klien: Client, dunia: Dunia) -> None:
    Jendela.objects.filter(periode=dunia.periode, tahap="pengisian").update(
        tutup="2020-02-01T00:00Z", buka="2020-01-01T00:00Z"
    )
    jawab = _kirim(klien, dunia, _berkas())
    assert jawab.status_code == 403
    assert "Pengisian ditutup sejak 1 Feb 2020, 07.00 WIB." in jawab.json()["pesan"]


@pytest.mark.django_db(transaction=True)
def test_database_connection_is_given_back_while_a_large_body_is_read(
    client: Client, gudang: Path, monkeypatch
) -> None:
    dunia = bangun_dunia(gudang)
    pabrik.masuk(client, dunia.pokja)
    terbuka: list[bool] = []
    asli = terima.PenerimaUnggahan.receive_data_chunk

    def catat(self: Any, raw: bytes, mulai: int) -> None:
        terbuka.append(connection.connection is not None)
        asli(self, raw, mulai)

    monkeypatch.setattr(terima.PenerimaUnggahan, "receive_data_chunk", catat)
    assert _kirim(client, dunia, _berkas("a.txt", b"baris\n" * 400_000)).status_code == 201
    assert set(terbuka) == {False}
    terbuka.clear()
    assert _kirim(client, dunia, _berkas("b.txt", b"baris\n")).status_code == 201
    assert set(terbuka) == {True}


@pytest.mark.django_db(transaction=True)
def test_two_simultaneous_requests_with_the_same_file_store_one(gudang: Path) -> None:
    dunia = bangun_dunia(gudang)
    isi, palang, status = contoh.pdf(), threading.Barrier(2), []

    def kirim() -> None:
        klien = Client()
        pabrik.masuk(klien, dunia.pokja)
        palang.wait(10)
        status.append(_kirim(klien, dunia, _berkas("SK.pdf", isi)).status_code)
        connection.close()

    utas = [threading.Thread(target=kirim) for _ in range(2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join(30)
    assert sorted(status) == [201, 409]
    assert len(dunia.isi_gudang()) == 1


def test_stream_that_breaks_raises_instead_of_ending() -> None:
    aliran = terima.AliranUtuh(io.BytesIO(b"abc"), 5)
    assert aliran.read(2) == b"ab"
    assert aliran.read(2) == b"c"
    with pytest.raises(OSError, match="terputus"):
        aliran.read(2)


def test_request_still_keeps_its_stream_where_terima_replaces_it() -> None:
    """terima() swaps WSGIRequest._stream: a Django that renames it must turn this red."""
    permintaan = WSGIRequest({"REQUEST_METHOD": "POST", "wsgi.input": io.BytesIO(b"x"), "CONTENT_LENGTH": "1"})
    assert permintaan._stream.read(1) == b"x"
