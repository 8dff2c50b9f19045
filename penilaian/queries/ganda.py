"""Blind double scoring as readers meet it: whose scores are hidden from whom, and the two scores of one butir.

The rule: on a butir that is scored blind by two, a member sees no other member's score, note, verdict or internal talk
before having given an own score. The ketua decides and the dalnis approves, so both read everything.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from instrumen.pohon.tipe import Butir
from penilaian.models import ButirGanda, Jawaban, Lapisan, LembarKerja, NilaiPertama, PenilaianGanda
from penilaian.skor.jawaban import nilai_butir
from satker.pelaku import Pelaku
from satker.peran import Peran
from satker.queries.jejak import AWALAN_DALAM


def ganda_lembar(lembar: LembarKerja) -> PenilaianGanda | None:
    """The setting of a sheet, also one whose scores were opened since."""
    return PenilaianGanda.objects.filter(satker=lembar.satker_id, lembar=lembar).select_related("dibuka_oleh").first()


def butir_buta(lembar: LembarKerja, kode_butir: str) -> ButirGanda | None:
    """The butir while it is scored blind. One statement."""
    baris = ButirGanda.objects.filter(satker=lembar.satker_id, ganda__lembar=lembar, ganda__dibuka_pada=None)
    return baris.filter(kode_butir=kode_butir).select_related("pertama", "kedua").first()


def tersembunyi(pelaku: Pelaku, lembar: LembarKerja) -> frozenset[str]:
    """Canonical codes of butir on which the actor may not see what others gave. At most one statement."""
    if pelaku.peran == Peran.TPI_DALNIS:
        return frozenset()
    sendiri = NilaiPertama.objects.filter(
        satker=lembar.satker_id,
        lembar=lembar,
        kode_butir=OuterRef("kode_butir"),
        penilai=pelaku.user,
        isi__isnull=False,
    )
    baris = ButirGanda.objects.filter(satker=lembar.satker_id, ganda__lembar=lembar, ganda__dibuka_pada=None)
    if pelaku.peran != Peran.TPI_ANGGOTA:
        baris = baris.filter(Q(pertama=pelaku.user) | Q(kedua=pelaku.user))
    return frozenset(baris.filter(~Exists(sendiri)).values_list("kode_butir", flat=True))


def tersembunyi_di(pelaku: Pelaku, lembar: Sequence[LembarKerja], kode_butir: str) -> frozenset[uuid.UUID]:
    """The sheets on which the actor may not see what others gave for one butir. At most one statement."""
    if pelaku.peran == Peran.TPI_DALNIS:
        return frozenset()
    sendiri = NilaiPertama.objects.filter(
        satker=OuterRef("satker"),
        lembar=OuterRef("ganda__lembar"),
        kode_butir=kode_butir,
        penilai=pelaku.user,
        isi__isnull=False,
    )
    baris = ButirGanda.objects.filter(
        satker__in=[s.satker_id for s in lembar],
        ganda__lembar__in=[s.pk for s in lembar],
        ganda__dibuka_pada=None,
        kode_butir=kode_butir,
    )
    if pelaku.peran != Peran.TPI_ANGGOTA:
        baris = baris.filter(Q(pertama=pelaku.user) | Q(kedua=pelaku.user))
    return frozenset(baris.filter(~Exists(sendiri)).values_list("ganda__lembar", flat=True))


def belum_terbuka_di(pelaku: Pelaku, lembar: Sequence[LembarKerja], kode_butir: str) -> frozenset[uuid.UUID]:
    """The sheets on which the member has a blind score of the butir that no other was shown beside. One statement."""
    baris = NilaiPertama.objects.filter(
        satker__in=[s.satker_id for s in lembar],
        lembar__in=[s.pk for s in lembar],
        kode_butir=kode_butir,
        penilai=pelaku.user,
        dibuka_pada=None,
        isi__isnull=False,
    )
    return frozenset(baris.values_list("lembar", flat=True))


def aksi_dalam(lembar: LembarKerja, kode_butir: str, aksi: str) -> str:
    """The action code of an audit row about a blind butir: histories leave it out for everybody (AWALAN_DALAM)."""
    return f"{AWALAN_DALAM}{aksi}" if butir_buta(lembar, kode_butir) else aksi


# --- The two scores of one butir ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PenilaiGanda:
    """One of the two. `semula`: what was given before seeing the others, when it was changed after that."""

    user_id: uuid.UUID
    nama: str
    sudah: bool
    semula: Any


@dataclass(frozen=True, slots=True)
class GandaButir:
    """A butir scored by two. `tersembunyi`: the reader has to score first. `usul`, `catatan_usul`: what both gave
    alike, with their notes; `beda`: both gave, and not alike. These three stay empty for who may not see them.
    """

    penilai: tuple[PenilaiGanda, ...]
    buta: bool
    tersembunyi: bool
    usul: Any
    catatan_usul: str
    beda: bool

    @property
    def menunggu(self) -> tuple[str, ...]:
        return tuple(p.nama for p in self.penilai if not p.sudah)


def sepadan(butir: Butir, satu: Any, dua: Any) -> bool:
    """Whether two scores can be taken over as one: the same option, or numbers that are worth the same."""
    if butir.opsi:
        return bool(satu == dua)
    return nilai_butir(butir, satu).nilai == nilai_butir(butir, dua).nilai


def gabung_catatan(catatan: Sequence[str], batas: int = 1000) -> str:
    """Different notes on lines of their own; only the first where together they would be too long."""
    isi = list(dict.fromkeys(c.strip() for c in catatan if c.strip()))
    teks = "\n".join(isi)
    return teks if len(teks) <= batas else isi[0]


def ganda_butir(pelaku: Pelaku, lembar: LembarKerja, butir: Butir, jawaban: Iterable[Jawaban]) -> GandaButir | None:
    """None for a butir that one person scores. `jawaban`: rows of the team. One statement, two for a double one."""
    baris = (
        ButirGanda.objects.filter(satker=lembar.satker_id, ganda__lembar=lembar, kode_butir=butir.kode)
        .select_related("pertama", "kedua", "ganda")
        .first()
    )
    if baris is None:
        return None
    buta = baris.ganda.dibuka_pada is None
    pertama = {p.penilai_id: p for p in NilaiPertama.objects.filter(lembar=lembar, kode_butir=butir.kode)}
    sendiri = pertama.get(pelaku.user.pk)
    dua = {baris.pertama_id, baris.kedua_id}
    tutup = (
        buta
        and (sendiri is None or sendiri.isi is None)
        and (pelaku.peran == Peran.TPI_ANGGOTA or (pelaku.peran != Peran.TPI_DALNIS and pelaku.user.pk in dua))
    )
    ada = {
        j.penilai_id: j
        for j in jawaban
        if j.lapisan == Lapisan.TPI_ANGGOTA and j.kode_butir == butir.kode and j.isi is not None
    }
    orang = tuple(
        PenilaiGanda(u.pk, u.nama, u.pk in ada, None if tutup else _semula(pertama.get(u.pk)))
        for u in (baris.pertama, baris.kedua)
    )
    isi = [ada[p.user_id] for p in orang if p.sudah]
    if tutup or len(isi) < 2:
        return GandaButir(orang, buta, tutup, None, "", False)
    sama = sepadan(butir, isi[0].isi, isi[1].isi)
    usul = isi[0].isi if sama else None
    return GandaButir(orang, buta, False, usul, gabung_catatan([j.uraian for j in isi]) if sama else "", not sama)


def ganda_tersimpan(pelaku: Pelaku, lembar: LembarKerja, butir: Butir) -> GandaButir | None:
    """The same without a page around it. One statement where one person scores, three for a double one."""
    if pelaku.peran != Peran.TPI_KETUA:  # only who settles a butir needs it while saving
        return None
    tim = Jawaban.objects.filter(lembar=lembar, kode_butir=butir.kode, lapisan=Lapisan.TPI_ANGGOTA)
    return ganda_butir(pelaku, lembar, butir, tim)


def _semula(pertama: NilaiPertama | None) -> Any:
    return pertama.isi if pertama and pertama.diubah_pada else None


def perlu_dicatat_terbuka(pelaku: Pelaku, lembar: LembarKerja, butir: Butir) -> bool:
    """Whether the member has a blind score that no other was shown beside so far. One statement."""
    baris = NilaiPertama.objects.filter(
        satker=lembar.satker_id, lembar=lembar, kode_butir=butir.kode, penilai=pelaku.user, dibuka_pada=None
    )
    return baris.filter(isi__isnull=False).exists()
