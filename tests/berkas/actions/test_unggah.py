"""Storing a file: all of it or nothing, once per satker, inside the quota."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import stat
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import InMemoryStorage, default_storage
from django.db import connection

from berkas import penyimpanan
from berkas.actions import DitolakError, DuplikatError, KuotaPenuhError, unggah_langsung
from berkas.actions import isi as modul_isi
from berkas.actions import unggah as modul
from berkas.models import Berkas, Bukti, Isi, Pemakaian, VersiBerkas
from berkas.penyimpanan import PenyimpananPenuhError, bersihkan_nama
from berkas.periksa.putusan import Alasan
from satker.models import Jejak
from tests.berkas import contoh
from tests.berkas.dunia import Dunia, bangun_dunia, potret


def test_upload_stores_bytes_rows_and_one_audit_row(dunia: Dunia, unggah) -> None:
    isi = contoh.pdf(3)
    bukti = unggah("SK UPG.pdf", isi, triwulan="B06")
    versi = VersiBerkas.objects.get(berkas=bukti.berkas)
    sha = hashlib.sha256(isi).hexdigest()
    kunci = f"{dunia.satker.pk}/{sha[:2]}/{sha}"
    assert dunia.isi_gudang() == {kunci}
    assert (dunia.gudang / kunci).read_bytes() == isi
    assert stat.S_IMODE((dunia.gudang / kunci).stat().st_mode) == 0o640
    assert (versi.nomor, versi.nama_kirim, versi.jumlah_halaman, versi.isi.kunci) == (1, "SK UPG.pdf", 3, kunci)
    assert (bukti.berkas.judul, bukti.kode_butir, bukti.triwulan) == ("SK UPG", "A5.P.i.b", "B06")
    assert potret() == {"Isi": 1, "Berkas": 1, "VersiBerkas": 1, "Bukti": 1, "Jejak": 1, "bita": len(isi)}
    jejak = Jejak.objects.get()
    assert (jejak.aksi, jejak.objek, jejak.area) == ("unggah_berkas", f"bukti:{bukti.pk}", "A5")
    assert jejak.sesudah["sha256"] == sha


@pytest.mark.parametrize(
    "langkah", ["tempatkan", "Isi", "Berkas", "VersiBerkas", "Bukti", "catat", "periksa_berkas", "tampung"]
)
def test_failure_at_any_step_leaves_no_row_and_no_waiting_file(dunia: Dunia, unggah, monkeypatch, langkah) -> None:
    unggah("lama.pdf", contoh.pdf(isi="lama"))
    sebelum, gudang = potret(), dunia.isi_gudang()

    def gagal(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError(langkah)

    rumah = modul_isi if langkah == "tempatkan" else modul
    sasaran = getattr(rumah, langkah)
    if isinstance(sasaran, type):
        monkeypatch.setattr(sasaran.objects, "create", gagal)
    else:
        monkeypatch.setattr(rumah, langkah, gagal)
    with pytest.raises(RuntimeError, match=langkah):
        unggah("baru.pdf", contoh.pdf(isi="baru"))
    assert potret() == sebelum
    yatim = dunia.isi_gudang() - gudang
    assert [n for n in yatim if n.startswith(".sementara")] == []
    assert len(yatim) <= 1  # bytes moved just before the rollback: the sweeper's work


@pytest.mark.parametrize("titik", ["write", "fsync", "replace"])
def test_disk_full_at_any_write_is_refused_and_leaves_nothing(dunia: Dunia, unggah, monkeypatch, titik) -> None:
    def penuh(*args: Any, **kwargs: Any) -> None:
        raise OSError(28, "No space left on device")

    if titik == "write":
        monkeypatch.setattr(penyimpanan.Penampung, "_tulis_semua", penuh)
    else:
        monkeypatch.setattr(os, titik, penuh)
    with pytest.raises(PenyimpananPenuhError):
        unggah()
    monkeypatch.undo()
    assert potret() == {"Isi": 0, "Berkas": 0, "VersiBerkas": 0, "Bukti": 0, "Jejak": 0, "bita": 0}
    assert {Path(n).parts[0] for n in _semua(dunia.gudang)} <= {str(dunia.satker.pk)}


def _semua(gudang: Path) -> list[str]:
    return [str(p.relative_to(gudang)) for p in gudang.rglob("*") if p.is_file()]


def test_other_io_error_is_not_called_full(dunia: Dunia, unggah, monkeypatch) -> None:
    def rusak(*args: Any) -> None:
        raise OSError(5, "I/O error")

    monkeypatch.setattr(os, "replace", rusak)
    with pytest.raises(OSError, match="I/O error"):
        unggah()


def test_refused_file_is_not_stored(dunia: Dunia, unggah) -> None:
    with pytest.raises(DitolakError, match=r"^SK.pdf bukan PDF yang sah. Simpan ulang sebagai PDF, lalu unggah lagi.$"):
        unggah("SK.pdf", contoh.EXE)
    assert dunia.isi_gudang() == set()
    assert potret()["Jejak"] == 0


def test_file_over_the_limit_stops_while_it_arrives(dunia: Dunia, settings) -> None:
    settings.BATAS_BERKAS = 3000
    diminta = []

    def blok():
        for n in range(100):
            diminta.append(n)
            yield b"x" * 1000

    with pytest.raises(DitolakError) as galat:
        unggah_langsung(
            oleh=dunia.pokja, satker=dunia.satker, periode=dunia.periode, kode_butir="A5.P.i.b", area="A5",
            nama="a.pdf", blok=blok(),
        )  # fmt: skip
    assert galat.value.alasan == Alasan.TERLALU_BESAR
    assert diminta == [0, 1, 2, 3]
    assert dunia.isi_gudang() == set()


def test_same_bytes_on_another_question_name_the_first_one(dunia: Dunia, unggah) -> None:
    isi = contoh.pdf()
    pertama = unggah("SK.pdf", isi, kode="A5.P.i.a")
    with pytest.raises(DuplikatError, match=r"^Berkas ini sudah ada di P5.1a.$") as galat:
        unggah("SK salinan.pdf", isi)
    duplikat = galat.value
    assert (duplikat.kode_butir, duplikat.bukti_id, duplikat.berkas_id, duplikat.di_sini) == (
        "P5.1a", pertama.pk, pertama.berkas_id, False,
    )  # fmt: skip
    with pytest.raises(DuplikatError, match=r"^Berkas ini sudah ada di soal ini.$"):
        unggah("SK.pdf", isi, kode="A5.P.i.a")
    assert potret()["Bukti"] == 1


def test_same_bytes_kept_on_request_share_the_stored_file(dunia: Dunia, unggah) -> None:
    isi = contoh.pdf()
    unggah("SK.pdf", isi)
    unggah("SK lagi.pdf", isi, tetap=True)
    assert (Isi.objects.count(), Berkas.objects.count(), len(dunia.isi_gudang())) == (1, 2, 1)
    assert Pemakaian.objects.get().bita == len(isi)


def test_same_bytes_in_another_satker_are_no_duplicate(dunia: Dunia, unggah) -> None:
    isi = contoh.pdf()
    lain = bangun_dunia(dunia.gudang, dunia.satker.instansi)
    unggah("SK.pdf", isi)
    unggah("SK.pdf", isi, dunia=lain)
    assert Isi.objects.count() == 2
    assert len(dunia.isi_gudang()) == 2


def test_same_bytes_of_an_unlinked_document_are_found_in_the_library(dunia: Dunia, unggah) -> None:
    isi = contoh.pdf()
    bukti = unggah("SK.pdf", isi)
    Bukti.objects.filter(pk=bukti.pk).update(dilepas_pada=bukti.pada, dilepas_oleh=bukti.oleh)
    with pytest.raises(DuplikatError, match=r"^Berkas ini sudah ada di data dukung satker: SK.$") as galat:
        unggah("SK.pdf", isi)
    assert (galat.value.kode_butir, galat.value.bukti_id) == ("", None)


def test_lost_stored_bytes_are_put_back_by_the_next_upload(dunia: Dunia, unggah) -> None:
    isi = contoh.pdf()
    bukti = unggah("SK.pdf", isi)
    kunci = VersiBerkas.objects.get(berkas=bukti.berkas).isi.kunci
    (dunia.gudang / kunci).write_bytes(b"terpotong")
    unggah("SK.pdf", isi, tetap=True)
    assert (dunia.gudang / kunci).read_bytes() == isi


def test_quota_counts_stored_bytes_and_refuses_the_file_that_passes_it(dunia: Dunia, unggah, settings) -> None:
    satu, dua = contoh.pdf(isi="satu"), contoh.pdf(isi="duaa")
    settings.KUOTA_SATKER = len(satu) + len(dua) - 1
    unggah("satu.pdf", satu)
    with pytest.raises(KuotaPenuhError, match=r"^dua.pdf tidak muat. Sisa kuota satker"):
        unggah("dua.pdf", dua)
    settings.KUOTA_SATKER += 1
    unggah("dua.pdf", dua)
    assert Pemakaian.objects.get().bita == sum(Isi.objects.values_list("ukuran", flat=True)) == len(satu) + len(dua)
    assert Pemakaian.objects.get().jumlah == 2


def test_storage_without_local_paths_takes_the_file_too(dunia: Dunia, unggah, settings, tmp_path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "sementara")
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    isi = contoh.pdf()
    bukti = unggah("SK.pdf", isi)
    assert isinstance(default_storage._wrapped, InMemoryStorage)
    with default_storage.open(VersiBerkas.objects.get(berkas=bukti.berkas).isi.kunci) as tersimpan:
        assert tersimpan.read() == isi
    assert list((tmp_path / "sementara").iterdir()) == []


@pytest.mark.parametrize(
    ("kirim", "bersih"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\dokumen\\SK.pdf", "SK.pdf"),
        ("SK\x00.pdf", "SK.pdf"),
        ("SK\r\nSet-Cookie: a=b.pdf", "SK Set-Cookie: a=b.pdf"),
        ("gambar\u202efdp.exe", "gambarfdp.exe"),
        ("  SK   UPG .pdf ", "SK UPG .pdf"),
        ("...", "berkas"),
        ("", "berkas"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("=cmd|' /C calc'!A0.csv", "C calc'!A0.csv"),
        ("$(id).pdf", "$(id).pdf"),
    ],
)
def test_sent_name_is_cleaned_to_plain_text(kirim, bersih) -> None:
    assert bersihkan_nama(kirim) == bersih


@pytest.mark.django_db(transaction=True)
def test_two_threads_with_the_same_bytes_store_one_and_report_one(gudang: Path) -> None:
    dunia = bangun_dunia(gudang)
    isi, palang, hasil = contoh.pdf(), threading.Barrier(2), []

    def kirim() -> None:
        try:
            palang.wait(10)
            unggah_langsung(
                oleh=dunia.pokja, satker=dunia.satker, periode=dunia.periode, kode_butir="A5.P.i.b", area="A5",
                nama="SK.pdf", blok=[isi],
            )  # fmt: skip
            hasil.append("tersimpan")
        except DuplikatError:
            hasil.append("duplikat")
        finally:
            connection.close()

    utas = [threading.Thread(target=kirim) for _ in range(2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join(30)
    assert sorted(hasil) == ["duplikat", "tersimpan"]
    assert potret() == {"Isi": 1, "Berkas": 1, "VersiBerkas": 1, "Bukti": 1, "Jejak": 1, "bita": len(isi)}
    assert len(dunia.isi_gudang()) == 1


@pytest.mark.parametrize(
    ("nama", "diberi", "harap"),
    [
        ("Notula 17-08-2026.pdf", None, dt.date(2026, 8, 17)),
        ("Notula 17-08-2026.pdf", dt.date(2026, 8, 18), dt.date(2026, 8, 18)),
        ("Notula Agustus 2026.pdf", None, None),
    ],
)
def test_upload_takes_the_date_from_the_name_only_when_none_was_given(dunia, unggah, nama, diberi, harap) -> None:
    unggah(nama, tanggal_dokumen=diberi)
    assert VersiBerkas.objects.get().tanggal_dokumen == harap
