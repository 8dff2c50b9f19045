"""What follows when the worker has read a document: every consumer of its text, in order, each idempotent."""

from __future__ import annotations

from collections.abc import Callable

from berkas.actions.indeks import indeks_olahan
from berkas.actions.kembar import sidik
from berkas.actions.kesegaran import tebak_tanggal
from berkas.actions.telaah import telaah_olahan
from berkas.models import Olahan

# Each step reads the finished Olahan (status, teks, metadata) and writes its own rows.
LANGKAH: tuple[Callable[[Olahan], None], ...] = (telaah_olahan, tebak_tanggal, indeks_olahan, sidik)


def setelah_olah(olahan: Olahan) -> None:
    """Run every step. Called inside the job of the Isi; an error fails the job, which is tried again."""
    for langkah in LANGKAH:
        langkah(olahan)
