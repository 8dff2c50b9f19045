"""Fixtures for every test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One real Chromium per worker; tests that need it are skipped, loudly, where none can be found."""
    if not CHROMIUM:
        pytest.skip("Chromium tidak ditemukan: uji peramban DILEWATI (./run test sebagai root memasangnya)")
    from playwright.sync_api import sync_playwright

    # The driver keeps an event loop in this thread until the session ends; Django's calls beside it are plain.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
