"""The trash: out and back, and after its days the bytes go unless anything else uses them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from berkas.actions import (
    KeadaanBerubahError,
    buang_berkas,
    kosongkan_sampah,
    kunci_bukti,
    periksa_kiriman,
    pulihkan_berkas,
    simpan_titipan,
)
from berkas.actions import buang as modul
from berkas.actions.sampah import HasilKosong
from berkas.models import (
    Berkas,
    Bukti,
    IndeksBerkas,
    Isi,
    Olahan,
    Pemakaian,
    Sematan,
    StatusOlahan,
    VersiBerkas,
    kunci_turunan,
)
from berkas.penyimpanan import tampung
from satker.models import Jejak
from tests.berkas import contoh
from tests.berkas.dunia import potret


def _buang(dunia, *berkas):
    return buang_berkas(oleh=dunia.pokja, satker=dunia.satker, periode=dunia.periode, berkas=berkas)


def _tuakan(hari=31):
    Berkas.objects.filter(dihapus_pada__isnull=False).update(dihapus_pada=timezone.now() - dt.timedelta(days=hari))


def test_trash_and_back_restores_every_link(dunia, unggah):
    berkas = unggah().berkas
    assert _buang(dunia, berkas) == [berkas]
    assert (Bukti.objects.aktif().count(), IndeksBerkas.objects.count()) == (0, 0)
    assert _buang(dunia, berkas) == []
    kembali = pulihkan_berkas(oleh=dunia.pokja, satker=dunia.satker, periode=dunia.periode, berkas=[berkas])
    assert kembali == [berkas]
    assert (Bukti.objects.aktif().count(), IndeksBerkas.objects.count()) == (1, 1)
    jejak = list(Jejak.objects.filter(aksi__in=["buang_berkas", "pulihkan_dari_sampah"]).order_by("pada"))
    assert [(j.aksi, j.sesudah) for j in jejak] == [
        (a, {"berkas": "SK UPG", "berkas_id": str(berkas.pk)}) for a in ("buang_berkas", "pulihkan_dari_sampah")
    ]


@pytest.mark.django_db(transaction=True)
def test_emptying_removes_bytes_text_and_derived_files_and_keeps_rows(dunia, unggah):
    bukti = unggah()
    isi = Isi.objects.get()
    Olahan.objects.create(satker=dunia.satker, isi=isi, status=StatusOlahan.SELESAI, teks=["rahasia"])
    turunan = dunia.gudang / kunci_turunan(dunia.satker.pk, isi.sha256) / "1.webp"
    turunan.parent.mkdir(parents=True)
    turunan.write_bytes(b"x")
    _buang(dunia, bukti.berkas)
    _tuakan(29)
    assert kosongkan_sampah() == HasilKosong(0, 0)
    _tuakan(31)
    sebelum = potret()
    assert kosongkan_sampah() == HasilKosong(1, 1)
    assert dunia.isi_gudang() == set()
    assert Olahan.objects.count() == 0
    isi.refresh_from_db()
    assert isi.dibuang_pada is not None
    assert (Pemakaian.objects.get().bita, Pemakaian.objects.get().jumlah) == (0, 0)
    assert potret() == sebelum | {"bita": 0, "Jejak": sebelum["Jejak"] + 1}
    jejak = Jejak.objects.get(aksi="kosongkan_sampah")
    assert (jejak.oleh, jejak.sesudah) == (None, {"berkas": ["SK UPG"], "jumlah": 1})
    with pytest.raises(KeadaanBerubahError, match="dihapus sesuai retensi"):
        pulihkan_berkas(oleh=dunia.pokja, satker=dunia.satker, periode=dunia.periode, berkas=[bukti.berkas])
    assert kosongkan_sampah() == HasilKosong(0, 0)


@pytest.mark.django_db(transaction=True)
def test_pinned_version_outlives_the_trash(dunia, unggah):
    bukti = unggah()
    (tersemat,) = _sematkan(dunia)
    assert _sematkan(dunia) == (tersemat,)
    versi = VersiBerkas.objects.get()
    assert (tersemat.bukti_id, tersemat.versi_id, tersemat.sha256) == (bukti.pk, versi.pk, versi.isi.sha256)
    assert [s.sebab for s in versi.sematan.all()] == ["Pengajuan 1 tahun 2026"]
    _buang(dunia, bukti.berkas)
    _tuakan(400)
    assert kosongkan_sampah() == HasilKosong(0, 0)
    assert (dunia.gudang / versi.isi.kunci).exists()
    Sematan.objects.all().delete()  # the twin: without the pin the bytes go
    assert kosongkan_sampah() == HasilKosong(1, 1)
    assert not (dunia.gudang / versi.isi.kunci).exists()


def _sematkan(dunia):
    return kunci_bukti(satker=dunia.satker, periode=dunia.periode, sebab="Pengajuan 1 tahun 2026")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("pemakai", ["berkas lain", "berkas lain di sampah", "kotak masuk"])
def test_bytes_that_something_else_uses_stay(dunia, unggah, pemakai):
    isi = contoh.pdf(isi="sama")
    satu = unggah("satu.pdf", isi)
    if pemakai == "kotak masuk":
        kiriman = tampung([isi], "titip.pdf", batas=10**7)
        simpan_titipan(
            oleh=dunia.pokja,
            satker=dunia.satker,
            periode=dunia.periode,
            kiriman=kiriman,
            putusan=periksa_kiriman(kiriman),
        )
        kiriman.jalur.unlink(missing_ok=True)
    else:
        dua = unggah("dua.pdf", isi, tetap=True)
    _buang(dunia, satu.berkas)
    _tuakan()
    if pemakai == "berkas lain di sampah":
        _buang(dunia, dua.berkas)  # thrown away today: it can still come back
    assert kosongkan_sampah() == HasilKosong(1, 0)
    assert Isi.objects.get().dibuang_pada is None
    assert dunia.isi_gudang() == {Isi.objects.get().kunci}
    assert Pemakaian.objects.get().jumlah == 1


@pytest.mark.django_db(transaction=True)
def test_twin_without_the_guard_the_bytes_of_a_used_document_are_lost(dunia, unggah, monkeypatch):
    isi = contoh.pdf(isi="sama")
    satu = unggah("satu.pdf", isi)
    unggah("dua.pdf", isi, tetap=True)
    _buang(dunia, satu.berkas)
    _tuakan()
    monkeypatch.setattr(modul, "_terpakai", lambda isi: False)
    kosongkan_sampah()
    assert dunia.isi_gudang() == set()


@pytest.mark.django_db(transaction=True)
def test_same_bytes_sent_again_after_emptying_are_stored_again(dunia, unggah):
    isi = contoh.pdf(isi="lagi")
    _buang(dunia, unggah("a.pdf", isi).berkas)
    _tuakan()
    kosongkan_sampah()
    unggah("b.pdf", isi)
    assert dunia.isi_gudang() == {Isi.objects.get().kunci}
    assert (Pemakaian.objects.get().bita, Pemakaian.objects.get().jumlah) == (len(isi), 1)
    assert VersiBerkas.objects.count() == 2
