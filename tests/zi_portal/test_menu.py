"""The left navigation: entries by role, and which one is marked."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from satker.peran import Peran
from tests.pabrik import buat_kanwil, buat_periode, buat_satker, masuk, pelaku_untuk

pytestmark = pytest.mark.django_db


def menu(client: Client, alamat: str) -> list[Any]:
    return client.get(alamat).context["menu"]


@pytest.mark.parametrize(
    ("peran", "harap"),
    [
        (
            Peran.KEPALA,
            [
                "Beranda",
                "LKE",
                "Nilai dan syarat",
                "Kirim LKE",
                "Data dukung",
                "Layanan dan fakta",
                "Desk evaluasi",
                "Usulan",
            ],
        ),
        (
            Peran.TPI_DALNIS,
            [
                "Beranda",
                "Daftar satker",
                "Satker saya",
                "Desk evaluasi",
                "Usulan",
                "Kemiripan",
                "Bandingkan butir",
                "Wawancara",
            ],
        ),
        (
            Peran.STAF_KANWIL,
            ["Beranda", "Daftar satker", "Pendahuluan", "Usulan", "Kemiripan", "Bandingkan butir", "Pendaftaran"],
        ),
        (
            Peran.ADMIN_INSPEKTORAT,
            ["Beranda", "Daftar satker", "Usulan", "Kemiripan", "Tim penilai", "Satker", "Pengguna", "Periode"],
        ),
        (Peran.ADMIN_SISTEM, ["Beranda", "Satker", "Pengguna", "Kesehatan", "Kotak surat"]),
    ],
)
def test_menu_lists_what_the_role_may_open(client, peran, harap):
    unit = buat_satker(buat_kanwil())
    masuk(client, pelaku_untuk(unit, peran))
    assert [i.label for i in menu(client, "/profil/")] == harap


@pytest.mark.parametrize(
    ("akhir", "harap"),
    [
        ("lke/P5.1b/", ["LKE"]),
        ("", ["Nilai dan syarat"]),
        ("fakta/ubah/", ["Layanan dan fakta"]),
        ("layanan/baru/", []),
    ],
)
def test_menu_marks_the_room_of_the_page(client, akhir, harap):
    from django.core.management import call_command

    call_command("muat_instrumen", verbosity=0)
    unit = buat_satker(buat_kanwil())
    periode = buat_periode(unit)
    masuk(client, pelaku_untuk(unit, Peran.KOORDINATOR))
    ditandai = [i.label for i in menu(client, f"/{periode.tahun}/satker/{unit.kode}/{akhir}") if i.aktif]
    assert ditandai == harap


def test_profile_belongs_to_no_entry(client):
    masuk(client, pelaku_untuk(buat_satker(), Peran.KEPALA))
    assert [i.label for i in menu(client, "/profil/") if i.aktif] == []
