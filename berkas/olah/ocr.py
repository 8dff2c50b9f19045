"""Text of a picture, read by Tesseract. Words it is unsure of are left out: a photo must not become gibberish."""

from __future__ import annotations

import subprocess
from pathlib import Path

from PIL import Image, ImageStat

from berkas.olah.hasil import Alat
from berkas.olah.teks import rapikan

DETIK_HALAMAN = 40
_YAKIN = 40.0  # of 100; below it a word is not taken
_KATA_MIN = 3  # words of three letters or more that a page must have to count as text
_POLOS = 3.0  # grey levels of deviation below which a page is blank


def kosong(gambar: Image.Image) -> bool:
    """Whether there is nothing on the picture to read."""
    return ImageStat.Stat(gambar.convert("L").resize((200, 200))).stddev[0] < _POLOS


def baca_gambar(gambar: Image.Image, alat: Alat, folder: Path, *, detik: float) -> str:
    """The text, '' for none. Raises subprocess.SubprocessError when Tesseract fails or takes too long."""
    masukan = folder / "ocr.pgm"
    gambar.convert("L").save(masukan)
    try:
        hasil = subprocess.run(  # noqa: S603  a fixed program on a file of ours
            [alat.tesseract, str(masukan), "stdout", "-l", alat.bahasa, "--psm", "3", "-c", "tessedit_create_tsv=1"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=max(1.0, min(DETIK_HALAMAN, detik)),
            check=True,
        )
    finally:
        masukan.unlink(missing_ok=True)
    return susun_tsv(hasil.stdout.decode("utf-8", "replace"))


def susun_tsv(tsv: str) -> str:
    """Lines from Tesseract's table: level page block par line word left top width height conf text."""
    baris: dict[tuple[str, str, str], list[str]] = {}
    kata_utuh = 0
    for satu in tsv.splitlines()[1:]:
        kolom = satu.split("\t")
        if len(kolom) < 12 or kolom[0] != "5" or not kolom[11].strip() or float(kolom[10]) < _YAKIN:
            continue
        baris.setdefault((kolom[2], kolom[3], kolom[4]), []).append(kolom[11].strip())
        kata_utuh += len(kolom[11]) >= 3 and kolom[11].strip(".,;:()\"'").isalpha()
    if kata_utuh < _KATA_MIN:
        return ""
    teks, blok = [], ""
    for (b, _, _), kata in baris.items():
        if blok and b != blok:
            teks.append("")
        blok = b
        teks.append(" ".join(kata))
    return rapikan("\n".join(teks))
