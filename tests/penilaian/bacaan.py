"""A sheet that was sent with evidence, and its evaluators, for the tests of reading and verdicts."""

from __future__ import annotations

from typing import Any

from berkas.actions import unggah_langsung
from berkas.models import Bukti
from penilaian.models import AturanEvaluasi
from satker.peran import Peran
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import kirim


def unggah(dunia: Dunia, kode: str, nama: str, isi: bytes = b"Isi dokumen\n") -> Bukti:
    """One text file under a butir."""
    butir = dunia.instrumen.cari(kode)
    return unggah_langsung(
        oleh=dunia.pelaku(),
        satker=dunia.satker,
        periode=dunia.periode,
        kode_butir=butir.kode,
        area=butir.area,
        nama=nama,
        blok=[nama.encode() + isi],
    )


def dikirim(dunia: Dunia, **berkas: Any) -> dict[str, Bukti]:
    """Upload `kode="nama.txt"` (or a list) and send to the team."""
    AturanEvaluasi.objects.get_or_create(periode=dunia.periode, defaults={"pakai_pendahuluan": False})
    hasil = {}
    for kode, nama in (berkas or {"P5_1b": ["SK.txt", "Laporan.txt"], "P1_1a": ["Tim.txt"]}).items():
        for n in [nama] if isinstance(nama, str) else nama:
            hasil[n] = unggah(dunia, kode.replace("_", "."), n)
    kirim(dunia)
    return hasil


def versi(bukti: Bukti) -> Any:
    return bukti.berkas.versi.get()


ANGGOTA, KETUA, DALNIS = Peran.TPI_ANGGOTA, Peran.TPI_KETUA, Peran.TPI_DALNIS
