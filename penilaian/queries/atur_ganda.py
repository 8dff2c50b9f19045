"""The page where the ketua or dalnis sets blind double scoring, and how far it is."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from instrumen.pohon.tipe import Butir
from instrumen.queries import instrumen_untuk
from penilaian.lapisan import LAPISAN
from penilaian.models import (
    ButirGanda,
    CaraGanda,
    Jawaban,
    Lapisan,
    LembarKerja,
    NilaiPertama,
    PembagianButir,
    PenilaianGanda,
)
from penilaian.pembagian import Orang, ambil_sampel, menit_butir, pasangkan
from penilaian.queries.alur import keadaan_lembar
from penilaian.queries.ganda import ganda_lembar
from penilaian.queries.tim import BENTUR, tim_lembar
from penilaian.queries.urutan_baca import urutan_baca
from satker.pelaku import Pelaku
from satker.peran import Peran

PERSEN_BAKU = 15  # of a sample; a proposal, not a rule


def penilai_ganda(lembar: LembarKerja) -> list[Orang]:
    """Members who can score the sheet: with the right today and without a stated conflict, by name."""
    orang = tim_lembar(lembar).orang
    return [
        Orang(o.user_id, o.nama) for o in orang if o.peran == Peran.TPI_ANGGOTA and o.berhak and o.pernyataan != BENTUR
    ]


def ada_nilai_anggota(lembar: LembarKerja) -> bool:
    """Whether any member has scored this sheet, also a score taken back since."""
    return Jawaban.objects.filter(satker=lembar.satker_id, lembar=lembar, lapisan=Lapisan.TPI_ANGGOTA).exists()


def butir_diputus(lembar: LembarKerja) -> frozenset[str]:
    """Codes the team has settled: they cannot be scored blind any more."""
    baris = Jawaban.objects.filter(satker=lembar.satker_id, lembar=lembar, lapisan=Lapisan.TPI, isi__isnull=False)
    return frozenset(baris.values_list("kode_butir", flat=True))


def calon_butir(pelaku: Pelaku, lembar: LembarKerja, cara: str, persen: int | None, kode: frozenset[str]) -> list[str]:
    """The codes that would be scored by two, in the order of the instrument. The sample is the front of the reading
    order (points x doubt) of what the team has not settled yet."""
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    putus = butir_diputus(lembar)
    pilih = set(instrumen.butir)
    if cara == CaraGanda.PILIHAN:
        pilih = set(kode)
    elif cara == CaraGanda.SAMPEL:
        urutan = urutan_baca(pelaku, lembar)
        urut = [b.butir.kode for b in urutan.baris if b.butir.kode not in putus] if urutan else []
        pilih = set(ambil_sampel(urut, persen or PERSEN_BAKU))
    return [k for k in instrumen.butir if k in pilih and k not in putus]


def pasangan_butir(lembar: LembarKerja, kode: list[str], orang: list[Orang]) -> dict[str, tuple[uuid.UUID, uuid.UUID]]:
    """Two people for each code by the rule of penilaian.pembagian. One statement."""
    baris = PembagianButir.objects.filter(
        satker=lembar.satker_id, tugas__periode=lembar.periode_id, tugas__dicabut_pada=None
    )
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    menit = {k: menit_butir(instrumen.butir[k]) for k in kode}
    return pasangkan(menit, dict(baris.values_list("kode_butir", "user")), orang)


@dataclass(frozen=True, slots=True)
class BarisGanda:
    """One butir with its two people; who has scored can no longer be replaced."""

    butir: Butir
    pertama: uuid.UUID
    kedua: uuid.UUID
    nama: tuple[str, str]
    sudah: frozenset[uuid.UUID]

    @property
    def selesai(self) -> bool:
        return {self.pertama, self.kedua} <= self.sudah


@dataclass(frozen=True, slots=True)
class KemajuanOrang:
    user_id: uuid.UUID
    nama: str
    sudah: int
    jumlah: int


@dataclass(frozen=True, slots=True)
class HalamanGanda:
    """`sebab`: why nothing can be set now, in words. `mulai`: a member has scored, so that only ending is left."""

    ganda: PenilaianGanda | None
    baris: tuple[BarisGanda, ...]
    orang: tuple[Orang, ...]
    kemajuan: tuple[KemajuanOrang, ...]
    mulai: bool
    sebab: str
    sisa: int

    @property
    def aktif(self) -> bool:
        return self.ganda is not None and self.ganda.dibuka_pada is None

    @property
    def selesai(self) -> int:
        return sum(b.selesai for b in self.baris)


def sebab_tertutup(lembar: LembarKerja, orang: list[Orang]) -> str:
    """Why double scoring cannot be set on this sheet now; '' when it can."""
    if keadaan_lembar(lembar).keadaan not in LAPISAN[Lapisan.TPI_ANGGOTA].keadaan:
        return "Penilaian ganda diatur selagi LKE ada di tim penilai."
    if len(orang) < 2:
        return "Penilaian ganda memerlukan paling sedikit dua anggota yang boleh menilai satker ini."
    return ""


def halaman_ganda(lembar: LembarKerja) -> HalamanGanda:
    """A constant number of statements, whatever the number of butir."""
    ganda, orang = ganda_lembar(lembar), penilai_ganda(lembar)
    baris = baris_ganda(lembar, ganda)
    return HalamanGanda(
        ganda=ganda,
        baris=baris,
        orang=tuple(orang),
        kemajuan=kemajuan_orang(baris),
        mulai=ada_nilai_anggota(lembar),
        sebab=sebab_tertutup(lembar, orang),
        sisa=len(instrumen_untuk(lembar.periode.instrumen).butir) - len(butir_diputus(lembar)),
    )


def baris_ganda(lembar: LembarKerja, ganda: PenilaianGanda | None) -> tuple[BarisGanda, ...]:
    """The butir of the setting in the order of the instrument, with who has scored. Two statements."""
    if ganda is None:
        return ()
    sudah: dict[str, set[uuid.UUID]] = {}
    nilai = NilaiPertama.objects.filter(satker=lembar.satker_id, lembar=lembar, isi__isnull=False)
    for kode, user in nilai.values_list("kode_butir", "penilai"):
        sudah.setdefault(kode, set()).add(user)
    semua = ButirGanda.objects.filter(satker=lembar.satker_id, ganda=ganda).select_related("pertama", "kedua")
    milik: Mapping[str, ButirGanda] = {b.kode_butir: b for b in semua}
    return tuple(
        BarisGanda(
            butir,
            milik[kode].pertama_id,
            milik[kode].kedua_id,
            (milik[kode].pertama.nama, milik[kode].kedua.nama),
            frozenset(sudah.get(kode, ())),
        )
        for kode, butir in instrumen_untuk(lembar.periode.instrumen).butir.items()
        if kode in milik
    )


def kemajuan_orang(baris: tuple[BarisGanda, ...]) -> tuple[KemajuanOrang, ...]:
    """How many of the own butir each person has scored; counts, never values."""
    jumlah: Counter[uuid.UUID] = Counter()
    sudah: Counter[uuid.UUID] = Counter()
    nama: dict[uuid.UUID, str] = {}
    for b in baris:
        for user, n in zip((b.pertama, b.kedua), b.nama, strict=True):
            nama[user] = n
            jumlah[user] += 1
            sudah[user] += user in b.sudah
    return tuple(KemajuanOrang(u, n, sudah[u], jumlah[u]) for u, n in sorted(nama.items(), key=lambda x: x[1]))


@dataclass(frozen=True, slots=True)
class KabarGanda:
    """What the list of the desk says about double scoring: counts for everybody, the own butir for a member."""

    aktif: bool
    jumlah: int
    kemajuan: tuple[KemajuanOrang, ...]
    milik: tuple[tuple[Butir, bool], ...]


def kabar_ganda(pelaku: Pelaku, lembar: LembarKerja) -> KabarGanda | None:
    """None where nothing is scored by two. Three statements, one without double scoring."""
    ganda = ganda_lembar(lembar)
    if ganda is None:
        return None
    baris = baris_ganda(lembar, ganda)
    saya = pelaku.user.pk
    milik = tuple((b.butir, saya in b.sudah) for b in baris if saya in (b.pertama, b.kedua))
    return KabarGanda(ganda.dibuka_pada is None, len(baris), kemajuan_orang(baris), milik)
