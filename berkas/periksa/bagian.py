"""What parts of an Office document say: links that load from elsewhere, fields that run programs, packed objects.

Every ordinary document has links; a link is a click. Refused is what Office fetches or starts by itself: templates,
pictures, objects and sheets on another machine, DDE, and programs packed as objects. The same things on the writer's
own disk (`file:///C:/…`) lead nowhere on anybody else's, and office documents are full of them.
"""

from __future__ import annotations

import re
from typing import Any, Protocol
from xml.parsers import expat

from berkas.periksa.putusan import Alasan, TolakError

# Loaded only when the reader clicks.
_KLIK = ("/hyperlink", "/video", "/audio")
_SKEMA = re.compile(r"(?!(?:file|about):|[a-z]:)[a-z][a-z0-9+.-]+:", re.IGNORECASE)
_LOKAL = re.compile(r"(?:file:)?([\\/]*)(?:([a-z]:)|[^\\/]|$)", re.IGNORECASE)
_DDE = re.compile(r"^\s*\\?\s*DDE(?:AUTO)?\b", re.IGNORECASE)
_RUMUS_DDE = re.compile(rb"<(?:\w+:)?f\b[^>]*>[^<]{0,200}?[\w.]\|\s*(?:'|&apos;)[^<]{0,400}?!", re.IGNORECASE)
_PROYEK_MAKRO = "_VBA_PROJECT".encode("utf-16-le")
_PAKET = "\x01Ole10Native".encode("utf-16-le")
_PROGRAM = re.compile(
    rb"[^\0]\.(?:exe|com|scr|pif|bat|cmd|msi|dll|cpl|jse?|vb[se]|ws[fh]|ps1|hta|jar|sh|lnk|reg|chm|iso|html?|svg|url)\0",
    re.IGNORECASE,
)
_MAKS_OBJEK = 64 * 1024 * 1024


class PembacaBagian(Protocol):
    """Receives one part in blocks. Raises TolakError or ExpatError."""

    def terima(self, blok: bytes) -> None: ...
    def selesai(self) -> None: ...


def pembaca_untuk(nama: str) -> PembacaBagian | None:
    """The reader of a part by its name; None for parts that can say nothing of interest."""
    kecil = nama.lower()
    if kecil.endswith(".rels"):
        return _BacaXml(_Kaitan())
    if kecil.startswith("word/") and kecil.endswith(".xml"):
        return _BacaXml(_Medan())
    if kecil.startswith("xl/externallinks/") and kecil.endswith(".xml"):
        return _BacaXml(_TautanDde())
    if kecil.startswith("xl/worksheets/") and kecil.endswith(".xml"):
        return _BacaRumus()
    if "/embeddings/" in kecil or kecil.endswith(".bin"):
        return _BacaObjek()
    return None


def menunjuk_keluar(alamat: str) -> bool:
    """Whether a target lies on another machine: any scheme but file:, a network path, file://server/."""
    alamat = alamat.strip()
    if _SKEMA.match(alamat):
        return True
    cocok = _LOKAL.match(alamat)
    # Two slashes or more than three start the name of a machine, unless a drive letter follows.
    return bool(cocok and not cocok[2] and (len(cocok[1]) == 2 or len(cocok[1]) > 3))


class _Kaitan:
    """Relationships: what lies outside, and of which kind."""

    def mulai(self, nama: str, sifat: dict[str, str]) -> None:
        if nama != "Relationship" or sifat.get("TargetMode", "").lower() != "external":
            return
        if not sifat.get("Type", "").endswith(_KLIK) and menunjuk_keluar(sifat.get("Target", "")):
            raise TolakError(Alasan.RUJUKAN)

    def teks(self, isi: str) -> None: ...
    def akhir(self, nama: str) -> None: ...


class _Medan:
    """Word fields. Their instruction may be cut into any number of runs, so the pieces are put together first."""

    def __init__(self) -> None:
        self._dalam, self._perintah = False, ""

    def mulai(self, nama: str, sifat: dict[str, str]) -> None:
        self._dalam = nama == "instrText"
        if nama == "fldSimple":
            self._periksa(next((v for k, v in sifat.items() if k.rpartition(":")[2] == "instr"), ""))
        elif nama == "fldChar":
            jenis = next((v for k, v in sifat.items() if k.rpartition(":")[2] == "fldCharType"), "")
            if jenis in ("begin", "separate", "end"):
                self._periksa(self._perintah)
                self._perintah = ""

    def teks(self, isi: str) -> None:
        if self._dalam and len(self._perintah) < 10_000:
            self._perintah += isi

    def akhir(self, nama: str) -> None:
        self._dalam = False

    def _periksa(self, perintah: str) -> None:
        if _DDE.match(perintah.replace('"', "")):
            raise TolakError(Alasan.PELUNCUR)


class _TautanDde:
    """Links of a workbook: to another program by DDE."""

    def mulai(self, nama: str, sifat: dict[str, str]) -> None:
        if nama == "ddeLink":
            raise TolakError(Alasan.PELUNCUR)

    def teks(self, isi: str) -> None: ...
    def akhir(self, nama: str) -> None: ...


class _BacaXml:
    """Feeds a part to expat; names come without their prefix. A DTD ends the reading in every encoding."""

    def __init__(self, pendengar: Any) -> None:
        self._urai = expat.ParserCreate()
        self._urai.buffer_text = True
        self._urai.StartElementHandler = lambda nama, sifat: pendengar.mulai(nama.rpartition(":")[2], sifat)
        self._urai.EndElementHandler = lambda nama: pendengar.akhir(nama.rpartition(":")[2])
        self._urai.CharacterDataHandler = pendengar.teks
        self._urai.StartDoctypeDeclHandler = _tolak_dtd

    def terima(self, blok: bytes) -> None:
        self._urai.Parse(blok, False)

    def selesai(self) -> None:
        self._urai.Parse(b"", True)


def _tolak_dtd(*_: object) -> None:
    raise TolakError(Alasan.DTD)


class _BacaRumus:
    """Formulas of a sheet that call another program (`cmd|'/c …'!A0`); sheets are too large for a parser in Python."""

    def __init__(self) -> None:
        self._sisa = b""

    def terima(self, blok: bytes) -> None:
        teks = self._sisa + blok.replace(b"\0", b"")
        if b"|" in teks and _RUMUS_DDE.search(teks):
            raise TolakError(Alasan.PELUNCUR)
        self._sisa = teks[-1024:]

    def selesai(self) -> None: ...


class _BacaObjek:
    """An embedded object: an Office document inside is welcome, a program or macros are not."""

    def __init__(self) -> None:
        self._isi = bytearray()

    def terima(self, blok: bytes) -> None:
        if len(self._isi) < _MAKS_OBJEK:
            self._isi += blok

    def selesai(self) -> None:
        if self._isi.startswith((b"MZ", b"\x7fELF", b"#!")):
            raise TolakError(Alasan.OBJEK)
        if self._isi.startswith(b"\xd0\xcf\x11\xe0"):
            self._ole()
        elif self._isi.startswith(b"PK\x03\x04") and b"vbaProject.bin" in self._isi:
            raise TolakError(Alasan.MAKRO)

    def _ole(self) -> None:
        if _PROYEK_MAKRO in self._isi:
            raise TolakError(Alasan.MAKRO)
        if _PAKET in self._isi and _PROGRAM.search(self._isi):
            raise TolakError(Alasan.OBJEK)
