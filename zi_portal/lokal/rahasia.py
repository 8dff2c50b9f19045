"""Secrets that the launcher makes once and keeps in var/rahasia, readable by its own user only."""

import os
import secrets
from pathlib import Path


def rahasia(direktori: Path, nama: str) -> str:
    """Return the secret `nama`, made on first use. The file appears whole (mode 0600) or not at all."""
    berkas = direktori / nama
    if not berkas.exists():
        direktori.mkdir(mode=0o700, parents=True, exist_ok=True)
        sementara = direktori / f".{nama}.{os.getpid()}"
        with os.fdopen(os.open(sementara, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as tulis:
            tulis.write(secrets.token_urlsafe(48))
            tulis.flush()
            os.fsync(tulis.fileno())
        try:
            os.link(sementara, berkas)  # never replaces a secret that another start made meanwhile
        except FileExistsError:
            pass
        finally:
            sementara.unlink()
    return berkas.read_text()
