"""What the database itself refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from berkas.models import Berkas, Bukti, Isi, VersiBerkas
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
