"""Every page of this app stands on a loaded instrument.

Imports wait for the settings, which the root conftest prepares after this file is read.
"""

import pytest


@pytest.fixture(autouse=True)
def versi_termuat(request):
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        from instrumen.actions import muat_versi
        from instrumen.queries import instrumen_untuk
        from tests.pemantauan.bahan import INSTRUMEN

        request.getfixturevalue("db")
        muat_versi(INSTRUMEN)
        instrumen_untuk(INSTRUMEN.kode)


@pytest.fixture
def hitung_kueri(client):
    """Number of statements of a GET by a client that has been here before; savepoints of the test case left out."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def hitung(url: str) -> int:
        assert client.get(url).status_code == 200
        with CaptureQueriesContext(connection) as tangkapan:
            assert client.get(url).status_code == 200
        return sum("SAVEPOINT" not in q["sql"] for q in tangkapan.captured_queries)

    return hitung
