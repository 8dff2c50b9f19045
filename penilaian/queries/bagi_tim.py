"""The division of one unit among its evaluators, and the units of one evaluator."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from instrumen.queries import instrumen_untuk
from penilaian.alur import AWAL, KEADAAN
from penilaian.models import AlurLembar, AnggotaTim, PembagianButir, PernyataanKepentingan, Tim, TugasTim
from penilaian.pembagian import (
    Orang,
    PilihanArea,
    menit_area,
    menit_butir,
    menit_satker,
    usulkan_area,
)
from penilaian.queries.susun_tim import anggota_tim_per, penilai_tugas
from penilaian.queries.tim import (
    KATA_PERNYATAAN,
    hari_unit,
    keadaan_pernyataan,
    pernyataan_kini,
)
from satker.models import Periode, Satker
from satker.pelaku import Pelaku
from satker.peran import Peran


@dataclass(frozen=True, slots=True)
class AreaBagi:
    """One area of the division: minutes, who has it (None: mixed or everybody), and its butir with theirs."""

    kode: str
    nama: str
    menit: int
    orang: uuid.UUID | None
    campur: bool
    butir: tuple[tuple[str, str, str, int, uuid.UUID | None], ...]


@dataclass(frozen=True, slots=True)
class HalamanBagi:
    area: tuple[AreaBagi, ...]
    orang: tuple[Orang, ...]
    menit: tuple[tuple[str, int], ...]
    maks: int
    usulan: tuple[PilihanArea, ...]


def penilai_kini(tugas: TugasTim) -> list[Orang]:
    """Who can be given butir of the unit. Two statements."""
    return penilai_tugas(
        tugas, anggota_tim_per([tugas.tim])[tugas.tim_id], pernyataan_kini([tugas.satker_id], tugas.periode)
    )


def halaman_bagi(tugas: TugasTim) -> HalamanBagi:
    """Who judges what of one unit, and what the proposal would be. Four statements."""
    instrumen = instrumen_untuk(tugas.periode.instrumen)
    anggota = anggota_tim_per([tugas.tim])[tugas.tim_id]
    nyata = pernyataan_kini([tugas.satker_id], tugas.periode)
    orang = penilai_tugas(tugas, anggota, nyata)
    bagi = dict(PembagianButir.objects.filter(satker=tugas.satker_id, tugas=tugas).values_list("kode_butir", "user"))
    area = []
    for s in (*instrumen.area, *instrumen.area_hasil):
        butir = instrumen.butir_di(s.kode)
        siapa = {bagi.get(b.kode) for b in butir}
        baris = tuple((b.kode, b.kode_pendek, b.teks, menit_butir(b), bagi.get(b.kode)) for b in butir)
        satu = next(iter(siapa)) if len(siapa) == 1 else None
        area.append(AreaBagi(s.kode, s.nama, sum(menit_butir(b) for b in butir), satu, len(siapa) > 1, baris))
    nama = {o.kunci: o.nama for o in orang}
    menit = [(nama[u], sum(m for a in area for *_, m, siapa in a.butir if siapa == u)) for u in nama]
    return HalamanBagi(
        tuple(area), tuple(orang), tuple(menit), menit_satker(instrumen), usulkan_area(menit_area(instrumen), orang)
    )


@dataclass(frozen=True, slots=True)
class SatkerSaya:
    """One unit on the member's page. `berhak`: the right holds today; `area` and `menit` are the member's part."""

    satker: Satker
    tugas: TugasTim
    pernyataan: str
    berhak: bool
    belum_mulai: bool
    keadaan: str
    area: tuple[str, ...]
    menit: int
    rekan: tuple[str, ...]

    @property
    def kata(self) -> str:
        return KATA_PERNYATAAN[self.pernyataan]

    @property
    def nama_keadaan(self) -> str:
        return KEADAAN[self.keadaan or AWAL] if self.berhak else "–"


def satker_saya(pelaku: Pelaku, periode: Periode) -> tuple[SatkerSaya, ...]:
    """The units of the evaluator's teams in a year, also those lost by a stated conflict. Six statements."""
    saya = AnggotaTim.objects.filter(
        satker=periode.instansi_id, tim__periode=periode, user=pelaku.user, keluar_pada=None, peran=pelaku.peran
    )
    tim = list(Tim.objects.filter(pk__in=saya.values("tim")))
    tugas = list(
        TugasTim.objects.filter(tim__in=tim, dicabut_pada=None).select_related("satker", "tim").order_by("satker__kode")
    )
    anggota = anggota_tim_per(tim)
    nyata = pernyataan_kini([t.satker_id for t in tugas], periode)
    keadaan = dict(
        AlurLembar.objects.filter(satker__in=[t.satker_id for t in tugas], lembar__periode=periode).values_list(
            "satker", "keadaan"
        )
    )
    bagi: dict[uuid.UUID, dict[str, uuid.UUID]] = defaultdict(dict)
    for t, kode, user in PembagianButir.objects.filter(tugas__in=tugas).values_list("tugas", "kode_butir", "user"):
        bagi[t][kode] = user
    return tuple(_satker_saya(pelaku, periode, t, anggota, nyata, keadaan, bagi[t.pk]) for t in tugas)


def _satker_saya(
    pelaku: Pelaku,
    periode: Periode,
    tugas: TugasTim,
    anggota: Mapping[uuid.UUID, Sequence[AnggotaTim]],
    nyata: Mapping[tuple[uuid.UUID, uuid.UUID], PernyataanKepentingan],
    keadaan: Mapping[uuid.UUID, str],
    bagi: Mapping[str, uuid.UUID],
) -> SatkerSaya:
    instrumen, hari = instrumen_untuk(periode.instrumen), hari_unit(tugas.satker)
    milik = [b for b in instrumen.butir.values() if bagi.get(b.kode, pelaku.user.pk) == pelaku.user.pk]
    dibagi = bool(bagi) and pelaku.peran == Peran.TPI_ANGGOTA
    return SatkerSaya(
        satker=tugas.satker,
        tugas=tugas,
        pernyataan=keadaan_pernyataan(nyata.get((tugas.satker_id, pelaku.user.pk))),
        berhak=tugas.satker_id in pelaku.unit_penilaian,
        belum_mulai=tugas.mulai > hari,
        keadaan=keadaan.get(tugas.satker_id, ""),
        area=tuple(dict.fromkeys(b.area for b in milik)) if dibagi else (),
        menit=sum(menit_butir(b) for b in milik) if dibagi else 0,
        rekan=tuple(a.user.nama for a in anggota[tugas.tim_id] if a.user_id != pelaku.user.pk),
    )
