"""What the serving role of the database may not do, whatever the code above it tries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from satker.models import Jejak
from tests import pabrik

pytestmark = pytest.mark.django_db
TETAP = (
    *("penilaian_riwayatjawaban", "penilaian_nilaiharian", "berkas_versiberkas", "berkas_isi"),
    *("berkas_dokumenterbit", "berkas_tandatanganbasah", "berkas_kopinstansi"),
)
DAHULU = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def sebagai_aplikasi(db: None) -> Iterator[Any]:
    with connection.cursor() as kursor:
        kursor.execute("SET ROLE zi_app")
        yield kursor
        kursor.execute("RESET ROLE")


@pytest.mark.parametrize("tabel", TETAP)
@pytest.mark.parametrize("perintah", ["DELETE FROM", "TRUNCATE"])
def test_serving_role_may_read_but_not_delete(sebagai_aplikasi: Any, tabel: str, perintah: str) -> None:
    sebagai_aplikasi.execute(f"SELECT count(*) FROM {tabel}")  # noqa: S608  names of this file
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        sebagai_aplikasi.execute(f"{perintah} {tabel}")


@pytest.mark.parametrize(("peran", "palsu"), [("zi_app", False), ("", True)])
def test_time_of_an_audit_row_is_the_database_s_for_the_serving_role_only(peran: str, palsu: bool) -> None:
    satker = pabrik.buat_satker()
    mulai = timezone.now()
    with connection.cursor() as kursor:
        kursor.execute(f"SET ROLE {peran}" if peran else "RESET ROLE")
        try:
            Jejak.objects.create(satker=satker, aksi="uji", objek="x", pada=DAHULU)
        finally:
            kursor.execute("RESET ROLE")
    pada = Jejak.objects.get(aksi="uji").pada
    assert (pada == DAHULU) is palsu
    assert (mulai - dt.timedelta(minutes=1) < pada < mulai + dt.timedelta(minutes=1)) is not palsu
