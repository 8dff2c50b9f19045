"""What was asked at a desk, what is still missing, and what of it a reader may see."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from instrumen.pohon.tipe import Instrumen
from instrumen.queries import instrumen_untuk
from penilaian.acara_baku import JENIS_TANYA, SELESAI
from penilaian.models import AturanDesk, BankTanya, LembarKerja, RiwayatTanya, SesiDesk, TanyaJawab
from satker.models import Periode
from satker.pelaku import Pelaku
from satker.peran import POKJA, TIM_SATKER


@dataclass(frozen=True, slots=True)
class JumlahJenis:
    """Answered questions of a kind, and how many the rules of the year ask for."""

    kode: str
    nama: str
    terjawab: int
    minimum: int

    @property
    def cukup(self) -> bool:
        return self.terjawab >= self.minimum


@dataclass(frozen=True, slots=True)
class BarisPokja:
    """The interview of one Pokja: asked, answered, per kind."""

    area: str
    nomor: str
    nama: str
    ditanyakan: int
    terjawab: int
    jenis: tuple[JumlahJenis, ...]

    @property
    def kurang(self) -> tuple[JumlahJenis, ...]:
        return tuple(j for j in self.jenis if not j.cukup)


@dataclass(frozen=True, slots=True)
class Kekurangan:
    """A Pokja whose interview is not complete; `jenis` are the words of what is missing."""

    area: str
    nomor: str
    jenis: tuple[str, ...]

    @property
    def kalimat(self) -> str:
        return f"Pokja {self.nomor} ({', '.join(self.jenis)})"


def aturan_desk(periode: Periode) -> AturanDesk:
    """The rules of a year; the defaults (unsaved) when nobody set any."""
    return AturanDesk.objects.filter(periode=periode).first() or AturanDesk(periode=periode)


def pokja_sesi(sesi: SesiDesk) -> tuple[BarisPokja, ...]:
    """One row per Pokja. Two statements. A question counts once it has an answer."""
    aturan, instrumen = aturan_desk(sesi.lembar.periode), instrumen_untuk(sesi.lembar.periode.instrumen)
    semua, terjawab = Counter[str](), Counter[tuple[str, str]]()
    for area, jenis, jawaban in TanyaJawab.objects.filter(sesi=sesi).values_list("area", "jenis", "jawaban"):
        semua[area] += 1
        terjawab[area, jenis] += bool(jawaban.strip())
    return tuple(
        BarisPokja(
            s.kode,
            s.nomor,
            s.nama,
            semua[s.kode],
            sum(terjawab[s.kode, j] for j in JENIS_TANYA),
            tuple(JumlahJenis(j, nama, terjawab[s.kode, j], getattr(aturan, j)) for j, nama in JENIS_TANYA.items()),
        )
        for s in instrumen.area
    )


def kekurangan_wawancara(sesi: SesiDesk) -> tuple[Kekurangan, ...]:
    """The Pokja that lack one of the kinds."""
    return tuple(
        Kekurangan(p.area, p.nomor, tuple(j.nama.lower() for j in p.kurang)) for p in pokja_sesi(sesi) if p.kurang
    )


def tanya_pokja(sesi: SesiDesk, area: str) -> list[TanyaJawab]:
    """Questions of a Pokja in the order in which they were asked, with earlier texts. Two statements."""
    lama = Prefetch("riwayat", RiwayatTanya.objects.select_related("oleh").order_by("-versi"))
    baris = TanyaJawab.objects.filter(sesi=sesi, area=area).select_related("oleh")
    return list(baris.prefetch_related(lama).order_by("dibuat_pada", "pk"))


def bank_pokja(sesi: SesiDesk, area: str) -> list[BankTanya]:
    """Questions of the bank that were not asked in this session yet."""
    ditanyakan = TanyaJawab.objects.filter(sesi=sesi, bank__isnull=False).values("bank")
    bank = BankTanya.objects.filter(satker_id=sesi.lembar.periode.instansi_id, area=area, aktif=True)
    return list(bank.exclude(pk__in=ditanyakan).order_by("jenis", "kode"))


def bank_instansi(instansi: object, area: str = "", jenis: str = "") -> list[BankTanya]:
    bank = BankTanya.objects.filter(satker=instansi)
    if area:
        bank = bank.filter(area=area)
    return list((bank.filter(jenis=jenis) if jenis else bank).order_by("area", "jenis", "kode"))


@dataclass(frozen=True, slots=True)
class TanyaTerbit:
    """A question as the satker reads it afterwards: without the team's note."""

    area: str
    nama_area: str
    jenis: str
    teks: str
    jawaban: str


def tanya_terbit(pelaku: Pelaku, sesi: SesiDesk) -> tuple[TanyaTerbit, ...]:
    """What the satker may read: after the session, if the year publishes it, a Pokja role its own area only."""
    if sesi.keadaan != SELESAI or not aturan_desk(sesi.lembar.periode).terbitkan_wawancara:
        return ()
    baris = TanyaJawab.objects.filter(sesi=sesi)
    if pelaku.peran in POKJA:
        baris = baris.filter(area=pelaku.area)
    instrumen = instrumen_untuk(sesi.lembar.periode.instrumen)
    return tuple(_terbit(t, instrumen) for t in baris.order_by("area", "dibuat_pada", "pk"))


def _terbit(t: TanyaJawab, instrumen: Instrumen) -> TanyaTerbit:
    nama = next((f"Pokja {s.nomor} {s.nama}" for s in instrumen.area if s.kode == t.area), t.area)
    return TanyaTerbit(t.area, nama, JENIS_TANYA[t.jenis], t.teks, t.jawaban)


def tanya_butir(pelaku: Pelaku, lembar: LembarKerja | None, kode_butir: str, area: str) -> list[TanyaJawab]:
    """Questions attached to a butir that the reader may see; `catatan` is emptied outside the team. One statement."""
    if lembar is None:
        return []
    baris = TanyaJawab.objects.filter(satker_id=lembar.satker_id, sesi__lembar=lembar, kode_butir=kode_butir)
    tim = pelaku.punya("nilai_tpi")
    if not tim:
        if pelaku.peran not in TIM_SATKER or (pelaku.peran in POKJA and pelaku.area != area):
            return []
        terbit = Q(sesi__keadaan=SELESAI, sesi__lembar__periode__aturan_desk__terbitkan_wawancara=True)
        baris = baris.filter(terbit)
    isi = list(baris.select_related("oleh").order_by("dibuat_pada", "pk"))
    for t in isi:
        t.catatan = t.catatan if tim else ""
    return isi
