"""The team of a sheet: who has the right now, who has signed, and which butir are whose."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from instrumen.pohon.tipe import Instrumen
from instrumen.queries import instrumen_untuk
from penilaian.models import AnggotaTim, ButirGanda, LembarKerja, PembagianButir, PernyataanKepentingan, Tim, TugasTim
from penilaian.pembagian import Orang, Riwayat, TimCalon
from satker.models import Penugasan, Periode, Satker
from satker.pelaku import Pelaku
from satker.peran import TEMPAT_DI_TIM, TIM_PENILAI, TIM_SATKER, Peran

BELUM, BEBAS, BENTUR = "belum", "bebas", "bentur"
KATA_PERNYATAAN = {BELUM: "Belum menandatangani", BEBAS: "Tanpa benturan", BENTUR: "Menyatakan benturan"}


@dataclass(frozen=True, slots=True)
class OrangTim:
    """One evaluator of a sheet. `berhak`: has the right today (Penugasan); `pernyataan`: belum, bebas or bentur."""

    user_id: uuid.UUID
    nama: str
    peran: str
    berhak: bool
    pernyataan: str
    pada: dt.datetime | None

    @property
    def tempat(self) -> str:
        return TEMPAT_DI_TIM[self.peran]

    @property
    def kata(self) -> str:
        return KATA_PERNYATAAN[self.pernyataan]


@dataclass(frozen=True, slots=True)
class TimLembar:
    """The team of a sheet. `nama` '' and days None where rights were given without a team."""

    nama: str
    mulai: dt.date | None
    selesai: dt.date | None
    orang: tuple[OrangTim, ...]

    @property
    def kurang(self) -> tuple[str, ...]:
        """What the team still lacks before it may begin, in words."""
        hak = [o for o in self.orang if o.berhak]
        ada = {o.peran for o in hak}
        kalimat = [
            f"Belum ada {TEMPAT_DI_TIM[p].lower()}." for p in (Peran.TPI_KETUA, Peran.TPI_DALNIS) if p not in ada
        ]
        kalimat += [f"{o.nama} belum menandatangani pernyataan." for o in hak if o.pernyataan == BELUM]
        kalimat += [f"{o.nama} menyatakan benturan kepentingan." for o in hak if o.pernyataan == BENTUR]
        return tuple(kalimat)


def hari_unit(satker: Satker) -> dt.date:
    """Today by the clock of the unit, which rights are judged by."""
    return timezone.localdate(timezone=ZoneInfo(satker.zona))


def tugas_lembar(satker: Satker, periode: Periode) -> TugasTim | None:
    """The task under which a unit is judged in a year."""
    return TugasTim.objects.filter(satker=satker, periode=periode, dicabut_pada=None).select_related("tim").first()


def pernyataan_kini(
    satker: Iterable[Satker | uuid.UUID], periode: Periode
) -> Mapping[tuple[uuid.UUID, uuid.UUID], PernyataanKepentingan]:
    """(unit, user) → the newest statement. One statement."""
    baris = PernyataanKepentingan.objects.filter(satker__in=list(satker), periode=periode)
    baris = baris.order_by("satker_id", "user_id", "-nomor").distinct("satker_id", "user_id")
    return {(p.satker_id, p.user_id): p for p in baris}


def tim_lembar(lembar: LembarKerja) -> TimLembar:
    """Everybody with the right today, and the members of the task who have none. Four statements."""
    satker, periode = lembar.satker, lembar.periode
    tugas = tugas_lembar(satker, periode)
    hak = Penugasan.objects.berlaku(hari_unit(satker)).filter(unit=satker, peran__in=TIM_PENILAI)
    orang = {p.user_id: (p.user.nama, p.peran, True) for p in hak.select_related("user")}
    if tugas:
        for a in AnggotaTim.objects.filter(tim=tugas.tim_id, keluar_pada=None).select_related("user"):
            orang.setdefault(a.user_id, (a.user.nama, a.peran, False))
    nyata = pernyataan_kini([satker], periode)
    daftar = [_orang(user, *isi, nyata.get((satker.pk, user))) for user, isi in orang.items()]
    urut = [Peran.TPI_KETUA, Peran.TPI_ANGGOTA, Peran.TPI_DALNIS]
    daftar.sort(key=lambda o: (urut.index(Peran(o.peran)), o.nama))
    if tugas is None:
        return TimLembar("", None, None, tuple(daftar))
    return TimLembar(tugas.tim.nama, tugas.mulai, tugas.selesai, tuple(daftar))


def _orang(user: uuid.UUID, nama: str, peran: str, berhak: bool, nyata: PernyataanKepentingan | None) -> OrangTim:
    return OrangTim(user, nama, peran, berhak, keadaan_pernyataan(nyata), nyata.pada if nyata else None)


def keadaan_pernyataan(nyata: PernyataanKepentingan | None) -> str:
    """BELUM, BEBAS or BENTUR."""
    if nyata is None or nyata.ditarik:
        return BELUM
    return BENTUR if nyata.bertentangan else BEBAS


def bernyataan_bebas(pelaku: Pelaku, lembar: LembarKerja) -> bool:
    """Whether the person's newest statement about the unit says: no conflict. Scoring needs it. One statement."""
    baris = PernyataanKepentingan.objects.filter(satker=lembar.satker_id, periode=lembar.periode_id, user=pelaku.user)
    return baris.order_by("-nomor").values_list("bertentangan", "ditarik").first() == (False, False)


def butir_saya(pelaku: Pelaku, lembar: LembarKerja) -> frozenset[str]:
    """Canonical codes the evaluator is to judge: its part of the division and what it scores as one of two, everything
    where nothing is divided or for ketua and dalnis, nothing for others. One statement, two where butir are divided.
    """
    semua = frozenset(instrumen_untuk(lembar.periode.instrumen).butir)
    if pelaku.peran not in TIM_PENILAI or lembar.satker_id not in pelaku.unit_penilaian:
        return frozenset()
    if pelaku.peran != Peran.TPI_ANGGOTA:
        return semua
    baris = PembagianButir.objects.filter(
        satker=lembar.satker_id, tugas__periode=lembar.periode_id, tugas__dicabut_pada=None
    )
    bagi = dict(baris.values_list("kode_butir", "user"))
    # a butir that nobody was given stays everybody's
    if not bagi:
        return semua
    dua = ButirGanda.objects.filter(satker=lembar.satker_id, ganda__lembar=lembar)
    ganda = set(dua.filter(Q(pertama=pelaku.user) | Q(kedua=pelaku.user)).values_list("kode_butir", flat=True))
    return frozenset(k for k in semua if bagi.get(k, pelaku.user.pk) == pelaku.user.pk or k in ganda)


def bagian_saya(pelaku: Pelaku, lembar: LembarKerja, instrumen: Instrumen) -> frozenset[str] | None:
    """The member's own part of the butir; None where nothing is shared out to it. One query, none for other roles."""
    if pelaku.peran != Peran.TPI_ANGGOTA:
        return None
    bagian = butir_saya(pelaku, lembar)
    return bagian if 0 < len(bagian) < len(instrumen.butir) else None


# --- What speaks against a person at a unit --------------------------------------------------------------------------


def asal_satker(user: Iterable[uuid.UUID], satker: Iterable[uuid.UUID]) -> dict[tuple[uuid.UUID, uuid.UUID], str]:
    """(unit, user) → the post the person holds or held there, from Penugasan. One statement."""
    baris = Penugasan.objects.filter(user__in=list(user), unit__in=list(satker), peran__in=TIM_SATKER)
    return {(p.unit_id, p.user_id): p.label for p in baris.order_by("mulai")}


def penilai_lalu(
    user: Iterable[uuid.UUID], satker: Iterable[uuid.UUID], periode: Periode
) -> frozenset[tuple[uuid.UUID, uuid.UUID]]:
    """(unit, user) where the person was an evaluator of the unit in the year before, from Penugasan. One statement.

    A right that only reaches into this year belongs to last year when it began there.
    """
    awal, akhir = dt.date(periode.tahun - 1, 1, 1), dt.date(periode.tahun - 1, 12, 31)
    baris = Penugasan.objects.filter(
        Q(selesai=None) | Q(selesai__gte=awal),
        user__in=list(user),
        unit__in=list(satker),
        peran__in=TIM_PENILAI,
        mulai__lte=akhir,
    )
    return frozenset(baris.values_list("unit", "user"))


def calon_tim(tim: Tim, anggota: Iterable[AnggotaTim], menit: int = 0) -> TimCalon:
    """A team as the pure rules see it."""
    daftar = list(anggota)
    ada_anggota = any(a.peran == Peran.TPI_ANGGOTA for a in daftar)
    return TimCalon(
        tim.pk,
        tim.nama,
        tuple(
            Orang(
                a.user_id,
                a.user.nama,
                menilai=a.peran == (Peran.TPI_ANGGOTA if ada_anggota else Peran.TPI_KETUA),
                memimpin=a.peran in (Peran.TPI_KETUA, Peran.TPI_DALNIS),
            )
            for a in daftar
        ),
        menit,
    )


def riwayat_tim(user: Iterable[uuid.UUID], satker: Iterable[uuid.UUID], periode: Periode) -> Riwayat:
    """What speaks against these people at these units: three statements."""
    user, satker = list(user), list(satker)
    bentur = frozenset(k for k, p in pernyataan_kini(satker, periode).items() if p.bertentangan)
    return Riwayat(bentur, frozenset(asal_satker(user, satker)), penilai_lalu(user, satker, periode))
