"""Import of people and roles: plan, rights, all-or-nothing, idempotency."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from satker.actions.impor import simpan_impor_pengguna
from satker.impor.berkas import baca, tulis_csv
from satker.impor.dasar import Rencana
from satker.impor.pengguna import PenggunaSumber
from satker.models import Jejak, Penugasan, Satker, User
from satker.pelaku import Pelaku
from satker.peran import Peran
from tests.pabrik import buat_instansi, buat_kanwil, buat_penugasan, buat_satker, buat_user, pelaku_untuk

pytestmark = pytest.mark.django_db
KEPALA = "username;nip;email;nama;kode_unit;peran;area;mulai;selesai;gelar"
NIP = "000000000000000001"
ORANG = (
    f"pokja1;{NIP};Satu@contoh.invalid;Orang Satu;S1;anggota_pokja;A1;2026-01-01;;",
    f"pokja1;{NIP};Satu@contoh.invalid;Orang Satu;S1;Anggota Pokja;A2;2026-01-01;;",
    "kepala1;;;Orang Dua;s1;Kepala satker;;2026-01-01;31-12-2026;plh",
)


@pytest.fixture
def satker(admin: Pelaku) -> Satker:
    return buat_satker(buat_kanwil(admin.unit, kode="KW1"), kode="S1")


@pytest.fixture
def admin() -> Pelaku:
    user = buat_user(username="admin.insp", nama="Admin")
    return pelaku_untuk(buat_instansi(kode="KEM"), Peran.ADMIN_INSPEKTORAT, user=user)


def _rencana(admin: Pelaku, *baris: str) -> Rencana:
    return PenggunaSumber(admin).rencanakan(baca("\n".join([KEPALA, *baris]).encode(), "x.csv"))


def _simpan(admin: Pelaku, rencana: Rencana) -> Any:
    return simpan_impor_pengguna(oleh=admin, perubahan=rencana.untuk_disimpan, nama_berkas="x.csv", sha256="0" * 64)


def _galat(rencana: Rencana) -> list[tuple[int, str]]:
    return [(b.nomor, g.kolom) for b in rencana.baris for g in b.galat]


def test_simpan_makes_accounts_without_password_and_all_their_roles(admin: Pelaku, satker: Satker) -> None:
    rencana = _rencana(admin, *ORANG)
    assert (_galat(rencana), rencana.jumlah["baru"]) == ([], 3)
    assert _simpan(admin, rencana).baru == 3
    satu = User.objects.get(username="pokja1")
    assert (satu.nip, satu.email, satu.has_usable_password()) == (NIP, "satu@contoh.invalid", False)
    assert sorted(satu.penugasan.values_list("area", flat=True)) == ["A1", "A2"]
    dua = Penugasan.objects.get(user__username="kepala1")
    assert (dua.label, dua.selesai) == ("Plh. Kepala satker", dt.date(2026, 12, 31))
    assert sorted(Jejak.objects.values_list("aksi", flat=True)) == [
        "buat_pengguna",
        "buat_pengguna",
        "impor_pengguna",
        "tugaskan",
    ]


def test_second_import_and_export_change_nothing(admin: Pelaku, satker: Satker) -> None:
    _simpan(admin, _rencana(admin, *ORANG))
    assert _rencana(admin, *ORANG).jumlah == {"baru": 0, "berubah": 0, "sama": 3, "galat": 0}
    ekspor = PenggunaSumber(admin).rencanakan(baca(tulis_csv(PenggunaSumber(admin).ekspor()), "x.csv"))
    assert (_galat(ekspor), ekspor.jumlah["sama"]) == ([], 4)


def test_changes_of_account_role_and_end_are_written(admin: Pelaku, satker: Satker) -> None:
    _simpan(admin, _rencana(admin, *ORANG))
    rencana = _rencana(
        admin,
        "kepala1;;dua@contoh.invalid;Orang Dua Ganti;S1;kepala;;2026-01-01;-;-",
        "pokja1;;;;KW1;staf_kanwil;;2026-02-01;;",
    )
    assert (_galat(rencana), rencana.jumlah["berubah"]) == ([], 2)
    _simpan(admin, rencana)
    dua = Penugasan.objects.select_related("user").get(user__username="kepala1")
    assert (dua.user.nama, dua.user.email, dua.selesai, dua.gelar) == (
        "Orang Dua Ganti",
        "dua@contoh.invalid",
        None,
        "",
    )
    assert Penugasan.objects.filter(user__username="pokja1", peran=Peran.STAF_KANWIL, unit__kode="KW1").count() == 1


def test_wrong_rows_are_named(admin: Pelaku, satker: Satker) -> None:
    buat_penugasan(satker, Peran.KEPALA, buat_user(username="lama", nip=NIP, email="lama@contoh.invalid"))
    rencana = _rencana(
        admin,
        "a b;;;Nama;S1;kepala;;2026-01-01;;",
        "satu1;123;;Nama;S1;kepala;;2026-01-01;;",
        "satu2;;bukan surel;Nama;S1;kepala;;2026-01-01;;",
        f"satu3;{NIP};;Nama;S1;kepala;;2026-01-01;;",
        "satu4;;lama@contoh.invalid;Nama;S1;kepala;;2026-01-01;;",
        "satu5;;;Nama;S1;anggota_pokja;;2026-01-01;;",
        "satu6;;;Nama;KW1;admin_sistem;;2026-01-01;;",
        "satu7;;;Nama;S1;staf_kanwil;;2026-01-01;;",
        "satu8;;;Nama;;;;;;",
        "satu9;;;Nama;TIADA;kepala;;2026-01-01;;",
        "satu10;;;Nama;S1;kepala;;2026-02-01;2026-01-01;",
        "lama;;;;S1;kepala;;2026-01-01;;",
        "satu11;;;;S1;kepala;;2026-01-01;;",
        "dobel;;;Nama;S1;kepala;;2026-01-01;;",
        "dobel;;;Lain;KW1;staf_kanwil;;2026-01-01;;",
    )
    assert _galat(rencana) == [
        (2, "username"),
        (3, "nip"),
        (4, "email"),
        (5, "nip"),
        (6, "email"),
        (7, "area"),
        (8, "peran"),
        (9, "kode_unit"),
        (10, "kode_unit"),
        (11, "kode_unit"),
        (12, "selesai"),
        (13, "mulai"),
        (14, "nama"),
        (16, "username"),
    ]


def test_person_of_another_instansi_is_not_touched_nor_shown(admin: Pelaku, satker: Satker) -> None:
    buat_penugasan(buat_satker(), Peran.KEPALA, buat_user(username="asing", nama="NAMA RAHASIA"))
    rencana = _rencana(admin, "asing;;;Rebut;S1;kepala;;2026-01-01;;")
    assert _galat(rencana) == [(2, "username")]
    assert "RAHASIA" not in str(rencana)


def test_account_of_a_person_who_also_serves_elsewhere_keeps_its_data(admin: Pelaku, satker: Satker) -> None:
    user = buat_penugasan(satker, Peran.KEPALA, buat_user(username="dua.kaki", nama="Tetap")).user
    buat_penugasan(buat_satker(), Peran.KEPALA, user)
    assert _galat(_rencana(admin, "dua.kaki;;rebut@contoh.invalid;;;;;;;")) == [(2, "username")]
    rencana = _rencana(admin, "dua.kaki;;;;S1;koordinator;;2026-01-01;;")
    assert _galat(rencana) == []


def test_failure_in_the_middle_leaves_nothing(admin: Pelaku, satker: Satker) -> None:
    rencana = _rencana(admin, *ORANG)
    buat_user(username="lain", nip=NIP)
    with pytest.raises(ValidationError, match="Data berubah sejak pratinjau"):
        _simpan(admin, rencana)
    assert not User.objects.filter(username__in=["pokja1", "kepala1"]).exists()
    assert Jejak.objects.count() == 0


def test_plan_costs_the_same_for_one_row_and_for_many(admin: Pelaku, satker: Satker) -> None:
    jumlah = []
    for n in (1, 30):
        with CaptureQueriesContext(connection) as tangkap:
            _rencana(admin, *(f"orang{i}x;;;Nama;S1;kepala;;2026-01-01;;" for i in range(n)))
        jumlah.append(len(tangkap))
    assert jumlah[0] == jumlah[1]


def test_own_active_role_is_not_ended_by_import(admin: Pelaku, satker: Satker) -> None:
    rencana = _rencana(admin, "admin.insp;;;;KEM;admin_inspektorat;;01-01-2020;01-01-2026;")
    assert _galat(rencana) == [(2, "selesai")]


def test_account_made_between_preview_and_saving_is_not_overwritten(admin: Pelaku, satker: Satker) -> None:
    rencana = _rencana(admin, ORANG[2])
    buat_user(username="KEPALA1", nama="Lebih Dulu")
    with pytest.raises(ValidationError, match="Data berubah sejak pratinjau"):
        _simpan(admin, rencana)
    assert User.objects.get(username="KEPALA1").nama == "Lebih Dulu"


def test_audit_log_of_an_import_never_holds_a_whole_nip_or_address(admin: Pelaku, satker: Satker) -> None:
    _simpan(admin, _rencana(admin, *ORANG))
    lain = "000000000000000992"
    _simpan(admin, _rencana(admin, f"kepala1;{lain};dua@contoh.invalid;;;;;;;"))
    assert Jejak.objects.get(aksi="ubah_pengguna").sesudah == {"nip": "******…992", "email": "d***@contoh.invalid"}
    semua = str(list(Jejak.objects.values_list("sebelum", "sesudah", "alasan")))
    for rahasia in (NIP, lain, "satu@", "dua@"):
        assert rahasia not in semua


def test_control_characters_are_refused(admin: Pelaku, satker: Satker) -> None:
    rencana = _rencana(admin, "satu1;;;Na\x02ma;S1;kepala;;2026-01-01;;")
    assert _galat(rencana) == [(2, "nama")]
