"""Saving data: the person's switch before the browser's wish, and the text of a file before its picture."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from common.hemat import cara_lihat, hemat_data


@pytest.mark.parametrize(
    ("kuki", "peramban", "hemat"),
    [("", "", False), ("", "on", True), ("ya", "", True), ("tidak", "on", False), ("lain", "", False)],
)
def test_switch_of_the_person_comes_before_the_browser(kuki: str, peramban: str, hemat: bool) -> None:
    rf = RequestFactory()
    if kuki:
        rf.cookies["hemat"] = kuki
    assert hemat_data(rf.get("/", headers={"Save-Data": peramban})) is hemat


@pytest.mark.parametrize(
    ("alamat", "cara"), [("/", "teks"), ("/?cara=besar", "besar"), ("/?v=1&hal=1", ""), ("/?hal=2&cara=teks", "teks")]
)
def test_text_first_until_a_link_of_the_preview_says_otherwise(alamat: str, cara: str) -> None:
    rf = RequestFactory()
    assert cara_lihat(rf.get(alamat, headers={"Save-Data": "on"})) == cara
    assert cara_lihat(rf.get(alamat)) == (cara if "cara=" in alamat else "")
