"""The command that opens an empty installation."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from satker.models import Satker, User
from satker.peran import Peran

pytestmark = pytest.mark.django_db
ARG = ("--instansi-kode", "KEM", "--instansi-nama", "Kementerian Contoh", "--zona", "WITA")


def _jalankan() -> str:
    keluar = io.StringIO()
    call_command("buat_admin", *ARG, stdout=keluar)
    return keluar.getvalue()


def test_first_run_makes_instansi_account_and_a_link_that_opens() -> None:
    keluaran = _jalankan()
    user = User.objects.get()
    tugas = user.penugasan.get()
    assert (tugas.peran, tugas.unit.kode, tugas.unit.zona) == (Peran.ADMIN_SISTEM, "KEM", "Asia/Makassar")
    assert user.has_usable_password() is False
    tautan = next(kata for kata in keluaran.split() if kata.startswith("http"))
    assert "Buat sandi baru" in Client().get("/" + tautan.split("/", 3)[3], follow=True).content.decode()


def test_second_run_before_first_login_prints_a_new_link_only() -> None:
    _jalankan()
    assert "belum pernah masuk" in _jalankan()
    assert (User.objects.count(), Satker.objects.count()) == (1, 1)


def test_run_with_a_working_admin_is_refused() -> None:
    _jalankan()
    user = User.objects.get()
    user.set_password("empat gajah menari pelan")
    user.save()
    with pytest.raises(CommandError, match="Sudah ada admin sistem"):
        _jalankan()


def test_code_of_a_unit_that_is_no_instansi_is_refused_and_leaves_nothing() -> None:
    with pytest.raises(CommandError):
        call_command("buat_admin", "--instansi-kode", "a/b", "--instansi-nama", "x")
    assert User.objects.count() == 0
