"""Risk order of a sheet from what is stored: points claimed x doubt (penilaian.urutan), and what reading covered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Q

from berkas.queries.kesegaran import kesegaran_butir
from instrumen.pohon.tipe import Instrumen
from penilaian.models import Lapisan, LembarKerja, Peristiwa, Potret
from penilaian.queries.periksa import BahanButir, DaftarPeriksa
from penilaian.skor.hitung import HasilSkor, hitung
from penilaian.urutan import (
    KEDALUWARSA,
    SALAH_TAHUN,
    SEGAR,
    TANPA_BUKTI,
    TANPA_TANGGAL,
    Bacaan,
    Cakupan,
    Isyarat,
    cakupan_kode,
    urutkan,
)
from satker.pelaku import Pelaku


def hasil_bahan(instrumen: Instrumen, lembar: LembarKerja, bahan: Mapping[str, BahanButir]) -> HasilSkor:
    """The self assessment as it is checked."""
    isi = {kode: b.isi for kode, b in bahan.items() if b.isi is not None}
    return hitung(instrumen, isi, wbk_sejak=None, tahun=lembar.periode.tahun)


def urutan_risiko(
    pelaku: Pelaku, lembar: LembarKerja, instrumen: Instrumen, bahan: Mapping[str, BahanButir]
) -> tuple[Bacaan, ...]:
    """What to read first. Six statements (freshness of the evidence, last year's published layers)."""
    segar = kesegaran_butir(pelaku, lembar.satker, lembar.periode)
    lalu = _selisih_lalu(lembar, instrumen)
    isyarat = {
        kode: Isyarat(
            selisih_lalu=lalu.get(kode), segar=_keadaan(segar.get(kode)) if bahan[kode].bukti else TANPA_BUKTI
        )
        for kode in instrumen.butir
        if kode in bahan
    }
    return urutkan(instrumen, hasil_bahan(instrumen, lembar, bahan), isyarat)


def _keadaan(baris: Any) -> str:
    """The best state of the evidence of a butir, in the words of penilaian.urutan."""
    ada = {str(p.keadaan) for p in baris.putusan} if baris else set()
    return next((k for k in (SEGAR, TANPA_TANGGAL, KEDALUWARSA, SALAH_TAHUN) if k in ada), TANPA_TANGGAL)


def _selisih_lalu(lembar: LembarKerja, instrumen: Instrumen) -> dict[str, Fraction]:
    """Last year's self assessment minus the published value of the evaluator team, 0..1 of the butir."""
    terbit = Q(lapisan=Lapisan.SATKER, peristiwa=Peristiwa.KIRIM) | Q(
        lapisan=Lapisan.TPI, peristiwa__in=[Peristiwa.KUNCI, Peristiwa.LHE]
    )
    baris = Potret.objects.filter(
        terbit,
        satker=lembar.satker_id,
        lembar__periode__tahun=lembar.periode.tahun - 1,
        lembar__periode__instrumen=lembar.periode.instrumen,
    )
    poin = {p.lapisan: p.pohon["butir"] for p in baris.order_by("pada")}
    if {Lapisan.SATKER, Lapisan.TPI} - set(poin):
        return {}
    return {
        kode: (Fraction(poin[Lapisan.SATKER][kode]) - Fraction(poin[Lapisan.TPI][kode])) / b.bobot_efektif
        for kode, b in instrumen.butir.items()
        if kode in poin[Lapisan.SATKER] and kode in poin[Lapisan.TPI]
    }


@dataclass(frozen=True, slots=True)
class CakupanPeriksa:
    """What was read, for the page and the letter: codes and one sentence each, with the share of the points claimed."""

    dibaca: tuple[str, ...]
    sampel: tuple[str, ...]
    tidak_dibuka: tuple[str, ...]
    kalimat_dibaca: str
    kalimat_sampel: str
    kalimat_tidak: str


def cakupan_periksa(
    instrumen: Instrumen, lembar: LembarKerja, bahan: Mapping[str, BahanButir], daftar: DaftarPeriksa
) -> CakupanPeriksa:
    """Read in full (opened and decided by a person), in the sample, not opened. No statement."""
    urutan = urutkan(instrumen, hasil_bahan(instrumen, lembar, bahan), {})
    dibaca = {b.butir.kode for b in daftar.baris if b.dibaca}
    sampel = {b.butir.kode for b in daftar.baris if b.disampel}
    tidak = {b.butir.kode for b in daftar.baris} - dibaca
    kode = {b.butir.kode: b.butir.kode_pendek for b in daftar.baris}

    def hitung_cakupan(isi: set[str]) -> Cakupan:
        return cakupan_kode(urutan, isi)

    def pendek(isi: set[str]) -> tuple[str, ...]:
        return tuple(kode[k] for k in instrumen.butir if k in isi)

    terbaca = len(sampel & dibaca)
    return CakupanPeriksa(
        pendek(dibaca),
        pendek(sampel),
        pendek(tidak),
        hitung_cakupan(dibaca).kalimat,
        f"{hitung_cakupan(sampel).kalimat}; {terbaca} dari {len(sampel)} sudah dibaca" if sampel else "",
        hitung_cakupan(tidak).kalimat,
    )
