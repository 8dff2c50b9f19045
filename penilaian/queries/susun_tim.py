"""The pages on which the inspectorate composes teams, and the page of a member's own units."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from instrumen.queries import instrumen_untuk
from penilaian.models import (
    AnggotaTim,
    PembagianButir,
    PernyataanKepentingan,
    Tim,
    TugasTim,
)
from penilaian.pembagian import (
    Orang,
    menit_butir,
    menit_satker,
)
from penilaian.queries.tim import (
    BELUM,
    BENTUR,
    hari_unit,
    keadaan_pernyataan,
    pernyataan_kini,
)
from satker.models import Jendela, Penugasan, Periode, Satker, User
from satker.peran import TEMPAT_DI_TIM, TIM_PENILAI, Peran

_URUT = {Peran.TPI_KETUA: 0, Peran.TPI_ANGGOTA: 1, Peran.TPI_DALNIS: 2}


@dataclass(frozen=True, slots=True)
class BebanOrang:
    """The minutes of one person in a team. `belum`: units whose statement is not signed; `bentur`: stated conflicts."""

    anggota: AnggotaTim
    menit: int
    belum: int
    bentur: int

    @property
    def tempat(self) -> str:
        return TEMPAT_DI_TIM[self.anggota.peran]


@dataclass(frozen=True, slots=True)
class BarisTim:
    """One team on the overview. `menit` of all its units; `orang` with what each carries."""

    tim: Tim
    orang: tuple[BebanOrang, ...]
    satker: int
    menit: int

    @property
    def kurang(self) -> str:
        ada = {o.anggota.peran for o in self.orang}
        belum = [TEMPAT_DI_TIM[p].lower() for p in (Peran.TPI_KETUA, Peran.TPI_DALNIS) if p not in ada]
        return f"Belum ada {' dan '.join(belum)}." if belum else ""


@dataclass(frozen=True, slots=True)
class DaftarTim:
    """The overview of a year. `maks`: the largest load of a person, for the bars; `menit_satker`: of one unit."""

    baris: tuple[BarisTim, ...]
    maks: int
    menit_satker: int
    tanpa_tim: int
    dinilai: int


def tim_periode(periode: Periode) -> QuerySet[Tim]:
    return Tim.objects.filter(satker=periode.instansi_id, periode=periode)


def satker_dinilai(periode: Periode) -> QuerySet[Satker]:
    """Units that are assessed in the year and not closed."""
    hari = timezone.localdate()
    aktif = Q(aktif_selesai=None) | Q(aktif_selesai__gte=hari)
    return Satker.objects.dinilai().filter(aktif, instansi=periode.instansi_id).order_by("kode")


def daftar_tim(periode: Periode) -> DaftarTim:
    """Teams with their people and minutes. Seven statements."""
    instrumen = instrumen_untuk(periode.instrumen)
    satu = menit_satker(instrumen)
    tim = list(tim_periode(periode))
    anggota = anggota_tim_per(tim)
    tugas = list(TugasTim.objects.filter(tim__in=tim, dicabut_pada=None))
    nyata = pernyataan_kini([t.satker_id for t in tugas], periode)
    menit = menit_orang(periode, tugas, anggota, nyata)
    baris = tuple(_baris_tim(t, anggota[t.pk], [x for x in tugas if x.tim_id == t.pk], menit, nyata, satu) for t in tim)
    dinilai = satker_dinilai(periode).count()
    dipegang = len({t.satker_id for t in tugas})
    return DaftarTim(
        baris=baris,
        maks=max((o.menit for b in baris for o in b.orang), default=0) or satu,
        menit_satker=satu,
        tanpa_tim=max(0, dinilai - dipegang),
        dinilai=dinilai,
    )


def anggota_tim_per(tim: Iterable[Tim]) -> dict[uuid.UUID, list[AnggotaTim]]:
    hasil: dict[uuid.UUID, list[AnggotaTim]] = defaultdict(list)
    baris = AnggotaTim.objects.filter(tim__in=list(tim), keluar_pada=None).select_related("user")
    for a in sorted(baris, key=lambda a: (_URUT[Peran(a.peran)], a.user.nama)):
        hasil[a.tim_id].append(a)
    return hasil


def _baris_tim(
    tim: Tim,
    anggota: Sequence[AnggotaTim],
    tugas: Sequence[TugasTim],
    menit: Mapping[tuple[uuid.UUID, uuid.UUID], int],
    nyata: Mapping[tuple[uuid.UUID, uuid.UUID], PernyataanKepentingan],
    satu: int,
) -> BarisTim:
    orang = []
    for a in anggota:
        keadaan = [keadaan_pernyataan(nyata.get((t.satker_id, a.user_id))) for t in tugas]
        orang.append(BebanOrang(a, menit.get((tim.pk, a.user_id), 0), keadaan.count(BELUM), keadaan.count(BENTUR)))
    return BarisTim(tim, tuple(orang), len(tugas), satu * len(tugas))


def menit_orang(
    periode: Periode,
    tugas: Sequence[TugasTim],
    anggota: Mapping[uuid.UUID, Sequence[AnggotaTim]],
    nyata: Mapping[tuple[uuid.UUID, uuid.UUID], PernyataanKepentingan],
) -> dict[tuple[uuid.UUID, uuid.UUID], int]:
    """(team, person) → minutes: by the division; what is not divided is shared by those who judge. One statement."""
    instrumen = instrumen_untuk(periode.instrumen)
    bagi = PembagianButir.objects.filter(tugas__in=list(tugas)).order_by()
    per_tugas: dict[uuid.UUID, dict[uuid.UUID, int]] = defaultdict(lambda: defaultdict(int))
    for t, user, kode in bagi.values_list("tugas", "user", "kode_butir"):
        if kode in instrumen.butir:
            per_tugas[t][user] += menit_butir(instrumen.butir[kode])
    semua = menit_satker(instrumen)
    hasil: dict[tuple[uuid.UUID, uuid.UUID], int] = defaultdict(int)
    for tugas_ini in tugas:
        for user, menit in per_tugas[tugas_ini.pk].items():
            hasil[tugas_ini.tim_id, user] += menit
        sisa = semua - sum(per_tugas[tugas_ini.pk].values())
        bebas = [o.kunci for o in penilai_tugas(tugas_ini, anggota.get(tugas_ini.tim_id, ()), nyata)]
        for i, user in enumerate(bebas):
            hasil[tugas_ini.tim_id, user] += (sisa + i) // len(bebas)
    return hasil


def penilai_tugas(
    tugas: TugasTim,
    anggota: Iterable[AnggotaTim],
    nyata: Mapping[tuple[uuid.UUID, uuid.UUID], PernyataanKepentingan],
) -> list[Orang]:
    """Who shares the butir of a unit: members without a stated conflict there, or the ketua where there is none."""
    bebas = [a for a in anggota if keadaan_pernyataan(nyata.get((tugas.satker_id, a.user_id))) != BENTUR]
    pilih = [a for a in bebas if a.peran == Peran.TPI_ANGGOTA] or [a for a in bebas if a.peran == Peran.TPI_KETUA]
    return [Orang(a.user_id, a.user.nama) for a in pilih]


# --- One team --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BarisTugas:
    """One unit of a team: whose statement is missing, who has a conflict, and what was overridden."""

    tugas: TugasTim
    belum: tuple[str, ...]
    bentur: tuple[tuple[str, str], ...]
    cabut_bentur: tuple[tuple[str, uuid.UUID], ...]
    dibagi: int
    lewat: bool


@dataclass(frozen=True, slots=True)
class RincianTim:
    baris: BarisTim
    maks: int
    tugas: tuple[BarisTugas, ...]
    keluar: tuple[AnggotaTim, ...]


def rincian_tim(tim: Tim) -> RincianTim:
    """A team with its people, units and who left. Six statements."""
    periode = tim.periode
    anggota = anggota_tim_per([tim])
    tugas = list(
        TugasTim.objects.filter(tim=tim, dicabut_pada=None).select_related("satker").annotate(n=Count("pembagian"))
    )
    nyata = pernyataan_kini([t.satker_id for t in tugas], periode)
    menit = menit_orang(periode, tugas, anggota, nyata)
    satu = menit_satker(instrumen_untuk(periode.instrumen))
    baris = _baris_tim(tim, anggota[tim.pk], tugas, menit, nyata, satu)
    keluar = (
        AnggotaTim.objects.filter(tim=tim, keluar_pada__isnull=False).select_related("user").order_by("keluar_pada")
    )
    return RincianTim(
        baris,
        max((o.menit for o in baris.orang), default=0) or satu,
        tuple(_baris_tugas(t, anggota[tim.pk], nyata) for t in tugas),
        tuple(keluar.order_by("keluar_pada")),
    )


def _baris_tugas(
    tugas: TugasTim,
    anggota: Sequence[AnggotaTim],
    nyata: Mapping[tuple[uuid.UUID, uuid.UUID], PernyataanKepentingan],
) -> BarisTugas:
    ini = [(a, nyata.get((tugas.satker_id, a.user_id))) for a in anggota]
    return BarisTugas(
        tugas,
        belum=tuple(a.user.nama for a, n in ini if keadaan_pernyataan(n) == BELUM),
        bentur=tuple((a.user.nama, n.uraian) for a, n in ini if n is not None and n.bertentangan),
        cabut_bentur=tuple((a.user.nama, a.pk) for a, n in ini if n is not None and n.bertentangan),
        dibagi=tugas.n,  # type: ignore[attr-defined]
        lewat=tugas.selesai < hari_unit(tugas.satker),
    )


def calon_anggota(periode: Periode) -> QuerySet[User]:
    """People who are or were evaluators in the instansi, by name: the first thing to choose from."""
    penilai = Penugasan.objects.filter(unit__instansi=periode.instansi_id, peran__in=TIM_PENILAI).values("user")
    lama = AnggotaTim.objects.filter(satker=periode.instansi_id).values("user")
    return User.objects.filter(Q(pk__in=penilai) | Q(pk__in=lama), is_active=True).order_by("nama", "pk")


def rentang_baku(periode: Periode, hari: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day to offer: today to the end of the year of evaluation, later when the window ends later."""
    tutup = Jendela.objects.filter(periode=periode, tahap="evaluasi").order_by("-tutup").values_list("tutup", flat=True)
    akhir = dt.date(periode.tahun, 12, 31)
    if (jendela := tutup.first()) is not None:
        akhir = max(akhir, timezone.localtime(jendela).date())
    return hari, max(akhir, hari)
