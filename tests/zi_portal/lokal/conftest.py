import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def tempat() -> Iterator[Path]:
    """A directory, in memory where possible, that the user who runs PostgreSQL can reach (tmp_path is closed to it)."""
    tempat = Path(tempfile.mkdtemp(dir=Path(os.environ["ZI_VAR"]).parent))
    tempat.chmod(0o755)
    yield tempat
    shutil.rmtree(tempat)


@pytest.fixture
def var(tempat: Path) -> Path:
    return tempat / "var"
