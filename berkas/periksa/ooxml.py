"""DOCX, XLSX, PPTX: a small, honest ZIP whose main part is what the extension says, without macros and DTDs.

The directory is judged before anything is unpacked; unpacking then happens in blocks and is held to what the directory
declared (quality V5.2.3: <= 2,000 entries, <= 200 MB unpacked, ratio <= 100). What the parts say is read in bagian.py.
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree  # only after any DTD has been refused
from xml.parsers import expat

from berkas.periksa.bagian import PembacaBagian, pembaca_untuk
from berkas.periksa.putusan import Alasan, TolakError

MAKS_ENTRI = 2000
MAKS_TERURAI = 200 * 1024 * 1024
MAKS_RASIO = 100
_RASIO_MULAI = 10 * 1024 * 1024  # tiny documents compress well without being a bomb
_MAKS_DIREKTORI = 1024 * 1024
_BLOK = 64 * 1024
_UTAMA = {
    "DOCX": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "PPTX": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}
_TIPE_ISI = "[Content_Types].xml"
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP64 = 56 + 20  # what writers of large archives put between directory and end record
_DTD = (b"<!DOCTYPE", b"<!ENTITY")
_SANDI = "EncryptedPackage".encode("utf-16-le")
# What damaged archives and parts raise; OSError is a directory that points outside the file.
_RUSAK: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    ElementTree.ParseError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
)
_JENIS_MAKRO = ("macroenabled", "vbaproject", "macrosheet")
_PENGODEAN = re.compile(rb"<\?xml[^>]*\bencoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_PENGODEAN_SAH = {b"utf-8", b"utf-16", b"utf-16le", b"utf-16be", b"us-ascii", b"iso-8859-1", b"windows-1252"}


def periksa_ooxml(jalur: Path, tipe: str) -> None:
    """Raises TolakError."""
    _periksa_kepala(jalur)
    try:
        with zipfile.ZipFile(jalur) as arsip:
            _periksa_direktori(arsip.infolist(), jalur.stat().st_size)
            for entri in arsip.infolist():
                _periksa_entri(arsip, entri)
            _periksa_utama(arsip, tipe)
    except _RUSAK as galat:
        raise TolakError(Alasan.TIDAK_SAH) from galat


def _periksa_kepala(jalur: Path) -> None:
    """Bounds the directory before zipfile builds an object per entry; an OLE container is old or encrypted Office."""
    ukuran = jalur.stat().st_size
    with jalur.open("rb") as isi:
        awal = isi.read(_BLOK)
        if awal.startswith(_OLE):
            isi.seek(0)
            raise TolakError(Alasan.KATA_SANDI if _memuat(isi, _SANDI) else Alasan.FORMAT_LAMA)
        if not awal.startswith(b"PK\x03\x04"):
            raise TolakError(Alasan.TIDAK_SAH)
        awal_ekor = max(0, ukuran - 22 - 65535)
        isi.seek(awal_ekor)
        ekor = isi.read()
    letak = ekor.rfind(b"PK\x05\x06")
    if letak < 0 or len(ekor) - letak < 22:
        raise TolakError(Alasan.TIDAK_SAH)
    entri, direktori, mulai, komentar = struct.unpack_from("<HIIH", ekor, letak + 10)
    if entri > MAKS_ENTRI or direktori > _MAKS_DIREKTORI:
        raise TolakError(Alasan.TERLALU_RUMIT)
    # Nothing before the first entry, between directory and end record, or behind it: another file could hide there.
    sela = awal_ekor + letak - mulai - direktori
    if sela not in (0, _ZIP64) or letak + 22 + komentar != len(ekor):
        raise TolakError(Alasan.TIDAK_SAH)


def _memuat(isi: object, cari: bytes) -> bool:
    sisa = b""
    while blok := isi.read(_BLOK):  # type: ignore[attr-defined]
        if cari in sisa + blok:
            return True
        sisa = blok[-len(cari) :]
    return False


def _periksa_direktori(entri: list[zipfile.ZipInfo], ukuran: int) -> None:
    terurai = sum(e.file_size for e in entri)
    if len(entri) > MAKS_ENTRI or terurai > MAKS_TERURAI:
        raise TolakError(Alasan.TERLALU_RUMIT)
    if terurai > _RASIO_MULAI and terurai > MAKS_RASIO * ukuran:
        raise TolakError(Alasan.TERLALU_RUMIT)
    nama = [e.filename.lower() for e in entri]  # Office takes part names without regard to case
    if len(set(nama)) != len(nama):
        raise TolakError(Alasan.TIDAK_SAH)
    for e in entri:
        if e.flag_bits & 0x1:
            raise TolakError(Alasan.KATA_SANDI)
        bagian = e.filename.replace("\\", "/").split("/")
        if ".." in bagian or e.filename.startswith(("/", "\\")) or ":" in bagian[0]:
            raise TolakError(Alasan.TIDAK_SAH)
        if stat.S_ISLNK(e.external_attr >> 16):
            raise TolakError(Alasan.TIDAK_SAH)
        kecil = e.filename.lower()
        if kecil.endswith(("vbaproject.bin", "vbadata.xml", "xlsm", "docm", "pptm")) or "/macrosheets/" in kecil:
            raise TolakError(Alasan.MAKRO)
        if "/activex/" in kecil:
            raise TolakError(Alasan.OBJEK)


def _periksa_entri(arsip: zipfile.ZipFile, entri: zipfile.ZipInfo) -> None:
    """Unpack block by block (which also proves size and CRC) and look for a DTD in every XML part."""
    xml = entri.filename.lower().endswith((".xml", ".rels", ".vml", ".xhtml"))
    pembaca: PembacaBagian | None = pembaca_untuk(entri.filename)
    sisa, terbaca = b"", 0
    with arsip.open(entri) as isi:
        while blok := isi.read(_BLOK):
            terbaca += len(blok)
            if terbaca > entri.file_size:
                raise TolakError(Alasan.TERLALU_RUMIT)
            if not xml:
                if pembaca:
                    pembaca.terima(blok)
                continue
            # NULs dropped: the same search reads UTF-16 and UTF-32 in both byte orders.
            teks = sisa + blok.replace(b"\0", b"")
            if any(tanda in teks for tanda in _DTD):
                raise TolakError(Alasan.DTD)
            if terbaca == len(blok):
                _periksa_pengodean(teks)
            sisa = teks[-16:]
            if pembaca:
                pembaca.terima(blok)
    if pembaca:
        pembaca.selesai()


def _periksa_pengodean(awal: bytes) -> None:
    """Only encodings in which the search above is complete."""
    cocok = _PENGODEAN.search(awal[:400])
    if cocok and cocok[1].lower() not in _PENGODEAN_SAH:
        raise TolakError(Alasan.TIDAK_SAH)


def _periksa_utama(arsip: zipfile.ZipFile, tipe: str) -> None:
    """[Content_Types].xml names exactly one main part of the kind the extension promises, and that part exists."""
    if arsip.getinfo(_TIPE_ISI).file_size > 2 * 1024 * 1024:
        raise TolakError(Alasan.TERLALU_RUMIT)
    akar = ElementTree.fromstring(arsip.read(_TIPE_ISI))  # noqa: S314
    nama = {n.lower() for n in arsip.namelist()}
    utama = False
    for unsur in akar:
        jenis = unsur.get("ContentType", "")
        if any(tanda in jenis.lower() for tanda in _JENIS_MAKRO):
            raise TolakError(Alasan.MAKRO)
        if jenis == _UTAMA[tipe] and unsur.get("PartName", "").lstrip("/").lower() in nama:
            utama = True
    if not utama:
        raise TolakError(Alasan.TIDAK_SAH)
