"""Calibration sets as pages read them: the list, one set, one butir of it, the own result, the overview."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from berkas.queries.berbagi import versi_berbagi
from instrumen.pohon.tipe import Butir, Instrumen
from penilaian.kalibrasi import PALING_BANYAK, PALING_SEDIKIT, Kasus, Ringkasan, ringkas, setuju
from penilaian.models import (
    AnggotaTim,
    BerkasKalibrasi,
    ButirKalibrasi,
    JawabanKalibrasi,
    KerjaKalibrasi,
    SetKalibrasi,
)
from penilaian.queries.butir import jawaban_rinci, jawaban_singkat
from penilaian.queries.kalibrasi_wajib import PENILAI
from satker.models import Periode
from satker.pelaku import Pelaku


@dataclass(frozen=True, slots=True)
class BarisSet:
    """One set in the list. `saya`: butir the reader has answered; `selesai_saya`: when the reader finished."""

    set: SetKalibrasi
    kasus: int
    selesai: int
    saya: int
    selesai_saya: dt.datetime | None

    @property
    def kata(self) -> str:
        if not self.set.terbit:
            return "Draf"
        if self.selesai_saya:
            return "Selesai"
        return f"{self.saya} dari {self.kasus} soal dijawab" if self.saya else "Belum dimulai"


@dataclass(frozen=True, slots=True)
class BarisKasus:
    """One butir of a set. `berkas`: number of files; `halangan`: why some of them can no longer be used."""

    baris: ButirKalibrasi
    butir: Butir
    satker: str
    sepakat: str
    dijawab: bool
    berkas: int
    halangan: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HalamanSet:
    """A set with its butir. `kerja`: the reader's own work, None before the first answer."""

    set: SetKalibrasi
    kasus: tuple[BarisKasus, ...]
    kerja: KerjaKalibrasi | None

    @property
    def dijawab(self) -> int:
        return sum(s.dijawab for s in self.kasus)

    @property
    def selesai(self) -> bool:
        return self.kerja is not None and self.kerja.selesai_pada is not None

    @property
    def lanjut(self) -> int:
        """Number of the first butir without an answer; of the last when none is left."""
        belum = [n for n, s in enumerate(self.kasus, 1) if not s.dijawab]
        return belum[0] if belum else len(self.kasus)

    @property
    def siap_terbit(self) -> bool:
        cukup = PALING_SEDIKIT <= len(self.kasus) <= PALING_BANYAK
        return cukup and not any(s.halangan for s in self.kasus)


@dataclass(frozen=True, slots=True)
class BerkasKasus:
    """One file of a butir: its number, and the shown pages."""

    nomor: int
    baris: BerkasKalibrasi

    @property
    def halaman(self) -> tuple[int, ...]:
        return tuple(self.baris.halaman)


@dataclass(frozen=True, slots=True)
class HasilSendiri:
    """One butir of the own result. `sama`: whether it agrees with the agreed answer."""

    nomor: int
    butir: Butir
    samaran: str
    saya: str
    sepakat: str
    rinci_sepakat: tuple[str, ...]
    sama: bool
    catatan: str
    penjelasan: str


@dataclass(frozen=True, slots=True)
class HalamanRingkas:
    """The overview. `belum`: names of evaluators of the year's teams who have not finished."""

    ringkasan: Ringkasan
    belum: tuple[str, ...]
    jumlah: int


def daftar_set(pelaku: Pelaku, periode: Periode) -> tuple[BarisSet, ...]:
    """The sets of a year the reader sees, newest first. One statement."""
    kerja = KerjaKalibrasi.objects.filter(set=OuterRef("pk")).order_by()
    selesai = kerja.filter(selesai_pada__isnull=False).values("set").annotate(n=Count("pk")).values("n")
    jawab = JawabanKalibrasi.objects.filter(butir__set=OuterRef("pk"), user=pelaku.user).order_by()
    baris = (
        SetKalibrasi.objects.terlihat_oleh(pelaku)
        .filter(periode=periode)
        .annotate(
            kasus=Count("butir"),
            selesai=Coalesce(Subquery(selesai), 0),
            saya=Coalesce(Subquery(jawab.values("butir__set").annotate(n=Count("pk")).values("n")), 0),
            selesai_saya=Subquery(kerja.filter(user=pelaku.user).values("selesai_pada")[:1]),
        )
        .order_by("-nomor")
    )
    return tuple(BarisSet(s, s.kasus, s.selesai, s.saya, s.selesai_saya) for s in baris)  # type: ignore[attr-defined]


def susun_set(pelaku: Pelaku, satu: SetKalibrasi, instrumen: Instrumen, *, periksa: bool = False) -> HalamanSet:
    """The set with its butir: three statements, with `periksa` (may its files still be shown?) five."""
    baris = ButirKalibrasi.objects.filter(set=satu).order_by("urutan").select_related("asal")
    dijawab = set(JawabanKalibrasi.objects.filter(butir__set=satu, user=pelaku.user).values_list("butir", flat=True))
    berkas: dict[Any, list[Any]] = {}
    for pk, versi in BerkasKalibrasi.objects.filter(butir__set=satu).values_list("butir", "versi"):
        berkas.setdefault(pk, []).append(versi)
    keadaan = versi_berbagi(v for isi in berkas.values() for v in isi) if periksa else {}
    kasus = []
    for b in baris:
        butir, isi = instrumen.butir[b.kode_butir], berkas.get(b.pk, [])
        halang = tuple(f"{keadaan[v].nama}: {keadaan[v].sebab}" for v in isi if v in keadaan and keadaan[v].sebab)
        kasus.append(
            BarisKasus(
                b, butir, jawaban_singkat(butir, b.isi_satker), jawaban_singkat(butir, b.sepakat),
                b.pk in dijawab, len(isi), halang,
            )
        )  # fmt: skip
    kerja = KerjaKalibrasi.objects.filter(set=satu, user=pelaku.user).first() if pelaku.peran in PENILAI else None
    return HalamanSet(satu, tuple(kasus), kerja)


def berkas_kasus(kasus: ButirKalibrasi) -> tuple[BerkasKasus, ...]:
    """The files of a butir, without their names. One statement."""
    baris = BerkasKalibrasi.objects.filter(butir=kasus).order_by("urutan")
    return tuple(BerkasKasus(n, b) for n, b in enumerate(baris, 1))


def jawaban_saya(pelaku: Pelaku, kasus: ButirKalibrasi) -> JawabanKalibrasi | None:
    return JawabanKalibrasi.objects.filter(butir=kasus, user=pelaku.user).first()


def hasil_sendiri(pelaku: Pelaku, isi: HalamanSet) -> tuple[HasilSendiri, ...]:
    """The reader's answers beside the agreed ones. One statement; only after the reader has finished."""
    jawaban = {j.butir_id: j for j in JawabanKalibrasi.objects.filter(butir__set=isi.set, user=pelaku.user)}
    hasil = []
    for n, s in enumerate(isi.kasus, 1):
        j = jawaban.get(s.baris.pk)
        hasil.append(
            HasilSendiri(
                nomor=n,
                butir=s.butir,
                samaran=s.baris.samaran,
                saya=jawaban_singkat(s.butir, j.isi if j else None),
                sepakat=s.sepakat,
                rinci_sepakat=jawaban_rinci(s.butir, s.baris.sepakat),
                sama=setuju(Kasus(n, s.butir, s.baris.sepakat), j.isi if j else None),
                catatan=j.catatan if j else "",
                penjelasan=s.baris.penjelasan,
            )
        )
    return tuple(hasil)


def ringkasan_set(isi: HalamanSet, instrumen: Instrumen) -> HalamanRingkas:
    """What everybody who finished answered, without names. Two statements."""
    selesai = KerjaKalibrasi.objects.filter(set=isi.set, selesai_pada__isnull=False).values("user")
    baris = JawabanKalibrasi.objects.filter(butir__set=isi.set, user__in=selesai)
    nomor = {s.baris.pk: n for n, s in enumerate(isi.kasus, 1)}
    jawaban: dict[str, dict[int, Any]] = {}
    for user, butir, satu in baris.values_list("user", "butir", "isi"):
        jawaban.setdefault(str(user), {})[nomor[butir]] = satu
    kasus: Sequence[Kasus] = [Kasus(n, s.butir, s.baris.sepakat) for n, s in enumerate(isi.kasus, 1)]
    orang = _penilai(isi.set.periode)
    belum = tuple(sorted(nama for pk, nama in orang.items() if pk not in jawaban))
    return HalamanRingkas(ringkas(instrumen, kasus, jawaban), belum, len(orang))


def _penilai(periode: Periode) -> Mapping[str, str]:
    """User id → name of everybody who scores in a team of the year. One statement."""
    baris = AnggotaTim.objects.filter(tim__periode=periode, keluar_pada=None, peran__in=PENILAI)
    return {str(pk): nama for pk, nama in baris.values_list("user", "user__nama")}
