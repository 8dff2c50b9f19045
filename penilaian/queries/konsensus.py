"""The members' scores of a sheet side by side, for the ketua who settles them: what differs, is alike, still waits."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from instrumen.pohon.tipe import Butir
from instrumen.queries import instrumen_untuk
from penilaian.models import ButirGanda, ButirPengajuan, Jawaban, Lapisan, LembarKerja, NilaiPertama
from penilaian.queries.alur import pengajuan_terakhir
from penilaian.queries.butir import jawaban_singkat
from penilaian.queries.ganda import gabung_catatan, sepadan
from penilaian.skor.jawaban import nilai_butir

BEDA, SAMA, MENUNGGU, DIPUTUS = "beda", "sama", "menunggu", "diputus"
# code → words of the filter link, in the order of the work
SARINGAN: Mapping[str, str] = {
    BEDA: "Berbeda",
    SAMA: "Sama, belum diputus",
    MENUNGGU: "Menunggu nilai",
    DIPUTUS: "Sudah diputus",
}


@dataclass(frozen=True, slots=True)
class NilaiAnggota:
    """One member's score. `semula`: in words what it was before seeing the other, '' when it did not change."""

    nama: str
    singkat: str
    nilai: Fraction
    catatan: str
    semula: str


@dataclass(frozen=True, slots=True)
class BarisKonsensus:
    """One butir. `poin_beda`: what the distance of the scores is worth in the total; `menunggu`: names without a score;
    `usul`: what all gave alike. `tanda` names the very versions this row was built from.
    """

    butir: Butir
    keadaan: str
    anggota: tuple[NilaiAnggota, ...]
    menunggu: tuple[str, ...]
    satker: str
    tim: str
    poin_beda: Fraction
    usul: Any
    usul_singkat: str
    catatan_usul: str
    catatan_kurang: bool
    versi: int
    tanda: str


@dataclass(frozen=True, slots=True)
class HalamanKonsensus:
    """All butir that two members score or have scored, what differs most first. `dapat_diambil`: alike, with their
    notes where one is needed."""

    baris: tuple[BarisKonsensus, ...]

    @property
    def banyak(self) -> dict[str, int]:
        return {k: sum(b.keadaan == k for b in self.baris) for k in SARINGAN}

    @property
    def dapat_diambil(self) -> tuple[BarisKonsensus, ...]:
        return tuple(b for b in self.baris if b.keadaan == SAMA and not b.catatan_kurang)

    @property
    def perlu_dibuka(self) -> tuple[BarisKonsensus, ...]:
        return tuple(b for b in self.baris if b.keadaan == SAMA and b.catatan_kurang)


def halaman_konsensus(lembar: LembarKerja) -> HalamanKonsensus:
    """For ketua and dalnis, who read every score. Six statements, whatever the number of butir."""
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    tim: dict[str, Jawaban] = {}
    anggota: dict[str, list[Jawaban]] = {}
    for j in Jawaban.objects.filter(
        lembar=lembar, lapisan__in=[Lapisan.TPI, Lapisan.TPI_ANGGOTA], isi__isnull=False
    ).select_related("penilai"):
        if j.lapisan == Lapisan.TPI:
            tim[j.kode_butir] = j
        else:
            anggota.setdefault(j.kode_butir, []).append(j)
    dua = {
        b.kode_butir: b
        for b in ButirGanda.objects.filter(satker=lembar.satker_id, ganda__lembar=lembar).select_related(
            "pertama", "kedua"
        )
    }
    pertama = NilaiPertama.objects.filter(satker=lembar.satker_id, lembar=lembar, diubah_pada__isnull=False)
    semula = {(p.kode_butir, p.penilai_id): p.isi for p in pertama}
    kirim = dict(ButirPengajuan.objects.filter(pengajuan=pengajuan_terakhir(lembar)).values_list("kode_butir", "isi"))
    # versions of the team's own row count also when its score was taken back
    versi = dict(Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.TPI).values_list("kode_butir", "versi"))
    baris = [
        _baris(b, anggota.get(k, []), dua.get(k), semula, kirim.get(k), tim.get(k), versi.get(k, 0))
        for k, b in instrumen.butir.items()
        if k in dua or len(anggota.get(k, [])) > 1
    ]
    urut = list(SARINGAN)
    return HalamanKonsensus(tuple(sorted(baris, key=lambda b: (urut.index(b.keadaan), -b.poin_beda))))


def _baris(
    butir: Butir,
    anggota: Sequence[Jawaban],
    dua: ButirGanda | None,
    semula: Mapping[tuple[str, uuid.UUID], Any],
    kirim: Any,
    tim: Jawaban | None,
    versi: int,
) -> BarisKonsensus:
    orang = (dua.pertama, dua.kedua) if dua else ()
    urut = [u.pk for u in orang]
    anggota = sorted(anggota, key=lambda j: (urut.index(_id(j)) if _id(j) in urut else len(urut), _nama(j)))
    menunggu = tuple(u.nama for u in orang if u.pk not in {j.penilai_id for j in anggota})
    nilai = [nilai_butir(butir, j.isi).nilai or Fraction(0) for j in anggota]
    sama = not menunggu and len(anggota) > 1 and all(sepadan(butir, anggota[0].isi, j.isi) for j in anggota)
    keadaan = DIPUTUS if tim else MENUNGGU if menunggu else SAMA if sama else BEDA
    usul = anggota[0].isi if sama else None
    catatan = gabung_catatan([j.uraian for j in anggota]) if sama else ""
    return BarisKonsensus(
        butir=butir,
        keadaan=keadaan,
        anggota=tuple(_anggota(butir, j, n, semula) for j, n in zip(anggota, nilai, strict=True)),
        menunggu=menunggu,
        satker=jawaban_singkat(butir, kirim),
        tim=jawaban_singkat(butir, tim.isi) if tim else "",
        poin_beda=butir.bobot_efektif * (max(nilai) - min(nilai)) if len(nilai) > 1 else Fraction(0),
        usul=usul,
        usul_singkat=jawaban_singkat(butir, usul) if sama else "",
        catatan_usul=catatan,
        catatan_kurang=sama and not catatan and _perlu_catatan(butir, usul, kirim),
        versi=versi,
        tanda=":".join([butir.kode, str(versi), *(f"{j.pk.hex[:8]}.{j.versi}" for j in anggota)]),
    )


def _id(j: Jawaban) -> uuid.UUID:
    assert j.penilai_id is not None  # noqa: S101 - a CHECK of the table: a member's score has its member
    return j.penilai_id


def _nama(j: Jawaban) -> str:
    return j.penilai.nama if j.penilai else ""


def _anggota(butir: Butir, j: Jawaban, nilai: Fraction, semula: Mapping[tuple[str, uuid.UUID], Any]) -> NilaiAnggota:
    kunci = (butir.kode, _id(j))
    dulu = jawaban_singkat(butir, semula[kunci]) if kunci in semula and semula[kunci] != j.isi else ""
    return NilaiAnggota(_nama(j), jawaban_singkat(butir, j.isi), nilai, j.uraian, dulu)


def _perlu_catatan(butir: Butir, isi: Any, kirim: Any) -> bool:
    """Where the desk asks for a note: a zero denominator, or less than the satker claims."""
    baru, klaim = nilai_butir(butir, isi), nilai_butir(butir, kirim).nilai
    return baru.nol or (klaim is not None and baru.nilai is not None and baru.nilai < klaim)


def konsensus_berikut(lembar: LembarKerja) -> Butir | None:
    """The next butir to settle: what differs most, then what is alike."""
    return next((b.butir for b in halaman_konsensus(lembar).baris if b.keadaan in (BEDA, SAMA)), None)
