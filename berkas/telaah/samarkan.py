"""A copy of a document as pictures, with every found identifier painted over. Runs only in a process of its own.

Places come from the text layer (character boxes) or, where a page is a picture, from Tesseract's word boxes. A page
whose places cannot be known is refused with its number: nothing is ever left open silently. The result holds JPEG pages
only: no text layer, no metadata. Form fields and notes are not drawn at all, so what they hold cannot leak.
"""

from __future__ import annotations

import csv
import ctypes
import io
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageDraw, ImageFont, ImageOps

from berkas.telaah.pribadi import JENIS, SEHALAMAN, Temuan, cari_pribadi

DPI = 150
DPI_OCR = 220  # of pages that are read from their picture
PINDAI = 0.5  # a picture this large is a scan: a text layer over it is somebody's guess, and so are its places
SISI_MAKS = 3000  # pixels of the longer side
HALAMAN_MAKS = 200
MUTU = 82
LAPIS_MIN = 20  # characters below which a page counts as a picture
GAMBAR_MAKS = 0.03  # share of a page that pictures may cover before they must be read too
YAKIN_MIN = 55  # mean confidence of Tesseract below which a page is not trusted
DETIK_OCR = 60
Kotak = tuple[float, float, float, float]  # left, top, right, bottom in pixels
HITAM = (0, 0, 0)


class TidakDapatError(Exception):
    """No copy can be made; `str()` is the Indonesian sentence."""


@dataclass(slots=True)
class Hasil:
    """`tanda` painted identifiers, `dari_gambar` pages read by OCR, `tolak` page → why it is not safe."""

    tanda: int = 0
    halaman: int = 0
    dari_gambar: list[int] = field(default_factory=list)
    tolak: dict[int, str] = field(default_factory=dict)


def samarkan(
    asal: Path,
    tujuan: Path,
    *,
    media: str,
    keluar: Sequence[int] = (),
    diketahui: Mapping[int, int] | None = None,
    tesseract: str | None = None,
) -> Hasil:
    """Write the copy of `asal` to `tujuan`, unless a page is refused. `diketahui`: page → identifiers found before."""
    tanpa, diketahui = frozenset(keluar), diketahui or {}
    hasil = Hasil()
    with pikepdf.new() as jadi:
        if media == "application/pdf":
            _dari_pdf(asal, jadi, hasil, tanpa, diketahui, tesseract)
        elif media.startswith("image/"):
            with Image.open(asal) as gambar:
                _satu_gambar(ImageOps.exif_transpose(gambar), jadi, hasil, tanpa, diketahui, tesseract)
        else:
            raise TidakDapatError("Salinan tersamar hanya dapat dibuat dari PDF dan gambar. Simpan dulu sebagai PDF.")
        if not hasil.tolak:
            jadi.save(tujuan, deterministic_id=True)
    return hasil


def _dari_pdf(
    asal: Path,
    jadi: pikepdf.Pdf,
    hasil: Hasil,
    keluar: frozenset[int],
    diketahui: Mapping[int, int],
    tesseract: str | None,
) -> None:
    dokumen = pdfium.PdfDocument(asal)
    try:
        if len(dokumen) > HALAMAN_MAKS:
            raise TidakDapatError(f"Dokumen lebih dari {HALAMAN_MAKS} halaman. Bagi menjadi beberapa berkas.")
        for nomor in range(1, len(dokumen) + 1):
            hasil.halaman += 1
            halaman = dokumen[nomor - 1]
            lebar, tinggi = halaman.get_size()
            luas, berlapis = _luas_gambar(halaman), _berlapis(halaman)
            ocr = luas > GAMBAR_MAKS or not berlapis
            skala = min((DPI_OCR if ocr else DPI) / 72, SISI_MAKS / max(lebar, tinggi, 1))
            if nomor in keluar:
                _tempel(jadi, _halaman_keluar(nomor, (round(lebar * skala), round(tinggi * skala))), (lebar, tinggi))
                continue
            gambar = halaman.render(scale=skala, may_draw_forms=False, draw_annots=False).to_pil().convert("RGB")
            _samarkan_halaman(halaman, gambar, nomor, hasil, diketahui.get(nomor, 0), tesseract, luas=luas, ocr=ocr)
            _tempel(jadi, gambar, (lebar, tinggi))
            halaman.close()
    finally:
        dokumen.close()


def _samarkan_halaman(
    halaman: Any,
    gambar: Image.Image,
    nomor: int,
    hasil: Hasil,
    diketahui: int,
    tesseract: str | None,
    *,
    luas: float,
    ocr: bool,
) -> None:
    """Paint one page of a PDF: by its text layer, and by OCR wherever pictures carry more than that."""
    pindai = luas > PINDAI
    dibaca = _samarkan_ocr(gambar, nomor, hasil, tesseract, kosong=luas == 0) if pindai else 0
    teks, kotak = _lapis_teks(halaman, gambar.size)
    temuan = cari_pribadi(teks)
    jumlah = _cat(gambar, [_kotak_temuan(t, kotak, gambar.size) for t in temuan])
    if any(t.jenis in SEHALAMAN for t in temuan):
        hasil.tanda += len(temuan)
        hasil.tolak.pop(nomor, None)  # the whole page is black
        return
    if pindai:  # only what was seen in the picture itself counts
        diketahui, jumlah = max(diketahui, jumlah), dibaca
    elif ocr:
        jumlah += _samarkan_ocr(gambar, nomor, hasil, tesseract, kosong=luas == 0)
    hasil.tanda += jumlah
    if jumlah < diketahui:
        hasil.tolak.setdefault(nomor, f"memuat {diketahui} data pribadi, tetapi letaknya tidak semua ditemukan")


def _satu_gambar(
    gambar: Image.Image,
    jadi: pikepdf.Pdf,
    hasil: Hasil,
    keluar: frozenset[int],
    diketahui: Mapping[int, int],
    tesseract: str | None,
) -> None:
    if 1 in keluar:
        raise TidakDapatError("Gambar hanya satu halaman, jadi tidak ada yang tersisa bila dikeluarkan.")
    polos = Image.new("RGB", gambar.size, "white")
    polos.paste(gambar.convert("RGBA"), mask=gambar.convert("RGBA").getchannel("A"))
    polos.thumbnail((SISI_MAKS, SISI_MAKS))
    hasil.halaman = 1
    hasil.tanda = _samarkan_ocr(polos, 1, hasil, tesseract, kosong=False)
    if hasil.tanda < diketahui.get(1, 0):
        hasil.tolak.setdefault(1, f"memuat {diketahui[1]} data pribadi, tetapi letaknya tidak semua ditemukan")
    _tempel(jadi, polos, (polos.width * 72 / DPI, polos.height * 72 / DPI))


# --- Places ----------------------------------------------------------------------------------------------------------


def _lapis_teks(halaman: Any, ukuran: tuple[int, int]) -> tuple[str, list[Kotak | None]]:
    """The text layer with one box per character, in pixels of the rendered page (rotation and crop included)."""
    lapis = halaman.get_textpage()
    try:
        huruf: list[str] = []
        kotak: list[Kotak | None] = []
        for i in range(lapis.count_chars()):
            kode = raw.FPDFText_GetUnicode(lapis, i)
            tanda = chr(kode) if 0 < kode < 0x110000 and not 0xD800 <= kode < 0xE000 else " "
            huruf.append("-" if kode in (0x02, 0xFFFE, 0xAD) else tanda)
            kotak.append(None if tanda in "\r\n\t " else _ke_piksel(halaman, lapis.get_charbox(i, loose=True), ukuran))
        return "".join(huruf).replace("\r", " "), kotak
    finally:
        lapis.close()


def _berlapis(halaman: Any) -> bool:
    lapis = halaman.get_textpage()
    try:
        return len(lapis.get_text_range().strip()) >= LAPIS_MIN
    finally:
        lapis.close()


def _ke_piksel(halaman: Any, kotak: Kotak, ukuran: tuple[int, int]) -> Kotak:
    titik = []
    for x, y in ((kotak[0], kotak[1]), (kotak[2], kotak[3])):
        px, py = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(halaman, 0, 0, ukuran[0], ukuran[1], 0, x, y, ctypes.byref(px), ctypes.byref(py))
        titik.append((px.value, py.value))
    (x1, y1), (x2, y2) = titik
    return (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def _kotak_temuan(temuan: Temuan, kotak: Sequence[Kotak | None], ukuran: tuple[int, int]) -> list[Kotak]:
    """Boxes over the characters of one finding: one per line it stands on."""
    if temuan.jenis in SEHALAMAN:
        return [(0, 0, ukuran[0], ukuran[1])]
    baris: list[Kotak] = []
    for k in kotak[temuan.awal : temuan.akhir]:
        if k is None:
            continue
        if baris and min(baris[-1][3], k[3]) - max(baris[-1][1], k[1]) > 0.4 * (k[3] - k[1]):
            a = baris[-1]
            baris[-1] = (min(a[0], k[0]), min(a[1], k[1]), max(a[2], k[2]), max(a[3], k[3]))
        else:
            baris.append(k)
    return baris


def _luas_gambar(halaman: Any) -> float:
    """Share of the page covered by pictures, drawings of glyph outlines aside; nested forms included."""
    lebar, tinggi = halaman.get_size()
    luas = 0.0
    for objek in halaman.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=8):
        kiri, bawah, kanan, atas = objek.get_bounds()
        luas += max(0.0, kanan - kiri) * max(0.0, atas - bawah)
    return float(luas / max(1.0, lebar * tinggi))


# --- OCR -------------------------------------------------------------------------------------------------------------


def _samarkan_ocr(gambar: Image.Image, nomor: int, hasil: Hasil, tesseract: str | None, *, kosong: bool) -> int:
    """Read a picture and paint what is found on it; refuses the page when it cannot be read well enough."""
    if kosong and gambar.convert("L").point(lambda terang: terang < 200).getbbox() is None:
        return 0  # a white page
    if tesseract is None:
        hasil.tolak[nomor] = "berupa gambar, dan server ini belum dapat membaca gambar"
        return 0
    try:
        teks, kotak, yakin, kata = _baca_tsv(gambar, tesseract)
    except (subprocess.SubprocessError, OSError, ValueError):
        hasil.tolak[nomor] = "tidak dapat dibaca dari gambar"
        return 0
    hasil.dari_gambar.append(nomor)
    if kata >= 8 and yakin < YAKIN_MIN:
        hasil.tolak[nomor] = "terlalu kabur untuk dibaca dari gambar"
        return 0
    temuan = cari_pribadi(teks)
    return _cat(gambar, [_kotak_temuan(t, kotak, gambar.size) for t in temuan])


def _baca_tsv(gambar: Image.Image, tesseract: str) -> tuple[str, list[Kotak | None], float, int]:
    """(text, box of the word of each character, mean confidence, words) of a picture."""
    with tempfile.TemporaryDirectory(prefix="samar-") as tempat:
        jalur = Path(tempat) / "halaman.png"
        gambar.save(jalur)
        perintah = [tesseract, str(jalur), "-", "-l", "ind", "--psm", "6", "--dpi", str(DPI_OCR), "tsv"]
        keluar = subprocess.run(  # noqa: S603  a fixed program on a file of our own
            perintah, capture_output=True, timeout=DETIK_OCR, check=True, text=True
        )
    teks, kotak, yakin = "", list[Kotak | None](), list[float]()
    baris_lalu = ""
    for r in csv.DictReader(io.StringIO(keluar.stdout), delimiter="\t", quoting=csv.QUOTE_NONE):
        kata = (r.get("text") or "").strip()
        if not kata or float(r["conf"]) < 0:
            continue
        baris = f"{r['block_num']}.{r['par_num']}.{r['line_num']}"
        sela = "" if not teks else " " if baris == baris_lalu else "\n"
        kiri, atas = float(r["left"]), float(r["top"])
        letak = (kiri, atas, kiri + float(r["width"]), atas + float(r["height"]))
        teks += sela + kata
        kotak += [None] * len(sela) + [letak] * len(kata)
        yakin.append(float(r["conf"]))
        baris_lalu = baris
    return teks, kotak, sum(yakin) / len(yakin) if yakin else 0.0, len(yakin)


# --- Painting --------------------------------------------------------------------------------------------------------


def _cat(gambar: Image.Image, semua: Sequence[Sequence[Kotak]]) -> int:
    """Paint opaque boxes a little larger than the glyphs; returns how many findings got at least one."""
    kuas = ImageDraw.Draw(gambar)
    jumlah = 0
    for kotak in semua:
        for kiri, atas, kanan, bawah in kotak:
            tepi = max(2.0, 0.15 * (bawah - atas))
            kuas.rectangle((kiri - tepi, atas - tepi, kanan + tepi, bawah + tepi), fill=HITAM)
        jumlah += bool(kotak)
    return jumlah


def _halaman_keluar(nomor: int, ukuran: tuple[int, int]) -> Image.Image:
    gambar = Image.new("RGB", (max(1, ukuran[0]), max(1, ukuran[1])), (235, 238, 241))
    huruf = ImageFont.load_default(size=max(12, ukuran[0] // 30))
    ImageDraw.Draw(gambar).text(
        (ukuran[0] / 2, ukuran[1] / 2), f"Halaman {nomor} dikeluarkan", HITAM, huruf, anchor="mm"
    )
    return gambar


def _tempel(jadi: pikepdf.Pdf, gambar: Image.Image, ukuran: tuple[float, float]) -> None:
    """Append a page of `ukuran` points that is nothing but this picture."""
    isi = io.BytesIO()
    gambar.save(isi, "JPEG", quality=MUTU)
    lebar, tinggi = ukuran
    halaman = jadi.add_blank_page(page_size=(lebar, tinggi))
    citra = jadi.make_stream(
        isi.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=gambar.width,
        Height=gambar.height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    halaman.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(G=citra))
    halaman.Contents = jadi.make_stream(f"q {lebar:.3f} 0 0 {tinggi:.3f} 0 0 cm /G Do Q".encode())


def cari_tesseract() -> str | None:
    """Path of Tesseract with Indonesian, or None."""
    jalur = shutil.which("tesseract")
    if jalur is None:
        return None
    try:
        bahasa = subprocess.run(  # noqa: S603
            [jalur, "--list-langs"], capture_output=True, timeout=10, check=True, text=True
        ).stdout
    except (subprocess.SubprocessError, OSError):
        return None
    return jalur if "ind" in bahasa.split() else None


def kalimat_tolak(tolak: Mapping[int, str]) -> str:
    """Why no copy was made, and what to do."""
    sebab: dict[str, list[int]] = {}
    for nomor, alasan in sorted(tolak.items()):
        sebab.setdefault(alasan, []).append(nomor)
    bagian = "; ".join(f"halaman {', '.join(map(str, n[:8]))} {alasan}" for alasan, n in sebab.items())
    return f"Salinan belum dibuat: {bagian}. Keluarkan halaman itu dari salinan, atau samarkan sendiri."


__all__ = ["JENIS", "Hasil", "TidakDapatError", "cari_tesseract", "kalimat_tolak", "samarkan"]
