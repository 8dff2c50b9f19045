"""Agreement of evaluators in figures and words, from first scores alone (docs/kesepakatan.md). Help, never a rating."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from common.desimal import format_angka
from instrumen.pohon.tipe import Butir, Instrumen
from instrumen.queries import instrumen_untuk
from penilaian.kesepakatan.beda import daftar_beda
from penilaian.kesepakatan.kecenderungan import KETAT, LONGGAR, SERUPA, Kecenderungan, kecenderungan
from penilaian.kesepakatan.nilaian import Nilaian, Terbaca
from penilaian.kesepakatan.ringkas import KesepakatanTipe, per_area, per_tipe
from penilaian.models import Lapisan, LembarKerja, NilaiPertama, Peristiwa, Potret
from penilaian.queries.butir import jawaban_singkat
from satker.models import Periode, Satker
from satker.pelaku import Pelaku
from satker.peran import TIM_PENILAI

NAMA_TIPE: Mapping[str, str] = {
    "YA_TIDAK": "Ya/Tidak",
    "ABC": "A–C",
    "ABCD": "A–D",
    "ABCDE": "A–E",
    "PERSEN": "Persen",
    "SKALA_0_4": "Indeks 0–4",
    "PERSEN_0_100": "Persen 0–100",
}


@dataclass(frozen=True, slots=True)
class TipeTampil:
    """Two evaluators on one answer type. `sama` in percent; `kappa` None: why stands in `alasan`; numbers have
    `rata_beda` (0..1) instead."""

    tipe: str
    pasangan: str
    n: int
    sama: Fraction | None
    kappa: Fraction | None
    alasan: str
    sedikit: bool
    rata_beda: Fraction | None


@dataclass(frozen=True, slots=True)
class AreaTampil:
    """One area; `bagian` is the percent of comparisons that agree."""

    kode: str
    nama: str
    n: int
    sama: int
    bagian: Fraction | None


@dataclass(frozen=True, slots=True)
class PenilaiTampil:
    """One evaluator's leniency. `arah` as in penilaian.kesepakatan; `kalimat` says it in words."""

    nama: str
    n: int
    efek: Fraction | None
    bawah: Fraction | None
    atas: Fraction | None
    arah: str
    kalimat: str


@dataclass(frozen=True, slots=True)
class BedaTampil:
    """One butir on which first scores differ."""

    satker: Satker
    butir: Butir
    nilai: tuple[tuple[str, str], ...]
    poin_beda: Fraction


@dataclass(frozen=True, slots=True)
class SatkerTampil:
    """One unit of the year page: `n` comparisons, `sama` of them alike, `bagian` in percent."""

    satker: Satker
    n: int
    sama: int
    bagian: Fraction | None


@dataclass(frozen=True, slots=True)
class HalamanKesepakatan:
    """The page. `butir`: butir with two or more first scores; `satu`: those that so far have only one."""

    butir: int
    satu: int
    tipe: tuple[TipeTampil, ...]
    area: tuple[AreaTampil, ...]
    kelompok: tuple[tuple[PenilaiTampil, ...], ...]
    catatan: str
    beda: tuple[BedaTampil, ...]
    satker: tuple[SatkerTampil, ...]


def kesepakatan(lembar: Sequence[LembarKerja], instrumen: Instrumen, *, dengan_beda: bool) -> HalamanKesepakatan:
    """Figures over first scores of the given sheets of one year. One statement. `dengan_beda`: with the values behind
    them, for who may read members' scores.
    """
    satker = {s.satker.kode: s.satker for s in lembar}
    baris = list(
        NilaiPertama.objects.filter(lembar__in=[s.pk for s in lembar], isi__isnull=False)
        .select_related("penilai", "satker")
        .order_by("satker__kode", "kode_butir", "pada")
    )
    nama = _nama(baris)
    nilaian = [Nilaian(nama[b.penilai_id], b.satker.kode, b.kode_butir, b.isi) for b in baris]
    banyak = Counter((n.satker, n.kode) for n in nilaian)
    hasil = kecenderungan(instrumen, nilaian)
    per_satker = [
        (satker[k], per_area(instrumen, [n for n in nilaian if n.satker == k])[-1])
        for k in sorted({n.satker for n in nilaian})
    ]
    return HalamanKesepakatan(
        butir=sum(n > 1 for n in banyak.values()),
        satu=sum(n == 1 for n in banyak.values()),
        tipe=tuple(_tipe(t) for t in per_tipe(instrumen, nilaian)),
        area=_area(instrumen, nilaian),
        kelompok=tuple(tuple(map(_penilai, k.anggota)) for k in hasil.kelompok),
        catatan=hasil.catatan,
        beda=_beda(instrumen, nilaian, satker) if dengan_beda else (),
        satker=tuple(SatkerTampil(s, a.n, a.sama, _persen(a.bagian)) for s, a in per_satker),
    )


def kesepakatan_lembar(lembar: LembarKerja) -> HalamanKesepakatan:
    return kesepakatan([lembar], instrumen_untuk(lembar.periode.instrumen), dengan_beda=True)


def kesepakatan_tahun(pelaku: Pelaku, periode: Periode) -> HalamanKesepakatan:
    """Ketua and dalnis: all units of their team. The inspectorate: figures of the sheets whose result is published, and
    never a member's value. Two statements.
    """
    lembar = LembarKerja.objects.terlihat_oleh(pelaku).filter(periode=periode).select_related("satker")
    tim = pelaku.peran in TIM_PENILAI
    if tim:
        lembar = lembar.filter(satker__in=pelaku.unit_penilaian)
    else:
        terbit = Potret.objects.filter(lapisan=Lapisan.TPI, peristiwa=Peristiwa.KUNCI)
        lembar = lembar.filter(pk__in=terbit.values("lembar"))
    return kesepakatan(list(lembar), instrumen_untuk(periode.instrumen), dengan_beda=tim)


def _nama(baris: Sequence[NilaiPertama]) -> dict[uuid.UUID, str]:
    """Names that tell people apart: the account name behind those that two people share."""
    orang = {b.penilai_id: b.penilai for b in baris}
    sering = Counter(u.nama for u in orang.values())
    return {k: u.nama if sering[u.nama] == 1 else f"{u.nama} ({u.username})" for k, u in orang.items()}


def _persen(bagian: Fraction | None) -> Fraction | None:
    return None if bagian is None else bagian * 100


def _tipe(t: KesepakatanTipe) -> TipeTampil:
    nama, pasangan = NAMA_TIPE.get(t.tipe, t.tipe), " dan ".join(t.penilai)
    if t.kappa is not None:
        k = t.kappa
        return TipeTampil(nama, pasangan, k.n, _persen(k.persis), k.kappa, k.alasan, k.sedikit, None)
    d = t.kedekatan
    if d is None:
        raise ValueError(f"{t.tipe}: tidak ada angka")
    alasan = "Jawaban angka: kappa tidak dihitung. Sama berarti selisih paling banyak 0,05."
    return TipeTampil(nama, pasangan, d.n, _persen(d.dekat), None, alasan, False, d.rata_beda)


def _area(instrumen: Instrumen, nilaian: Sequence[Nilaian]) -> tuple[AreaTampil, ...]:
    nama = {s.kode: s.nama for s in (*instrumen.area, *instrumen.area_hasil)} | {"TOTAL": "Semua soal"}
    return tuple(AreaTampil(a.kode, nama[a.kode], a.n, a.sama, _persen(a.bagian)) for a in per_area(instrumen, nilaian))


def _penilai(k: Kecenderungan) -> PenilaiTampil:
    bawah = None if k.bawah is None else Fraction(k.bawah)
    atas = None if k.atas is None else Fraction(k.atas)
    return PenilaiTampil(k.penilai, k.n, k.efek, bawah, atas, k.arah, _kalimat(k))


def _kalimat(k: Kecenderungan) -> str:
    if k.arah == LONGGAR and k.efek is not None:
        return f"Memberi rata-rata {format_angka(k.efek)} lebih tinggi daripada kelompoknya."
    if k.arah == KETAT and k.efek is not None:
        return f"Memberi rata-rata {format_angka(-k.efek)} lebih rendah daripada kelompoknya."
    if k.arah == SERUPA:
        return "Belum terbukti berbeda: selangnya melewati nol."
    return k.alasan


def _beda(instrumen: Instrumen, nilaian: Sequence[Nilaian], satker: Mapping[str, Satker]) -> tuple[BedaTampil, ...]:
    isi = {(n.penilai, n.satker, n.kode): n.jawaban for n in nilaian}

    def kata(t: Terbaca) -> tuple[str, str]:
        return t.penilai, jawaban_singkat(t.butir, isi[t.penilai, t.satker, t.butir.kode])

    return tuple(
        BedaTampil(satker[b.satker], b.nilaian[0].butir, tuple(map(kata, b.nilaian)), b.poin_beda)
        for b in daftar_beda(instrumen, nilaian)
    )
