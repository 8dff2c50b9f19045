"""Another database clock: functions named like those of pg_catalog in a schema that is searched first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_FUNGSI = ("statement_timestamp", "now", "transaction_timestamp", "clock_timestamp")


@contextmanager
def jam_basis_data(waktu: str) -> Iterator[None]:
    """Inside the block the database believes it is `waktu` (ISO, with offset). The test's rollback removes it."""
    with connection.cursor() as kursor:
        kursor.execute("CREATE SCHEMA IF NOT EXISTS jam_uji")
        for nama in _FUNGSI:
            kursor.execute(
                f"CREATE OR REPLACE FUNCTION jam_uji.{nama}() RETURNS timestamptz LANGUAGE sql STABLE "
                "AS $$ SELECT current_setting('jam_uji.waktu')::timestamptz $$"
            )
        kursor.execute("SET LOCAL jam_uji.waktu = %s", [waktu])
        kursor.execute("SET LOCAL search_path = jam_uji, pg_catalog, public")
    try:
        yield
    finally:
        with connection.cursor() as kursor:
            kursor.execute("SET LOCAL search_path = public")
