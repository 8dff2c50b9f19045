"""Handing a connection on: the next thread takes it, nothing half-done is ever handed on, few are kept."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import InterfaceError, connection, transaction

from zi_portal.basisdata import base

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _kosong() -> Iterator[None]:
    base.kosongkan_simpanan()
    yield
    base.kosongkan_simpanan()


def _pid(koneksi: Any) -> int:
    with koneksi.cursor() as kursor:
        kursor.execute("SELECT pg_backend_pid()")
        return int(kursor.fetchone()[0])


def _di_utas(kerja: Any) -> Any:
    hasil: list[Any] = []
    utas = threading.Thread(target=lambda: hasil.append(kerja()))
    utas.start()
    utas.join()
    return hasil[0]


def test_connection_laid_aside_serves_another_thread_and_comes_back() -> None:
    awal = _pid(connection)
    connection.titipkan()
    assert connection.connection is None

    def lain() -> int:
        pid = _pid(connection)
        connection.titipkan()
        return pid

    assert _di_utas(lain) == awal
    assert _pid(connection) == awal


def test_without_laying_aside_every_close_costs_a_new_connection() -> None:
    """The twin: what titipkan() saves."""
    awal = _pid(connection)
    connection.close()
    assert _pid(connection) != awal


def test_inside_a_transaction_nothing_is_handed_on() -> None:
    with pytest.raises(InterfaceError), transaction.atomic():  # noqa: PT012 - the second line is what fails
        connection.titipkan()
        _pid(connection)
    assert base._simpanan == []


def test_connection_that_died_meanwhile_is_not_used() -> None:
    awal = _pid(connection)
    connection.titipkan()

    def bunuh() -> None:
        mentah = base._simpanan.pop()
        assert _pid(connection) != awal
        with connection.cursor() as kursor:
            kursor.execute("SELECT pg_terminate_backend(%s)", [awal])
        connection.close()
        base._simpanan.append(mentah)

    _di_utas(bunuh)
    assert _pid(connection) != awal


def test_old_and_surplus_connections_are_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    buka: list[Any] = []

    def titip() -> None:
        _pid(connection)
        buka.append(connection.connection)
        connection.titipkan()

    monkeypatch.setattr(base, "_ambil", lambda kunci: None)
    for _ in range(base.MAKS + 1):
        titip()
    monkeypatch.undo()
    assert [bool(k.closed) for k in buka] == [True] + [False] * base.MAKS
    monkeypatch.setattr(base, "UMUR", -1.0)
    assert base._ambil(connection.get_connection_params()) is None
    assert [bool(k.closed) for k in buka] == [True] * (base.MAKS + 1)


def test_connection_to_another_database_is_left_alone() -> None:
    _pid(connection)
    connection.titipkan()
    assert base._ambil({"dbname": "lain"}) is None
    assert len(base._simpanan) == 1
