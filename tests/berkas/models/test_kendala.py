"""What the database itself refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from berkas.actions import buka_unggahan
from berkas.models import Berkas, Bukti, Isi, Tujuan, Unggahan, VersiBerkas
from tests.berkas.dunia import Dunia, bangun_dunia


@pytest.mark.parametrize(
    ("model", "isi"),
    [
        (Isi, {"sha256": "A" * 64}),
        (Isi, {"ukuran": 0}),
        (Isi, {"media": "text/html"}),
        (Berkas, {"judul": ""}),
        (Berkas, {"pembatasan": "rahasia"}),
        (Berkas, {"dihapus_pada": timezone.now()}),
        (VersiBerkas, {"putusan": "mungkin"}),
        (VersiBerkas, {"tanggal_dokumen": "2026-02-02", "berlaku_sampai": "2026-02-01"}),
        (Bukti, {"triwulan": "B04"}),
        (Bukti, {"kode_butir": ""}),
        (Bukti, {"dilepas_pada": timezone.now()}),
    ],
)
def test_impossible_values_are_refused(dunia: Dunia, unggah, model: Any, isi: dict[str, Any]) -> None:
    unggah()
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**isi)


@pytest.mark.parametrize(
    "isi",
    [
        {"tujuan": "lain"},
        {"nama": ""},
        {"ukuran": 0},
        {"diterima": 11},
        {"kode_butir": ""},
        {"tujuan": "titipan"},
        {"tujuan": "ganti", "kode_butir": "", "alasan": "x"},
        {"alasan": "x"},
        {"hasil": "mungkin", "diterima": 10},
        {"hasil": "simpan"},
    ],
)
def test_impossible_upload_is_refused(dunia: Dunia, isi: dict[str, Any]) -> None:
    buka_unggahan(
        oleh=dunia.pokja, satker=dunia.satker, periode=dunia.periode, tujuan=Tujuan.BUTIR, nama="a.txt", ukuran=10,
        kode_butir="A5.P.i.b",
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Unggahan.objects.update(**isi)


def test_an_upload_never_replaces_a_document_of_another_satker(dunia: Dunia, unggah) -> None:
    asing = unggah(dunia=bangun_dunia(dunia.gudang, dunia.satker.instansi))
    buat = {"tujuan": Tujuan.GANTI, "nama": "a.txt", "ukuran": 10, "alasan": "x", "berkas": asing.berkas}
    with pytest.raises(IntegrityError, match="unggahan_berkas_sesatker"), transaction.atomic():
        buka_unggahan(oleh=dunia.pokja, satker=dunia.satker, periode=dunia.periode, **buat)


@pytest.mark.parametrize("isi", [{"nama_kirim": "lain.pdf"}, {"nomor": 2}, {"pada": timezone.now()}, {"alasan": "x"}])
def test_a_version_stays_as_it_was_sent(dunia: Dunia, unggah, isi: dict[str, Any]) -> None:
    unggah()
    with pytest.raises(DatabaseError, match="VersiBerkas tidak boleh diubah"), transaction.atomic():
        VersiBerkas.objects.update(**isi)
    assert VersiBerkas.objects.update(tanggal_dokumen="2026-01-01", nomor=F("nomor")) == 1


def test_rows_never_point_into_another_satker(dunia: Dunia, unggah) -> None:
    asing = unggah(dunia=bangun_dunia(dunia.gudang, dunia.satker.instansi))
    bukti = unggah("lain.pdf")
    with pytest.raises(IntegrityError, match="bukti_berkas_sesatker"), transaction.atomic():
        Bukti.objects.filter(pk=bukti.pk).update(berkas=asing.berkas)


def test_a_document_is_linked_once_to_a_question_while_linked(dunia: Dunia, unggah) -> None:
    bukti = unggah()
    bukti.pk = None
    bukti._state.adding = True
    with pytest.raises(IntegrityError, match="bukti_sekali"), transaction.atomic():
        bukti.save()
