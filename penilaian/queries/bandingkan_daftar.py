"""The entry of "Bandingkan butir": every butir of the year with its spread over the reader's satkers, widest first."""

from __future__ import annotations

from dataclasses import dataclass

from instrumen.pohon.tipe import Butir, Instrumen, Simpul
from penilaian.pencilan import Sebaran, Titik, pencilan, sebaran
from penilaian.queries.bandingkan import NAMA_LAPISAN
from penilaian.queries.bandingkan_bahan import Bahan, jenis_tersedia, muat_bahan
from satker.models import Periode
from satker.pelaku import Pelaku

URUTAN = {"nilai": "Sebaran nilai", "jawaban": "Sebaran jawaban satker", "tanda": "Banyak tanda", "kode": "Urutan LKE"}


@dataclass(frozen=True, slots=True)
class BarisSebaran:
    """One butir. `tanda`: satkers that stand out."""

    butir: Butir
    area: Simpul
    jawaban: Sebaran
    nilai: Sebaran
    tanda: int


@dataclass(frozen=True, slots=True)
class DaftarBanding:
    """The page. `jumlah` units of the reader, `mengirim` of them sent."""

    baris: tuple[BarisSebaran, ...]
    nama_lapisan: str
    urut: str
    jumlah: int
    mengirim: int
    jenis: tuple[tuple[str, str], ...]
    areas: tuple[tuple[str, str], ...]


def susun_daftar_banding(
    pelaku: Pelaku, periode: Periode, instrumen: Instrumen, *, jenis: str = "", area: str = "", urut: str = ""
) -> DaftarBanding:
    """Statements of muat_bahan() and one. Without a choice: by scores once there are any, else by answers."""
    tersedia = tuple(jenis_tersedia(pelaku, periode))
    bahan = muat_bahan(pelaku, periode, instrumen, jenis=jenis if jenis in dict(tersedia) else "")
    baris = [_baris(bahan, b, instrumen) for b in instrumen.butir.values() if not area or b.area == area]
    if urut not in URUTAN:
        urut = "nilai" if any(b.nilai.n for b in baris) else "jawaban"
    return DaftarBanding(
        baris=tuple(sorted(baris, key=lambda b: _kunci(b, urut))),
        nama_lapisan=NAMA_LAPISAN[bahan.lapisan],
        urut=urut,
        jumlah=len(bahan.lembar),
        mengirim=len(bahan.kiriman),
        jenis=tersedia,
        areas=tuple((s.kode, s.nama) for s in (*instrumen.area, *instrumen.area_hasil)),
    )


def _kunci(baris: BarisSebaran, urut: str) -> tuple[object, ...]:
    besar = {"nilai": -baris.nilai.poin, "jawaban": -baris.jawaban.poin, "tanda": -baris.tanda, "kode": 0}[urut]
    return (besar, -baris.jawaban.poin if urut == "nilai" else 0, baris.butir.urutan)


def _baris(bahan: Bahan, butir: Butir, instrumen: Instrumen) -> BarisSebaran:
    kirim = [s for s in bahan.lembar if butir.kode in bahan.kiriman.get(s.pk, {})]
    milik = {s.pk: bahan.milik(s, butir.kode) for s in kirim}
    titik = [
        Titik(str(s.pk), bahan.kiriman[s.pk][butir.kode].isi, m.isi if (m := milik[s.pk]) else None) for s in kirim
    ]
    return BarisSebaran(
        butir=butir,
        area=instrumen.simpul[butir.area],
        jawaban=sebaran(butir, [t.jawaban for t in titik]),
        nilai=sebaran(butir, [t.nilai for t in titik]),
        tanda=len(pencilan(butir, titik)),
    )
