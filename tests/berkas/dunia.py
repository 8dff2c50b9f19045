"""A satker with an open year and the real instrument, for the tests of this app."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from berkas.models import Berkas, Bukti, Isi, Pemakaian, VersiBerkas
from instrumen.actions import muat_versi
from instrumen.pohon.baca import baca_instrumen
from instrumen.pohon.tipe import Instrumen
from instrumen.queries import instrumen_untuk
from satker.models import Jejak, Periode, Satker
from satker.pelaku import Pelaku
from satker.peran import Peran
from tests import pabrik

KODE = "LKE-ZI-2021"


@cache
def instrumen_2021() -> Instrumen:
    return baca_instrumen(KODE)


@dataclass
class Dunia:
    satker: Satker
    periode: Periode
    pokja: Pelaku  # area A5
    koordinator: Pelaku
    gudang: Path

    @property
    def url(self) -> str:
        return f"/{self.periode.tahun}/satker/{self.satker.kode}/"

    def isi_gudang(self) -> set[str]:
        """Every file below the storage root, waiting ones included."""
        return {str(p.relative_to(self.gudang)) for p in self.gudang.rglob("*") if p.is_file()}


def bangun_dunia(gudang: Path, instansi: Satker | None = None) -> Dunia:
    muat_versi(instrumen_2021())
    instrumen_untuk(KODE)  # read once per process; without this the first test to ask would count one statement more
    satker = pabrik.buat_satker(instansi)
    periode = Periode.objects.filter(instansi_id=satker.instansi_id).first() or pabrik.buat_periode(satker)
    return Dunia(
        satker,
        periode,
        pabrik.pelaku_untuk(satker, Peran.ANGGOTA_POKJA, area="A5"),
        pabrik.pelaku_untuk(satker, Peran.KOORDINATOR),
        gudang,
    )


def potret() -> dict[str, int]:
    """How many rows each table of the app has, and the audit log."""
    return {m.__name__: m.objects.count() for m in (Isi, Berkas, VersiBerkas, Bukti, Jejak)} | {
        "bita": sum(Pemakaian.objects.values_list("bita", flat=True))
    }
