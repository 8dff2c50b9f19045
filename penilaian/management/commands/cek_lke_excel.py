"""./run cek_lke_excel PATH: does LibreOffice, recalculating the official sheet, agree with the engine?

Fills copies of the circulating workbook of Lampiran III with random answers, lets LibreOffice compute them and
compares every sub-area. Needs LibreOffice and the workbook; no database. Exit 1: they disagree; 2: not that workbook;
3: no LibreOffice.
"""

import random
import re
import shutil
import subprocess
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from django.core.management.base import BaseCommand, CommandError
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from instrumen.pohon.baca import baca_instrumen
from instrumen.pohon.tipe import Butir, Instrumen
from penilaian.skor.hitung import hitung

LEMBAR = "LKE ZI"
KODE_INSTRUMEN = "LKE-ZI-2021"
BATAS_SELISIH = 5e-7
"""Largest difference that still is agreement to 6 decimals; the workbook computes in floating point."""
BATAS_DETIK = 900

GESER_AKHIR = "A5.P.iii.d"
"""Up to this butir the sheet stands 2 rows below baris_excel; after it 3, because it has an empty row 90."""
CACAT = "A5.R.iii"
"""Cell L175 averages L176:L179 and so never sees the LHKASN value in L184 (docs/nilai.md N14)."""

Jawaban = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Beda:
    """One sub-area on one sheet where the workbook says something else than the engine."""

    lembar: int
    simpul: str
    excel: object
    mesin: Fraction


class Command(BaseCommand):
    help = "Membandingkan mesin nilai dengan lembar Excel resmi yang dihitung ulang oleh LibreOffice."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", help="lembar LKE ZI resmi yang kosong (.xlsx)")
        parser.add_argument("--jumlah", type=int, default=200, help="banyaknya lembar acak (baku 200)")
        parser.add_argument("--benih", type=int, default=2021, help="benih acak, agar hasil dapat diulang")

    def handle(self, *args: Any, **options: Any) -> None:
        soffice = shutil.which("soffice") or shutil.which("libreoffice")
        if soffice is None:
            raise CommandError("LibreOffice belum terpasang. Pasang dengan ./run alat, lalu ulangi.", returncode=3)
        if options["jumlah"] < 1:
            raise CommandError("--jumlah paling sedikit 1.", returncode=2)
        instrumen = baca_instrumen(KODE_INSTRUMEN)
        acak = random.Random(options["benih"])  # noqa: S311 - repeatable test data, not a secret
        semua = [jawaban_acak(instrumen, acak) for _ in range(options["jumlah"])]
        with tempfile.TemporaryDirectory(prefix="zi-excel-") as tempat:
            sel = isi_buku(Path(options["path"]), instrumen, semua, Path(tempat))
            hitung_ulang(soffice, Path(tempat))
            beda, cacat, terjauh = bandingkan(instrumen, semua, sel, Path(tempat) / "hasil")
        self._laporkan(len(semua), len(sel), beda, cacat, terjauh)

    def _laporkan(self, lembar: int, sub_area: int, beda: Sequence[Beda], cacat: int, terjauh: float) -> None:
        dibandingkan = lembar * (sub_area - 1)
        self.stdout.write(
            f"{lembar} lembar, {sub_area} sub-area: {dibandingkan} nilai dibandingkan, {len(beda)} berbeda "
            f"(selisih terjauh {terjauh:.1e})."
        )
        self.stdout.write(
            f"Cacat lembar resmi yang dikenal, sel L175 ({CACAT} tanpa LHKASN): berbeda di {cacat} dari {lembar} "
            "lembar, tidak dihitung sebagai beda."
        )
        for b in beda[:20]:
            self.stdout.write(f"- lembar {b.lembar}, {b.simpul}: Excel {b.excel}, mesin {float(b.mesin)}")
        if beda:
            raise CommandError("Mesin nilai dan lembar Excel tidak sepakat.", returncode=1)


def jawaban_acak(instrumen: Instrumen, acak: random.Random) -> Jawaban:
    """A complete sheet without zero denominators, which are #DIV/0! in the workbook."""
    return {b.kode: _acak(b, acak) for b in instrumen.butir.values()}


def _acak(butir: Butir, acak: random.Random) -> Any:
    rumus = butir.rumus
    if rumus is None:
        return acak.choice(butir.opsi).kode
    if rumus.jenis == "indeks":
        return {rumus.nilai: Decimal(acak.randint(0, 400)) / 100}
    isi = {i.kode: acak.randint(0, 12) for i in butir.isian}
    if rumus.jenis == "penurunan":
        return isi | {rumus.lalu: acak.randint(1, 12)}
    isi[rumus.penyebut[0]] = acak.randint(1, 12)
    jumlah = sum(isi[k] for k in rumus.penyebut)
    return isi | {rumus.pembilang: acak.randint(0, jumlah + (3 if rumus.boleh_lebih else 0))}


def isi_buku(buku: Path, instrumen: Instrumen, semua: Sequence[Jawaban], tempat: Path) -> dict[str, str]:
    """Writes one filled workbook for each sheet of answers; returns sub-area -> cell of its nilai.

    CommandError (exit 2) when `buku` is not the official sheet.
    """
    try:
        wb = load_workbook(buku)
        ws = wb[LEMBAR]
    except FileNotFoundError as galat:
        raise CommandError(f"Berkas {buku} tidak ada.", returncode=2) from galat
    except (OSError, KeyError, ValueError, BadZipFile, InvalidFileException) as galat:
        raise CommandError(f"{buku} bukan lembar LKE ZI resmi (.xlsx berlembar '{LEMBAR}').", returncode=2) from galat
    sel = _sel_sub_area(ws, instrumen)
    # The workbook leaves the LHKASN total to the person who fills it, unlike the LHKPN total in K178.
    ws["K185"] = "=K186+K187+K188"
    (tempat / "isi").mkdir()
    for nomor, jawaban in enumerate(semua):
        for butir in instrumen.butir.values():
            for baris, isi in _isian_baris(instrumen, butir, jawaban[butir.kode]):
                ws.cell(baris, 11).value = isi
        wb.save(tempat / "isi" / f"{nomor:05}.xlsx")
    return sel


def _isian_baris(instrumen: Instrumen, butir: Butir, jawaban: Any) -> Iterator[tuple[int, Any]]:
    if isinstance(butir.baris_excel, Mapping):
        for kode, baris in butir.baris_excel.items():
            yield _baris(instrumen, baris), jawaban[kode]
    elif butir.baris_excel is not None:
        yield (
            _baris(instrumen, butir.baris_excel),
            jawaban[butir.rumus.nilai] if butir.rumus else jawaban,
        )


def _baris(instrumen: Instrumen, baris_excel: int) -> int:
    """Row in sheet "LKE ZI" of a row in PortalRB's sheet "Jawaban"."""
    akhir = instrumen.butir[GESER_AKHIR].baris_excel
    return baris_excel + (2 if isinstance(akhir, int) and baris_excel <= akhir else 3)


def _sel_sub_area(ws: Worksheet, instrumen: Instrumen) -> dict[str, str]:
    """Column L of the topmost row whose AVERAGE covers the sub-area's first answer; in hasil the answer's own row."""
    rentang: list[tuple[int, int, int]] = []
    for baris in range(1, ws.max_row + 1):
        if cocok := re.match(r"=AVERAGE\(L(\d+)(?::L(\d+))?\)\*H", str(ws.cell(baris, 12).value)):
            rentang.append((baris, int(cocok[1]), int(cocok[2] or cocok[1])))
    sel: dict[str, str] = {}
    for simpul in instrumen.simpul.values():
        if simpul.tingkat != "sub_area":
            continue
        butir = instrumen.butir[simpul.anak[0]]
        pertama = next(b for b, _ in _isian_baris(instrumen, butir, _contoh(butir)))
        kepala = pertama if butir.komponen == "B" else next((k for k, a, z in rentang if a <= pertama <= z), 0)
        if not kepala:
            raise CommandError(f"Rumus sub-area {simpul.kode} tidak ditemukan di lembar '{LEMBAR}'.", returncode=2)
        sel[simpul.kode] = f"L{kepala}"
    return sel


def _contoh(butir: Butir) -> Any:
    return {i.kode: 0 for i in butir.isian} if butir.rumus else ""


def hitung_ulang(soffice: str, tempat: Path) -> None:
    """Lets LibreOffice open every workbook of `isi` and save it with computed values in `hasil`."""
    berkas = sorted(str(p) for p in (tempat / "isi").iterdir())
    perintah = [
        soffice,
        f"-env:UserInstallation={(tempat / 'profil').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(tempat / "hasil"),
        *berkas,
    ]
    try:
        proses = subprocess.run(perintah, capture_output=True, timeout=BATAS_DETIK, check=False)  # noqa: S603 - own paths
    except subprocess.TimeoutExpired as galat:
        raise CommandError(f"LibreOffice tidak selesai dalam {BATAS_DETIK} detik.", returncode=3) from galat
    jadi = len(list((tempat / "hasil").glob("*.xlsx"))) if (tempat / "hasil").is_dir() else 0
    if proses.returncode or jadi != len(berkas):
        raise CommandError(f"LibreOffice gagal: {jadi} dari {len(berkas)} lembar dihitung.", returncode=3)


def bandingkan(
    instrumen: Instrumen, semua: Sequence[Jawaban], sel: Mapping[str, str], hasil: Path
) -> tuple[list[Beda], int, float]:
    """Differences, sheets on which the known defect shows, and the largest difference that counts as agreement."""
    beda: list[Beda] = []
    cacat, terjauh = 0, 0.0
    for nomor, jawaban in enumerate(semua):
        skor = hitung(instrumen, jawaban)
        ws = load_workbook(hasil / f"{nomor:05}.xlsx", data_only=True)[LEMBAR]
        for kode, alamat in sel.items():
            mesin = skor.simpul[kode].nilai
            if kode == CACAT:
                cacat += not _sama(ws[alamat].value, mesin)
                # The defect must be exactly the known one: LHKPN alone on the whole bobot.
                lhkpn = skor.butir["A5.R.iii.a"].nilai or Fraction(0)
                mesin = lhkpn * instrumen.simpul[CACAT].bobot
            excel = ws[alamat].value
            if not _sama(excel, mesin):
                beda.append(Beda(nomor, kode, excel, mesin))
            else:
                terjauh = max(terjauh, abs(excel - float(mesin)))
    return beda, cacat, terjauh


def _sama(excel: Any, mesin: Fraction) -> bool:
    return isinstance(excel, int | float) and abs(excel - float(mesin)) <= BATAS_SELISIH
