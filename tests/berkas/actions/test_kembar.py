"""Fingerprints, pairs, reviews and central documents."""

from __future__ import annotations

import io
import re

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from berkas.actions import SudahPusatError, batal_tinjau, hapus_pusat, tambah_pusat, tinjau
from berkas.actions.kembar import sidik
from berkas.models import DokumenPusat, Isi, Kemiripan, Olahan, SidikGambar, SidikTeks, VersiBerkas
from satker.models import Jejak
from satker.peran import Peran
from tests.berkas.kembar.dunia import DuniaKembar, bangun, salinan
from tests.berkas.kembar.pasangan import halaman_surat, laporan, pindai


@pytest.fixture
def d(db: None, gudang) -> DuniaKembar:
    return bangun()


def pasangan() -> set[tuple[str, str, str]]:
    return set(Kemiripan.objects.values_list("satker__kode", "satker_lain__kode", "jenis"))


def test_copied_report_is_found_in_both_directions_inside_the_instansi_only(d: DuniaKembar) -> None:
    for n, satker in enumerate((d.a, d.b, d.asing)):
        d.simpan(satker, "Laporan.txt", salinan(n))
    assert pasangan() == {(d.a.kode, d.b.kode, "teks"), (d.b.kode, d.a.kode, "teks")}
    skor = set(Kemiripan.objects.values_list("skor", flat=True))
    assert len(skor) == 1
    assert skor.pop() >= 950
    assert SidikTeks.objects.count() == 3  # the foreign one has a fingerprint too: it could have been found


def test_running_the_step_again_changes_nothing_and_new_text_takes_the_pair_away(d: DuniaKembar) -> None:
    d.simpan(d.a, "Laporan.txt", salinan(0))
    bukti = d.simpan(d.b, "Laporan.txt", salinan(1))
    sebelum = sorted(Kemiripan.objects.values_list("pk", "skor"))
    for olahan in Olahan.objects.all():
        sidik(olahan)
    call_command("sidik_ulang", verbosity=0, stdout=io.StringIO())
    assert sorted(Kemiripan.objects.values_list("pk", "skor")) == sebelum
    d.baca(bukti.berkas, laporan("arsip", 1, 1))
    assert Kemiripan.objects.count() == 0


def test_different_substance_on_the_same_form_is_no_pair_and_short_text_none_at_all(d: DuniaKembar) -> None:
    d.simpan(d.a, "Satu.txt", laporan("arsip", 0, 1))
    d.simpan(d.b, "Dua.txt", laporan("survei", 1, 1))
    d.simpan(d.a, "Pendek.txt", ["Undangan rapat di ruang rapat."])
    d.simpan(d.b, "Pendek.txt", ["Undangan rapat di ruang rapat."])
    assert Kemiripan.objects.count() == 0
    assert SidikTeks.objects.count() == 2


def test_last_years_report_of_the_same_satker_is_found(d: DuniaKembar) -> None:
    d.simpan(d.a, "Laporan 2025.txt", laporan("survei", 0, 1, 2025), tahun=d.lama)
    d.simpan(d.a, "Laporan 2026.txt", laporan("survei", 0, 1, 2026))
    assert pasangan() == {(d.a.kode, d.a.kode, "teks")}
    assert Kemiripan.objects.count() == 2


def test_scan_of_a_scan_is_found_by_its_image(d: DuniaKembar) -> None:
    d.simpan(d.a, "Pindai.txt", [""], gambar=(halaman_surat(1),))
    d.simpan(d.b, "Pindai lain.txt", ["", ""], gambar=(halaman_surat(50), pindai(halaman_surat(1), 1)))
    assert pasangan() == {(d.a.kode, d.b.kode, "gambar"), (d.b.kode, d.a.kode, "gambar")}
    satu = Kemiripan.objects.get(satker=d.a)
    assert (satu.halaman, satu.halaman_lain) == (1, 2)
    assert SidikGambar.objects.count() == 3


def test_page_with_text_of_its_own_gets_no_image_hash(d: DuniaKembar) -> None:
    d.simpan(d.a, "Teks.txt", laporan("arsip", 0, 1), gambar=(halaman_surat(1), halaman_surat(2)))
    assert (SidikGambar.objects.count(), SidikTeks.objects.count()) == (0, 1)


def test_same_bytes_are_noted_at_the_upload_before_anything_is_read(d: DuniaKembar) -> None:
    for satker in (d.a, d.b, d.asing):
        d.simpan(satker, "SK.txt", isi="persis sama", baca=False)
    assert pasangan() == {(d.a.kode, d.b.kode, "persis"), (d.b.kode, d.a.kode, "persis")}
    d.simpan(d.a, "SK lagi.txt", isi="persis sama", tetap=True, baca=False)
    assert (d.a.kode, d.a.kode, "persis") in pasangan()
    d.baca(VersiBerkas.objects.filter(satker=d.a)[0].berkas, ["pendek"])
    assert len(pasangan()) == 3  # reading it keeps what the bytes prove


def test_upload_runs_the_same_statements_whether_or_not_another_satker_has_the_bytes(d: DuniaKembar) -> None:
    d.simpan(d.b, "Ada.txt", isi="sudah ada di sana", baca=False)
    d.simpan(d.a, "Awal.txt", isi="pembuka", baca=False)
    hasil = []
    for isi in ("tidak ada di mana pun", "sudah ada di sana"):
        with CaptureQueriesContext(
            connection,
        ) as kueri:
            d.simpan(d.a, "Baru.txt", isi=isi, baca=False)
        hasil.append([re.sub(r"s\d+_x\d+|'[^']*'|\d+", "", q["sql"])[:200] for q in kueri.captured_queries])
    assert hasil[0] == hasil[1]
    assert Kemiripan.objects.filter(satker=d.a, satker_lain=d.b).count() == 1


def test_review_holds_for_both_directions_and_its_log_names_neither_reason_nor_the_other(d: DuniaKembar) -> None:
    d.simpan(d.a, "Laporan.txt", salinan(0))
    bukti = d.simpan(d.b, "Laporan.txt", salinan(1))
    tpi = d.pelaku(d.a, Peran.TPI_KETUA)
    umum = {"oleh": tpi, "satker": d.a, "periode": d.periode, "kemiripan": Kemiripan.objects.get(satker=d.a)}
    tinjau(**umum, alasan=f"Kegiatan bersama {d.b.nama}")
    assert Kemiripan.objects.filter(ditinjau_oleh=tpi.user, ditinjau_pada__isnull=False).count() == 2
    jejak = Jejak.objects.filter(aksi="tinjau_kemiripan")
    assert {j.satker_id for j in jejak} == {d.a.pk, d.b.pk}
    assert [(j.alasan, j.sebelum, j.sesudah) for j in jejak] == [("", None, None)] * 2
    d.baca(bukti.berkas, salinan(1))
    assert Kemiripan.objects.exclude(alasan="").count() == 2  # read again: the review stays
    batal_tinjau(**umum)
    assert Kemiripan.objects.filter(ditinjau_pada__isnull=True, alasan="").count() == 2
    with pytest.raises(ValueError, match="alasan"):
        tinjau(**umum, alasan="  ")


def test_central_document_raises_no_flag_not_even_saved_anew(d: DuniaKembar) -> None:
    admin = d.pelaku(d.a.instansi, Peran.ADMIN_INSPEKTORAT)
    d.simpan(d.a, "SOP.txt", laporan("arsip", 0, 1))
    d.simpan(d.b, "SOP.txt", laporan("arsip", 1, 1))
    d.simpan(d.a, "Lain.txt", laporan("survei", 0, 1))
    d.simpan(d.b, "Lain.txt", laporan("survei", 1, 1))
    sha = Isi.objects.filter(satker=d.a).order_by("pada")[0].sha256
    dokumen = tambah_pusat(oleh=admin, instansi=d.a.instansi, sha256=sha, judul="SOP nasional", alasan="Sama semua")
    assert sorted(Kemiripan.objects.values_list("pusat", flat=True)) == [False, False, True, True]
    d.simpan(d.c, "SOP.txt", laporan("arsip", 2, 1))  # a third copy that arrives later
    assert Kemiripan.objects.filter(satker=d.c, pusat=False).count() == 0
    assert Kemiripan.objects.filter(satker=d.c, pusat=True).count() == 2
    with pytest.raises(SudahPusatError, match="SOP nasional"):
        tambah_pusat(oleh=admin, instansi=d.a.instansi, sha256=sha, judul="x", alasan="y")
    hapus_pusat(oleh=admin, dokumen=dokumen, alasan="Bukan lagi")
    assert (DokumenPusat.objects.count(), Kemiripan.objects.filter(pusat=True).count()) == (0, 0)
    assert list(
        Jejak.objects.filter(aksi__endswith="dokumen_pusat").order_by("pada").values_list("aksi", "alasan")
    ) == [
        ("tambah_dokumen_pusat", "Sama semua"),
        ("hapus_dokumen_pusat", "Bukan lagi"),
    ]


def test_hash_pasted_before_the_document_comes_covers_its_text_later(d: DuniaKembar) -> None:
    import hashlib

    admin = d.pelaku(d.a.instansi, Peran.ADMIN_INSPEKTORAT)
    sha = hashlib.sha256(b"naskah pusat").hexdigest()
    tambah_pusat(oleh=admin, instansi=d.a.instansi, sha256=sha, judul="SOP", alasan="Pusat")
    d.simpan(d.b, "SOP salinan.txt", laporan("arsip", 1, 1))
    d.simpan(d.a, "SOP.txt", laporan("arsip", 0, 1), isi="naskah pusat")
    assert DokumenPusat.objects.get().minhash is not None
    assert set(Kemiripan.objects.values_list("pusat", flat=True)) == {True}


def test_a_pair_cannot_name_a_content_of_a_third_satker(d: DuniaKembar) -> None:
    d.simpan(d.a, "A.txt", baca=False)
    d.simpan(d.b, "B.txt", baca=False)
    a, b = (Isi.objects.get(satker=s) for s in (d.a, d.b))
    milik = {"satker": d.a, "isi": a, "jenis": "teks", "skor": 900}
    with pytest.raises(IntegrityError, match="kemiripan_isi_lain_sesatker"), transaction.atomic():
        Kemiripan.objects.create(**milik, satker_lain=d.c, isi_lain=b)
    Kemiripan.objects.create(**milik, satker_lain=d.b, isi_lain=b)
