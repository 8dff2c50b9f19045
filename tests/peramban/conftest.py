"""Fixtures of the browser scripts."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "berkas"
