"""The one entrance of the checks: a path and the name it was sent with in, a verdict out.

Nothing is ever written; arguments and result can be pickled.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from berkas.periksa.putusan import Alasan, Putusan, TolakError
from berkas.periksa.tipe import ARSIP, FOTO, LAMA, MAKRO, Tipe, batas_untuk, ekstensi, tipe_untuk

log = logging.getLogger(__name__)
_OLE = b"\xd0\xcf\x11\xe0"


def periksa_nama(nama: str) -> Alasan | None:
    """What the extension alone already decides; None = the contents are asked."""
    akhiran = ekstensi(nama)
    if tipe_untuk(nama):
        return None
    if akhiran in LAMA:
        return Alasan.FORMAT_LAMA
    if akhiran in MAKRO:
        return Alasan.MAKRO
    if akhiran in FOTO:
        return Alasan.FOTO
    return Alasan.ARSIP if akhiran in ARSIP else Alasan.TIPE


def periksa_berkas(jalur: Path, nama: str, *, batas: int) -> Putusan:
    """Judge a file on disk. `batas` is the instance's largest size in bytes."""
    tipe = tipe_untuk(nama)
    if tipe is None:
        return Putusan(periksa_nama(nama))
    ukuran = jalur.stat().st_size
    if ukuran == 0:
        return Putusan(Alasan.KOSONG, tipe.nama)
    if ukuran > batas_untuk(nama, batas):
        return Putusan(Alasan.TERLALU_BESAR, tipe.nama)
    try:
        return Putusan(None, tipe.nama, tipe.media, _periksa_isi(jalur, tipe))
    except TolakError as tolak:
        return Putusan(tolak.alasan, tipe.nama)
    except (MemoryError, RecursionError):
        return Putusan(Alasan.TERLALU_RUMIT, tipe.nama)
    except Exception:  # hostile bytes met a fault in a parser: refused, never a server error, and worth a look
        log.exception("pemeriksaan %s gagal", tipe.nama)
        return Putusan(Alasan.TIDAK_SAH, tipe.nama)


def _periksa_isi(jalur: Path, tipe: Tipe) -> int | None:
    """Magic, then structure; the number of pages of a PDF."""
    with jalur.open("rb") as isi:
        kepala = isi.read(64)
    awal = kepala[tipe.geser :]
    periksa = pemeriksa_untuk(tipe)
    if tipe.golongan == "pdf":
        return periksa(jalur)
    if tipe.awalan and not awal.startswith(tipe.awalan) and not (tipe.golongan == "ooxml" and awal.startswith(_OLE)):
        raise TolakError(Alasan.TIDAK_SAH)
    return periksa(jalur)


def pemeriksa_untuk(tipe: Tipe) -> Callable[[Path], int | None]:
    """The check of a kind. Loaded here, not above: a process that judges one picture need not wait for qpdf."""
    if tipe.golongan == "pdf":
        from berkas.periksa.pdf import periksa_pdf

        return periksa_pdf
    if tipe.golongan == "ooxml":
        from berkas.periksa.ooxml import periksa_ooxml

        return lambda jalur: periksa_ooxml(jalur, tipe.nama)
    if tipe.golongan == "gambar":
        from berkas.periksa.gambar import periksa_gambar

        return lambda jalur: periksa_gambar(jalur, tipe.nama)
    if tipe.golongan == "teks":
        from berkas.periksa.teks import periksa_teks

        return periksa_teks
    from berkas.periksa.video import periksa_mp4

    return periksa_mp4
