"""The proposal: which team takes which unit, and who which area. Computed anew each time, never stored."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from instrumen.queries import instrumen_untuk
from penilaian.models import AnggotaTim, PernyataanKepentingan, Tim, TugasTim
from penilaian.pembagian import (
    Pilihan,
    PilihanArea,
    Riwayat,
    TimCalon,
    halangan_tim,
    menit_area,
    menit_satker,
    peringatan_tim,
    usulkan_area,
    usulkan_tim,
)
from penilaian.queries.susun_tim import anggota_tim_per, menit_orang, penilai_tugas, satker_dinilai, tim_periode
from penilaian.queries.tim import (
    asal_satker,
    calon_tim,
    penilai_lalu,
    pernyataan_kini,
)
from satker.models import Periode, Satker


@dataclass(frozen=True, slots=True)
class BarisUsulan:
    """The proposal for one unit. `boleh`: (team id, name, why not, warnings) for the choice a person may make."""

    satker: Satker
    pilihan: Pilihan
    tim: Tim | None
    area: tuple[PilihanArea, ...]
    nama: Mapping[uuid.UUID, str]
    teralang: Mapping[uuid.UUID, str]
    peringatan: Mapping[uuid.UUID, tuple[str, ...]]

    @property
    def pembagian(self) -> tuple[tuple[str, str, int, str], ...]:
        """(person, areas, minutes, why) per person."""
        per: dict[uuid.UUID, list[PilihanArea]] = defaultdict(list)
        for a in self.area:
            per[a.orang].append(a)
        return tuple(
            (self.nama[o], ", ".join(a.area for a in isi), sum(a.menit for a in isi), isi[-1].alasan)
            for o, isi in per.items()
        )


@dataclass(frozen=True, slots=True)
class Usulan:
    """Units without a team and where they should go, and the load after it."""

    baris: tuple[BarisUsulan, ...]
    tim: tuple[Tim, ...]
    sebelum: Mapping[uuid.UUID, int]
    sesudah: tuple[tuple[str, str, int], ...]
    maks: int


def usulan_tim(periode: Periode) -> Usulan:
    """The whole proposal of a year, computed anew from what is stored: nothing is kept until somebody saves it. A
    constant number of statements."""
    instrumen = instrumen_untuk(periode.instrumen)
    tim = list(tim_periode(periode))
    anggota = anggota_tim_per(tim)
    tugas = list(TugasTim.objects.filter(tim__in=tim, dicabut_pada=None))
    satker = list(satker_dinilai(periode).exclude(pk__in=[t.satker_id for t in tugas]))
    nyata = pernyataan_kini([*[s.pk for s in satker], *[t.satker_id for t in tugas]], periode)
    beban = dict(menit_orang(periode, tugas, anggota, nyata))
    satu = menit_satker(instrumen)
    calon = [calon_tim(t, anggota[t.pk], satu * sum(x.tim_id == t.pk for x in tugas)) for t in tim]
    riwayat = _riwayat(anggota, satker, periode, nyata)
    pilihan = usulkan_tim([s.pk for s in satker], satu, calon, riwayat)
    per_tim = {t.pk: t for t in tim}
    sebelum = dict(beban)
    baris = []
    for s, p in zip(satker, pilihan, strict=True):
        area = _area(p, per_tim, anggota, nyata, s, menit_area(instrumen), beban)
        baris.append(_baris_usulan(s, p, per_tim, area, calon, riwayat))
    sesudah = tuple(
        (a.user.nama, t.nama, beban.get((t.pk, a.user_id), 0))
        for t in tim
        for a in anggota[t.pk]
        if beban.get((t.pk, a.user_id), 0)
    )
    return Usulan(
        tuple(baris),
        tuple(tim),
        {u: m for (_, u), m in sebelum.items()},
        sesudah,
        max((m for _, _, m in sesudah), default=0) or satu,
    )


def _area(
    p: Pilihan,
    per_tim: Mapping[uuid.UUID, Tim],
    anggota: Mapping[uuid.UUID, Sequence[AnggotaTim]],
    nyata: Mapping[tuple[uuid.UUID, uuid.UUID], PernyataanKepentingan],
    satker: Satker,
    menit: Mapping[str, int],
    beban: dict[tuple[uuid.UUID, uuid.UUID], int],
) -> tuple[PilihanArea, ...]:
    """Areas of one unit to the people of the proposed team; adds their minutes to `beban`."""
    if p.tim is None:
        return ()
    orang = penilai_tugas(TugasTim(satker=satker, tim=per_tim[p.tim]), anggota[p.tim], nyata)
    hasil = usulkan_area(menit, orang, {u: m for (t, u), m in beban.items() if t == p.tim})
    for a in hasil:
        beban[p.tim, a.orang] = beban.get((p.tim, a.orang), 0) + a.menit
    return hasil


def _riwayat(
    anggota: Mapping[uuid.UUID, Sequence[AnggotaTim]],
    satker: Sequence[Satker],
    periode: Periode,
    nyata: Mapping[tuple[uuid.UUID, uuid.UUID], PernyataanKepentingan],
) -> Riwayat:
    user = {a.user_id for isi in anggota.values() for a in isi}
    pk = [s.pk for s in satker]
    bentur = frozenset(k for k, n in nyata.items() if n.bertentangan)
    return Riwayat(bentur, frozenset(asal_satker(user, pk)), penilai_lalu(user, pk, periode))


def _baris_usulan(
    satker: Satker,
    pilihan: Pilihan,
    tim: Mapping[uuid.UUID, Tim],
    area: tuple[PilihanArea, ...],
    calon: Sequence[TimCalon],
    riwayat: Riwayat,
) -> BarisUsulan:
    return BarisUsulan(
        satker,
        pilihan,
        tim[pilihan.tim] if pilihan.tim else None,
        area,
        {o.kunci: o.nama for c in calon for o in c.orang},
        {c.kunci: sebab for c in calon if (sebab := halangan_tim(satker.pk, c, riwayat))},
        {c.kunci: kata for c in calon if (kata := peringatan_tim(satker.pk, c, riwayat))},
    )
