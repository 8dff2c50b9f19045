"""How fresh the evidence of a satker is, per question and quarter (docs/kesegaran.md). Also read by higher rooms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Prefetch, Subquery
from django.utils import timezone

from berkas.models import ATURAN, IRAMA, AturanBukti, Bukti, DasarTanggal, VersiBerkas
from berkas.models.bukti import BuktiQuerySet
from berkas.segar.kisi import BarisSel, KeadaanSel, susun_baris
from berkas.segar.nilai import ATURAN_BAKU, TRIWULAN, Aturan, Bahan, Irama, Putusan, Waktu, irama_berlaku, putuskan
from instrumen.pohon.tipe import Butir
from instrumen.queries import instrumen_untuk
from satker.models import Periode, Satker, TitikPantau
from satker.pelaku import Pelaku

NAMA_ATURAN = dict(ATURAN)
NAMA_IRAMA = dict(IRAMA)
NAMA_SEL: dict[str, str] = {
    KeadaanSel.SEGAR: "segar",
    KeadaanSel.KEDALUWARSA: "kedaluwarsa",
    KeadaanSel.SALAH_TAHUN: "salah tahun",
    KeadaanSel.TANPA_TANGGAL: "perlu tanggal",
    KeadaanSel.KOSONG: "kosong",
    KeadaanSel.BELUM_WAKTU: "belum waktunya",
    KeadaanSel.TIDAK_DIMINTA: "tidak diminta",
}
# What the summary counts, in the order of its columns.
HITUNG = (
    KeadaanSel.KEDALUWARSA,
    KeadaanSel.SALAH_TAHUN,
    KeadaanSel.TANPA_TANGGAL,
    KeadaanSel.KOSONG,
)


# --- Rules ----------------------------------------------------------------------------------------------------------


def aturan_baku(butir: Butir | None) -> tuple[Aturan, Irama]:
    """The rule the instrument's overlay gives a question; instruments without rules get the usual one (K2)."""
    aturan = Aturan(butir.aturan_bukti) if butir and butir.aturan_bukti else ATURAN_BAKU
    irama = Irama(butir.irama) if butir and butir.irama else Irama.SEKALI
    return aturan, irama_berlaku(aturan, irama)


def aturan_ubahan(periode: Periode) -> dict[str, AturanBukti]:
    """Canonical code → the rule the inspectorate set instead. One SQL statement."""
    baris = AturanBukti.objects.filter(satker=periode.instansi_id, periode=periode).select_related("oleh")
    return {a.kode_butir: a for a in baris}


def aturan_kini(butir: Butir | None, ubahan: AturanBukti | None) -> tuple[Aturan, Irama]:
    """The rule in force."""
    return (Aturan(ubahan.aturan), Irama(ubahan.irama)) if ubahan else aturan_baku(butir)


@dataclass(frozen=True, slots=True)
class BarisAturan:
    """One question of the page of rules: default, and what stands in its place."""

    butir: Butir
    baku: str
    kini: str
    aturan: str
    irama: str
    ubahan: AturanBukti | None


@dataclass(frozen=True, slots=True)
class DaftarAturan:
    """The page of rules. `jumlah_ubahan` counts over the whole instrument, whatever is filtered."""

    baris: tuple[BarisAturan, ...]
    areas: tuple[tuple[str, str], ...]
    jumlah: int
    jumlah_ubahan: int


def daftar_aturan(periode: Periode, *, area: str = "", aturan: str = "", ubahan: bool = False) -> DaftarAturan:
    """Every question of the year with its rule, filtered by area, by rule in force and by "changed"; one statement."""
    instrumen, sendiri = instrumen_untuk(periode.instrumen), aturan_ubahan(periode)
    baris = []
    for butir in instrumen.butir.values():
        ubah = sendiri.get(butir.kode)
        baku, kini = aturan_baku(butir), aturan_kini(butir, ubah)
        if (area and butir.area != area) or (aturan and kini[0] != aturan) or (ubahan and ubah is None):
            continue
        baris.append(BarisAturan(butir, sebut_aturan(*baku), sebut_aturan(*kini), kini[0].value, kini[1].value, ubah))
    areas = tuple((s.kode, s.nama) for s in (*instrumen.area, *instrumen.area_hasil))
    diubah = sum(kode in sendiri for kode in instrumen.butir)
    return DaftarAturan(tuple(baris), areas, len(instrumen.butir), diubah)


def sebut_aturan(aturan: Aturan, irama: Irama) -> str:
    """`12 bulan sebelum batas usulan, tiap triwulan`; once a year is the usual case and not said."""
    return NAMA_ATURAN[aturan] + (", tiap triwulan" if irama == Irama.TRIWULAN else "")


# --- One document ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SegarBukti:
    """What a row under a question says about dates. `dasar`: where the date comes from, '' = a person said it."""

    putusan: Putusan
    aturan: str
    dasar: str
    berlaku_sampai: dt.date | None
    lihat_halaman: str
    tetap_alasan: str
    tetap_oleh: str
    tetap_pada: dt.datetime | None


def hari_ini(satker: Satker) -> dt.date:
    """Today by the clock of the unit."""
    return timezone.localdate(timezone=ZoneInfo(satker.zona))


def waktu_periode(periode: Periode, titik: Mapping[str, dt.date] | None = None) -> Waktu:
    """Year, deadline and cut-off dates for the judge. One SQL statement unless `titik` is given."""
    if titik is None:
        titik = dict(TitikPantau.objects.filter(periode=periode).values_list("kode", "tanggal"))
    return Waktu(periode.tahun, periode.batas_usulan, titik)


def dengan_aturan(bukti: BuktiQuerySet, periode: Periode) -> BuktiQuerySet:
    """Annotates what segar_bukti() needs, so that the evidence of one question costs no statement more."""
    sendiri = AturanBukti.objects.filter(
        satker=periode.instansi_id, periode=OuterRef("periode"), kode_butir=OuterRef("kode_butir")
    )
    titik = TitikPantau.objects.filter(periode=OuterRef("periode"))
    return bukti.annotate(
        aturan_sendiri=Subquery(sendiri.values("aturan")[:1]),
        irama_sendiri=Subquery(sendiri.values("irama")[:1]),
        **{f"titik_{k}": Subquery(titik.filter(kode=k).values("tanggal")[:1]) for k in TRIWULAN},
    ).select_related("tetap_oleh")


def segar_bukti(bukti: Any, versi: VersiBerkas, butir: Butir | None, periode: Periode, hari: dt.date) -> SegarBukti:
    """The verdict on a Bukti loaded with dengan_aturan() and its newest version."""
    aturan, irama = aturan_baku(butir)
    if bukti.aturan_sendiri:
        aturan, irama = Aturan(bukti.aturan_sendiri), Irama(bukti.irama_sendiri)
    titik = {k: tanggal for k in TRIWULAN if (tanggal := getattr(bukti, f"titik_{k}"))}
    dasar = versi.dasar_tanggal
    return SegarBukti(
        putusan=putuskan(aturan, irama, _bahan(bukti, versi), waktu_periode(periode, titik), hari),
        aturan=sebut_aturan(aturan, irama),
        dasar=versi.get_dasar_tanggal_display().lower() if dasar not in ("", DasarTanggal.ORANG) else "",
        berlaku_sampai=versi.berlaku_sampai,
        lihat_halaman=bukti.halaman,
        tetap_alasan=bukti.tetap_alasan,
        tetap_oleh=bukti.tetap_oleh.nama if bukti.tetap_oleh else "",
        tetap_pada=bukti.tetap_pada,
    )


def putusan_satu(bukti: Bukti) -> Putusan:
    """The verdict on one link as it stands in the database now, without its "tetap berlaku"; for actions."""
    periode = bukti.periode
    lengkap = dengan_aturan(Bukti.objects.filter(pk=bukti.pk), periode).get()
    versi = VersiBerkas.objects.terkini().get(satker=bukti.satker_id, berkas=bukti.berkas_id)
    lengkap.tetap_pada = None
    butir = instrumen_untuk(periode.instrumen).butir.get(bukti.kode_butir)
    return segar_bukti(lengkap, versi, butir, periode, hari_ini(bukti.satker)).putusan


def _bahan(bukti: Any, versi: VersiBerkas) -> Bahan:
    return Bahan(
        tanggal=versi.tanggal_dokumen,
        berlaku_sampai=versi.berlaku_sampai,
        triwulan=bukti.triwulan,
        tetap=bukti.tetap_pada is not None,
        tahun_isi=versi.tahun_isi,
    )


# --- The grid -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SelTampil:
    """A cell in words. `langkah`: step of the heat scale, k1 (nothing there) to k5 (fresh), k0 not judged."""

    keadaan: str
    kata: str
    langkah: str
    ikon: str
    lain: int


@dataclass(frozen=True, slots=True)
class BarisKesegaran:
    """One question of the grid."""

    butir: Butir
    aturan: str
    triwulan: bool
    sel: tuple[SelTampil, ...]
    masalah: bool
    segar: bool
    ada: bool


@dataclass(frozen=True, slots=True)
class KolomTriwulan:
    """A quarter with its cut-off date; `tempo`: it has to be complete by now."""

    kode: str
    tutup: dt.date
    tempo: bool


@dataclass(frozen=True, slots=True)
class AreaKesegaran:
    """One area: its rows after the filter, and how many of all its questions are in order or not."""

    kode: str
    nama: str
    baris: tuple[BarisKesegaran, ...]
    jumlah: int
    beres: int
    hitung: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Kesegaran:
    """The grid. `tanpa_segar`: questions with evidence of which none is fresh; `tanpa_bukti`: with none at all."""

    kolom: tuple[KolomTriwulan, ...]
    areas: tuple[AreaKesegaran, ...]
    batas_usulan: dt.date
    jumlah: int
    beres: int
    tanpa_segar: int
    tanpa_bukti: int
    tampil: int


_LANGKAH: dict[str, tuple[str, str]] = {
    KeadaanSel.SEGAR: ("k5", "check"),
    KeadaanSel.TANPA_TANGGAL: ("k3", "help-circle"),
    KeadaanSel.KEDALUWARSA: ("k2", "history"),
    KeadaanSel.SALAH_TAHUN: ("k2", "calendar-event"),
    KeadaanSel.KOSONG: ("k1", "circle-dashed"),
    KeadaanSel.BELUM_WAKTU: ("k0", "hourglass"),
    KeadaanSel.TIDAK_DIMINTA: ("k0", ""),
}


def kesegaran(
    pelaku: Pelaku, satker: Satker, periode: Periode, *, area: str = "", hanya_masalah: bool = False
) -> Kesegaran:
    """The grid of one satker and year, of the documents the actor may see; four SQL statements."""
    hari, waktu = hari_ini(satker), waktu_periode(periode)
    instrumen = instrumen_untuk(periode.instrumen)
    baris = _susun(pelaku, satker, periode, waktu, hari)
    semua = [_baris(b, baris[b.kode]) for b in instrumen.butir.values()]
    areas = []
    for simpul in (*instrumen.area, *instrumen.area_hasil):
        milik = [b for b in semua if b.butir.area == simpul.kode]
        tampil = tuple(b for b in milik if b.masalah or not hanya_masalah) if area in ("", simpul.kode) else ()
        areas.append(
            AreaKesegaran(
                simpul.kode,
                simpul.nama,
                tampil,
                jumlah=len(milik),
                beres=sum(not b.masalah for b in milik),
                hitung=tuple(sum(any(s.keadaan == k for s in b.sel) for b in milik) for k in HITUNG),
            )
        )
    return Kesegaran(
        kolom=tuple(KolomTriwulan(k, waktu.tutup(k), waktu.jatuh_tempo(k, hari)) for k in TRIWULAN),
        areas=tuple(areas),
        batas_usulan=periode.batas_usulan,
        jumlah=len(semua),
        beres=sum(not b.masalah for b in semua),
        tanpa_segar=sum(b.ada and not b.segar for b in semua),
        tanpa_bukti=sum(not b.ada for b in semua),
        tampil=sum(len(a.baris) for a in areas),
    )


def kesegaran_butir(pelaku: Pelaku, satker: Satker, periode: Periode) -> dict[str, BarisSel]:
    """Canonical code → cells and verdicts of every question, for warnings and lists; four SQL statements."""
    return _susun(pelaku, satker, periode, waktu_periode(periode), hari_ini(satker))


def tanpa_segar(pelaku: Pelaku, satker: Satker, periode: Periode) -> frozenset[str]:
    """Codes of the questions that have evidence, none of it fresh; four SQL statements."""
    baris = kesegaran_butir(pelaku, satker, periode)
    return frozenset(kode for kode, b in baris.items() if b.putusan and not b.segar)


def _susun(pelaku: Pelaku, satker: Satker, periode: Periode, waktu: Waktu, hari: dt.date) -> dict[str, BarisSel]:
    bahan: dict[str, list[Bahan]] = {}
    for bukti, versi in _bukti_berversi(pelaku, satker, periode):
        bahan.setdefault(bukti.kode_butir, []).append(_bahan(bukti, versi))
    ubahan = aturan_ubahan(periode)
    return {
        b.kode: susun_baris(*aturan_kini(b, ubahan.get(b.kode)), bahan.get(b.kode, []), waktu, hari)
        for b in instrumen_untuk(periode.instrumen).butir.values()
    }


def _bukti_berversi(pelaku: Pelaku, satker: Satker, periode: Periode) -> Iterable[tuple[Bukti, VersiBerkas]]:
    """Active links with the newest version of their document; two SQL statements."""
    terkini = VersiBerkas.objects.terkini().only(
        "satker", "berkas", "nomor", "tanggal_dokumen", "berlaku_sampai", "tahun_isi"
    )
    bukti = (
        Bukti.objects.terbuka_bagi(pelaku)
        .aktif()
        .filter(satker=satker, periode=periode)
        .select_related("berkas")
        .only("kode_butir", "triwulan", "tetap_pada", "berkas__id")
        .prefetch_related(Prefetch("berkas__versi", queryset=terkini, to_attr="versi_kini"))
        .order_by("pk")
    )
    return ((b, b.berkas.versi_kini[0]) for b in bukti)  # type: ignore[attr-defined]


def _baris(butir: Butir, isi: BarisSel) -> BarisKesegaran:
    return BarisKesegaran(
        butir=butir,
        aturan=sebut_aturan(isi.aturan, isi.irama),
        triwulan=isi.irama == Irama.TRIWULAN,
        sel=tuple(SelTampil(s.keadaan, NAMA_SEL[s.keadaan], *_LANGKAH[s.keadaan], s.lain) for s in isi.sel),
        masalah=isi.masalah,
        segar=isi.segar,
        ada=bool(isi.putusan),
    )
