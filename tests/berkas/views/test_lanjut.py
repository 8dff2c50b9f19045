"""The tus endpoints: what the protocol asks, what a cut line, a killed process and a foreign hand may do."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import io
import os
import shutil
import threading
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from berkas.actions import lanjut as modul_aksi
from berkas.actions import unggah as modul_unggah
from berkas.models import Bukti, Pemakaian, Titipan, Unggahan, VersiBerkas
from berkas.views import lanjut as modul
from berkas.wadah import Wadah, jalur_wadah
from satker.models import Jejak, Jendela, Pekerjaan
from satker.peran import Peran
from tests import pabrik
from tests.berkas import contoh
from tests.berkas.dunia import Dunia, bangun_dunia, potret

TUS = {"Tus-Resumable": "1.0.0", "X-Requested-With": "fetch"}
ISI = contoh.pdf(3, "lanjut")
A, B = len(ISI) // 3, 2 * len(ISI) // 3


@pytest.fixture
def klien(client: Client, dunia: Dunia) -> Client:
    pabrik.masuk(client, dunia.pokja)
    return client


def _alamat(dunia: Dunia, nama: str = "lanjut_butir", **kunci: Any) -> str:
    isian = {"kode_butir": "P5.1b"} if nama == "lanjut_butir" else {}
    dasar = {"tahun": dunia.periode.tahun, "kode": dunia.satker.kode}
    return reverse(f"berkas:{nama}", kwargs=dasar | isian | kunci)


def _meta(**isi: str) -> str:
    return ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in isi.items())


def _buka(klien: Client, dunia: Dunia, panjang: int | None = None, ke: str = "", **meta: str) -> Any:
    meta = {"filename": "SK UPG.pdf"} | meta
    kepala = TUS | {"Upload-Length": str(len(ISI) if panjang is None else panjang), "Upload-Metadata": _meta(**meta)}
    return klien.post(ke or _alamat(dunia), headers=kepala)


def _patch(klien: Client, url: str, letak: int, isi: bytes, **kepala: str) -> Any:
    lain = TUS | {"Upload-Offset": str(letak)} | {k.replace("_", "-"): v for k, v in kepala.items()}
    return klien.generic("PATCH", url, isi, content_type="application/offset+octet-stream", headers=lain)


def _letak(klien: Client, url: str) -> int:
    return int(klien.head(url, headers=TUS)["Upload-Offset"])


def _putus(klien: Client, url: str, letak: int, isi: bytes, panjang: int) -> Any:
    """A body that ends before its announced length."""
    return klien.generic(
        "PATCH", url, isi, content_type="application/offset+octet-stream", headers=TUS | {"Upload-Offset": str(letak)},
        **{"wsgi.input": io.BytesIO(isi), "CONTENT_LENGTH": str(panjang)},
    )  # fmt: skip


def test_three_pieces_become_the_file_of_the_question(klien: Client, dunia: Dunia) -> None:
    buka = _buka(klien, dunia)
    url = buka["Location"]
    assert (buka.status_code, buka["Tus-Resumable"]) == (201, "1.0.0")
    assert (_letak(klien, url), _patch(klien, url, 0, ISI[:A]).status_code) == (0, 204)
    dua = _patch(klien, url, A, ISI[A:B])
    assert (dua.status_code, dua["Upload-Offset"], _letak(klien, url)) == (204, str(B), B)
    assert potret()["Isi"] == 0  # nothing is stored before the last byte
    akhir = _patch(klien, url, B, ISI[B:])
    bukti = Bukti.objects.get()
    badan = akhir.json()
    assert (akhir.status_code, akhir["Upload-Offset"]) == (200, str(len(ISI)))
    assert (badan["status"], badan["id"], badan["pesan"]) == (201, str(bukti.pk), "Tersimpan.")
    assert f'id="bukti-{bukti.pk}"' in badan["html"]
    versi = VersiBerkas.objects.get()
    assert (versi.nama_kirim, versi.jumlah_halaman, bukti.kode_butir) == ("SK UPG.pdf", 3, "A5.P.i.b")
    assert dunia.isi_gudang() == {versi.isi.kunci}
    assert (dunia.gudang / versi.isi.kunci).read_bytes() == ISI
    assert Jejak.objects.get(aksi="unggah_berkas").sesudah["sha256"] == hashlib.sha256(ISI).hexdigest()


def test_lost_answer_is_asked_for_again_and_stores_nothing_twice(klien: Client, dunia: Dunia) -> None:
    url = _buka(klien, dunia)["Location"]
    pertama = _patch(klien, url, 0, ISI).json()
    sesudah = potret()
    assert _letak(klien, url) == len(ISI)
    ulang = [_patch(klien, url, len(ISI), b"").json(), klien.get(url).json(), _patch(klien, url, len(ISI), b"").json()]
    assert [u["id"] for u in ulang] == [pertama["id"]] * 3
    assert {u["status"] for u in ulang} == {201}
    assert potret() == sesudah


def test_cut_body_keeps_what_came(klien: Client, dunia: Dunia) -> None:
    url = _buka(klien, dunia)["Location"]
    jawab = _putus(klien, url, 0, ISI[:A], len(ISI))
    assert (jawab.status_code, jawab["Upload-Offset"]) == (400, str(A))
    assert jawab.json() == {"pesan": "Sambungan terputus sebelum berkas selesai terkirim. Coba lagi."}
    assert _letak(klien, url) == A
    assert _patch(klien, url, A, ISI[A:]).json()["status"] == 201


def test_wrong_offset_is_409_and_changes_nothing(klien: Client, dunia: Dunia) -> None:
    url = _buka(klien, dunia)["Location"]
    _patch(klien, url, 0, ISI[:A])
    for letak in (0, A - 1, A + 1):
        jawab = _patch(klien, url, letak, b"xx")
        assert (jawab.status_code, jawab["Upload-Offset"]) == (409, str(A))
    assert _patch(klien, url, A, ISI[A:]).json()["status"] == 201
    assert (dunia.gudang / VersiBerkas.objects.get().isi.kunci).read_bytes() == ISI


@pytest.mark.parametrize("cara", ["get", "head", "delete", "patch"])
def test_foreign_and_absent_uploads_are_the_same_404(client: Client, dunia: Dunia, cara: str) -> None:
    pabrik.masuk(client, dunia.pokja)
    url = _buka(client, dunia)["Location"]
    for lain in (dunia.koordinator, pabrik.pelaku_untuk(dunia.satker, Peran.ANGGOTA_POKJA, area="A5")):
        pabrik.masuk(client, lain)
        tiada = _alamat(dunia, "unggahan", unggahan=uuid.uuid4())
        jawab = [
            _patch(client, u, 0, ISI) if cara == "patch" else getattr(client, cara)(u, headers=TUS)
            for u in (url, tiada)
        ]
        assert [j.status_code for j in jawab] == [404, 404]
        assert pabrik.tetap(jawab[0].content) == pabrik.tetap(jawab[1].content)
    assert Unggahan.objects.get().diterima == 0


@pytest.mark.parametrize("cara", ["get", "head", "post", "patch", "delete"])
def test_other_protocol_version_is_412(klien: Client, dunia: Dunia, cara: str) -> None:
    url = _buka(klien, dunia)["Location"]
    if cara == "get":  # a page of the browser speaks no protocol
        assert klien.get(url).json() == {"nama": "SK UPG.pdf", "ukuran": len(ISI), "diterima": 0}
        return
    kepala = {"Tus-Resumable": "0.2.2", "X-Requested-With": "fetch"}
    jawab = [getattr(klien, cara)(url if cara != "post" else _alamat(dunia), headers=k) for k in (kepala, {})]
    assert [(j.status_code, j["Tus-Version"]) for j in jawab] == [(412, "1.0.0")] * 2
    assert Unggahan.objects.count() == 1


def test_discovery_names_extensions_and_limit(klien: Client, dunia: Dunia, settings: Any) -> None:
    jawab = klien.options(_alamat(dunia))
    assert (jawab.status_code, jawab["Tus-Version"], jawab["Tus-Checksum-Algorithm"]) == (204, "1.0.0", "sha256")
    assert jawab["Tus-Extension"] == "creation,termination,checksum,expiration"
    assert jawab["Tus-Max-Size"] == str(settings.BATAS_BERKAS)


def test_checksum_is_checked_and_a_bad_piece_forgotten(klien: Client, dunia: Dunia) -> None:
    url = _buka(klien, dunia)["Location"]
    sidik = "sha256 " + base64.b64encode(hashlib.sha256(ISI[:A]).digest()).decode()
    jawab = _patch(klien, url, 0, b"x" * A, Upload_Checksum=sidik)
    assert (jawab.status_code, _letak(klien, url)) == (460, 0)
    assert jawab.json() == {"pesan": "Potongan berkas rusak di perjalanan. Potongan itu dikirim ulang."}
    assert _patch(klien, url, 0, ISI[:A], Upload_Checksum=sidik).status_code == 204
    for salah in ("md5 AAAA", "sha256 @", "sha256 AAAA"):
        assert _patch(klien, url, A, ISI[A:], Upload_Checksum=salah).status_code == 400
    assert _patch(klien, url, A, ISI[A:]).json()["status"] == 201
    assert (dunia.gudang / VersiBerkas.objects.get().isi.kunci).read_bytes() == ISI


def test_cut_piece_with_a_checksum_is_forgotten(klien: Client, dunia: Dunia) -> None:
    url = _buka(klien, dunia)["Location"]
    sidik = "sha256 " + base64.b64encode(hashlib.sha256(ISI).digest()).decode()
    jawab = klien.generic(
        "PATCH", url, ISI[:A], content_type="application/offset+octet-stream",
        headers=TUS | {"Upload-Offset": "0", "Upload-Checksum": sidik},
        **{"wsgi.input": io.BytesIO(ISI[:A]), "CONTENT_LENGTH": str(len(ISI))},
    )  # fmt: skip
    assert (jawab.status_code, _letak(klien, url)) == (400, 0)


@pytest.mark.parametrize(
    ("nama", "panjang", "status", "kata"),
    [
        ("data.exe", 10, 415,
         "data.exe tidak diterima. Gunakan PDF, JPG, PNG, WEBP, DOCX, XLSX, PPTX, TXT, CSV, atau MP4."),
        ("surat.doc", 10, 415, "surat.doc berformat lama. Simpan ulang sebagai DOCX, lalu unggah lagi."),
        ("kosong.pdf", 0, 422, "kosong.pdf kosong (0 B). Pilih berkas lain."),
        ("besar.txt", 5 * 1024 * 1024 + 1, 413,
         "besar.txt 5,0 MB. Batasnya 5,0 MB. Kompres atau tempel tautan."),
        ("besar.pdf", 50 * 1024 * 1024 + 1, 413,
         "besar.pdf 50 MB. Batasnya 50 MB. Kompres atau tempel tautan."),
    ],
)  # fmt: skip
def test_name_and_size_are_refused_before_a_byte_is_sent(klien, dunia, nama, panjang, status, kata) -> None:
    jawab = _buka(klien, dunia, panjang, filename=nama)
    assert (jawab.status_code, jawab.json()) == (status, {"pesan": kata})
    assert Unggahan.objects.count() == 0


@pytest.mark.parametrize(
    ("kepala", "status"),
    [
        ({"Upload-Length": "x"}, 400),
        ({"Upload-Length": "-1"}, 400),
        ({"Upload-Length": ""}, 400),
        ({"Upload-Metadata": ""}, 400),
        ({"Upload-Metadata": "filename @@"}, 400),
        ({"Upload-Metadata": "filename " + base64.b64encode(b"a\0.pdf").decode()}, 400),
        ({"Upload-Metadata": "filename " + base64.b64encode(b"\xff").decode()}, 400),
        ({"Upload-Metadata": _meta(filename="a.pdf", tanggal_dokumen="31-02-2026")}, 422),
    ],
)
def test_unreadable_promise_is_refused(klien: Client, dunia: Dunia, kepala: dict[str, str], status: int) -> None:
    utuh = TUS | {"Upload-Length": "10", "Upload-Metadata": _meta(filename="a.pdf")} | kepala
    assert klien.post(_alamat(dunia), headers=utuh).status_code == status
    assert Unggahan.objects.count() == 0


def test_quota_counts_what_is_promised(klien: Client, dunia: Dunia, settings: Any) -> None:
    settings.KUOTA_SATKER = 2500
    assert _buka(klien, dunia, 1500).status_code == 201
    jawab = _buka(klien, dunia, 1500)
    assert (jawab.status_code, jawab.json()["pesan"]) == (
        422,
        "SK UPG.pdf tidak muat. Sisa kuota satker 1000 B dari 2 KB. Hubungi admin inspektorat.",
    )
    Pemakaian.objects.update(bita=900)
    assert _buka(klien, dunia, 200).status_code == 422


@pytest.mark.parametrize("batas", ["MAKS_ORANG", "MAKS_SATKER"])
def test_too_many_open_uploads_are_refused_in_words(klien, dunia, monkeypatch, batas) -> None:
    monkeypatch.setattr(modul_aksi, batas, 2)
    url, _ = (_buka(klien, dunia)["Location"] for _ in range(2))
    jawab = _buka(klien, dunia)
    assert (jawab.status_code, jawab.json()["pesan"]) == (
        429,
        "Terlalu banyak unggahan yang belum selesai. Selesaikan atau batalkan dulu sebagian, lalu coba lagi.",
    )
    klien.delete(url, headers=TUS)
    assert _buka(klien, dunia).status_code == 201


def test_full_volume_is_said_before_sending(klien: Client, dunia: Dunia, monkeypatch: Any) -> None:
    asli = shutil.disk_usage
    monkeypatch.setattr(shutil, "disk_usage", lambda p: asli(p)._replace(free=len(ISI)))
    jawab = _buka(klien, dunia)
    assert jawab.status_code == 507
    assert jawab.json()["pesan"].startswith("SK UPG.pdf: Ruang penyimpanan server penuh.")
    assert _buka(klien, dunia, len(ISI) - 1).status_code == 201


def test_disk_that_fills_up_keeps_what_was_acknowledged(klien: Client, dunia: Dunia, monkeypatch: Any) -> None:
    url = _buka(klien, dunia)["Location"]
    _patch(klien, url, 0, ISI[:A])

    def penuh(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as m:
        m.setattr(os, "write", penuh)
        assert _patch(klien, url, A, ISI[A:]).status_code == 507
    with monkeypatch.context() as m:
        m.setattr(os, "fsync", penuh)
        assert _patch(klien, url, A, ISI[A:]).status_code == 507
    assert _letak(klien, url) == A
    with monkeypatch.context() as m:  # the last step, moving the bytes to their key
        m.setattr(os, "replace", penuh)
        jawab = _patch(klien, url, A, ISI[A:])
    assert (jawab.status_code, potret()["Isi"]) == (507, 0)
    assert "Berkas ini belum tersimpan; yang lain tetap ada." in jawab.json()["pesan"]
    assert _patch(klien, url, len(ISI), b"").json()["status"] == 201  # room again: nothing is sent twice
    assert (dunia.gudang / VersiBerkas.objects.get().isi.kunci).read_bytes() == ISI


def test_piece_over_the_promise_is_413(klien: Client, dunia: Dunia) -> None:
    url = _buka(klien, dunia)["Location"]
    assert _patch(klien, url, 0, ISI + b"x").status_code == 413
    assert _letak(klien, url) == 0


@pytest.mark.parametrize("sebab", ["letak", "jenis", "jendela", "penuh"])
def test_refused_piece_is_read_to_its_end_so_that_the_answer_is_heard(klien, dunia, monkeypatch, sebab) -> None:
    url, badan = _buka(klien, dunia, 3_000_000, filename="a.mp4")["Location"], io.BytesIO(b"x" * 2_000_000)
    if sebab == "jendela":
        Jendela.objects.update(tutup="2020-02-01T00:00Z", buka="2020-01-01T00:00Z")
    if sebab == "penuh":
        monkeypatch.setattr(os, "write", lambda *a: (_ for _ in ()).throw(OSError(28, "penuh")))
    jenis = "text/plain" if sebab == "jenis" else "application/offset+octet-stream"
    kepala = TUS | {"Upload-Offset": "9" if sebab == "letak" else "0"}
    isi = {"wsgi.input": badan, "CONTENT_LENGTH": "2000000"}
    jawab = klien.generic("PATCH", url, b"x", content_type=jenis, headers=kepala, **isi)
    assert jawab.status_code == {"letak": 409, "jenis": 415, "jendela": 403, "penuh": 507}[sebab]
    assert badan.tell() == 2_000_000


def test_other_content_type_and_missing_headers_are_refused(klien: Client, dunia: Dunia) -> None:
    url = _buka(klien, dunia)["Location"]
    jawab = klien.generic("PATCH", url, ISI, content_type="text/plain", headers=TUS | {"Upload-Offset": "0"})
    assert jawab.status_code == 415
    jawab = klien.generic("PATCH", url, ISI, content_type="application/offset+octet-stream", headers=TUS)
    assert jawab.status_code == 400
    assert _letak(klien, url) == 0


def test_method_override_for_networks_that_let_only_post_through(klien: Client, dunia: Dunia) -> None:
    url = _buka(klien, dunia)["Location"]
    kepala = TUS | {"Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}
    jawab = klien.post(url, ISI, content_type="application/offset+octet-stream", headers=kepala)
    assert jawab.json()["status"] == 201
    assert klien.post(url, headers=TUS).status_code == 405
    assert klien.post(url, headers=TUS | {"X-HTTP-Method-Override": "DELETE"}).status_code == 204
    assert Unggahan.objects.count() == 0


def test_cancel_removes_row_and_bytes_but_never_a_stored_file(
    klien: Client, dunia: Dunia, django_capture_on_commit_callbacks: Any
) -> None:
    url, lain = (_buka(klien, dunia)["Location"] for _ in range(2))
    _patch(klien, url, 0, ISI[:A])
    _patch(klien, lain, 0, ISI)
    with django_capture_on_commit_callbacks(execute=True):
        assert [klien.delete(u, headers=TUS).status_code for u in (url, lain)] == [204, 204]
    assert klien.head(url, headers=TUS).status_code == 404
    assert dunia.isi_gudang() == {VersiBerkas.objects.get().isi.kunci}


@pytest.mark.parametrize(
    ("nama", "isi", "status", "kata"),
    [
        ("SK.pdf", contoh.EXE, 422, "SK.pdf bukan PDF yang sah. Simpan ulang sebagai PDF, lalu unggah lagi."),
        ("SK.pdf", contoh.pdf(encryption=contoh.pikepdf.Encryption(user="a", owner="b")), 422,
         "SK.pdf terkunci kata sandi. Buka kuncinya dulu."),
    ],
)  # fmt: skip
def test_refused_file_is_explained_and_leaves_nothing(klien, dunia, nama, isi, status, kata) -> None:
    url = _buka(klien, dunia, len(isi), filename=nama)["Location"]
    for jawab in (_patch(klien, url, 0, isi), _patch(klien, url, len(isi), b"")):
        assert (jawab.status_code, jawab.json()) == (200, {"status": status, "pesan": kata})
    assert (potret()["Isi"], dunia.isi_gudang()) == (0, set())


def test_duplicate_is_told_and_stored_anyway_without_sending_again(klien: Client, dunia: Dunia, unggah: Any) -> None:
    lama = unggah("lama.pdf", ISI, "A5.P.i.a")
    url = _buka(klien, dunia)["Location"]
    jawab = _patch(klien, url, 0, ISI).json()
    assert (jawab["status"], jawab["pesan"]) == (409, "Berkas ini sudah ada di P5.1a.")
    assert (jawab["duplikat"]["berkas_id"], jawab["duplikat"]["di_sini"]) == (str(lama.berkas_id), False)
    assert "html" not in jawab
    assert _patch(klien, url, len(ISI), b"", X_Tetap="1").json()["status"] == 201
    assert (Bukti.objects.count(), len(dunia.isi_gudang())) == (2, 1)
    di_sini = _patch(klien, _buka(klien, dunia)["Location"], 0, ISI).json()
    assert (di_sini["duplikat"]["di_sini"], "<li" in di_sini["html"]) == (True, True)
    assert _patch(klien, _buka(klien, dunia, tetap="1")["Location"], 0, ISI).json()["status"] == 201


def test_quota_that_filled_up_meanwhile_is_a_verdict(klien: Client, dunia: Dunia, settings: Any) -> None:
    url = _buka(klien, dunia)["Location"]
    settings.KUOTA_SATKER = 10
    jawab = _patch(klien, url, 0, ISI).json()
    assert (jawab["status"], jawab["pesan"][:26]) == (422, "SK UPG.pdf tidak muat. Sis")
    assert potret()["Isi"] == 0


def test_inbox_target(klien: Client, dunia: Dunia) -> None:
    url = _buka(klien, dunia, ke=_alamat(dunia, "lanjut_titipan"), folder="AREA V/i. Gratifikasi")["Location"]
    jawab = _patch(klien, url, 0, ISI).json()
    titipan = Titipan.objects.get()
    assert f'id="baru-{titipan.pk}"' in jawab.pop("html")
    assert jawab == {"status": 201, "id": str(titipan.pk), "pesan": "Tersimpan."}
    assert (titipan.folder, titipan.nama_kirim, titipan.oleh) == (
        "AREA V/i. Gratifikasi", "SK UPG.pdf", dunia.pokja.user,
    )  # fmt: skip


def test_archive_for_the_inbox_is_handed_to_its_job(klien: Client, dunia: Dunia) -> None:
    arsip = contoh.zip_biasa({"P5.1b SK.pdf": contoh.pdf(isi="dalam")})
    url = _buka(klien, dunia, ke=_alamat(dunia, "lanjut_titipan"), panjang=len(arsip), filename="bukti.zip")["Location"]
    jawab = _patch(klien, url, 0, arsip).json()
    pekerjaan = Pekerjaan.objects.get(jenis="buka_arsip")
    assert (jawab["status"], jawab["id"]) == (201, str(pekerjaan.pk))
    assert Unggahan.objects.get().hasil == "simpan"


def test_archive_under_a_question_is_refused_before_a_byte(klien: Client, dunia: Dunia) -> None:
    assert _buka(klien, dunia, panjang=1000, filename="bukti.zip").status_code == 415
    assert Unggahan.objects.count() == 0


def test_archive_that_cannot_be_read_is_refused_in_words(klien: Client, dunia: Dunia) -> None:
    rusak = contoh.zip_biasa({"a.pdf": b"x"})[:-10]
    url = _buka(klien, dunia, ke=_alamat(dunia, "lanjut_titipan"), panjang=len(rusak), filename="rusak.zip")["Location"]
    jawab = _patch(klien, url, 0, rusak).json()
    assert (jawab["status"], "rusak" in jawab["pesan"].lower()) == (415, True)
    assert Pekerjaan.objects.filter(jenis="buka_arsip").count() == 0


def test_replacement_target(klien: Client, dunia: Dunia, unggah: Any) -> None:
    berkas = unggah("lama.pdf").berkas
    ke = _alamat(dunia, "lanjut_ganti", berkas=berkas.pk)
    assert _buka(klien, dunia, ke=ke, alasan=" ").json() == {"pesan": "Isi alasan penggantian lebih dulu."}
    url = _buka(klien, dunia, ke=ke, alasan="Tanda tangan", tanggal_dokumen="12-01-2026")["Location"]
    jawab = _patch(klien, url, 0, ISI).json()
    versi = VersiBerkas.objects.get(nomor=2)
    assert (jawab["status"], jawab["id"]) == (201, str(versi.pk))
    assert (versi.berkas, versi.alasan, str(versi.tanggal_dokumen)) == (berkas, "Tanda tangan", "2026-01-12")
    sama = _patch(klien, _buka(klien, dunia, ke=ke, alasan="Lagi")["Location"], 0, ISI).json()
    assert sama == {"status": 409, "pesan": "Isi SK UPG.pdf sama dengan versi 2. Tidak ada yang diganti."}


@pytest.mark.parametrize(
    ("peran", "area", "taut", "status"),
    [
        ("pemilik", "", "A5.P.i.b", 201),
        (Peran.KOORDINATOR, "", "A5.P.i.b", 201),
        (Peran.KETUA_POKJA, "A5", "A5.P.i.b", 201),
        (Peran.KETUA_POKJA, "A1", "A5.P.i.b", 403),
        (Peran.KETUA_POKJA, "A5", "A1.P.i.a", 403),  # linked in another area too
        (Peran.KOORDINATOR, "", "", 201),
        (Peran.KETUA_POKJA, "A5", "", 403),  # linked nowhere: nobody's area
        (Peran.KEPALA, "", "A5.P.i.b", 403),
    ],
)
def test_who_may_replace(client, dunia, unggah, peran, area, taut, status) -> None:
    bukti = unggah()
    if taut == "":
        Bukti.objects.update(dilepas_pada=timezone.now(), dilepas_oleh=dunia.pokja.user)
    elif taut != bukti.kode_butir:
        bukti.pk, bukti.kode_butir = uuid.uuid4(), taut
        bukti._state.adding = True
        bukti.save()
    pelaku = dunia.pokja if peran == "pemilik" else pabrik.pelaku_untuk(dunia.satker, peran, area=area)
    pabrik.masuk(client, pelaku)
    jawab = _buka(client, dunia, ke=_alamat(dunia, "lanjut_ganti", berkas=bukti.berkas_id), alasan="x")
    assert jawab.status_code == status
    assert Unggahan.objects.count() == (status == 201)


@pytest.mark.parametrize("nama", ["lanjut_butir", "lanjut_titipan", "lanjut_ganti"])
def test_closed_window_is_read_only(klien: Client, dunia: Dunia, unggah: Any, nama: str) -> None:
    kunci = {"berkas": unggah().berkas_id} if nama == "lanjut_ganti" else {}
    ke = _alamat(dunia, nama, **kunci)
    url = _buka(klien, dunia, ke=ke, alasan="x")["Location"]
    Jendela.objects.filter(periode=dunia.periode, tahap="pengisian").update(
        tutup="2020-02-01T00:00Z", buka="2020-01-01T00:00Z"
    )
    for jawab in (_buka(klien, dunia, ke=ke, alasan="x"), _patch(klien, url, 0, ISI)):
        assert jawab.status_code == 403
        assert "Pengisian ditutup sejak 1 Feb 2020, 07.00 WIB." in jawab.json()["pesan"]
    assert _letak(klien, url) == 0


@pytest.mark.parametrize(("peran", "area"), [(Peran.ANGGOTA_POKJA, "A1"), (Peran.KEPALA, "")])
def test_question_of_another_area_is_refused(client, dunia, peran, area) -> None:
    pabrik.masuk(client, pabrik.pelaku_untuk(dunia.satker, peran, area=area))
    assert _buka(client, dunia).status_code == 403
    assert Unggahan.objects.count() == 0


def test_csrf_is_checked_before_a_byte_is_read(dunia: Dunia, monkeypatch: Any) -> None:
    biasa, ketat = Client(), Client(enforce_csrf_checks=True)
    for k in (biasa, ketat):
        pabrik.masuk(k, dunia.pokja)
    url = _buka(biasa, dunia)["Location"]
    monkeypatch.setattr(WSGIRequest, "read", None)  # reading would fail
    assert _patch(ketat, url, 0, ISI).status_code == 403
    assert ketat.delete(url, headers=TUS).status_code == 403
    assert _buka(ketat, dunia).status_code == 403
    lewat = {"X-HTTP-Method-Override": "PATCH", "Upload-Offset": "0"}
    jenis = "application/offset+octet-stream"
    assert ketat.post(url, ISI, content_type=jenis, headers=TUS | lewat).status_code == 403
    assert Unggahan.objects.get().diterima == 0


def test_expired_session_answers_401_and_keeps_the_bytes(klien: Client, dunia: Dunia) -> None:
    url = _buka(klien, dunia)["Location"]
    _patch(klien, url, 0, ISI[:A])
    klien.logout()
    assert _patch(klien, url, A, ISI[A:]).status_code == 401
    pabrik.masuk(klien, dunia.pokja)
    assert _letak(klien, url) == A


def test_bytes_of_a_crashed_writer_beyond_the_record_are_cut_off(klien: Client, dunia: Dunia) -> None:
    url = _buka(klien, dunia)["Location"]
    _patch(klien, url, 0, ISI[:A])
    baris = Unggahan.objects.get()
    with jalur_wadah(baris.pk, baris.wadah).open("ab") as berkas:
        berkas.write(b"sisa yang tidak pernah dicatat")
    assert _letak(klien, url) == A
    assert _patch(klien, url, A, ISI[A:]).json()["status"] == 201
    assert (dunia.gudang / VersiBerkas.objects.get().isi.kunci).read_bytes() == ISI


@pytest.mark.parametrize("tinggal", [0, 10, None])
def test_waiting_file_that_lost_bytes_starts_where_the_disk_ends(klien, dunia, tinggal) -> None:
    url = _buka(klien, dunia)["Location"]
    _patch(klien, url, 0, ISI[:A])
    baris = Unggahan.objects.get()
    jalur = jalur_wadah(baris.pk, baris.wadah)
    jalur.unlink() if tinggal is None else os.truncate(jalur, tinggal)
    assert _letak(klien, url) == (tinggal or 0)
    assert _patch(klien, url, A, ISI[A:]).status_code == 409
    assert _patch(klien, url, tinggal or 0, ISI[tinggal or 0 :]).json()["status"] == 201


def test_living_writer_is_waited_for_then_overtaken_in_a_copy(
    klien, dunia, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    """Somebody still holds the file (a dead connection): what it writes later must not reach ours."""
    url = _buka(klien, dunia)["Location"]
    _patch(klien, url, 0, ISI[:A])
    baris = Unggahan.objects.get()
    penulis = Wadah.buka(jalur_wadah(baris.pk, 0))
    assert penulis is not None
    monkeypatch.setattr(modul, "TUNGGU", 0.2)
    assert _letak(klien, url) == A
    jawab = _patch(klien, url, A, ISI[A:B])
    assert (jawab.status_code, jawab.json()["pesan"]) == (
        423, "Berkas ini sedang dikirim atau diperiksa. Tunggu sebentar.",
    )  # fmt: skip
    monkeypatch.setattr(modul_aksi, "DIAM", 0)
    with django_capture_on_commit_callbacks(execute=True):
        assert _patch(klien, url, A, ISI[A:B]).status_code == 204
    os.lseek(penulis._penanda, A, os.SEEK_SET)
    penulis.tulis(b"x" * 500)
    assert _patch(klien, url, B, ISI[B:]).json()["status"] == 201
    penulis.tutup()
    assert (dunia.gudang / VersiBerkas.objects.get().isi.kunci).read_bytes() == ISI
    assert len(dunia.isi_gudang()) == 1


def test_overtaken_writer_commits_nothing(klien: Client, dunia: Dunia) -> None:
    url = _buka(klien, dunia)["Location"]
    baris = Unggahan.objects.get()
    tua = modul_aksi.ambil_giliran(unggahan=baris, letak=0)
    tua.lepas()
    _patch(klien, url, 0, ISI[:A])
    tua.wadah = Wadah(tua.wadah.jalur, os.open(dunia.gudang / "lain", os.O_RDWR | os.O_CREAT))
    with pytest.raises(modul_aksi.DiambilAlihError):
        modul_aksi.tulis_potongan(giliran=tua, blok=[ISI], panjang=len(ISI))
    tua.lepas()
    assert _letak(klien, url) == A


def test_slow_piece_is_recorded_on_the_way(klien: Client, dunia: Dunia, monkeypatch: Any) -> None:
    """A line that dies without a word (no FIN) loses seconds, not the whole piece."""
    url = _buka(klien, dunia)["Location"]
    monkeypatch.setattr(modul_aksi, "CATAT_TIAP", 0)
    monkeypatch.setattr(modul, "BLOK", 100)
    letak: list[int] = []
    asli = modul._blok

    def intip(request: Any, panjang: int) -> Any:
        for blok in asli(request, panjang):
            letak.append(Unggahan.objects.get().diterima)
            yield blok

    monkeypatch.setattr(modul, "_blok", intip)
    assert _patch(klien, url, 0, ISI[:500]).status_code == 204
    assert letak == [0, 100, 200, 300, 400]


@pytest.mark.parametrize("tahan", [True, False])
def test_crash_between_storing_and_commit_loses_no_acknowledged_byte(klien, dunia, monkeypatch, tahan) -> None:
    """The bytes have their key, then the process dies. Twin: moved instead of linked, they must be sent anew."""
    url = _buka(klien, dunia)["Location"]
    _patch(klien, url, 0, ISI[:A])
    with monkeypatch.context() as m:
        asli_kiriman, asli_catat = Wadah.kiriman, modul_unggah.catat
        m.setattr(Wadah, "kiriman", lambda s, nama: dataclasses.replace(asli_kiriman(s, nama), tahan=tahan))
        m.setattr(modul_unggah, "catat", lambda **isi: (asli_catat(**isi), 1 / 0))
        with pytest.raises(ZeroDivisionError):
            _patch(klien, url, A, ISI[A:])
    assert (Bukti.objects.count(), _letak(klien, url)) == (0, len(ISI) if tahan else 0)
    if tahan:
        assert _patch(klien, url, len(ISI), b"").json()["status"] == 201
        assert (dunia.gudang / VersiBerkas.objects.get().isi.kunci).read_bytes() == ISI


def test_view_opts_out_of_the_request_transaction() -> None:
    assert modul.unggahan._non_atomic_requests == {"default"}


@pytest.mark.django_db(transaction=True)
def test_database_connection_is_given_back_while_a_piece_is_read(client: Client, gudang: Path, monkeypatch) -> None:
    dunia = bangun_dunia(gudang)
    pabrik.masuk(client, dunia.pokja)
    isi = b"baris\n" * 300_000
    terbuka: list[bool] = []
    asli = Wadah.tulis
    monkeypatch.setattr(Wadah, "tulis", lambda s, b: (terbuka.append(connection.connection is not None), asli(s, b)))
    url = _buka(client, dunia, len(isi), filename="a.txt")["Location"]
    assert _patch(client, url, 0, isi).json()["status"] == 201
    assert set(terbuka) == {False}


@pytest.mark.django_db(transaction=True)
def test_two_last_pieces_at_once_store_one_file(gudang: Path) -> None:
    dunia = bangun_dunia(gudang)
    pertama = Client()
    pabrik.masuk(pertama, dunia.pokja)
    url = _buka(pertama, dunia)["Location"]
    _patch(pertama, url, 0, ISI[:B])
    palang, status = threading.Barrier(2), []

    def kirim() -> None:
        klien = Client()
        pabrik.masuk(klien, dunia.pokja)
        palang.wait(10)
        jawab = _patch(klien, url, B, ISI[B:])
        status.append(jawab.json().get("status", jawab.status_code))
        connection.close()

    utas = [threading.Thread(target=kirim) for _ in range(2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join(30)
    assert 201 in status
    assert set(status) <= {201, 409, 423}
    assert (Bukti.objects.count(), len(dunia.isi_gudang())) == (1, 1)
