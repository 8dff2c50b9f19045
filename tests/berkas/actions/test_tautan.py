"""Linking, unlinking, undoing and correcting."""

from __future__ import annotations

import datetime as dt

import pytest

from berkas.actions import KeadaanBerubahError, lengkapi_keterangan, lepaskan, pulihkan, tautkan, ubah_keterangan
from berkas.models import Berkas, Bukti, VersiBerkas
from satker.models import Jejak
from tests.berkas.dunia import Dunia, bangun_dunia, potret


def _tautkan(dunia: Dunia, kode: str, *berkas: Berkas) -> list[Bukti]:
    return tautkan(
        oleh=dunia.koordinator,
        satker=dunia.satker,
        periode=dunia.periode,
        kode_butir=kode,
        area=kode[:2],
        berkas=berkas,
    )


KOSONG = {"tanggal_dokumen": None, "berlaku_sampai": None, "triwulan": "", "halaman": "", "uraian": ""}


def test_link_uses_one_document_for_several_questions(dunia: Dunia, unggah) -> None:
    berkas = unggah().berkas
    baru = _tautkan(dunia, "A1.P.i.a", berkas)
    assert [b.kode_butir for b in baru] == ["A1.P.i.a"]
    assert set(berkas.bukti.values_list("kode_butir", flat=True)) == {"A5.P.i.b", "A1.P.i.a"}
    assert potret()["Isi"] == 1
    jejak = Jejak.objects.order_by("-pada")[0]
    assert (jejak.aksi, jejak.kode_butir, jejak.sesudah) == (
        "tautkan_berkas", "A1.P.i.a", {"berkas": ["SK UPG"], "jumlah": 1},
    )  # fmt: skip


def test_link_twice_changes_nothing_the_second_time(dunia: Dunia, unggah) -> None:
    berkas = unggah().berkas
    _tautkan(dunia, "A1.P.i.a", berkas)
    sebelum = potret()
    assert _tautkan(dunia, "A1.P.i.a", berkas) == []
    assert potret() == sebelum


def test_link_refuses_a_document_of_another_satker(dunia: Dunia, unggah) -> None:
    asing = unggah(dunia=bangun_dunia(dunia.gudang, dunia.satker.instansi)).berkas
    with pytest.raises(KeadaanBerubahError):
        _tautkan(dunia, "A1.P.i.a", asing)


def test_unlink_keeps_the_document_and_undo_brings_the_link_back(dunia: Dunia, unggah) -> None:
    bukti = unggah()
    lepaskan(oleh=dunia.pokja, bukti=bukti, area="A5")
    assert Bukti.objects.aktif().count() == 0
    assert Berkas.objects.ada().count() == 1
    with pytest.raises(KeadaanBerubahError, match="sudah dilepas"):
        lepaskan(oleh=dunia.pokja, bukti=bukti, area="A5")
    pulihkan(oleh=dunia.pokja, bukti=bukti, area="A5")
    assert list(Bukti.objects.aktif()) == [bukti]
    aksi = list(Jejak.objects.order_by("pada").values_list("aksi", flat=True))
    assert aksi == ["unggah_berkas", "lepaskan_berkas", "pulihkan_berkas"]


def test_undo_after_linking_again_is_refused(dunia: Dunia, unggah) -> None:
    bukti = unggah()
    lepaskan(oleh=dunia.pokja, bukti=bukti, area="A5")
    _tautkan(dunia, "A5.P.i.b", bukti.berkas)
    with pytest.raises(KeadaanBerubahError, match="sudah ditautkan lagi"):
        pulihkan(oleh=dunia.pokja, bukti=bukti, area="A5")
    assert Bukti.objects.aktif().count() == 1


def test_undo_of_a_document_in_the_trash_is_refused(dunia: Dunia, unggah) -> None:
    bukti = unggah()
    lepaskan(oleh=dunia.pokja, bukti=bukti, area="A5")
    Berkas.objects.update(dihapus_pada=bukti.pada, dihapus_oleh=bukti.oleh)
    with pytest.raises(KeadaanBerubahError, match="ada di Sampah"):
        pulihkan(oleh=dunia.pokja, bukti=bukti, area="A5")


def test_correction_logs_before_and_after_but_not_the_narrative(dunia: Dunia, unggah) -> None:
    bukti = unggah(triwulan="B03")
    tanggal = dt.date(2026, 1, 12)
    isi = {**KOSONG, "tanggal_dokumen": tanggal, "triwulan": "B06", "uraian": "Rahasia warga"}
    ubah_keterangan(oleh=dunia.pokja, bukti=bukti, area="A5", **isi)
    bukti.refresh_from_db()
    assert (bukti.triwulan, bukti.uraian) == ("B06", "Rahasia warga")
    assert VersiBerkas.objects.get().tanggal_dokumen == tanggal
    jejak = Jejak.objects.get(aksi="ubah_keterangan_berkas")
    assert jejak.sebelum == {"tanggal_dokumen": None, "triwulan": "B03"}
    assert jejak.sesudah == {
        "tanggal_dokumen": "2026-01-12",
        "triwulan": "B06",
        "kolom": ["tanggal_dokumen", "triwulan", "uraian"],
    }


def test_correction_without_a_change_writes_nothing(dunia: Dunia, unggah) -> None:
    bukti = unggah()
    sebelum = potret()
    ubah_keterangan(oleh=dunia.pokja, bukti=bukti, area="A5", **KOSONG)
    assert potret() == sebelum


def test_saving_a_guessed_date_unchanged_makes_it_a_persons_word(dunia: Dunia, unggah) -> None:
    bukti = unggah("SK UPG 2026-01-12.pdf")
    isi = {**KOSONG, "tanggal_dokumen": dt.date(2026, 1, 12)}
    assert VersiBerkas.objects.get().dasar_tanggal == "nama"
    ubah_keterangan(oleh=dunia.pokja, bukti=bukti, area="A5", **isi)
    assert VersiBerkas.objects.get().dasar_tanggal == "orang"
    jejak = Jejak.objects.get(aksi="ubah_keterangan_berkas")
    assert (jejak.sebelum, jejak.sesudah) == (
        {"dasar_tanggal": "nama"},
        {"dasar_tanggal": "orang", "kolom": ["dasar_tanggal"]},
    )
    sebelum = potret()
    ubah_keterangan(oleh=dunia.pokja, bukti=bukti, area="A5", **isi)
    assert potret() == sebelum


def test_validity_and_page_are_kept_and_an_emptied_validity_is_a_persons_word(dunia: Dunia, unggah) -> None:
    bukti = unggah()
    sampai = dt.date(2027, 12, 31)
    ubah_keterangan(oleh=dunia.pokja, bukti=bukti, area="A5", **{**KOSONG, "berlaku_sampai": sampai, "halaman": "3–5"})
    bukti.refresh_from_db()
    assert (VersiBerkas.objects.get().berlaku_sampai, bukti.halaman) == (sampai, "3–5")
    ubah_keterangan(oleh=dunia.pokja, bukti=bukti, area="A5", **KOSONG)
    versi = VersiBerkas.objects.get()
    assert (versi.berlaku_sampai, versi.dasar_tanggal) == (None, "orang")


def test_filling_skips_a_validity_that_would_end_before_the_document(dunia: Dunia, unggah) -> None:
    tua, muda = (
        unggah("a.pdf", tanggal_dokumen=dt.date(2026, 1, 12)),
        unggah("b.pdf", tanggal_dokumen=dt.date(2026, 9, 1)),
    )
    sampai = dt.date(2026, 6, 30)
    baru = lengkapi_keterangan(
        oleh=dunia.pokja, bukti=[tua, muda], area="A5", tanggal_dokumen=None, triwulan="", berlaku_sampai=sampai
    )
    assert baru == [tua]
    assert dict(VersiBerkas.objects.values_list("nama_kirim", "berlaku_sampai")) == {"a.pdf": sampai, "b.pdf": None}


def test_filling_touches_only_what_is_empty_with_one_log_row_per_link(dunia: Dunia, unggah) -> None:
    lama, baru = dt.date(2026, 1, 12), dt.date(2026, 8, 17)
    kosong, bertanggal = unggah("a.pdf"), unggah("b.pdf", tanggal_dokumen=lama)
    penuh, dilepas = unggah("c.pdf", tanggal_dokumen=lama, triwulan="B03"), unggah("d.pdf")
    lepaskan(oleh=dunia.pokja, bukti=dilepas, area="A5")
    hasil = lengkapi_keterangan(
        oleh=dunia.pokja,
        bukti=[kosong, bertanggal, penuh, dilepas],
        area="A5",
        tanggal_dokumen=baru,
        triwulan="B09",
    )
    assert {b.pk for b in hasil} == {kosong.pk, bertanggal.pk}
    kini = {
        nama: (tanggal, triwulan)
        for nama, tanggal, triwulan in Bukti.objects.values_list(
            "berkas__judul", "berkas__versi__tanggal_dokumen", "triwulan"
        )
    }
    assert kini == {"a": (baru, "B09"), "b": (lama, "B09"), "c": (lama, "B03"), "d": (None, "")}
    jejak = Jejak.objects.filter(aksi="ubah_keterangan_berkas")
    assert {(j.objek, str(j.sebelum), str(j.sesudah)) for j in jejak} == {
        (
            f"bukti:{kosong.pk}",
            "{'triwulan': '', 'tanggal_dokumen': None}",
            "{'kolom': ['tanggal_dokumen', 'triwulan'], 'triwulan': 'B09', 'tanggal_dokumen': '2026-08-17'}",
        ),
        (f"bukti:{bertanggal.pk}", "{'triwulan': ''}", "{'kolom': ['triwulan'], 'triwulan': 'B09'}"),
    }
    assert {(j.kode_butir, j.area) for j in jejak} == {("A5.P.i.b", "A5")}


def test_filling_counts_a_document_linked_twice_once(dunia: Dunia, unggah) -> None:
    satu = unggah("a.pdf")
    dua = _tautkan(dunia, "A1.P.i.a", satu.berkas)[0]
    tanggal = dt.date(2026, 8, 17)
    for bukti, harap in ((satu, [satu]), (dua, [])):
        hasil = lengkapi_keterangan(
            oleh=dunia.koordinator, bukti=[bukti], area="A5", tanggal_dokumen=tanggal, triwulan=""
        )
        assert hasil == harap
