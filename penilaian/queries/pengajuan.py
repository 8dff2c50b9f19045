"""What was sent, as people read it: the list of sendings, one with its frozen answers, and two side by side."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from berkas.queries.tersemat import BerkasTersemat, berkas_tersemat
from instrumen.pohon.tipe import Butir, Instrumen, Simpul
from penilaian.models import (
    BuktiPengajuan,
    ButirPengajuan,
    Jawaban,
    Lapisan,
    LembarKerja,
    Pengajuan,
    RiwayatButir,
    StatusButir,
)
from penilaian.queries.butir import jawaban_rinci, jawaban_singkat
from penilaian.queries.nilai import nilai_lembar
from penilaian.skor.hitung import HasilSkor
from satker.pelaku import Pelaku

# status of a butir of a sending → (words, icon, tone) of its chip
CHIP: Mapping[str, tuple[str, str, str]] = {
    StatusButir.DIKIRIM: ("Belum diperiksa", "clock", "netral"),
    StatusButir.LENGKAP: ("Lengkap", "check", "ok"),
    StatusButir.PERLU_PERBAIKAN: ("Perlu perbaikan", "alert-triangle", "danger"),
    StatusButir.DIPERBAIKI: ("Diperbaiki, menunggu periksa ulang", "refresh", "info"),
}


@dataclass(frozen=True, slots=True)
class BarisPengajuan:
    """One sending of the list. `diperbaiki`: butir that were sent again since."""

    pengajuan: Pengajuan
    jumlah: int
    kembali: int
    diperbaiki: int


@dataclass(frozen=True, slots=True)
class IsiButir:
    """One frozen answer. `tersembunyi`: files of it that this reader may not see; `berubah`: the sheet says something
    else now; `dulu`: what was sent before a repair.
    """

    butir: Butir
    baris: ButirPengajuan
    singkat: str
    rinci: tuple[str, ...]
    berkas: tuple[BerkasTersemat, ...]
    tersembunyi: int
    berubah: bool
    dulu: tuple[tuple[RiwayatButir, tuple[str, ...]], ...]

    @property
    def chip(self) -> tuple[str, str, str]:
        return CHIP[self.baris.status]


@dataclass(frozen=True, slots=True)
class AreaPengajuan:
    """A tab: the area and how many of its butir wait for a repair."""

    simpul: Simpul
    jumlah: int
    kembali: int


@dataclass(frozen=True, slots=True)
class IsiPengajuan:
    """One sending, opened at one area."""

    area: tuple[AreaPengajuan, ...]
    dibuka: Simpul
    isi: tuple[IsiButir, ...]
    hasil: HasilSkor


@dataclass(frozen=True, slots=True)
class BedaButir:
    """One butir that differs between two sendings; `bukti`: (added, gone) pinned files."""

    butir: Butir
    kiri: tuple[str, ...]
    kanan: tuple[str, ...]
    uraian: bool
    bukti: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Banding:
    """`kiri` is the older sending."""

    kiri: Pengajuan
    kanan: Pengajuan
    nilai_kiri: HasilSkor
    nilai_kanan: HasilSkor
    beda: tuple[BedaButir, ...]


def daftar_pengajuan(lembar: LembarKerja) -> tuple[BarisPengajuan, ...]:
    """All sendings, newest first. One SQL statement."""
    daftar = Pengajuan.objects.filter(lembar=lembar).select_related("diajukan_oleh", "disetujui_oleh")
    daftar = daftar.annotate(
        n=Count("butir"),
        kembali=Count("butir", filter=Q(butir__status=StatusButir.PERLU_PERBAIKAN)),
        ulang=Count("butir", filter=Q(butir__ke__gt=1)),
    )
    return tuple(BarisPengajuan(p, p.n, p.kembali, p.ulang) for p in daftar.order_by("-nomor"))  # type: ignore[attr-defined]


def ambil_pengajuan(lembar: LembarKerja, nomor: int) -> Pengajuan | None:
    """One sending of a sheet the caller has authorised. One SQL statement."""
    daftar = Pengajuan.objects.filter(lembar=lembar, nomor=nomor)
    return daftar.select_related("diajukan_oleh", "disetujui_oleh", "lembar").first()


def isi_pengajuan(pelaku: Pelaku, pengajuan: Pengajuan, instrumen: Instrumen, area: str) -> IsiPengajuan:
    """The frozen answers of one area with their pinned files. Six SQL statements, whatever their number."""
    lembar = pengajuan.lembar
    semua = {b.kode_butir: b for b in ButirPengajuan.objects.filter(pengajuan=pengajuan).select_related("oleh")}
    simpul = (*instrumen.area, *instrumen.area_hasil)
    dibuka = next((s for s in simpul if s.kode == area), simpul[0])
    kode = [b.kode for b in instrumen.butir_di(dibuka.kode) if b.kode in semua]
    sematan = _sematan(pengajuan, semua, kode)
    berkas = berkas_tersemat(pelaku, lembar.satker, {v for isi in sematan.values() for v in isi})
    kini = {j.kode_butir: j for j in Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.SATKER, kode_butir__in=kode)}
    dulu: dict[str, list[RiwayatButir]] = defaultdict(list)
    for r in RiwayatButir.objects.filter(butir__pengajuan=pengajuan, butir__kode_butir__in=kode).select_related(
        "butir"
    ):
        dulu[r.butir.kode_butir].append(r)
    return IsiPengajuan(
        area=tuple(_area(s, instrumen, semua) for s in simpul),
        dibuka=dibuka,
        isi=tuple(_isi(instrumen.butir[k], semua[k], sematan[k], berkas, kini.get(k), dulu[k]) for k in kode),
        hasil=_nilai(lembar, instrumen, semua),
    )


def _sematan(pengajuan: Pengajuan, butir: Mapping[str, ButirPengajuan], kode: list[str]) -> dict[str, list[uuid.UUID]]:
    """Code → pinned versions that stand under the present sending of the butir."""
    hasil: dict[str, list[uuid.UUID]] = {k: [] for k in kode}
    baris = BuktiPengajuan.objects.filter(pengajuan=pengajuan, kode_butir__in=kode)
    for k, ke, versi in baris.order_by("kode_butir", "versi__pada", "pk").values_list("kode_butir", "ke", "versi_id"):
        if butir[k].ke == ke:
            hasil[k].append(versi)
    return hasil


def _area(simpul: Simpul, instrumen: Instrumen, semua: Mapping[str, ButirPengajuan]) -> AreaPengajuan:
    milik = [semua[b.kode] for b in instrumen.butir_di(simpul.kode) if b.kode in semua]
    return AreaPengajuan(simpul, len(milik), sum(b.status == StatusButir.PERLU_PERBAIKAN for b in milik))


def _isi(
    butir: Butir,
    baris: ButirPengajuan,
    versi: list[uuid.UUID],
    berkas: Mapping[uuid.UUID, BerkasTersemat],
    kini: Jawaban | None,
    dulu: list[RiwayatButir],
) -> IsiButir:
    terlihat = tuple(berkas[v] for v in versi if v in berkas)
    sekarang = (kini.isi, kini.uraian, kini.catatan_nol) if kini else None
    return IsiButir(
        butir=butir,
        baris=baris,
        singkat=jawaban_singkat(butir, baris.isi),
        rinci=jawaban_rinci(butir, baris.isi),
        berkas=terlihat,
        tersembunyi=len(versi) - len(terlihat),
        berubah=sekarang != (baris.isi, baris.uraian, baris.catatan_nol),
        dulu=tuple((r, jawaban_rinci(butir, r.isi)) for r in dulu),
    )


def _nilai(lembar: LembarKerja, instrumen: Instrumen, butir: Mapping[str, ButirPengajuan]) -> HasilSkor:
    """The figures of the frozen answers, repaired ones included."""
    return nilai_lembar(lembar, instrumen, {k: Jawaban(kode_butir=k, isi=b.isi) for k, b in butir.items()})


def banding_pengajuan(kiri: Pengajuan, kanan: Pengajuan, instrumen: Instrumen) -> Banding:
    """What differs between two sendings of a sheet, older first. Six SQL statements."""
    if kiri.nomor > kanan.nomor:
        kiri, kanan = kanan, kiri
    a, b = ({x.kode_butir: x for x in ButirPengajuan.objects.filter(pengajuan=p)} for p in (kiri, kanan))
    kode = [k for k in instrumen.butir if k in a and k in b]
    bukti_a, bukti_b = _sematan(kiri, a, [*a]), _sematan(kanan, b, [*b])
    beda = []
    for k in kode:
        baru, hilang = set(bukti_b[k]) - set(bukti_a[k]), set(bukti_a[k]) - set(bukti_b[k])
        uraian = (a[k].uraian, a[k].catatan_nol) != (b[k].uraian, b[k].catatan_nol)
        if a[k].isi != b[k].isi or uraian or baru or hilang:
            butir = instrumen.butir[k]
            rinci = jawaban_rinci(butir, a[k].isi), jawaban_rinci(butir, b[k].isi)
            beda.append(BedaButir(butir, *rinci, uraian, (len(baru), len(hilang))))
    return Banding(kiri, kanan, _nilai(kiri.lembar, instrumen, a), _nilai(kanan.lembar, instrumen, b), tuple(beda))
