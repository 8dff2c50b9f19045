"""Addresses outside: what a person can recognise is kept, what can mislead is refused with words."""

from __future__ import annotations

import pytest

from berkas.alamat import AlamatDitolak, periksa_alamat, situs


@pytest.mark.parametrize(
    ("teks", "hasil"),
    [
        (" HTTPS://Drive.Google.com/File/d/AbC?usp=Sharing#x ", "https://drive.google.com/File/d/AbC?usp=Sharing#x"),
        ("http://contoh.go.id", "http://contoh.go.id"),
        ("https://contoh.go.id:8443/a@b", "https://contoh.go.id:8443/a@b"),
        ("https://1drv.ms/f/s!Aabc", "https://1drv.ms/f/s!Aabc"),
    ],
)
def test_plain_addresses_are_kept(teks: str, hasil: str) -> None:
    assert periksa_alamat(teks) == hasil


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ("javascript:alert(1)", "diawali"),
        ("JaVaScRiPt://contoh.go.id/%0aalert(1)", "diawali"),
        ("data:text/html,<script>", "diawali"),
        ("file:///etc/passwd", "diawali"),
        ("ftp://contoh.go.id/a", "diawali"),
        ("//contoh.go.id/a", "diawali"),
        ("drive.google.com/a", "diawali"),
        ("", "diawali"),
        ("https://drive.google.com@jahat.id/", "kata sandi"),
        ("https://user:sandi@contoh.go.id/", "kata sandi"),
        ("https://drive.google.com\\@jahat.id/", "tidak biasa"),
        ("https://contoh.go.id/a b", "tidak biasa"),
        ("https://contoh.go.id/\u202egpj.exe", "tidak biasa"),
        ("https://cont\toh.go.id/", "tidak biasa"),
        ("https://contoh.go.id/\r\nX: y", "tidak biasa"),
        ("https://gооgle.com/", "tidak biasa"),
        ("https://xn--ggle-55da.com/", "mirip"),
        ("https://drive.xn--80ak6aa92e.com/", "mirip"),
        ("https://127.0.0.1/a", "tidak dapat dibuka"),
        ("https://2130706433/a", "tidak dapat dibuka"),
        ("https://0x7f.1/", "tidak dapat dibuka"),
        ("https://[::1]/", "tidak dapat dibuka"),
        ("https://localhost/", "tidak dapat dibuka"),
        ("https://server.local/a", "tidak dapat dibuka"),
        ("https://", "tidak dapat dibuka"),
        ("https://-a.id/", "tidak dapat dibuka"),
        ("https://a..id/", "tidak dapat dibuka"),
        ("https://contoh%2ego.id/", "tidak dapat dibuka"),
        ("https://contoh.go.id:99999/", "tidak terbaca"),
        ("https://[x/", "tidak terbaca"),
        ("https://contoh.go.id/" + "a" * 1500, "Batasnya 1500"),
    ],
)
def test_misleading_addresses_are_refused_with_words(teks: str, kalimat: str) -> None:
    with pytest.raises(AlamatDitolak, match=kalimat):
        periksa_alamat(teks)


def test_site_is_the_host() -> None:
    assert situs("https://drive.google.com/x") == "drive.google.com"
