"""The check before sending: what blocks (unanswered questions), and what an evaluator will stumble over.

Sending asks for completeness and the window only (decisions §4): no threshold, no number of files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import QueryDict

from berkas.queries.bukti import jumlah_bukti
from berkas.queries.kesegaran import kesegaran_butir
from berkas.queries.telaah import daftar_petunjuk
from berkas.queries.tersemat import calon_sematan, tertahan
from berkas.segar.kisi import KeadaanSel
from instrumen.pohon.tipe import Instrumen
from penilaian.models import Jawaban, Lapisan, LembarKerja
from penilaian.queries.butir import SALINAN
from penilaian.queries.lke import BarisArea, BarisButir, HalamanLke, susun_lke
from satker.pelaku import Pelaku
from satker.queries.pantau import tim_satker

_TUA = frozenset({KeadaanSel.KEDALUWARSA, KeadaanSel.SALAH_TAHUN})


@dataclass(frozen=True, slots=True)
class BelumArea:
    """Unanswered questions of one area."""

    area: BarisArea
    baris: tuple[BarisButir, ...]


@dataclass(frozen=True, slots=True)
class Peringatan:
    """Something that does not block. `akibat`: what happens if it is sent anyway; `tujuan`: a page that lists it
    better than the questions themselves ("" where each question is the place to mend it)."""

    kode: str
    judul: str
    akibat: str
    baris: tuple[BarisButir, ...]
    banyak: int
    tujuan: str = ""


@dataclass(frozen=True, slots=True)
class PeriksaKirim:
    """`belum` blocks; `peringatan` never does. `gerbang_belum` of `gerbang` value conditions are information."""

    belum: tuple[BelumArea, ...]
    jumlah_belum: int
    jumlah: int
    peringatan: tuple[Peringatan, ...]
    gerbang_belum: int
    gerbang: int
    berkas: int

    @property
    def lengkap(self) -> bool:
        return not self.jumlah_belum


def periksa_kirim(pelaku: Pelaku, lembar: LembarKerja, instrumen: Instrumen) -> PeriksaKirim:
    """Constant number of SQL statements: people, files, answers, dates, hints, and files that stay behind."""
    satker, periode = lembar.satker, lembar.periode
    berkas = jumlah_bukti(pelaku, satker, periode)
    halaman = susun_lke(pelaku=pelaku, lembar=lembar, instrumen=instrumen, tim=tim_satker(satker), berkas=berkas)
    belum = tuple(
        BelumArea(a, isi) for a in halaman.semua if (isi := tuple(b for b in _baris(a) if not b.hasil.terisi))
    )
    return PeriksaKirim(
        belum=belum,
        jumlah_belum=sum(len(a.baris) for a in belum),
        jumlah=len(instrumen.butir),
        peringatan=_peringatan(pelaku, lembar, halaman),
        gerbang_belum=halaman.belum,
        gerbang=halaman.gerbang_banyak,
        berkas=len(calon_sematan(satker, periode)),
    )


def sidik_isi(lembar: LembarKerja) -> str:
    """Fingerprint of what a sending would freeze now: answers and evidence versions. Three SQL statements.

    The kepala decides on a page; what changed after it was opened is not sent unseen.
    """
    jawaban = Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.SATKER, isi__isnull=False)
    isi = [f"{kode}:{versi}" for kode, versi in jawaban.order_by("kode_butir").values_list("kode_butir", "versi")]
    isi += [f"{c.bukti_id}:{c.versi.pk}" for c in calon_sematan(lembar.satker, lembar.periode)]
    return hashlib.sha256("\n".join(isi).encode()).hexdigest()[:32]


def _baris(area: BarisArea) -> Iterable[BarisButir]:
    return (b for k in area.kelompok for b in k.baris)


def _peringatan(pelaku: Pelaku, lembar: LembarKerja, halaman: HalamanLke) -> tuple[Peringatan, ...]:
    satker, periode = lembar.satker, lembar.periode
    semua = [b for a in halaman.semua for b in _baris(a) if b.hasil.terisi]
    sel, tahan = kesegaran_butir(pelaku, satker, periode), tertahan(satker, periode)
    petunjuk = daftar_petunjuk(pelaku, satker, periode, QueryDict()).jumlah

    def kelompok(
        kode: str, judul: str, akibat: str, kena: Callable[[BarisButir], bool], tujuan: str = ""
    ) -> Peringatan:
        isi = tuple(b for b in semua if kena(b))
        return Peringatan(kode, judul, akibat, isi, len(isi), tujuan)

    daftar = (
        kelompok(
            "nol",
            "Penyebut nol bernilai penuh, tanpa berkas",
            "Penilai membaca soal ini lebih dulu dan meminta bukti bahwa salurannya berjalan.",
            lambda b: b.hasil.nol and b.hasil.poin > 0 and not b.berkas,
        ),
        kelompok(
            "tanpa_berkas",
            "Mengklaim nilai, belum ada berkas",
            "Penilai tidak menemukan bukti dan dapat menurunkan nilainya.",
            lambda b: b.hasil.poin > 0 and not b.berkas and not b.hasil.nol,
        ),
        kelompok(
            "salinan",
            "Salinan tahun lalu yang belum diperiksa",
            "Jawaban tahun lalu terkirim sebagai jawaban tahun ini.",
            lambda b: b.status == SALINAN,
        ),
        kelompok(
            "tua",
            "Bukti kedaluwarsa atau dari tahun yang salah",
            "Penilai dapat menolak berkas itu sebagai bukti tahun ini.",
            lambda b: any(s.keadaan in _TUA for s in sel[b.butir.kode].sel),
            "berkas:kesegaran",
        ),
        kelompok(
            "menunggu",
            "Berkas masih menunggu pemeriksaan antivirus",
            "Berkas itu tidak ikut terkirim. Tunggu sebentar, lalu muat ulang halaman ini.",
            lambda b: "menunggu" in tahan.get(b.butir.kode, ()),
        ),
        kelompok(
            "ditolak",
            "Berkas ditolak pemeriksaan antivirus",
            "Berkas itu tidak ikut terkirim. Ganti dengan berkas yang bersih.",
            lambda b: "ditolak" in tahan.get(b.butir.kode, ()),
        ),
        Peringatan(
            "petunjuk",
            "Petunjuk isi dokumen yang belum dipenuhi",
            "Penilai mungkin mencari isi yang tidak disebut di dokumen.",
            (),
            petunjuk,
            "berkas:petunjuk",
        ),
    )
    return tuple(p for p in daftar if p.banyak)
