"""Runs `python -m berkas.olah` as a child with bounded memory and time and reads what it tells.

Nothing the child says is trusted further than it can be checked: page numbers in order, files that are plain WebP,
no more output than a document can have. Whatever ends it, its whole process group is gone afterwards.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import logging
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from berkas.olah.hasil import Alat, Batas, HasilOlah, Kurang, Sebab, nama_gambar
from berkas.olah.teks import HURUF_HALAMAN, HURUF_SEMUA, hampir_kosong, rapikan

log = logging.getLogger(__name__)
TENGGANG = 20  # seconds beyond its own deadline before the child is killed
BERAT_MAKS = 4 * 1024 * 1024  # bytes of one page image
_BARIS_MAKS = 8 * HURUF_HALAMAN
_KELUARAN_MAKS = 8 * HURUF_SEMUA
_AKAR = Path(__file__).resolve().parents[2]
_LINGKUNGAN = {"PATH", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "LANG"}

Lapor = Callable[[str, int], None]  # step in words, percent


def olah_terpisah(
    sumber: Path, nama: str, keluar: Path, kerja: Path, *, batas: Batas, alat: Alat, hari_ini: dt.date, lapor: Lapor
) -> HasilOlah:
    """Page images of `sumber` into `keluar`; always returns, with `sebab` when nothing could be made.

    `nama` says the kind by its extension. `lapor` may raise: the child is stopped and the error goes through.
    """
    setelan = json.dumps({"batas": asdict(batas), "alat": asdict(alat), "hari_ini": hari_ini.isoformat()})
    perintah = [sys.executable, "-m", "berkas.olah", str(sumber), nama, str(keluar), str(kerja), setelan]
    lingkungan = {k: v for k, v in os.environ.items() if k in _LINGKUNGAN}
    lingkungan |= {"HOME": str(kerja), "TMPDIR": str(kerja), "OMP_THREAD_LIMIT": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    with open(kerja / "galat.txt", "w+b") as galat:
        anak = subprocess.Popen(  # noqa: S603  a fixed program; the name comes after it as data
            perintah,
            cwd=_AKAR,
            env=lingkungan,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=galat,
            start_new_session=True,
        )
        lewat = threading.Event()

        def sudahi() -> None:
            lewat.set()
            _habisi(anak)

        penjaga = threading.Timer(batas.detik + TENGGANG, sudahi)
        penjaga.start()
        pembaca = _Pembaca(keluar, lapor)
        try:
            assert anak.stdout is not None  # noqa: S101
            pembaca.baca(anak.stdout)
        finally:
            penjaga.cancel()
            _habisi(anak)
            kode = anak.wait()
            if anak.stdout:
                anak.stdout.close()
        galat.seek(0)
        return _putusan(pembaca, kode, lewat.is_set(), galat.read()[-2000:].decode("utf-8", "replace"))


def _habisi(anak: subprocess.Popen[bytes]) -> None:
    """Kill whatever is left of the group, also programs that outlived the child. A group that is gone is fine."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(anak.pid, signal.SIGKILL)


class _Pembaca:
    """Turns the lines of the child into a HasilOlah."""

    def __init__(self, keluar: Path, lapor: Lapor) -> None:
        self.keluar, self.lapor = keluar, lapor
        self.hasil = HasilOlah()
        self.selesai = False
        self.palsu = False

    def baca(self, aliran: IO[bytes]) -> None:
        for langkah in self._baris(aliran):
            if self.selesai:
                return
            try:
                self._terima(langkah)
            except (KeyError, TypeError, ValueError) as galat:
                log.warning("langkah pengolah tidak dikenal: %r", galat)
                self.palsu = True
                return

    def _baris(self, aliran: IO[bytes]) -> Iterator[dict[str, Any]]:
        jumlah = 0
        while baris := aliran.readline(_BARIS_MAKS):
            jumlah += len(baris)
            if jumlah > _KELUARAN_MAKS or not baris.endswith(b"\n"):
                self.palsu = len(baris) == _BARIS_MAKS or jumlah > _KELUARAN_MAKS  # else: cut off by its death
                return
            try:
                langkah = json.loads(baris)
            except ValueError:
                self.palsu = True
                return
            if not isinstance(langkah, dict):
                self.palsu = True
                return
            yield langkah

    def _terima(self, langkah: dict[str, Any]) -> None:
        hasil, jenis = self.hasil, langkah["j"]
        if jenis == "mulai":
            hasil.jaringan_tertutup = bool(langkah["jaringan_tertutup"])
        elif jenis == "awal":
            hasil.halaman = None if langkah["halaman"] is None else _bilangan(langkah["halaman"])
            hasil.dibuat = dt.date.fromisoformat(langkah["dibuat"]) if langkah["dibuat"] else None
        elif jenis == "hal":
            self._halaman(langkah)
        elif jenis == "ocr":
            n, teks = _bilangan(langkah["n"]), rapikan(str(langkah["teks"]))
            if not 1 <= n <= len(hasil.teks):
                raise ValueError(n)
            hasil.teks[n - 1] = rapikan(f"{hasil.teks[n - 1]}\n{teks}")
            hasil.ocr = True
        elif jenis == "kurang":
            hasil.kurang.append(Kurang(langkah["kode"]))
        elif jenis == "langkah":
            self.lapor(str(langkah["kata"])[:120], min(99, _bilangan(langkah["persen"])))
        elif jenis == "gagal":
            hasil.sebab = Sebab(langkah["sebab"])
        elif jenis == "akhir":
            hasil.memori_puncak = _bilangan(langkah["memori"])
            self.selesai = True
        else:
            raise ValueError(jenis)

    def _halaman(self, langkah: dict[str, Any]) -> None:
        """The next page in order; its images are looked at before they count."""
        hasil, n = self.hasil, _bilangan(langkah["n"])
        if n != len(hasil.teks) + 1:
            raise ValueError(n)
        teks = rapikan(str(langkah["teks"]))
        hasil.teks.append(teks)
        hasil.lapis = hasil.lapis or not hampir_kosong(teks)
        if langkah["gambar"] and hasil.gambar == n - 1:
            for besar in (False, True):
                periksa_gambar(self.keluar / nama_gambar(n, besar=besar))
            hasil.gambar = n
        jumlah = hasil.halaman or n
        self.lapor(f"Membuat gambar halaman {n} dari {jumlah}", min(85, 85 * n // max(1, jumlah)))


def _bilangan(nilai: Any) -> int:
    if type(nilai) is not int or nilai < 0:
        raise ValueError(nilai)
    return nilai


def periksa_gambar(jalur: Path) -> None:
    """Raises ValueError unless the path is a plain file that starts like a WebP (a link could lead anywhere)."""
    try:
        keadaan = jalur.lstat()
    except OSError as galat:
        raise ValueError(jalur.name) from galat
    if not stat.S_ISREG(keadaan.st_mode) or keadaan.st_nlink != 1 or keadaan.st_size > BERAT_MAKS:
        raise ValueError(jalur.name)
    with jalur.open("rb") as berkas:
        awal = berkas.read(12)
    if awal[:4] != b"RIFF" or awal[8:] != b"WEBP":
        raise ValueError(jalur.name)


def _putusan(pembaca: _Pembaca, kode: int, lewat: bool, galat: str) -> HasilOlah:
    """The result, judged by how the child ended."""
    hasil = pembaca.hasil
    selesai = pembaca.selesai and not pembaca.palsu
    if selesai and (hasil.sebab is None or hasil.sebab == Sebab.PENUH or not hasil.gambar):
        hasil.sementara = hasil.sebab in (Sebab.PENUH, Sebab.WAKTU)
        return hasil
    if not selesai:
        log.warning("pengolah berkas berhenti: kode %s%s %s", kode, " (lewat waktu)" if lewat else "", galat)
    if hasil.gambar and not pembaca.palsu:  # the pages before the one that ended it are good
        hasil.sebab = None
        hasil.kurang.append(Kurang.HENTI)
        return hasil
    kehabisan = "MemoryError" in galat or "bad_alloc" in galat or "out of memory" in galat.lower()
    habis_waktu = lewat or kode == -signal.SIGXCPU
    hasil.sebab = Sebab.MEMORI if kehabisan else Sebab.WAKTU if habis_waktu else Sebab.MATI
    # A kill from outside or a slow machine may go better next time; a crash of the reader will not.
    hasil.sementara = lewat or (kode == -signal.SIGKILL and not pembaca.palsu)
    return hasil
