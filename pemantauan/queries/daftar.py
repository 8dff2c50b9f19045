"""The list of units a reader may see, weakest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.http import QueryDict

from common.halaman import Halaman, bagi
from instrumen.pohon.tipe import Instrumen, Simpul
from penilaian.queries.pantau import (
    URUT_BAKU,
    JumlahSatker,
    SaringanSatker,
    daftar_satker,
    id_tahun,
    jenis_terlihat,
    jumlah_satker,
    potret_ringkas,
    selisih_lalu,
)
from penilaian.skor.hitung import sudah_wbk
from satker.pelaku import Pelaku
from satker.queries.pantau import tahun_tersedia

if TYPE_CHECKING:
    from penilaian.models import Potret
    from satker.models import Periode

PER_HALAMAN = 50
# Layer of the figures in as few letters as the narrow column allows
ASAL = {"pendahuluan": "pendahuluan", "tpi": "tim penilai", "tpn": "TPN"}
PREDIKAT = (("WBK", "WBK"), ("WBBM", "WBBM"), ("tanpa", "Tanpa predikat"))
# (step, symbol, words): distance to the threshold in percent points (ux §3); a darker step is further below.
TANGGA = (
    ("k1", "▼▼", "lebih dari 20 di bawah ambang"),
    ("k2", "▼", "sampai 20 di bawah ambang"),
    ("k3", "△", "sampai 10 di atas ambang"),
    ("k4", "", "10 sampai 25 di atas ambang"),
    ("k5", "", "lebih dari 25 di atas ambang"),
)


@dataclass(frozen=True, slots=True)
class SelArea:
    """One area of one unit: percent of the bobot and its step of the heat scale."""

    simpul: Simpul
    persen: Decimal | Fraction
    langkah: str
    tanda: str
    arti: str


@dataclass(frozen=True, slots=True)
class BarisSatker:
    """One unit. Without a sheet `total` is None and `sel` empty: words, never zeros. `asal` names the layer of the
    figures, `selisih` is last year's own assessment minus the team's.
    """

    kode: str
    nama: str
    jenis: str
    predikat: str
    predikat_tahun: int | None
    target: str
    total: Decimal | None
    terisi: int
    jumlah: int
    sel: tuple[SelArea, ...]
    belum: int
    syarat: int
    berubah_pada: dt.datetime | None
    asal: str = ""
    selisih: Decimal | None = None


@dataclass(frozen=True, slots=True)
class KepalaKolom:
    """A sortable column head: the link that sorts, and how the list is sorted by it now ("naik", "turun", "")."""

    label: str
    judul: str
    url: str
    arah: str

    @property
    def aria(self) -> str:
        """Value of aria-sort."""
        return {"naik": "ascending", "turun": "descending"}.get(self.arah, "none")


@dataclass(frozen=True, slots=True)
class DaftarSatker:
    """The page."""

    jumlah: JumlahSatker
    halaman: Halaman
    kolom: tuple[KepalaKolom, ...]
    kolom_area: tuple[KepalaKolom, ...]
    jenis: tuple[tuple[str, str], ...]
    saringan: SaringanSatker
    tahun_lain: tuple[int, ...]
    ambang: tuple[tuple[str, Fraction], ...]
    lalu: int

    @property
    def lebar_kosong(self) -> int:
        """Columns that the words "Belum dimulai" span: nilai, terisi, the areas, selisih, syarat."""
        return 4 + len(self.kolom_area)

    @property
    def tersaring(self) -> bool:
        return bool(self.saringan.q or self.saringan.jenis or self.saringan.predikat or self.saringan.mandiri)


def langkah_panas(persen: Fraction | Decimal, ambang: Fraction | Decimal) -> tuple[str, str, str]:
    """Step of the heat scale for a value and its threshold, both in percent; exactly at the threshold is above it."""
    jarak = Fraction(persen) - Fraction(ambang)
    batas = (Fraction(-20), Fraction(0), Fraction(10), Fraction(25))
    if jarak < batas[0]:
        return TANGGA[0]
    return TANGGA[next((i for i, b in enumerate(batas[1:], start=1) if jarak < b), 4)]


def susun_daftar(pelaku: Pelaku, periode: Periode, instrumen: Instrumen, saringan: QueryDict) -> DaftarSatker:
    """Eight statements, the same for one unit and for a page full of them."""
    pilih = SaringanSatker(
        q=saringan.get("q", "").strip()[:100],
        jenis=saringan.get("jenis", "")[:40],
        predikat=saringan.get("predikat", "")[:10],
        urut=saringan.get("urut", "")[:12] or URUT_BAKU,
        mandiri=saringan.get("lapisan") == "mandiri",
    )
    kode_area = tuple(s.kode for s in instrumen.area)
    tahun = id_tahun(periode.tahun)
    halaman = bagi(daftar_satker(pelaku, periode.tahun, pilih, kode_area, tahun), saringan, per=PER_HALAMAN)
    potret = potret_ringkas(b["potret"] for b in halaman.isi if b["potret"])
    lalu = selisih_lalu([b["satker"] for b in halaman.isi], periode.tahun)
    baris = [_baris(instrumen, periode.tahun, b, potret.get(b["potret"]), lalu) for b in halaman.isi]
    return DaftarSatker(
        jumlah=jumlah_satker(pelaku, periode.tahun, tahun),
        halaman=replace(halaman, isi=baris),
        kolom=tuple(_kolom(saringan, pilih.urut, *k) for k in _KOLOM),
        kolom_area=tuple(_kolom(saringan, pilih.urut, s.kode, s.nomor, s.nama) for s in instrumen.area),
        jenis=jenis_terlihat(pelaku),
        saringan=pilih,
        tahun_lain=tahun_tersedia(pelaku.unit),
        ambang=_ambang_area(instrumen),
        lalu=periode.tahun - 1,
    )


def _ambang_area(instrumen: Instrumen) -> tuple[tuple[str, Fraction], ...]:
    """The lowest share of an area each predikat asks for, in percent; empty where the version asks none."""
    persen = {k: [g.persen for g in a.gerbang if g.persen is not None] for k, a in instrumen.ambang.items()}
    return tuple((predikat, min(p)) for predikat, p in persen.items() if p)


_KOLOM = (("nama", "Satker", "nama"), ("nilai", "Nilai", "nilai total"), ("terisi", "Terisi", "soal terisi"))


def _kolom(saringan: QueryDict, urut: str, kunci: str, label: str, judul: str) -> KepalaKolom:
    """A second press on the same column turns the order around; the page number is dropped."""
    arah = {kunci: "naik", f"-{kunci}": "turun"}.get(urut, "")
    salinan = saringan.copy()
    salinan.pop("hal", None)
    salinan["urut"] = f"-{kunci}" if arah == "naik" else kunci
    return KepalaKolom(label, judul, f"?{salinan.urlencode()}", arah)


def _baris(
    instrumen: Instrumen, tahun: int, isi: Mapping[str, Any], potret: Potret | None, lalu: Mapping[Any, Decimal]
) -> BarisSatker:
    mulai = isi["total"] is not None
    if potret:
        isi = {**isi, "total": potret.total, "area": potret.area, "gerbang": potret.gerbang}
    gerbang = instrumen.ambang[isi["target"]].gerbang if mulai else ()
    ambang = {g.kode: g.persen for g in gerbang if g.persen is not None}
    return BarisSatker(
        kode=isi["kode"],
        nama=isi["nama"],
        jenis=isi["nama_jenis"],
        predikat=isi["predikat_kini"] or "",
        predikat_tahun=isi["predikat_tahun"],
        target=isi["target"] or "",
        total=isi["total"],
        terisi=isi["terisi"] or 0,
        jumlah=isi["jumlah"] or 0,
        sel=_sel_area(instrumen, isi["area"], ambang) if mulai else (),
        belum=_belum(instrumen, tahun, isi) if mulai else 0,
        syarat=len(gerbang),
        berubah_pada=isi["berubah_pada"],
        asal=ASAL[potret.lapisan] if potret else "mandiri, draf",
        selisih=lalu.get(isi["satker"]),
    )


def _belum(instrumen: Instrumen, tahun: int, isi: Mapping[str, Any]) -> int:
    """Gates of the target not met: those on points as kept, those on history by the decrees of now."""
    poin = set(isi["gerbang"][isi["target"]]["belum"]) - instrumen.gerbang_riwayat
    riwayat = {g.kode for g in instrumen.ambang[isi["target"]].gerbang} & instrumen.gerbang_riwayat
    return len(poin) + (0 if sudah_wbk(instrumen, isi["wbk_sejak"], tahun) else len(riwayat))


def _sel_area(
    instrumen: Instrumen, area: Mapping[str, Mapping[str, str]], ambang: Mapping[str, Fraction]
) -> tuple[SelArea, ...]:
    return tuple(_sel(s, area[s.kode], ambang.get(s.kode)) for s in instrumen.area)


def _sel(simpul: Simpul, angka: Mapping[str, str], ambang: Fraction | None) -> SelArea:
    persen = Fraction(angka["nilai"]) / Fraction(angka["bobot"]) * 100
    if ambang is None:
        return SelArea(simpul, persen, "k0", "", "tanpa ambang")
    return SelArea(simpul, persen, *langkah_panas(persen, ambang))
