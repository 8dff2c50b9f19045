"""The list of the scoring page: progress per area, filters, and what is left at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from instrumen.pohon.tipe import Butir, Instrumen, Simpul
from penilaian.models import ButirPengajuan, Jawaban, LembarKerja, Pengajuan, TandaButir
from penilaian.queries.butir import jawaban_singkat
from penilaian.queries.meja import belum_dinilai_pertama, jawaban_milik, sama_nilai, terisi
from penilaian.queries.tim import bagian_saya
from penilaian.skor.jawaban import nilai_butir
from satker.pelaku import Pelaku

# code → words of the filter link; the order of the page
SARINGAN: Mapping[str, str] = {
    "semua": "Semua",
    "belum": "Belum dinilai",
    "beda": "Berbeda dari satker",
    "ditandai": "Ditandai",
    "berubah": "Berubah sejak dinilai",
    "nol": "Penyebut nol",
    "tanpa-catatan": "Diturunkan tanpa catatan",
}


@dataclass(frozen=True, slots=True)
class BarisMeja:
    """One butir. `turun_tanpa_catatan`: worth less than claimed, and nobody said why."""

    butir: Butir
    satker: str
    nilai: str
    dinilai: bool
    beda: bool
    ditandai: bool
    berubah: bool
    nol: bool
    turun_tanpa_catatan: bool
    catatan: str


@dataclass(frozen=True, slots=True)
class AreaMeja:
    """One area: `baris` are the shown ones, the counts are of the whole area."""

    simpul: Simpul
    dinilai: int
    jumlah: int
    beda: int
    ditandai: int
    baris: tuple[BarisMeja, ...]

    @property
    def nama(self) -> str:
        hasil = self.simpul.induk == "B"
        return self.simpul.nama if hasil else f"{self.simpul.nomor} {self.simpul.nama}"


@dataclass(frozen=True, slots=True)
class DaftarMeja:
    """The page. `banyak` counts each filter over what is shown (`saya`: only the person's own part, which has `bagian`
    butir, 0: nothing is shared out); `mulai` is the first butir without a score.
    """

    area: tuple[AreaMeja, ...]
    banyak: Mapping[str, int]
    mulai: Butir | None
    jumlah: int
    bagian: int = 0
    saya: bool = False

    @property
    def dinilai(self) -> int:
        return self.jumlah - self.banyak["belum"]

    @property
    def tampil(self) -> int:
        return sum(len(a.baris) for a in self.area)


_LOLOS: Mapping[str, Callable[[BarisMeja], bool]] = {
    "semua": lambda b: True,
    "belum": lambda b: not b.dinilai,
    "beda": lambda b: b.beda,
    "ditandai": lambda b: b.ditandai,
    "berubah": lambda b: b.berubah,
    "nol": lambda b: b.nol,
    "tanpa-catatan": lambda b: b.turun_tanpa_catatan,
}


def susun_daftar(
    *,
    pelaku: Pelaku,
    lembar: LembarKerja,
    pengajuan: Pengajuan,
    instrumen: Instrumen,
    saring: str = "semua",
    area: str = "",
    saya: bool = False,
) -> DaftarMeja:
    """Three queries (the sending, the scores of the shown layer, the actor's flags) whatever their number; one more for
    a member, whose own part `saya` keeps to.
    """
    bagian = bagian_saya(pelaku, lembar, instrumen)
    saya = saya and bagian is not None
    kiriman = {b.kode_butir: b for b in ButirPengajuan.objects.filter(pengajuan=pengajuan)}
    milik = {j.kode_butir: j for j in Jawaban.objects.filter(jawaban_milik(pelaku, lembar))}
    tanda = set(TandaButir.objects.filter(lembar=lembar, user=pelaku.user).values_list("kode_butir", flat=True))
    semua = {
        b.kode: _baris(b, kiriman.get(b.kode), milik.get(b.kode), b.kode in tanda)
        for b in instrumen.butir.values()
        if not saya or b.kode in (bagian or ())
    }
    simpul = [s for s in (*instrumen.area, *instrumen.area_hasil) if not area or s.kode == area]
    isi = [(s, [semua[b.kode] for b in instrumen.butir_di(s.kode) if b.kode in semua]) for s in simpul]
    return DaftarMeja(
        area=tuple(_area(s, baris, saring) for s, baris in isi if baris),
        banyak={kode: sum(map(lolos, semua.values())) for kode, lolos in _LOLOS.items()},
        mulai=belum_dinilai_pertama(instrumen, milik, bagian),
        jumlah=len(semua),
        bagian=len(bagian or ()),
        saya=saya,
    )


def _baris(butir: Butir, kiriman: ButirPengajuan | None, milik: Jawaban | None, tanda: bool) -> BarisMeja:
    ada = terisi(butir, milik)
    isi = kiriman.isi if kiriman else None
    saya = milik.isi if milik else None
    beda = ada and isi is not None and not sama_nilai(butir, isi, saya)
    klaim = nilai_butir(butir, isi)
    turun = beda and (nilai_butir(butir, saya).nilai or 0) < (klaim.nilai or 0)
    catatan = milik.uraian if milik else ""
    return BarisMeja(
        butir=butir,
        satker=jawaban_singkat(butir, isi),
        nilai=jawaban_singkat(butir, saya),
        dinilai=ada,
        beda=beda,
        ditandai=tanda,
        berubah=bool(ada and kiriman and milik and milik.dinilai_ke != kiriman.ke),
        nol=klaim.nol,
        turun_tanpa_catatan=turun and not catatan.strip(),
        catatan=catatan,
    )


def _area(simpul: Simpul, baris: list[BarisMeja], saring: str) -> AreaMeja:
    return AreaMeja(
        simpul=simpul,
        dinilai=sum(b.dinilai for b in baris),
        jumlah=len(baris),
        beda=sum(b.beda for b in baris),
        ditandai=sum(b.ditandai for b in baris),
        baris=tuple(b for b in baris if _LOLOS[saring](b)),
    )
