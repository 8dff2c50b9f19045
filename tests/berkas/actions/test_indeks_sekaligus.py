"""Many changes in one go are indexed once, at the end."""

from __future__ import annotations

from berkas.actions.indeks import indeks_sekaligus
from berkas.models import IndeksBerkas
from tests.berkas import contoh


def test_documents_are_written_at_the_end(unggah):
    with indeks_sekaligus():
        a = unggah("satu.pdf", contoh.pdf(isi="satu"))
        b = unggah("dua.pdf", contoh.pdf(isi="dua"))
        assert IndeksBerkas.objects.count() == 0
    assert set(IndeksBerkas.objects.values_list("berkas", flat=True)) == {a.berkas_id, b.berkas_id}


def test_without_it_each_upload_is_found_at_once(unggah):
    assert [unggah().berkas_id] == list(IndeksBerkas.objects.values_list("berkas", flat=True))
