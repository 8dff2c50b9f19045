"""Fixtures for every test."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from zi_portal.basisdata.base import kosongkan_simpanan

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """Connections that uploads laid aside would keep the test database from being dropped."""
    yield
    kosongkan_simpanan()


@pytest.fixture
def gambar_semu(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are written and stored but not drawn: what the PDF shows is the business of tests/*/laporan."""
    contoh = b"%PDF-1.7\n% "

    def semu(html: str, *, judul: str, dasar: Any = None) -> bytes:
        return contoh + hashlib.sha256(f"{judul}{html}".encode()).hexdigest().encode() + b"\n%%EOF\n"

    monkeypatch.setattr("berkas.laporan.dokumen.buat_pdf", semu)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One real Chromium per worker; tests that need it are skipped, loudly, where none can be found."""
    if not CHROMIUM:
        pytest.skip("Chromium tidak ditemukan: uji peramban DILEWATI (./run test sebagai root memasangnya)")
    from playwright._impl._driver import compute_driver_executable
    from playwright.sync_api import sync_playwright

    if subprocess.run([compute_driver_executable()[0], "--version"], capture_output=True).returncode:
        pytest.skip("Penggerak peramban tidak dapat berjalan: uji peramban DILEWATI (pasang libatomic1)")
    # The driver keeps an event loop in this thread until the session ends; Django's calls beside it are plain.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
        connections.close_all()  # beside the driver's loop this thread has connections of its own
