"""Office files: turned into PDF by LibreOffice, or read as bare text where it is not installed."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import signal
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

from berkas.olah.teks import rapikan

DETIK = 90
_BAGIAN_MAKS = 64 * 1024 * 1024  # bytes of one part read from the package
# Macros never run, nothing outside the file is fetched, no link is followed.
_SETELAN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisablePythonRuntime" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Save/Document"><prop oor:name="CreateBackup" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""  # noqa: E501


class KonversiError(Exception):
    """LibreOffice ended without a PDF."""


class KonversiLamaError(Exception):
    """LibreOffice was not done in time."""


@contextmanager
def grup_ikut_mati() -> Iterator[None]:
    """While a helper program runs: when the worker above us dies (SIGTERM by the kernel), the whole group goes."""

    def semua(*_: object) -> None:
        import os

        os.killpg(0, signal.SIGKILL)

    lama = signal.signal(signal.SIGTERM, semua)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, lama)


def ubah_ke_pdf(sumber: Path, akhiran: str, soffice: str, folder: Path, *, detik: float) -> Path:
    """The file as PDF inside `folder`, made with a profile of its own. Raises KonversiError, KonversiLamaError."""
    profil = folder / "profil"
    (profil / "user").mkdir(parents=True)
    (profil / "user" / "registrymodifications.xcu").write_text(_SETELAN)
    masukan = folder / f"dokumen.{akhiran}"
    shutil.copyfile(sumber, masukan)
    perintah = [
        soffice,
        f"-env:UserInstallation=file://{profil}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--nofirststartwizard",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(masukan),
    ]
    try:
        subprocess.run(  # noqa: S603  a fixed program on a file of ours
            perintah,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=max(1.0, min(DETIK, detik)),
            check=True,
        )
    except subprocess.TimeoutExpired as galat:
        raise KonversiLamaError from galat
    except subprocess.CalledProcessError as galat:
        raise KonversiError(str(galat)) from galat
    finally:
        masukan.unlink(missing_ok=True)
        shutil.rmtree(profil, ignore_errors=True)
    hasil = folder / "dokumen.pdf"
    if not hasil.is_file():
        raise KonversiError("tanpa hasil")
    return hasil


# --- Without LibreOffice --------------------------------------------------------------------------------------------


def tanggal_ooxml(jalur: Path) -> dt.date | None:
    """The day of dcterms:created in docProps/core.xml."""
    try:
        with zipfile.ZipFile(jalur) as arsip:
            teks = _isi(arsip, "docProps/core.xml").decode("utf-8", "replace")
    except (KeyError, zipfile.BadZipFile, OSError):
        return None
    cocok = re.search(r"<dcterms:created[^>]*>(\d{4})-(\d{2})-(\d{2})", teks)
    try:
        return dt.date(*map(int, cocok.groups())) if cocok else None
    except ValueError:
        return None


def teks_ooxml(jalur: Path, akhiran: str) -> list[str]:
    """Bare text: a DOCX as one page, an XLSX one page per sheet, a PPTX one page per slide."""
    with zipfile.ZipFile(jalur) as arsip:
        if akhiran == "docx":
            return [rapikan(_paragraf(arsip, "word/document.xml"))]
        if akhiran == "pptx":
            return [rapikan(_paragraf(arsip, n)) for n in _bernomor(arsip, r"ppt/slides/slide(\d+)\.xml")]
        bersama = _teks_bersama(arsip)
        return [rapikan(_lembar(arsip, n, bersama)) for n in _bernomor(arsip, r"xl/worksheets/sheet(\d+)\.xml")]


def _isi(arsip: zipfile.ZipFile, nama: str) -> bytes:
    with arsip.open(nama) as bagian:
        isi = bagian.read(_BAGIAN_MAKS + 1)
    if len(isi) > _BAGIAN_MAKS:
        raise MemoryError(nama)
    return isi


def _bernomor(arsip: zipfile.ZipFile, pola: str) -> list[str]:
    cocok = [(int(c[1]), n) for n in arsip.namelist() if (c := re.fullmatch(pola, n))]
    return [n for _, n in sorted(cocok)]


def _pohon(arsip: zipfile.ZipFile, nama: str) -> ElementTree.Element:
    """A part as a tree. A DTD is refused by the checks of the upload, and here once more: it is what could explode."""
    isi = _isi(arsip, nama)
    if b"<!DOCTYPE" in isi or b"<!ENTITY" in isi:
        raise ValueError(nama)
    return ElementTree.fromstring(isi)  # noqa: S314  no DTD, bounded, in a process of its own


def _lokal(simpul: ElementTree.Element) -> str:
    return simpul.tag.rpartition("}")[2]


def _paragraf(arsip: zipfile.ZipFile, nama: str) -> str:
    hasil: list[str] = []
    for simpul in _pohon(arsip, nama).iter():
        jenis = _lokal(simpul)
        if jenis == "p":
            hasil.append("\n")
        elif jenis == "t":
            hasil.append(simpul.text or "")
        elif jenis in ("tab", "tc"):
            hasil.append("\t" if jenis == "tab" else " ")
    return "".join(hasil)


def _teks_bersama(arsip: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in arsip.namelist():
        return []
    akar = _pohon(arsip, "xl/sharedStrings.xml")
    return ["".join(t.text or "" for t in si.iter() if _lokal(t) == "t") for si in akar if _lokal(si) == "si"]


def _lembar(arsip: zipfile.ZipFile, nama: str, bersama: list[str]) -> str:
    baris = []
    for simpul in _pohon(arsip, nama).iter():
        if _lokal(simpul) == "row":
            baris.append("\t".join(_sel(sel, bersama) for sel in simpul if _lokal(sel) == "c"))
    return "\n".join(baris)


def _sel(sel: ElementTree.Element, bersama: list[str]) -> str:
    isi = "".join(s.text or "" for s in sel.iter() if _lokal(s) in ("v", "t"))
    if sel.get("t") == "s" and isi.isdigit() and int(isi) < len(bersama):
        return bersama[int(isi)]
    return isi
