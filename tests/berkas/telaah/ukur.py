"""Precision and recall of the findings over the example documents; shared by the test and the bench."""

from __future__ import annotations

from dataclasses import dataclass

from berkas.telaah.bagian import NAMA
from berkas.telaah.ciri import baca_ciri
from berkas.telaah.petunjuk import Dokumen, telaah_butir
from tests.berkas.telaah.contoh import SATKER, TAHUN, Contoh


@dataclass(frozen=True)
class Ukuran:
    benar: int
    salah: int  # said, but not so
    luput: int  # so, but not said

    @property
    def presisi(self) -> float:
        return self.benar / (self.benar + self.salah) if self.benar + self.salah else 1.0

    @property
    def ingatan(self) -> float:
        return self.benar / (self.benar + self.luput) if self.benar + self.luput else 1.0

    def __add__(self, lain: Ukuran) -> Ukuran:
        return Ukuran(self.benar + lain.benar, self.salah + lain.salah, self.luput + lain.luput)


def bandingkan(nyata: frozenset[str], harap: frozenset[str]) -> Ukuran:
    return Ukuran(len(nyata & harap), len(nyata - harap), len(harap - nyata))


def baca(contoh: Contoh) -> tuple[frozenset[str], frozenset[str]]:
    """(parts, findings) of one document; every kind of part counts as asked for."""
    ciri = baca_ciri(contoh.halaman, ocr=contoh.ocr, satker=SATKER)
    hasil = telaah_butir(
        [Dokumen("1", "a.pdf", "application/pdf", ciri)],
        bagian=tuple(NAMA),
        contoh=(),
        aturan=contoh.aturan,
        tahun=TAHUN,
    )
    temuan = set()
    for p in hasil.petunjuk:
        if p.kode == "notula_kurang":
            notula = next(b for b in ciri.bagian if b.jenis == "notula")
            temuan.add(f"notula_kurang:{','.join(notula.kurang)}")
        elif p.kode != "bagian_kurang":
            temuan.add(p.kode)
    return ciri.jenis, frozenset(temuan)
