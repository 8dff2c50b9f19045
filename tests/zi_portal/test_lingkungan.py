"""Reading DATABASE_URL."""

from __future__ import annotations

import os

import pytest
from django.db import connection

from zi_portal.lingkungan import basis_data

BATAS = "-c statement_timeout=5000 -c lock_timeout=3000"


@pytest.mark.parametrize(
    ("ekor", "opsi"),
    [
        ("", {"options": BATAS}),
        ("?options=-c%20search_path%3Dzi", {"options": f"{BATAS} -c search_path=zi"}),
        (
            "?sslmode=require&options=-c%20lock_timeout%3D9",
            {"sslmode": "require", "options": f"{BATAS} -c lock_timeout=9"},
        ),
    ],
)
def test_options_of_the_address_follow_our_limits(ekor: str, opsi: dict[str, str]) -> None:
    assert basis_data(f"postgresql://u:p@host:5433/zi{ekor}", BATAS)["OPTIONS"] == opsi


def test_address_without_limits_and_options_has_none() -> None:
    assert basis_data("postgresql:///zi")["OPTIONS"] == {}


@pytest.mark.django_db
def test_every_connection_has_the_limits() -> None:
    with connection.cursor() as kursor:
        nilai = {}
        for nama in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
            kursor.execute("SELECT setting FROM pg_settings WHERE name = %s", [nama])
            nilai[nama] = kursor.fetchone()[0]
    assert nilai == {
        "statement_timeout": os.environ["BATAS_KUERI_MS"],
        "lock_timeout": os.environ["BATAS_KUNCI_MS"],
        "idle_in_transaction_session_timeout": os.environ["BATAS_DIAM_MS"],
    }
