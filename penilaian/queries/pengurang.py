"""The second figure: what the rule of the year takes from an official value (docs/nilai.md P1 to P9).

Official values are never touched. Off means None everywhere, so that pages and documents stay as they were.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from instrumen.pohon.tipe import Instrumen
from instrumen.queries import instrumen_untuk
from penilaian.models import AturanPengurangPeriode, Insiden, Jawaban, Lapisan, LembarKerja, Potret
from penilaian.pengurang import aturan as murni
from penilaian.pengurang.hitung import HasilPengurang, Kelayakan, Rincian, kelayakan, kurangi
from penilaian.queries.nilai import jawaban_lembar, nilai_lembar
from penilaian.skor.hitung import HasilSkor, hitung
from penilaian.skor.tulis import tulis
from satker.models import Periode
from satker.pelaku import Pelaku


@dataclass(frozen=True, slots=True)
class BarisKurang:
    """One incident in the second line; `insiden_id` for a link, None for a reader who may not open incidents."""

    nama: str
    rincian: Rincian
    insiden_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class KeteranganPengurang:
    """The second line beside an official value; `kalimat` says that layak becomes belum, with clause and decree."""

    dasar: str
    hasil: HasilPengurang
    baris: tuple[BarisKurang, ...]
    kalimat: str


def aturan_periode(periode: Periode) -> AturanPengurangPeriode | None:
    """The rule of the year, on or off. One statement."""
    return AturanPengurangPeriode.objects.filter(periode=periode).select_related("keputusan__isi").first()


def kadar_terbaca(aturan: AturanPengurangPeriode) -> tuple[tuple[str, str, str], ...]:
    """Every kind with its form and size in words; empty words where the decree does not name it."""
    isi = [(nama, aturan.kadar.get(kode)) for kode, nama in murni.JENIS.items()]
    return tuple((n, k["bentuk"], tulis(Fraction(k["besar"]))) if k else (n, "", "") for n, k in isi)


def sudah_dinilai_tpi(periode: Periode) -> bool:
    """Whether the team, or a member of it, has scored anything this year. One statement."""
    return Jawaban.objects.filter(lembar__periode=periode, lapisan__in=[Lapisan.TPI_ANGGOTA, Lapisan.TPI]).exists()


def aturan_menyala(periode: Periode) -> murni.AturanPengurang | None:
    """The rule as a value while it is on. One statement."""
    baris = AturanPengurangPeriode.objects.filter(periode=periode, aktif=True).first()
    return baris.murni if baris else None


def insiden_setahun(lembar: LembarKerja) -> tuple[Insiden, ...]:
    """All incidents of the unit in the year of the sheet. One statement."""
    semua = Insiden.objects.filter(satker=lembar.satker_id, periode=lembar.periode_id)
    return tuple(semua.order_by("nomor"))


def hasil_pengurang(lembar: LembarKerja, resmi: Fraction) -> HasilPengurang | None:
    """The value after deduction of an official value in points; None while the rule is off. For pages and documents.

    Computed anew from the incidents as they are: at most two statements.
    """
    aturan = aturan_menyala(lembar.periode)
    if aturan is None:
        return None
    return kurangi(aturan, resmi, [i.murni for i in insiden_setahun(lembar)])


def keterangan_pengurang(pelaku: Pelaku, lembar: LembarKerja, resmi: HasilSkor | None) -> KeteranganPengurang | None:
    """What pages show beside a published result of the team; None: nothing to show. At most two statements.

    Who may not read incidents sees only those that take points.
    """
    aturan = aturan_menyala(lembar.periode) if resmi is not None else None
    if aturan is None or resmi is None:
        return None
    insiden = insiden_setahun(lembar)
    hasil = kurangi(aturan, resmi.total, [i.murni for i in insiden])
    menurut_kode = {i.murni.kode: i for i in insiden}
    penuh = pelaku.punya("lihat_insiden")
    baris = tuple(
        BarisKurang(murni.JENIS[r.insiden.jenis], r, menurut_kode[r.insiden.kode].pk if penuh else None)
        for r in hasil.rincian
        if penuh or r.mengurangi
    )
    return KeteranganPengurang(aturan.dasar, hasil, baris, _kelayakan(aturan, lembar, resmi, hasil).kalimat)


def keterangan_terbit(pelaku: Pelaku, lembar: LembarKerja, instrumen: Instrumen) -> KeteranganPengurang | None:
    """The same where the page has no published result at hand. One statement while the rule is off, else four."""
    if not AturanPengurangPeriode.objects.filter(periode=lembar.periode_id, aktif=True).exists():
        return None
    return keterangan_pengurang(pelaku, lembar, resmi_terbit(lembar, instrumen))


def resmi_terbit(lembar: LembarKerja, instrumen: Instrumen) -> HasilSkor | None:
    """The newest published result of the team, exact, computed from its frozen answers. One statement."""
    potret = Potret.objects.filter(lembar=lembar, lapisan=Lapisan.TPI).order_by("-pada").first()
    return hasil_potret(potret.jawaban, instrumen, lembar.periode.tahun) if potret else None


def hasil_potret(jawaban: Mapping[str, Mapping[str, object]], instrumen: Instrumen, tahun: int) -> HasilSkor:
    """The result of frozen answers; SUDAH_WBK is left out, it moves no points."""
    isi = {k: v["isi"] for k, v in jawaban.items() if v["isi"] is not None}
    return hitung(instrumen, isi, wbk_sejak=None, tahun=tahun)


def kelayakan_pengurang(lembar: LembarKerja) -> Kelayakan | None:
    """Whether the agreed layer of the team, layak by its gates, stays so after the deduction; None while off or belum.

    For the steps lhe_layak and lhe_belum and for the LHE. The gates themselves stay on official values.
    """
    aturan = aturan_menyala(lembar.periode)
    if aturan is None or not aturan.layak_jadi_belum:
        return None
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    resmi = nilai_lembar(lembar, instrumen, jawaban_lembar(lembar, Lapisan.TPI))
    if not resmi.predikat[lembar.target].terpenuhi:
        return None
    hasil = kurangi(aturan, resmi.total, [i.murni for i in insiden_setahun(lembar)])
    return _kelayakan(aturan, lembar, resmi, hasil)


def kalimat_belum(lembar: LembarKerja) -> str:
    """Why a sheet that meets its gates is belum layak all the same, with clause and decree; empty when it is not."""
    hasil = kelayakan_pengurang(lembar)
    return "" if hasil is None or hasil.layak else hasil.kalimat


def _kelayakan(
    aturan: murni.AturanPengurang, lembar: LembarKerja, resmi: HasilSkor, hasil: HasilPengurang
) -> Kelayakan:
    return kelayakan(aturan, hasil, layak=_layak(resmi, lembar.target), minimum=minimum_total(resmi, lembar.target))


def _layak(resmi: HasilSkor, target: str) -> bool:
    return all(g.terpenuhi for g in resmi.predikat[target].gerbang if g.kode != "SUDAH_WBK")


def minimum_total(resmi: HasilSkor, target: str) -> Fraction:
    """The points a sheet has to reach in total for its target."""
    return next(g.minimum for g in resmi.predikat[target].gerbang if g.kode == "TOTAL")
