"""What an evaluator should read first of one unit, and why: the pure order (penilaian.urutan) with real signals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from berkas.queries import bagian_kurang, butir_mirip, kesegaran_butir
from berkas.segar.nilai import Keadaan
from common.desimal import format_angka
from instrumen.pohon.tipe import Butir, Instrumen
from instrumen.queries import instrumen_untuk
from penilaian.models import ButirPengajuan, Jawaban, Lapisan, LembarKerja, Pengajuan, Peristiwa, Potret
from penilaian.queries.alur import pengajuan_terakhir
from penilaian.queries.bacaan import KATA_BACA, KeadaanBaca, Sematan, keadaan_baca, sematan_kini
from penilaian.queries.nilai import nilai_lembar
from penilaian.queries.tim import butir_saya
from penilaian.skor.hitung import HasilSkor, nilai_butir
from penilaian.urutan import SEGAR, TANPA_BUKTI, Bacaan, Cakupan, Isyarat, cakupan_kode, urutkan
from satker.models import Satker
from satker.pelaku import Pelaku

TANPA_BERKAS = "tanpa_berkas"
SARINGAN_BACA: tuple[tuple[str, str], ...] = (
    ("belum", "Belum dibaca"),
    ("contoh", "Dibaca contoh"),
    ("penuh", "Dibaca penuh"),
)
# The worst of what is there stands for the butir when nothing is fresh.
_TERBURUK = (Keadaan.SALAH_TAHUN, Keadaan.KEDALUWARSA, Keadaan.TANPA_TANGGAL)


@dataclass(frozen=True, slots=True)
class BarisUrutan:
    """One butir to read. `median`: what others of the kind counted, for a zero denominator; '' otherwise."""

    nomor: int
    butir: Butir
    bacaan: Bacaan
    median: str
    berkas: int
    saya: str
    tim: str

    @property
    def alasan(self) -> tuple[str, ...]:
        return (*self.bacaan.alasan, *([self.median] if self.median else []))

    @property
    def kata_saya(self) -> str:
        return KATA_BACA.get(self.saya, "tanpa berkas")

    @property
    def kata_tim(self) -> str:
        return KATA_BACA.get(self.tim, "tanpa berkas")


@dataclass(frozen=True, slots=True)
class UrutanBaca:
    """The page. `penuh` and `terbaca` say what reading covers so far: in full, and in full or as a sample (team)."""

    pengajuan: Pengajuan
    baris: tuple[BarisUrutan, ...]
    jumlah: int
    penuh: Cakupan
    terbaca: Cakupan
    areas: tuple[tuple[str, str], ...]


def urutan_baca(
    pelaku: Pelaku, lembar: LembarKerja, *, area: str = "", baca: str = "", saya: bool = False
) -> UrutanBaca | None:
    """None before anything was sent. A constant number of statements, whatever the number of files and units."""
    pengajuan = pengajuan_terakhir(lembar)
    if pengajuan is None:
        return None
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    dikirim = {b.kode_butir: b.isi for b in ButirPengajuan.objects.filter(pengajuan=pengajuan)}
    hasil = _hasil(lembar, instrumen, dikirim)
    sematan = sematan_kini(lembar)
    urut = urutkan(instrumen, hasil, _isyarat(pelaku, lembar, instrumen, sematan))
    log = keadaan_baca(pelaku, lembar, sematan)
    median = _median(pelaku, lembar, instrumen, [b.kode for b in urut if b.didahulukan])
    milik = butir_saya(pelaku, lembar)
    semua = [_baris(i, b, instrumen, median, sematan, log) for i, b in enumerate(urut, 1)]
    tampil = tuple(
        b
        for b in semua
        if (not area or b.butir.area == area) and _cocok(b, baca) and (not saya or b.butir.kode in milik)
    )
    return UrutanBaca(
        pengajuan=pengajuan,
        baris=tampil,
        jumlah=len(semua),
        penuh=cakupan_kode(urut, {b.butir.kode for b in semua if b.tim == "penuh"}),
        terbaca=cakupan_kode(urut, {b.butir.kode for b in semua if b.tim in ("penuh", "contoh")}),
        areas=tuple((s.kode, s.nama) for s in (*instrumen.area, *instrumen.area_hasil)),
    )


def _cocok(baris: BarisUrutan, baca: str) -> bool:
    if baca == "belum":
        return baris.saya not in ("contoh", "penuh")
    return not baca or baris.saya == baca


def _baris(
    nomor: int,
    bacaan: Bacaan,
    instrumen: Instrumen,
    median: Mapping[str, str],
    sematan: tuple[Sematan, ...],
    log: KeadaanBaca,
) -> BarisUrutan:
    return BarisUrutan(
        nomor,
        instrumen.butir[bacaan.kode],
        bacaan,
        median.get(bacaan.kode, ""),
        sum(s.kode_butir == bacaan.kode for s in sematan),
        log.saya.get(bacaan.kode, TANPA_BERKAS),
        log.tim.get(bacaan.kode, TANPA_BERKAS),
    )


def _hasil(lembar: LembarKerja, instrumen: Instrumen, dikirim: Mapping[str, Any]) -> HasilSkor:
    return nilai_lembar(lembar, instrumen, {k: Jawaban(kode_butir=k, isi=isi) for k, isi in dikirim.items()})


def _isyarat(
    pelaku: Pelaku, lembar: LembarKerja, instrumen: Instrumen, sematan: tuple[Sematan, ...]
) -> dict[str, Isyarat]:
    """The signals of every butir. What counts as "no evidence" is what was sent."""
    satker, periode = lembar.satker, lembar.periode
    segar = kesegaran_butir(pelaku, satker, periode)
    mirip = butir_mirip(pelaku, satker, periode)
    kurang = bagian_kurang(pelaku, satker, periode)
    lalu = selisih_lalu(lembar)
    ada = {s.kode_butir for s in sematan}
    return {
        kode: Isyarat(
            selisih_lalu=lalu.get(kode),
            segar=_segar({p.keadaan for p in segar[kode].putusan}) if kode in ada else TANPA_BUKTI,
            kembar=kode in mirip,
            petunjuk_hilang=kurang.get(kode, 0),
        )
        for kode in instrumen.butir
    }


def _segar(keadaan: set[Keadaan]) -> str:
    if not keadaan or Keadaan.SEGAR in keadaan:
        return SEGAR  # nothing left in the library says nothing about what was pinned
    return next(k.value for k in _TERBURUK if k in keadaan)


def selisih_lalu(lembar: LembarKerja) -> dict[str, Fraction]:
    """Canonical code → nilai self minus TPI of the year before, from the published copies alone, where both years use
    the same butir. Two statements."""
    lalu = LembarKerja.objects.filter(satker=lembar.satker_id, periode__tahun=lembar.periode.tahun - 1)
    sebelum = lalu.select_related("periode").first()
    if sebelum is None:
        return {}
    potret = Potret.objects.filter(
        lembar=sebelum,
        peristiwa__in=[Peristiwa.KIRIM, Peristiwa.KUNCI, Peristiwa.LHE],
        lapisan__in=[Lapisan.SATKER, Lapisan.TPI],
    ).order_by("pada")
    isi = {p.lapisan: p.jawaban for p in potret.only("lapisan", "jawaban", "pada")}
    if Lapisan.SATKER not in isi or Lapisan.TPI not in isi:
        return {}
    instrumen = instrumen_untuk(sebelum.periode.instrumen)
    hasil = {}
    for kode, butir in instrumen.butir.items():
        satu, dua = (isi[lap].get(kode, {}).get("isi") for lap in (Lapisan.SATKER, Lapisan.TPI))
        if satu is not None and dua is not None:
            hasil[kode] = (nilai_butir(butir, satu).nilai or 0) - (nilai_butir(butir, dua).nilai or 0)
    baru = instrumen_untuk(lembar.periode.instrumen).butir
    return {k: Fraction(n) for k, n in hasil.items() if k in baru}


def _median(pelaku: Pelaku, lembar: LembarKerja, instrumen: Instrumen, kode: list[str]) -> dict[str, str]:
    """For butir with full marks from a zero denominator: what units of the same kind that the reader sees have in that
    denominator. One statement."""
    if not kode:
        return {}
    sejenis = Satker.objects.terlihat_oleh(pelaku).filter(jenis=lembar.satker.jenis_id).exclude(pk=lembar.satker_id)
    baris = Jawaban.objects.filter(
        satker__in=sejenis,
        lembar__periode=lembar.periode_id,
        lapisan=Lapisan.SATKER,
        kode_butir__in=kode,
        isi__isnull=False,
    ).values_list("kode_butir", "isi", "lembar__satker__jenis__nama")
    angka: dict[str, list[Fraction]] = {k: [] for k in kode}
    nama = ""
    for k, isi, jenis in baris:
        nama = jenis
        if (n := _penyebut(instrumen.butir[k], isi)) is not None:
            angka[k].append(n)
    return {k: _kalimat_median(n, nama) for k, n in angka.items()}


def _penyebut(butir: Butir, isi: Any) -> Fraction | None:
    """The number below the line of an answer; None when it is not complete."""
    if butir.rumus is None or not isinstance(isi, dict):
        return None
    medan = butir.rumus.penyebut or (butir.rumus.lalu,)
    if any(not isi.get(m) for m in medan):
        return None
    return sum((Fraction(isi[m]) for m in medan), Fraction(0))


def median(angka: list[Fraction]) -> Fraction:
    """The middle of a list that is not empty."""
    urut, n = sorted(angka), len(angka)
    return urut[n // 2] if n % 2 else (urut[n // 2 - 1] + urut[n // 2]) / 2


def _kalimat_median(angka: list[Fraction], jenis: str) -> str:
    if not angka:
        return "Tidak ada satker lain sejenis yang Anda lihat untuk pembanding."
    tengah = median(angka)
    tulis = format_angka(tengah, 0 if tengah.denominator == 1 else 1)
    return f"Penyebut di {jenis} lain yang Anda lihat: median {tulis} dari {len(angka)} satker."
