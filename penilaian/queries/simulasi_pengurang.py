"""What the rule of a year would do to every satker of the instansi, before anybody switches it on (P9)."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from instrumen.pohon.tipe import Instrumen
from penilaian.models import AturanPengurangPeriode, Insiden, Jawaban, Lapisan, LembarKerja, Potret
from penilaian.pengurang import aturan as murni
from penilaian.pengurang.simulasi import Bahan, BarisSimulasi, Simulasi, simulasikan
from penilaian.queries.pengurang import hasil_potret, minimum_total
from penilaian.skor.hitung import HasilSkor, hitung
from satker.models import Periode, Satker

DARI_TPI, DARI_MANDIRI = "tim penilai, terbit", "penilaian mandiri, draf"


@dataclass(frozen=True, slots=True)
class BarisSatker:
    """One satker under the rule; `asal` names the value it starts from, `baris` None: it has no value yet."""

    satker: Satker
    asal: str
    insiden: int
    baris: BarisSimulasi | None


@dataclass(frozen=True, slots=True)
class HalamanSimulasi:
    """All satkers of the instansi, those that lose points first."""

    simulasi: Simulasi
    baris: tuple[BarisSatker, ...]

    @property
    def bernilai(self) -> int:
        return sum(b.baris is not None for b in self.baris)


def susun_simulasi(aturan: AturanPengurangPeriode, instrumen: Instrumen) -> HalamanSimulasi:
    """The same rule over all satkers. Five statements, whatever their number. Raises AturanSalah."""
    periode = aturan.periode
    lembar = {x.satker_id: x for x in LembarKerja.objects.filter(periode=periode)}
    dipakai = Q(aktif_selesai=None) | Q(aktif_selesai__year__gte=periode.tahun) | Q(pk__in=lembar)
    satker = list(Satker.objects.dinilai().filter(dipakai, instansi_id=periode.instansi_id).order_by("kode"))
    hasil = _hasil(periode, lembar, instrumen)
    insiden: dict[uuid.UUID, list[murni.Insiden]] = defaultdict(list)
    for i in Insiden.objects.filter(periode=periode).order_by("nomor"):
        insiden[i.satker_id].append(i.murni)
    bahan = [_bahan(s, lembar[s.pk].target, hasil[s.pk][1], tuple(insiden[s.pk])) for s in satker if s.pk in hasil]
    simulasi = simulasikan(aturan.murni, bahan)
    menurut = {b.bahan.satker: b for b in simulasi.baris}
    baris = [
        BarisSatker(s, hasil[s.pk][0] if s.pk in hasil else "", len(insiden[s.pk]), menurut.get(str(s.pk)))
        for s in satker
    ]
    baris.sort(key=lambda b: (-(b.baris.hasil.potongan if b.baris else 0), b.satker.kode))
    return HalamanSimulasi(simulasi, tuple(baris))


def _bahan(satker: Satker, target: str, hasil: HasilSkor, insiden: tuple[murni.Insiden, ...]) -> Bahan:
    gerbang = hasil.predikat[target].gerbang
    layak = all(g.terpenuhi for g in gerbang if g.kode != "SUDAH_WBK")
    return Bahan(str(satker.pk), hasil.total, insiden, layak, minimum_total(hasil, target))


def _hasil(
    periode: Periode, lembar: dict[uuid.UUID, LembarKerja], instrumen: Instrumen
) -> dict[uuid.UUID, tuple[str, HasilSkor]]:
    """Per satker the newest published result of the team, else the present self-assessment, by name."""
    isi: dict[uuid.UUID, dict[str, object]] = defaultdict(dict)
    potret = {}
    for p in Potret.objects.filter(lembar__periode=periode, lapisan=Lapisan.TPI).order_by("pada"):
        potret[p.satker_id] = p
    jawaban = Jawaban.objects.filter(lembar__periode=periode, lapisan=Lapisan.SATKER, isi__isnull=False)
    for satker_id, kode, satu in jawaban.values_list("satker_id", "kode_butir", "isi"):
        isi[satker_id][kode] = satu
    hasil = {}
    for satker_id in lembar:
        if satker_id in potret:
            hasil[satker_id] = (DARI_TPI, hasil_potret(potret[satker_id].jawaban, instrumen, periode.tahun))
        elif isi[satker_id]:
            skor = hitung(instrumen, isi[satker_id], wbk_sejak=None, tahun=periode.tahun)
            hasil[satker_id] = (DARI_MANDIRI, skor)
    return hasil
