"""The life of an issued document: what is fixed when, one file per version, and what the database refuses."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from berkas.actions import KeadaanBerubahError, buang_berkas
from berkas.actions.buang import buang_isi_tak_terpakai
from berkas.actions.olah import antrekan_tertinggal
from berkas.actions.terbit import batalkan_draf, kembalikan_ke_draf, tarik, terbitkan, ubah_draf
from berkas.checks import kunci_tanda_tangan
from berkas.laporan.dokumen import html_dokumen
from berkas.models import DokumenTerbit, Isi, KeadaanDokumen, Kemiripan, Olahan, Pemakaian
from berkas.tasks import buat_dokumen
from berkas.terbit.data import sidik
from satker.actions.pekerjaan import GagalTetapError
from satker.models import Jejak, Pekerjaan
from tests.berkas.dokumen import HARI, buat_paket, draf, gambar_draf, jalan, terbit
from tests.berkas.terbit.test_ttd import SANDI, buat_p12, periksa


def _aksi():
    return list(Jejak.objects.order_by("pada").values_list("aksi", flat=True))


def test_draft_is_frozen_data_with_a_hash_and_a_preview(dunia, unggah):
    unggah()
    satu = gambar_draf(draf(dunia, nomor="W8-1"))
    assert (satu.keadaan, satu.versi, satu.draf_siap) == ("draf", 1, True)
    assert satu.sidik_data == sidik(satu.data)
    assert satu.data["kepala"]["nomor"] == "W8-1"
    assert bytes(satu.draf).startswith(b"%PDF-")
    assert _aksi()[-1] == "siapkan_dokumen"


def test_asking_again_for_the_same_package_renews_the_draft(dunia, unggah):
    unggah()
    paket = buat_paket(dunia)
    satu, dua = draf(dunia, paket, nomor="1"), draf(dunia, paket, nomor="2")
    assert (satu.pk, DokumenTerbit.objects.get().nomor) == (dua.pk, "2")


def test_changed_draft_loses_its_preview_until_it_is_drawn_again(dunia, unggah):
    unggah()
    satu = gambar_draf(draf(dunia))
    ubah_draf(oleh=dunia.koordinator, dokumen=satu, nomor="W8-9", tanggal=HARI)
    satu.refresh_from_db()
    assert (satu.nomor, satu.data["kepala"]["nomor"], satu.draf_siap) == ("W8-9", "W8-9", False)
    assert gambar_draf(satu).draf_siap


def test_issuing_stores_one_file_whose_hash_is_in_the_row(dunia, unggah):
    unggah()
    sebelum = dunia.isi_gudang()
    satu = terbit(dunia)
    baru = dunia.isi_gudang() - sebelum
    assert baru == {satu.isi.kunci}
    isi = (dunia.gudang / satu.isi.kunci).read_bytes()
    assert (satu.keadaan, satu.sha256) == ("terbit", hashlib.sha256(isi).hexdigest())
    assert (bytes(satu.draf), satu.terbit_oleh) == (b"", dunia.koordinator.user)
    assert _aksi()[-2:] == ["minta_terbit_dokumen", "terbitkan_dokumen"]


def test_issuing_twice_is_one_job_and_a_second_run_changes_nothing(dunia, unggah):
    unggah()
    satu = draf(dunia)
    kerja = terbitkan(oleh=dunia.koordinator, dokumen=satu)
    assert terbitkan(oleh=dunia.koordinator, dokumen=satu).pk == kerja.pk
    buat_dokumen(pekerjaan=jalan(kerja), **kerja.argumen)
    sebelum = (dunia.isi_gudang(), DokumenTerbit.objects.values().get())
    buat_dokumen(pekerjaan=jalan(kerja), **kerja.argumen)
    assert (dunia.isi_gudang(), DokumenTerbit.objects.values().get()) == sebelum


def test_worker_killed_after_the_file_and_before_the_row_leaves_one_file(dunia, unggah, monkeypatch):
    """The second try draws the same bytes, so they land on the same key."""
    unggah()
    satu = draf(dunia)
    sebelum = dunia.isi_gudang()
    kerja = terbitkan(oleh=dunia.koordinator, dokumen=satu)
    from berkas.actions import terbit as modul

    def mati(*_, **__):
        raise SystemExit("kill")

    with monkeypatch.context() as m:
        m.setattr(modul, "_catat", mati)
        with pytest.raises(SystemExit), transaction.atomic():
            buat_dokumen(pekerjaan=jalan(kerja), **kerja.argumen)
    assert DokumenTerbit.objects.get().keadaan == "proses"
    buat_dokumen(pekerjaan=jalan(kerja), **kerja.argumen)
    satu.refresh_from_db()
    assert dunia.isi_gudang() - sebelum == {satu.isi.kunci}


def test_contents_are_fixed_before_the_worker_draws(dunia, unggah):
    unggah()
    satu = draf(dunia)
    terbitkan(oleh=dunia.koordinator, dokumen=satu)
    with pytest.raises(KeadaanBerubahError, match="bukan draf lagi"):
        ubah_draf(oleh=dunia.koordinator, dokumen=satu, nomor="lain", tanggal=HARI)
    with pytest.raises(KeadaanBerubahError):
        batalkan_draf(oleh=dunia.koordinator, dokumen=satu)


def test_failed_job_makes_it_a_draft_again_and_it_can_be_issued(dunia, unggah):
    unggah()
    satu = draf(dunia)
    kerja = terbitkan(oleh=dunia.koordinator, dokumen=satu)
    kembalikan_ke_draf(alasan="PDF gagal", **kerja.argumen)
    satu.refresh_from_db()
    assert (satu.keadaan, satu.terbit_pada, satu.terbit_oleh) == ("draf", None, None)
    with pytest.raises(GagalTetapError, match="kembali menjadi draf"):
        buat_dokumen(pekerjaan=jalan(kerja), **kerja.argumen)
    assert terbit(dunia, satu).keadaan == "terbit"


def test_number_is_asked_for_where_the_kind_needs_one(dunia, unggah, monkeypatch):
    from dataclasses import replace

    from berkas.terbit.jenis import JENIS_DOKUMEN

    monkeypatch.setitem(JENIS_DOKUMEN, "daftar_bukti", replace(JENIS_DOKUMEN["daftar_bukti"], wajib_nomor=True))
    unggah()
    with pytest.raises(KeadaanBerubahError, match="Isi nomor"):
        terbitkan(oleh=dunia.koordinator, dokumen=draf(dunia))
    assert terbitkan(oleh=dunia.koordinator, dokumen=draf(dunia, nomor="1")).jenis == "terbit_dokumen"


def test_replacing_ends_the_old_one_only_when_the_new_one_is_there(dunia, unggah):
    unggah()
    lama = terbit(dunia)
    unggah("lagi.pdf")
    baru = draf(dunia, menggantikan=lama, alasan_ganti="Ada tambahan")
    terbitkan(oleh=dunia.koordinator, dokumen=baru)
    lama.refresh_from_db()
    assert lama.keadaan == "terbit"
    baru = terbit(dunia, baru)
    lama.refresh_from_db()
    assert (lama.keadaan, lama.diganti_pada is not None) == ("diganti", True)
    assert (baru.keadaan, baru.versi, baru.menggantikan_id) == ("terbit", 2, lama.pk)
    assert baru.kode != lama.kode
    with pytest.raises(KeadaanBerubahError, match="sudah tidak berlaku"):
        draf(dunia, menggantikan=lama, alasan_ganti="Sekali lagi")


def test_document_has_one_open_successor(dunia, unggah):
    unggah()
    lama = terbit(dunia)
    satu = draf(dunia, menggantikan=lama, alasan_ganti="A")
    with pytest.raises(KeadaanBerubahError, match="sudah disiapkan"):
        draf(dunia, buat_paket(dunia, area="A5"), menggantikan=lama, alasan_ganti="B")
    batalkan_draf(oleh=dunia.koordinator, dokumen=satu)
    assert draf(dunia, buat_paket(dunia, area="A5"), menggantikan=lama, alasan_ganti="B").versi == 2


def test_withdrawing_needs_a_document_that_holds(dunia, unggah):
    unggah()
    satu = draf(dunia)
    isi = {"oleh": dunia.koordinator, "sebab": "salah_isi", "alasan": "Nomor salah"}
    with pytest.raises(KeadaanBerubahError, match="belum terbit"):
        tarik(dokumen=satu, **isi)
    satu = terbit(dunia, satu)
    tarik(dokumen=satu, **isi)
    satu.refresh_from_db()
    assert (satu.keadaan, satu.sebab_tarik, satu.alasan_tarik) == ("ditarik", "salah_isi", "Nomor salah")
    with pytest.raises(KeadaanBerubahError, match="tidak berlaku"):
        tarik(dokumen=satu, **isi)
    assert Jejak.objects.get(aksi="tarik_dokumen").alasan == "Nomor salah"


UBAHAN = [
    {"nomor": "lain"}, {"kode": "0000-0000-0000"}, {"data": {}}, {"sidik_data": "1" * 64}, {"sha256": "1" * 64},
    {"judul": "Lain"}, {"keadaan": "draf", "terbit_pada": None, "terbit_oleh": None, "isi": None, "sha256": ""},
]  # fmt: skip


@pytest.mark.parametrize("ubahan", UBAHAN)
def test_database_keeps_what_was_issued(dunia, unggah, ubahan):
    unggah()
    satu = terbit(dunia)
    with pytest.raises(ProgrammingError, match="tidak boleh diubah"), transaction.atomic():
        DokumenTerbit.objects.filter(pk=satu.pk).update(**ubahan)


def test_database_refuses_an_issued_row_without_its_file(dunia, unggah):
    """Twin of the trigger: a draft can be changed, and the CHECKs still refuse half a state."""
    unggah()
    satu = draf(dunia)
    assert DokumenTerbit.objects.filter(pk=satu.pk).update(nomor="lain") == 1
    with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
        DokumenTerbit.objects.filter(pk=satu.pk).update(keadaan=KeadaanDokumen.TERBIT)
    with pytest.raises(IntegrityError, match="terbit_sepasang"), transaction.atomic():
        DokumenTerbit.objects.filter(pk=satu.pk).update(keadaan=KeadaanDokumen.PROSES)


def test_issued_bytes_survive_the_trash_and_have_no_preview_or_likeness(dunia, unggah, settings):
    unggah()
    satu = terbit(dunia)
    isi = Isi.objects.get(pk=satu.isi_id)
    assert buang_isi_tak_terpakai(dunia.satker, [isi]) == []
    settings.OLAH_BERKAS = True
    antrekan_tertinggal()
    assert not Olahan.objects.filter(isi=isi).exists()
    assert not Kemiripan.objects.filter(isi=isi).exists()
    # the same bytes sent as evidence are evidence, with a preview, and go to the trash as evidence only
    bukti = unggah("salinan.pdf", (dunia.gudang / isi.kunci).read_bytes())
    assert bukti.berkas.versi.get().isi_id == isi.pk
    antrekan_tertinggal()
    assert Olahan.objects.filter(isi=isi).exists()
    buang_berkas(oleh=dunia.koordinator, satker=dunia.satker, periode=dunia.periode, berkas=[bukti.berkas])
    assert buang_isi_tak_terpakai(dunia.satker, [isi]) == []


def test_quota_never_refuses_what_is_issued_and_counts_it(dunia, unggah, settings):
    unggah()
    satu = draf(dunia)
    sebelum = Pemakaian.objects.get(satker=dunia.satker).bita
    settings.KUOTA_SATKER = sebelum
    satu = terbit(dunia, satu)
    assert Pemakaian.objects.get(satker=dunia.satker).bita == sebelum + satu.isi.ukuran


def test_given_up_draft_is_out_of_sight_and_stays_in_the_table(dunia, unggah):
    unggah()
    satu = gambar_draf(draf(dunia))
    batalkan_draf(oleh=dunia.koordinator, dokumen=satu)
    satu.refresh_from_db()
    assert (satu.keadaan, bytes(satu.draf)) == ("batal", b"")
    assert not DokumenTerbit.objects.terlihat_oleh(dunia.koordinator).exists()
    assert Pekerjaan.objects.filter(jenis="terbit_dokumen").count() == 0


# --- With a configured key for signatures ---------------------------------------------------------------------------


@pytest.fixture
def kunci(settings, tmp_path):
    settings.TTD_P12, settings.TTD_SANDI = str(buat_p12(tmp_path)), SANDI
    return settings


def test_issued_file_is_signed_and_says_so_on_paper_and_on_the_check_page(dunia, unggah, kunci, client):
    unggah()
    satu = terbit(dunia)
    isi = (dunia.gudang / satu.isi.kunci).read_bytes()
    assert satu.data["kepala"]["ttd"] == "Kementerian Contoh, Instansi Contoh"
    assert periksa(isi, Path(kunci.TTD_P12))[:3] == (True, True, True)
    assert hashlib.sha256(isi).hexdigest() == satu.sha256
    halaman = client.get(f"/v/{satu.kode}/").content.decode()
    assert ("bertanda tangan elektronik (PAdES)" in halaman, "Bukan tanda tangan" in halaman) == (True, False)
    assert "Kementerian Contoh, Instansi" not in halaman  # the public page names nobody
    html = html_dokumen(satu, draf=False)
    assert "ditandatangani secara elektronik dengan sertifikat Kementerian Contoh" in html


def test_without_a_key_the_paper_says_that_it_is_no_signature(dunia, unggah, client):
    unggah()
    satu = terbit(dunia)
    assert satu.data["kepala"]["ttd"] == ""
    assert "Bukan tanda tangan elektronik" in client.get(f"/v/{satu.kode}/").content.decode()
    assert "Bukan tanda tangan elektronik" in html_dokumen(satu, draf=False)


def test_key_that_cannot_be_used_stops_the_draft_the_issue_and_the_start(dunia, unggah, kunci):
    unggah()
    satu = draf(dunia)
    kerja = terbitkan(oleh=dunia.koordinator, dokumen=satu)
    kunci.TTD_SANDI = "salah"
    with pytest.raises(GagalTetapError, match="belum ditandatangani"):
        buat_dokumen(pekerjaan=jalan(kerja), **kerja.argumen)
    assert DokumenTerbit.objects.get().keadaan == "proses"  # the job gives up and makes it a draft again
    kembalikan_ke_draf(alasan="Kunci", **kerja.argumen)
    with pytest.raises(KeadaanBerubahError, match="Hubungi admin sistem"):
        terbitkan(oleh=dunia.koordinator, dokumen=satu)
    assert [c.id for c in kunci_tanda_tangan(None)] == ["berkas.E001"]
    kunci.TTD_SANDI = SANDI
    assert (kunci_tanda_tangan(None), terbit(dunia, satu).keadaan) == ([], "terbit")
