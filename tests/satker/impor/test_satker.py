"""Import of units: plan, errors, all-or-nothing, idempotency."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from satker.actions.impor import simpan_impor_satker
from satker.impor.berkas import BerkasTidakTerbaca, baca, tulis_csv, tulis_xlsx
from satker.impor.dasar import Rencana
from satker.impor.satker import SatkerSumber
from satker.models import Jejak, RiwayatInduk, Satker
from satker.pelaku import Pelaku
from satker.peran import Peran
from tests.pabrik import buat_instansi, buat_jenis, buat_kanwil, buat_periode, buat_satker, pelaku_untuk

pytestmark = pytest.mark.django_db
KEPALA = "kode;nama;tingkat;jenis;kelas;kode_induk;kode_pembina;provinsi;kabupaten_kota;zona;alamat;aktif_mulai"


@pytest.fixture
def admin() -> Pelaku:
    for jenis in ("kanwil", "lapas"):
        buat_jenis(jenis)
    return pelaku_untuk(buat_instansi(kode="KEM"), Peran.ADMIN_INSPEKTORAT)


def _rencana(admin: Pelaku, *baris: str, kepala: str = KEPALA) -> Rencana:
    return SatkerSumber(admin).rencanakan(baca("\n".join([kepala, *baris]).encode(), "x.csv"))


def _simpan(admin: Pelaku, rencana: Rencana) -> Any:
    return simpan_impor_satker(oleh=admin, perubahan=rencana.untuk_disimpan, nama_berkas="x.csv", sha256="0" * 64)


def _galat(rencana: Rencana) -> list[tuple[int, str, str]]:
    return [(b.nomor, f"{g.huruf}{g.kolom}", g.kalimat) for b in rencana.baris for g in b.galat]


# a child before its parent before the grandparent's other branch
POHON = (
    "S1;Lapas Satu;satker;lapas;IIA;KW1;DIR;Prov;Kota;WITA;Jalan 1;17-08-2020",
    "KW1;Kanwil Satu;kanwil;kanwil;;KEM;;;;WIB;;1 Januari 2019",
    "DIR;Direktorat;eselon1;kanwil;;KEM;;;;wib;;2019-01-01",
)


def test_simpan_takes_parents_and_pembina_from_the_same_file_in_any_order(admin: Pelaku) -> None:
    rencana = _rencana(admin, *POHON)
    assert rencana.jumlah == {"baru": 3, "berubah": 0, "sama": 0, "galat": 0}
    assert Satker.objects.count() == 1
    hasil = _simpan(admin, rencana)
    assert (hasil.baru, hasil.berubah) == (3, 0)
    s = Satker.objects.get(kode="S1")
    assert (s.nama, s.kelas, s.zona, s.aktif_mulai) == ("Lapas Satu", "IIA", "Asia/Makassar", dt.date(2020, 8, 17))
    assert (s.induk.kode, s.pembina.kode, s.instansi.kode) == ("KW1", "DIR", "KEM")
    assert s.jalur == f"{s.induk.jalur}{s.ruas}/"
    assert s.induk.jalur == f"{admin.unit.jalur}{s.induk.ruas}/"
    assert RiwayatInduk.objects.filter(selesai=None).count() == 3
    assert sorted(Jejak.objects.values_list("aksi", flat=True)) == ["buat_satker"] * 3 + ["impor_satker"]


def test_second_import_of_the_same_file_changes_nothing(admin: Pelaku) -> None:
    _simpan(admin, _rencana(admin, *POHON))
    rencana = _rencana(admin, *POHON)
    assert rencana.jumlah == {"baru": 0, "berubah": 0, "sama": 3, "galat": 0}
    assert rencana.siap is False


@pytest.mark.parametrize(("tulis", "nama"), [(tulis_csv, "x.csv"), (lambda d: tulis_xlsx(d, "Satker"), "x.xlsx")])
def test_export_imported_again_changes_nothing(admin: Pelaku, tulis: Any, nama: str) -> None:
    _simpan(admin, _rencana(admin, *POHON))
    buat_satker(Satker.objects.get(kode="KW1"), nama="=HYPERLINK(1)", alamat="baris 1\nbaris 2")
    rencana = SatkerSumber(admin).rencanakan(baca(tulis(SatkerSumber(admin).ekspor()), nama))
    assert _galat(rencana) == []
    assert rencana.jumlah == {"baru": 0, "berubah": 0, "sama": 5, "galat": 0}


def test_changed_cells_are_shown_old_to_new_and_written_with_audit(admin: Pelaku) -> None:
    _simpan(admin, _rencana(admin, *POHON))
    rencana = _rencana(admin, "s1;Lapas Baru;;;-;;;;;WIB;;")
    assert [(p.kolom, p.sebelum, p.sesudah) for p in rencana.baris[0].perubahan] == [
        ("kode", "S1", "s1"),
        ("nama", "Lapas Satu", "Lapas Baru"),
        ("kelas", "IIA", ""),
        ("zona", "WITA", "WIB"),
    ]
    assert _simpan(admin, rencana).berubah == 1
    s = Satker.objects.get(kode="s1")
    assert (s.nama, s.kelas, s.zona, s.provinsi) == ("Lapas Baru", "", "Asia/Jakarta", "Prov")
    baris = Jejak.objects.get(aksi="ubah_satker")
    assert (baris.sebelum["nama"], baris.sesudah["nama"]) == ("Lapas Satu", "Lapas Baru")


def test_changed_parent_moves_the_branch_with_history(admin: Pelaku) -> None:
    _simpan(admin, _rencana(admin, *POHON))
    anak = buat_satker(Satker.objects.get(kode="S1"))
    rencana = _rencana(admin, "KW2;Kanwil Dua;kanwil;kanwil;;KEM;;;;WIB;;2019-01-01", "S1;;;;;KW2;;;;;;")
    assert _simpan(admin, rencana).berubah == 1
    s = Satker.objects.get(kode="S1")
    anak.refresh_from_db()
    assert s.induk.kode == "KW2"
    assert anak.jalur == f"{s.induk.jalur}{s.ruas}/{anak.ruas}/"
    assert Jejak.objects.get(aksi="pindahkan_satker").alasan == "impor x.csv"
    assert list(RiwayatInduk.objects.filter(satker=s).values_list("induk__kode", flat=True)) == ["KW2", "KW1"]


def test_two_moves_that_swap_levels_leave_a_right_tree(admin: Pelaku) -> None:
    a = buat_satker(admin.unit, kode="A")
    b = buat_satker(a, kode="B")
    _simpan(admin, _rencana(admin, "A;;;;;B;;;;;;", "B;;;;;KEM;;;;;;"))
    a.refresh_from_db()
    b.refresh_from_db()
    assert (a.induk, b.induk) == (b, admin.unit)
    assert a.jalur == f"{b.jalur}{a.ruas}/" == f"{admin.unit.jalur}{b.ruas}/{a.ruas}/"


def test_every_wrong_cell_is_named_with_row_column_and_allowed_values(admin: Pelaku) -> None:
    rencana = _rencana(
        admin,
        "S/1;Nama;satker;lapas;;KEM;;;;WIB;;2020-01-01",
        "S2;;satkerr;penjara;;KEM;;;;WIX;;08/17/2026",
        "S3;Nama;satker;lapas;;TIADA;TIADA;;;WIB;;2020-01-01",
        "S4;Nama;kanwil;kanwil;;S5;;;;WIB;;2020-01-01",
        "S5;Nama;satker;lapas;;KEM;;;;WIB;;2020-01-01",
        "s5;Nama;satker;lapas;;KEM;;;;WIB;;2020-01-01",
        "INS;Nama;instansi;kanwil;;;;;;WIB;;2020-01-01",
        "S6;Nama;satker;lapas;;;;;;WIB;;2020-01-01",
    )
    jenis = "instansi, kanwil atau lapas"
    assert _galat(rencana) == [
        (2, "Akode", "Kode hanya boleh huruf, angka, titik, strip, dan garis bawah; paling panjang 40."),
        (3, "Ctingkat", "“satkerr” tidak ada di pilihan. Isi instansi, eselon1, kanwil, satker atau kawasan."),
        (3, "Djenis", f"“penjara” tidak ada di pilihan. Isi {jenis}."),
        (3, "Jzona", "“WIX” tidak ada di pilihan. Isi WIB, WITA atau WIT."),
        (3, "Laktif_mulai", "“08/17/2026”: Tanggal tidak terbaca. Contoh: 17-08-2026."),
        (3, "Bnama", "Wajib diisi."),
        (4, "Fkode_induk", "Tidak ada satker berkode TIADA, di aplikasi maupun di berkas ini."),
        (5, "Fkode_induk", "Induk Kantor wilayah harus Instansi atau Unit eselon I."),
        (7, "Akode", "Kode s5 sudah ada di baris 6."),
        (8, "Ctingkat", "Instansi tidak dibuat lewat impor. Minta admin sistem."),
        (9, "Fkode_induk", "Wajib diisi, kecuali untuk instansi."),
    ]
    assert rencana.siap is False


def test_circle_of_parents_is_refused(admin: Pelaku) -> None:
    a = buat_satker(admin.unit, kode="A")
    buat_satker(a, kode="B")
    rencana = _rencana(admin, "A;;;;;B;;;;;;")
    assert _galat(rencana) == [(2, "Fkode_induk", "Induk melingkar: satker ini berada di bawah dirinya sendiri.")]


def test_unit_of_another_instansi_is_neither_changed_nor_shown(admin: Pelaku) -> None:
    buat_kanwil(buat_instansi(), kode="LUAR", nama="NAMA RAHASIA")
    rencana = _rencana(
        admin, "LUAR;Rebut;kanwil;kanwil;;KEM;;;;WIB;;2020-01-01", "S1;Nama;satker;lapas;;LUAR;;;;WIB;;2020-01-01"
    )
    assert [g[1] for g in _galat(rencana)] == ["Akode"]
    assert "RAHASIA" not in str(rencana)
    with pytest.raises(ValidationError):
        _simpan(admin, _paksa(rencana))
    assert Satker.objects.get(kode="LUAR").nama == "NAMA RAHASIA"


def _paksa(rencana: Rencana) -> Rencana:
    """What would be written if the preview's verdict were ignored."""
    for b in rencana.baris:
        b.keadaan = "baru" if b.keadaan == "galat" else b.keadaan
    return rencana


def test_failure_in_the_middle_leaves_nothing(admin: Pelaku) -> None:
    rencana = _rencana(admin, *POHON)
    buat_satker(admin.unit, kode="dir")
    with pytest.raises(ValidationError, match="Data berubah sejak pratinjau"):
        _simpan(admin, rencana)
    assert sorted(Satker.objects.values_list("kode", flat=True)) == ["KEM", "dir"]
    assert Jejak.objects.count() == 0


def test_missing_key_column_and_unknown_columns_are_named(admin: Pelaku) -> None:
    with pytest.raises(BerkasTidakTerbaca, match="Kolom kode tidak ada"):
        _rencana(admin, "x", kepala="nama")
    rencana = _rencana(admin, "KEM;x;y", kepala="kode;catatan;warna")
    assert rencana.catatan == ["Kolom catatan, warna tidak dikenal dan dilewati."]


def test_sidik_changes_with_the_data_behind_the_plan(admin: Pelaku) -> None:
    kanwil = buat_kanwil(admin.unit, kode="KW1", nama="Lama")
    sidik = _rencana(admin, "KW1;Baru;;;;;;;;;;").sidik
    assert _rencana(admin, "KW1;Baru;;;;;;;;;;").sidik == sidik
    kanwil.nama = "Disela"
    kanwil.save()
    assert _rencana(admin, "KW1;Baru;;;;;;;;;;").sidik != sidik


def test_plan_costs_the_same_for_one_row_and_for_many(admin: Pelaku) -> None:
    jumlah = []
    for n in (1, 30):
        with CaptureQueriesContext(connection) as tangkap:
            _rencana(admin, *(f"S{i};Nama;satker;lapas;;KEM;;;;WIB;;2020-01-01" for i in range(n)))
        jumlah.append(len(tangkap))
    assert jumlah == [4, 4]


def test_move_to_another_instansi_in_a_begun_year_is_named(admin: Pelaku) -> None:
    """Also below a parent that the same file moves; a move inside the instansi stays possible."""
    sistem = pelaku_untuk(admin.unit, Peran.ADMIN_SISTEM)
    lain = buat_instansi(kode="LAIN")
    kanwil, dua = buat_kanwil(admin.unit, kode="KW1"), buat_kanwil(admin.unit, kode="KW2")
    buat_satker(dua, kode="S1")
    baris = ("S1;;;;;KW1;;;;;;", "KW1;;;;;LAIN;;;;;;")
    assert _galat(_rencana(sistem, *baris)) == []

    buat_periode(admin.unit)
    assert [(nomor, kolom) for nomor, kolom, _ in _galat(_rencana(sistem, *baris))] == [
        (2, "Fkode_induk"),
        (3, "Fkode_induk"),
    ]
    assert f"Periode {timezone.localdate().year} KEM sudah dibuat" in _galat(_rencana(sistem, *baris))[0][2]
    assert _galat(_rencana(sistem, baris[0])) == []
    assert (kanwil.instansi_id, lain.anak.count()) == (admin.unit.pk, 0)


@pytest.mark.parametrize("huruf", ["\x01", "\x1b", "\x7f", "\x85"])
def test_control_characters_are_refused(admin: Pelaku, huruf: str) -> None:
    rencana = _rencana(admin, f"S1;La{huruf}pas;satker;lapas;;KEM;;;;WIB;;2020-01-01")
    assert _galat(rencana) == [(2, "Bnama", "Sel ini berisi karakter yang tidak terlihat. Ketik ulang.")]


def test_line_ends_inside_a_cell_are_blanks_in_an_address_and_refused_elsewhere(admin: Pelaku) -> None:
    rencana = _rencana(admin, 'S1;Lapas;satker;lapas;;KEM;;;;WIB;"Jalan 1\nKota";2020-01-01')
    assert (_galat(rencana), rencana.baris[0].data.alamat) == ([], "Jalan 1 Kota")
    assert [g[1] for g in _galat(_rencana(admin, 'S1;"La\npas";satker;lapas;;KEM;;;;WIB;;2020-01-01'))] == ["Bnama"]
