"""What every request passes through."""

from __future__ import annotations

import pytest
from django.test import Client

from satker.peran import Peran
from tests.pabrik import buat_kanwil, buat_periode, buat_satker, masuk, pelaku_untuk

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "alamat",
    ["/cari/?q=%00abc", "/satker/?q=a%00", "/satker/%00/", "/2026/satker/%00/lke/P5.1b/", "/masuk/?next=/%00"],
)
def test_nul_in_an_address_is_a_bad_request(client: Client, alamat: str) -> None:
    kanwil = buat_kanwil()
    buat_periode(buat_satker(kanwil))
    masuk(client, pelaku_untuk(kanwil, Peran.STAF_KANWIL))

    jawab = client.get(alamat)

    assert jawab.status_code == 400
    assert "Permintaan tidak dapat dibaca." in jawab.text


def test_form_sent_after_the_session_ended_says_that_nothing_was_saved(client: Client) -> None:
    jawab = client.post("/2026/satker/S1/lke/P5.1b/", {"uraian": "ketikan"}, follow=True)

    assert jawab.redirect_chain == [("/masuk/?next=%2F2026%2Fsatker%2FS1%2Flke%2FP5.1b%2F", 302)]
    assert "Sesi berakhir demi keamanan. Yang baru saja Anda kirim belum tersimpan." in jawab.text


def test_page_asked_for_without_a_session_leads_to_the_login_without_a_warning(client: Client) -> None:
    jawab = client.get("/profil/", follow=True)

    assert jawab.redirect_chain == [("/masuk/?next=%2Fprofil%2F", 302)]
    assert "Sesi berakhir" not in jawab.text
