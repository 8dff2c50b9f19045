"""Who judges which unit, and who which area: minutes, and a proposal in words (issue C, deliverable 5). Pure, exact.

Minutes come from the effort class of each butir in the instrument's overlay; LKE-ZI-2021 sums to 385, close to the 390
minutes of practice (domain §7). A proposal only orders what people may change: it decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from instrumen.pohon.tipe import Butir, Instrumen

MENIT: Mapping[str, int] = {"ringan": 2, "sedang": 3, "berat": 5}
MENIT_BAKU = 3  # of a butir whose effort nobody has said


def menit_butir(butir: Butir) -> int:
    """Minutes an evaluator needs for the butir."""
    return MENIT.get(butir.upaya, MENIT_BAKU)


def menit_area(instrumen: Instrumen) -> dict[str, int]:
    """Area → minutes, in the order of the instrument."""
    hasil = {s.kode: 0 for s in (*instrumen.area, *instrumen.area_hasil)}
    for butir in instrumen.butir.values():
        hasil[butir.area] += menit_butir(butir)
    return hasil


def menit_satker(instrumen: Instrumen) -> int:
    """Minutes for one sheet."""
    return sum(menit_butir(b) for b in instrumen.butir.values())


@dataclass(frozen=True, slots=True)
class Orang:
    """A person in a team; `menilai`: shares the minutes (members, or the ketua where there is none)."""

    kunci: UUID
    nama: str
    menilai: bool = True
    memimpin: bool = False  # ketua or dalnis: without them the team cannot work on the unit


@dataclass(frozen=True, slots=True)
class TimCalon:
    """A team that may take units; `menit` is what it already carries."""

    kunci: UUID
    nama: str
    orang: tuple[Orang, ...]
    menit: int = 0

    @property
    def penilai(self) -> tuple[Orang, ...]:
        return tuple(o for o in self.orang if o.menilai)


@dataclass(frozen=True, slots=True)
class Riwayat:
    """What speaks against a person at a unit, as (unit, person): a stated conflict (never), an own or former post there
    and last year's evaluation (avoided)."""

    benturan: frozenset[tuple[UUID, UUID]] = frozenset()
    asal: frozenset[tuple[UUID, UUID]] = frozenset()
    lalu: frozenset[tuple[UUID, UUID]] = frozenset()


@dataclass(frozen=True, slots=True)
class Pilihan:
    """The proposal for one unit; `tim` None: no team can take it. `alasan` are sentences; `peringatan` are those that
    a person who keeps this choice has to answer for."""

    satker: UUID
    tim: UUID | None
    alasan: tuple[str, ...]
    peringatan: tuple[str, ...] = ()


def peringatan_tim(satker: UUID, tim: TimCalon, riwayat: Riwayat) -> tuple[str, ...]:
    """What speaks against this team at this unit, in words."""
    asal = [o.nama for o in tim.orang if (satker, o.kunci) in riwayat.asal]
    lalu = [o.nama for o in tim.orang if (satker, o.kunci) in riwayat.lalu]
    kalimat = [f"{gabung(asal)} pernah bertugas di satker ini."] if asal else []
    return (*kalimat, *([f"{gabung(lalu)} menilai satker ini tahun lalu."] if lalu else []))


def halangan_tim(satker: UUID, tim: TimCalon, riwayat: Riwayat) -> str:
    """Why the team cannot take the unit at all; '' when it can."""
    bentur = {o.kunci for o in tim.orang if (satker, o.kunci) in riwayat.benturan}
    pemimpin = [o.nama for o in tim.orang if o.memimpin and o.kunci in bentur]
    if pemimpin:
        return f"{gabung(pemimpin)} menyatakan benturan kepentingan."
    if not [o for o in tim.penilai if o.kunci not in bentur]:
        return "Tidak ada anggota yang dapat menilai satker ini." if tim.orang else "Belum ada anggota."
    return ""


def usulkan_tim(satker: Sequence[UUID], menit: int, tim: Sequence[TimCalon], riwayat: Riwayat) -> tuple[Pilihan, ...]:
    """A team for every unit, the most restricted units first: no conflict, then fewest own or former posts, then fewest
    of last year's pairs, then the smallest load per evaluator. The answer keeps the order of `satker`."""
    beban = {t.kunci: Fraction(t.menit) for t in tim}

    def bebas(s: UUID) -> int:
        return sum(not halangan_tim(s, t, riwayat) and not peringatan_tim(s, t, riwayat) for t in tim)

    hasil: dict[UUID, Pilihan] = {}
    for s in sorted(satker, key=bebas):  # stable: the given order inside
        hasil[s] = pilihan = _satu(s, menit, tim, riwayat, beban)
        if pilihan.tim is not None:
            beban[pilihan.tim] += menit
    return tuple(hasil[s] for s in satker)


def _satu(
    satker: UUID, menit: int, tim: Sequence[TimCalon], riwayat: Riwayat, beban: Mapping[UUID, Fraction]
) -> Pilihan:
    lewat = [(t, sebab) for t in tim if (sebab := halangan_tim(satker, t, riwayat))]
    dapat = [t for t in tim if t not in [x for x, _ in lewat]]
    if not dapat:
        return Pilihan(
            satker, None, tuple(f"{t.nama} tidak dapat: {sebab}" for t, sebab in lewat) or ("Belum ada tim.",)
        )

    def per_orang(t: TimCalon) -> Fraction:
        return (beban[t.kunci] + menit) / len(t.penilai)

    def kunci(t: TimCalon) -> tuple[int, int, Fraction]:
        asal = sum((satker, o.kunci) in riwayat.asal for o in t.orang)
        lalu = sum((satker, o.kunci) in riwayat.lalu for o in t.orang)
        return asal, lalu, per_orang(t)

    pilih = min(dapat, key=kunci)
    terang = [t for t in dapat if t is not pilih and kunci(t)[:2] == kunci(pilih)[:2]]
    sesudah = f"{_ribuan(round(per_orang(pilih)))} menit per penilai sesudah ini"
    alasan = [f"Beban paling ringan: {sesudah}." if terang else f"{sesudah.capitalize()}."]
    alasan += [f"{t.nama} tidak dapat: {sebab}" for t, sebab in lewat]
    alasan += [
        f"{t.nama} dilewati: {' '.join(peringatan_tim(satker, t, riwayat))}"
        for t in dapat
        if t is not pilih and kunci(t)[:2] > kunci(pilih)[:2]
    ]
    return Pilihan(satker, pilih.kunci, tuple(alasan), peringatan_tim(satker, pilih, riwayat))


@dataclass(frozen=True, slots=True)
class PilihanArea:
    """Who should judge an area, with the load after it and why."""

    area: str
    menit: int
    orang: UUID
    alasan: str


def usulkan_area(
    menit: Mapping[str, int], orang: Sequence[Orang], beban: Mapping[UUID, int] | None = None
) -> tuple[PilihanArea, ...]:
    """Areas to people, the longest first to who carries least (`beban`: minutes of other units). Order of `menit`.

    An earlier imbalance is made good only by a quarter of the unit at most: nobody should judge a unit alone.
    """
    if not orang:
        return ()
    nyata = {o.kunci: (beban or {}).get(o.kunci, 0) for o in orang}
    dasar, batas = min(nyata.values()), sum(menit.values()) // 4
    kini = {k: min(n - dasar, batas) for k, n in nyata.items()}
    nama = {o.kunci: o.nama for o in orang}
    hasil: dict[str, PilihanArea] = {}
    for area in sorted(menit, key=lambda a: -menit[a]):
        pilih = min(orang, key=lambda o: kini[o.kunci]).kunci
        kini[pilih] += menit[area]
        nyata[pilih] += menit[area]
        alasan = (
            "satu-satunya penilai"
            if len(orang) == 1
            else f"beban {nama[pilih]} sesudah ini {_ribuan(nyata[pilih])} menit"
        )
        hasil[area] = PilihanArea(area, menit[area], pilih, alasan)
    return tuple(hasil[a] for a in menit)


def _ribuan(n: int) -> str:
    return f"{n:,}".replace(",", ".")


def gabung(nama: Sequence[str]) -> str:
    """`Ani, Budi, dan Citra`."""
    if len(nama) < 3:
        return " dan ".join(nama)
    return f"{', '.join(nama[:-1])}, dan {nama[-1]}"


# --- Two people for one butir ----------------------------------------------------------------------------------------


def ambil_sampel(urut: Sequence[str], persen: int) -> tuple[str, ...]:
    """The first `persen` of the reading order, rounded up. Raises ValueError outside 1..100."""
    if not 1 <= persen <= 100:
        raise ValueError("Persen sampel harus 1 sampai 100.")
    return tuple(urut[: -(-len(urut) * persen // 100)])


def pasangkan(
    menit: Mapping[str, int], pertama: Mapping[str, UUID], orang: Sequence[Orang]
) -> dict[str, tuple[UUID, UUID]]:
    """Two people for every butir of `menit` (in its order). The first is who has it by the division (`pertama`), else
    who carries least; the second is the other person who carries least. Load is minutes of this list, ties go to the
    earlier of `orang`. Raises ValueError with fewer than two people.
    """
    if len(orang) < 2:
        raise ValueError("Penilaian ganda memerlukan paling sedikit dua anggota.")
    beban = {o.kunci: 0 for o in orang}
    hasil = {}
    for kode, lama in menit.items():
        satu = pertama.get(kode)
        if satu not in beban:
            satu = min(beban, key=beban.__getitem__)
        beban[satu] += lama
        dua = min((k for k in beban if k != satu), key=beban.__getitem__)
        beban[dua] += lama
        hasil[kode] = (satu, dua)
    return hasil
