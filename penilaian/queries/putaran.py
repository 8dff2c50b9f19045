"""Quarter rounds of a sheet and of a whole line: which are due, open, closed, and what they found."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from berkas.queries.kesegaran import hari_ini
from penilaian.models import HasilButir, HasilPeriksa, JenisPeriksa, LembarKerja, Pemeriksaan
from penilaian.models.periksa import TITIK
from satker.models import Periode, Satker, TitikPantau
from satker.pelaku import Pelaku
from satker.queries.garis import satker_di_garis

NANTI, BISA, TERBUKA, TUTUP, TANPA = "nanti", "bisa", "terbuka", "tutup", "tanpa"
KATA_PUTARAN = {
    NANTI: "Belum waktunya",
    BISA: "Belum dibuka",
    TERBUKA: "Sedang diperiksa",
    TUTUP: "Ditutup",
    TANPA: "Tidak dijadwalkan",
}


@dataclass(frozen=True, slots=True)
class SelPutaran:
    """One quarter of one unit."""

    titik: str
    tanggal: dt.date | None
    keadaan: str
    lengkap: int
    perbaikan: int
    ditutup_pada: dt.datetime | None
    ringkasan: str

    @property
    def kata(self) -> str:
        return KATA_PUTARAN[self.keadaan]


@dataclass(frozen=True, slots=True)
class BarisPutaran:
    kode: str
    nama: str
    dimulai: bool
    sel: tuple[SelPutaran, ...]


def putaran_satker(satker: Satker, periode: Periode) -> tuple[SelPutaran, ...]:
    """The four quarters of one unit. Two statements."""
    return _sel(satker, _tanggal(periode), _putaran(Pemeriksaan.objects.filter(satker=satker), periode))


def putaran_wilayah(pelaku: Pelaku, periode: Periode) -> tuple[BarisPutaran, ...]:
    """Every unit of the line, proposing or not. Four statements for any number of units."""
    satker = list(satker_di_garis(pelaku.unit, periode))
    kunci = [s.pk for s in satker]
    mulai = set(LembarKerja.objects.filter(satker__in=kunci, periode=periode).values_list("satker", flat=True))
    tanggal = _tanggal(periode)
    semua = _putaran(Pemeriksaan.objects.filter(satker__in=kunci), periode)
    return tuple(BarisPutaran(s.kode, s.nama, s.pk in mulai, _sel(s, tanggal, semua)) for s in satker)


def _tanggal(periode: Periode) -> dict[str, dt.date]:
    return dict(TitikPantau.objects.filter(periode=periode).values_list("kode", "tanggal"))


def _putaran(asal: object, periode: Periode) -> dict[tuple[object, str], Pemeriksaan]:
    baris = (
        asal.filter(lembar__periode=periode, jenis=JenisPeriksa.PUTARAN)  # type: ignore[attr-defined]
        .annotate(
            lengkap=Count("hasil", filter=Q(hasil__hasil=HasilButir.LENGKAP)),
            perbaikan=Count("hasil", filter=Q(hasil__hasil=HasilButir.PERLU_PERBAIKAN)),
        )
        .order_by()
    )
    return {(p.satker_id, p.titik): p for p in baris}


def _sel(
    satker: Satker, tanggal: dict[str, dt.date], semua: dict[tuple[object, str], Pemeriksaan]
) -> tuple[SelPutaran, ...]:
    hari, hasil = hari_ini(satker), []
    for titik in TITIK:
        p, tgl = semua.get((satker.pk, titik)), tanggal.get(titik)
        if p is not None:
            keadaan = TERBUKA if p.ditutup_pada is None else TUTUP
        else:
            keadaan = TANPA if tgl is None else NANTI if tgl > hari else BISA
        hasil.append(
            SelPutaran(
                titik,
                tgl,
                keadaan,
                p.lengkap if p else 0,  # type: ignore[attr-defined]
                p.perbaikan if p else 0,  # type: ignore[attr-defined]
                p.ditutup_pada if p else None,
                p.ringkasan if p else "",
            )
        )
    return tuple(hasil)


def sisa_perbaikan(lembar: LembarKerja, kode_butir: str) -> HasilPeriksa | None:
    """The last result of a round for one butir, if it asks for a repair: for the question page. One statement."""
    terakhir = (
        HasilPeriksa.objects.filter(pemeriksaan__lembar=lembar, pemeriksaan__jenis=JenisPeriksa.PUTARAN)
        .filter(kode_butir=kode_butir)
        .select_related("pemeriksaan", "oleh")
        .order_by("-pada")
        .first()
    )
    return terakhir if terakhir and terakhir.hasil == HasilButir.PERLU_PERBAIKAN else None
