"""PDF: opens without a password, has pages, carries nothing that runs or acts by itself.

Names are compared after qpdf has decoded them, so `/J#61vaScript` is JavaScript too. Every object is first written as
JSON (in C++) and searched for the few names that matter; only those that have one are walked here. What a click does
(a link, a button that sends a form, another file beside this one) is left to the reader; what opening does is not. A
signature is not a reason to refuse (decisions §5).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pikepdf

from berkas.periksa.ekor import periksa_ekor, tolak_zip
from berkas.periksa.putusan import Alasan, TolakError

MAKS_OBJEK = 300_000
MAKS_SIMPUL = 100_000  # dictionaries walked, of those with a name that matters
MAKS_TERURAI = 64 * 1024 * 1024  # one stream, when it is packed as tightly as only a bomb is
MAKS_RASIO = 200
_MAKS_GAMBAR = 1_000_000_000  # pixels of one picture: an A0 plan at 600 dpi has 560 million
_AKHIR = 8192
_BLOK = 256 * 1024
_WAJAR = MAKS_TERURAI // 1032  # a stream no longer than this cannot unfold beyond MAKS_TERURAI when packed once
_KERANGKA = (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream)
_PENTING = re.compile(rb'"/(?:JS|JavaScript|Launch|XFA|EF|OpenAction|AA)"')
_MAMPAT = frozenset({"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL", "/BrotliDecode"})
_FLATE = frozenset({"/FlateDecode", "/Fl"})
# Actions that reach outside the document; on a click that is the reader's choice, by themselves they are refused.
_KELUAR = frozenset({"/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/URI", "/Rendition", "/Movie", "/Sound"})
_MAKS_LANJUT = 100
# Extensions and first bytes of attachments that run, or that a browser or Office would run.
_PROGRAM = frozenset({
    "exe", "com", "scr", "pif", "bat", "cmd", "msi", "msp", "msix", "appx", "dll", "cpl", "ocx", "js", "jse", "mjs",
    "vbs", "vbe", "wsf", "wsh", "wsc", "ps1", "psm1", "hta", "jar", "apk", "sh", "py", "pl", "lnk", "url", "reg",
    "inf", "scf", "iso", "img", "vhd", "app", "deb", "rpm", "swf", "html", "htm", "xhtml", "shtml", "mht", "mhtml",
    "svg", "xll", "docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "ppsm", "ppam", "potm", "chm", "gadget",
    "msc", "one",
})  # fmt: skip
_AWALAN_PROGRAM = (
    b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"FWS",
    b"CWS", b"ZWS", b"L\0\0\0\x01\x14\x02\0",
)  # fmt: skip
_BUKAN_PROGRAM = frozenset({"docx", "xlsx", "pptx", "doc", "xls", "ppt", "odt", "ods", "odp"})


def periksa_pdf(jalur: Path) -> int:
    """Number of pages. Raises TolakError."""
    _periksa_ujung(jalur)
    tolak_zip(jalur)
    _hitung_objek(jalur)
    try:
        with pikepdf.open(jalur) as pdf:
            halaman = len(pdf.pages)
            if halaman < 1:
                raise TolakError(Alasan.TIDAK_SAH)
            _telusuri(pdf)
            # Only object streams are decoded by qpdf: one that cannot be read hides the objects inside it.
            keluhan = [str(p) for p in pdf.get_warnings()]
            if any("bad_alloc" in k for k in keluhan):
                raise TolakError(Alasan.TERLALU_RUMIT)
            if any("error decoding stream" in k for k in keluhan):
                raise TolakError(Alasan.TIDAK_SAH)
            return halaman
    except pikepdf.PasswordError as galat:
        raise TolakError(Alasan.KATA_SANDI) from galat
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as galat:  # what damaged files raise
        alasan = Alasan.TERLALU_RUMIT if "bad_alloc" in str(galat) else Alasan.TIDAK_SAH
        raise TolakError(alasan) from galat


def _periksa_ujung(jalur: Path) -> None:
    """A whole PDF starts with its header and ends with %%EOF; a cut one or one glued to something else does not."""
    with jalur.open("rb") as isi:
        if not isi.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
            raise TolakError(Alasan.TIDAK_SAH)
        isi.seek(max(0, jalur.stat().st_size - _AKHIR))
        akhir = isi.read()
    letak = akhir.rfind(b"%%EOF")
    if letak < 0:
        raise TolakError(Alasan.TIDAK_SAH)
    periksa_ekor(akhir[letak + 5 :])


def _hitung_objek(jalur: Path) -> None:
    """Before the parser builds them all: more than a document can have is told from the bytes alone."""
    jumlah = 0
    with jalur.open("rb") as isi:
        while blok := isi.read(1024 * 1024):
            jumlah += blok.count(b" obj")
    if jumlah > MAKS_OBJEK:
        raise TolakError(Alasan.TERLALU_RUMIT)


def _telusuri(pdf: pikepdf.Pdf) -> None:
    if len(pdf.objects) > MAKS_OBJEK:
        raise TolakError(Alasan.TERLALU_RUMIT)
    sisa = MAKS_SIMPUL
    for objek in pdf.objects:
        if not isinstance(objek, _KERANGKA):
            continue
        if isinstance(objek, pikepdf.Stream):
            _periksa_aliran(objek)
        if _PENTING.search(objek.to_json(True)):
            for kamus in _kamus_di_dalam(objek):
                sisa -= 1
                if sisa < 0:
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
    if "/OpenAction" in kamus:
        _periksa_otomatis(kamus["/OpenAction"])
    if isinstance(kamus.get("/AA"), pikepdf.Dictionary):
        for _, aksi in kamus["/AA"].items():
            _periksa_otomatis(aksi)
    if "/EF" in kamus:
        _periksa_lampiran(kamus)


def _periksa_otomatis(aksi: Any) -> None:
    """An action that runs without a click, and those chained to it: only inside the document."""
    tumpukan = [aksi]
    for _ in range(_MAKS_LANJUT):
        if not tumpukan:
            return
        kini = tumpukan.pop()
        if isinstance(kini, pikepdf.Dictionary):
            if str(kini.get("/S", "")) in _KELUAR:
                raise TolakError(Alasan.OTOMATIS)
            lanjut = kini.get("/Next")
            tumpukan += list(lanjut) if isinstance(lanjut, pikepdf.Array) else [lanjut]
    raise TolakError(Alasan.TERLALU_RUMIT)


def _periksa_lampiran(kamus: Any) -> None:
    """An attachment may be data (PDF/A-3, invoices), never a program."""
    nama = (str(kamus[k]).rstrip(". \0") for k in ("/F", "/UF", "/DOS", "/Unix", "/Mac") if k in kamus)
    akhiran = {n.rpartition(".")[2].strip().lower() for n in nama}
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
    saring = _saringan(aliran)
    if not saring:
        return mentah[:16]
    if not set(saring) <= _FLATE:
        raise TolakError(Alasan.LAMPIRAN)
    potongan: Iterable[bytes] = [mentah]
    for _ in saring:
        potongan = _urai(potongan)
    try:
        return b"".join(potongan)[:16]
    except zlib.error as galat:
        raise TolakError(Alasan.LAMPIRAN) from galat


def _saringan(aliran: Any) -> list[str]:
    saring = aliran.get("/Filter")
    if saring is None:
        return []
    return [str(s) for s in saring] if isinstance(saring, pikepdf.Array) else [str(saring)]


def _periksa_aliran(aliran: Any) -> None:
    """Whether a stream unfolds to what only a bomb holds. Pictures packed once may: a blank page is one colour."""
    saring = _saringan(aliran)
    lapis = sum(s in _MAMPAT for s in saring)
    gambar = aliran.get("/Subtype") == "/Image"
    if gambar and _luas(aliran) > _MAKS_GAMBAR:
        raise TolakError(Alasan.TERLALU_RUMIT)
    if lapis < 1 or (lapis == 1 and (gambar or saring[0] not in _FLATE)):
        return
    if lapis > 1 and not set(saring[:lapis]) <= _FLATE:
        raise TolakError(Alasan.TERLALU_RUMIT)
    mentah = aliran.get_raw_stream_buffer()
    if lapis > 1 or len(memoryview(mentah)) > _WAJAR:
        _batasi(memoryview(mentah), lapis)


def _luas(gambar: Any) -> int:
    try:
        return int(gambar.get("/Width", 0)) * int(gambar.get("/Height", 0))
    except (TypeError, ValueError):
        return 0


def _batasi(mentah: memoryview, lapis: int) -> None:
    terbaca, terurai = 0, 0

    def sumber() -> Iterator[bytes]:
        nonlocal terbaca
        for letak in range(0, len(mentah), 16 * 1024):
            terbaca = letak + 16 * 1024
            yield bytes(mentah[letak : letak + 16 * 1024])

    potongan: Iterable[bytes] = sumber()
    for _ in range(lapis):
        potongan = _urai(potongan)
    try:
        for blok in potongan:
            terurai += len(blok)
            if terurai > MAKS_TERURAI:
                if lapis > 1 or terurai > MAKS_RASIO * terbaca:
                    raise TolakError(Alasan.TERLALU_RUMIT)
                return
    except zlib.error:
        return  # damaged: readers show what they can


def _urai(potongan: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack block by block, never more than _BLOK at once."""
    pengurai = zlib.decompressobj()
    for blok in potongan:
        while blok and not pengurai.eof:
            keluar = pengurai.decompress(blok, _BLOK)
            blok = pengurai.unconsumed_tail
            if keluar:
                yield keluar
