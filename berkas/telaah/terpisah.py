"""The redacted copy, made in a process of its own with bounded memory and time: the bytes are still a stranger's."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger(__name__)
MEMORI_MAKS = 1536 * 1024 * 1024  # bytes of address space, for it and for Tesseract below it
CPU_MAKS = 600  # seconds: 200 pages with OCR
DETIK_MAKS = 1200
_AKAR = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Salinan:
    """What the child made. `pesan` says why there is no copy; then the rest means nothing."""

    pesan: str = ""
    tanda: int = 0
    halaman: int = 0
    dari_gambar: tuple[int, ...] = ()


def samarkan_terpisah(
    asal: Path,
    tujuan: Path,
    *,
    media: str,
    keluar: Sequence[int],
    diketahui: Mapping[int, int],
    tesseract: str | None,
    sementara: Path,
) -> Salinan:
    """samarkan() in a child process; scratch files go below `sementara`."""
    minta = json.dumps({"media": media, "keluar": list(keluar), "diketahui": dict(diketahui), "tesseract": tesseract})
    lingkungan = {k: v for k, v in os.environ.items() if k in {"PATH", "LD_LIBRARY_PATH", "LANG", "TESSDATA_PREFIX"}}
    lingkungan |= {"TMPDIR": str(sementara), "OMP_THREAD_LIMIT": "1"}
    perintah = [sys.executable, "-m", "berkas.telaah", str(asal.resolve()), str(tujuan.resolve()), minta]
    try:
        keluaran = subprocess.run(  # noqa: S603  a fixed program; paths of our own and data as JSON
            perintah, cwd=_AKAR, env=lingkungan, capture_output=True, timeout=DETIK_MAKS, check=True, text=True
        )
        isi = json.loads(keluaran.stdout)
    except (subprocess.SubprocessError, ValueError) as galat:
        log.warning("penyamaran berhenti: %s %s", galat, getattr(galat, "stderr", ""))
        return Salinan("Dokumen terlalu rumit untuk disamarkan di server ini. Bagi menjadi beberapa berkas.")
    if isi.get("pesan"):
        return Salinan(isi["pesan"])
    if isi["tolak"]:
        from berkas.telaah.samarkan import kalimat_tolak  # heavy: the web process does without

        return Salinan(kalimat_tolak({int(h): a for h, a in isi["tolak"].items()}))
    return Salinan("", isi["tanda"], isi["halaman"], tuple(isi["dari_gambar"]))
