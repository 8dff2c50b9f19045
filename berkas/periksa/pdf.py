"""PDF: opens without a password, has pages, carries nothing that runs.

Names are compared after pikepdf has decoded them, so `/J#61vaScript` is JavaScript too. Stream data is never
decompressed except the first bytes of attachments. A signature is not a reason to refuse (decisions §5).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from berkas.periksa.putusan import Alasan, TolakError

MAKS_OBJEK = 300_000
MAKS_SIMPUL = 3_000_000
_AKHIR = 8192
_KERANGKA = (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream)
# Extensions and first bytes of attachments that run.
_PROGRAM = frozenset(
    {
        "exe",
        "com",
        "scr",
        "pif",
        "bat",
        "cmd",
        "msi",
        "msp",
        "dll",
        "cpl",
        "js",
        "jse",
        "vbs",
        "vbe",
        "wsf",
        "wsh",
        "ps1",
        "hta",
        "jar",
        "apk",
        "sh",
        "lnk",
        "reg",
        "iso",
        "img",
        "app",
        "deb",
        "rpm",
    }
)
_AWALAN_PROGRAM = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
)
_BUKAN_PROGRAM = frozenset({"docx", "xlsx", "pptx", "doc", "xls", "ppt", "odt", "ods"})


def periksa_pdf(jalur: Path) -> int:
    """Number of pages. Raises TolakError."""
    _periksa_ujung(jalur)
    try:
        with pikepdf.open(jalur) as pdf:
            halaman = len(pdf.pages)
            if halaman < 1:
                raise TolakError(Alasan.TIDAK_SAH)
            _telusuri(pdf)
            # Only object streams are decoded here: one that cannot be read hides the objects inside it.
            if any("error decoding stream" in str(p) for p in pdf.get_warnings()):
                raise TolakError(Alasan.TIDAK_SAH)
            return halaman
    except pikepdf.PasswordError as galat:
        raise TolakError(Alasan.KATA_SANDI) from galat
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as galat:  # what damaged files raise
        raise TolakError(Alasan.TIDAK_SAH) from galat


def _periksa_ujung(jalur: Path) -> None:
    """A whole PDF starts with its header and ends with %%EOF; a cut one or one glued to something else does not."""
    with jalur.open("rb") as isi:
        if not isi.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
            raise TolakError(Alasan.TIDAK_SAH)
        isi.seek(max(0, jalur.stat().st_size - _AKHIR))
        if b"%%EOF" not in isi.read():
            raise TolakError(Alasan.TIDAK_SAH)


def _telusuri(pdf: pikepdf.Pdf) -> None:
    if len(pdf.objects) > MAKS_OBJEK:
        raise TolakError(Alasan.TERLALU_RUMIT)
    dilihat = 0
    for objek in pdf.objects:
        for kamus in _kamus_di_dalam(objek):
            dilihat += 1
            if dilihat > MAKS_SIMPUL:
                raise TolakError(Alasan.TERLALU_RUMIT)
            _periksa_kamus(kamus)


def _kamus_di_dalam(objek: Any) -> Iterator[Any]:
    """The dictionaries written directly inside one object; references are met as objects of their own."""
    tumpukan = [objek]
    while tumpukan:
        kini = tumpukan.pop()
        if isinstance(kini, pikepdf.Array):
            anak = list(kini)
        elif isinstance(kini, pikepdf.Dictionary | pikepdf.Stream):
            yield kini
            anak = [isi for _, isi in kini.items()]
        else:
            continue
        tumpukan += [a for a in anak if isinstance(a, _KERANGKA) and not a.is_indirect]


def _periksa_kamus(kamus: Any) -> None:
    if "/JS" in kamus or "/JavaScript" in kamus:
        raise TolakError(Alasan.SKRIP)
    if "/XFA" in kamus:
        raise TolakError(Alasan.XFA)
    jenis = kamus.get("/S")
    if isinstance(jenis, pikepdf.Name):
        if jenis == "/JavaScript":
            raise TolakError(Alasan.SKRIP)
        if jenis == "/Launch":
            raise TolakError(Alasan.PELUNCUR)
    if "/EF" in kamus:
        _periksa_lampiran(kamus)


def _periksa_lampiran(kamus: Any) -> None:
    """An attachment may be data (PDF/A-3, invoices), never a program."""
    akhiran = {str(kamus[k]).rpartition(".")[2].strip().lower() for k in ("/F", "/UF") if k in kamus}
    if akhiran & _PROGRAM:
        raise TolakError(Alasan.LAMPIRAN)
    if not isinstance(kamus["/EF"], pikepdf.Dictionary):
        raise TolakError(Alasan.TIDAK_SAH)
    for _, aliran in kamus["/EF"].items():
        kepala = _kepala(aliran)
        if kepala.startswith(_AWALAN_PROGRAM) and not akhiran & _BUKAN_PROGRAM:
            raise TolakError(Alasan.LAMPIRAN)


def _kepala(aliran: Any) -> bytes:
    """First bytes of a stream; an encoding we cannot look through counts as a program."""
    if not isinstance(aliran, pikepdf.Stream):
        raise TolakError(Alasan.TIDAK_SAH)
    mentah = bytes(memoryview(aliran.get_raw_stream_buffer())[:4096])
    saring = aliran.get("/Filter")
    if isinstance(saring, pikepdf.Array) and len(saring) == 1:
        saring = saring[0]
    if saring is None or (isinstance(saring, pikepdf.Array) and len(saring) == 0):
        return mentah[:16]
    if saring != "/FlateDecode":
        raise TolakError(Alasan.LAMPIRAN)
    try:
        return zlib.decompressobj().decompress(mentah, 16)
    except zlib.error as galat:
        raise TolakError(Alasan.LAMPIRAN) from galat
