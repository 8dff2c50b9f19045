"""What was sent as evidence, what the team made of it, and what was read: for evaluators, for the satker after
publication, and as the statement of the LHE.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Q

from instrumen.queries import instrumen_untuk
from penilaian.models import (
    BacaBukti,
    BuktiPengajuan,
    ButirPengajuan,
    Lapisan,
    LembarKerja,
    Peristiwa,
    Potret,
    PutusanBerkas,
    PutusanBukti,
)
from penilaian.queries.alur import pengajuan_terakhir
from penilaian.queries.ganda import tersembunyi
from penilaian.skor.jawaban import nilai_butir
from satker.pelaku import Pelaku
from satker.peran import TIM_PENILAI

TIDAK_DIBUKA, DIBUKA, CONTOH, PENUH = "tidak_dibuka", "dibuka", "contoh", "penuh"
KATA_BACA: Mapping[str, str] = {
    PENUH: "dibaca penuh",
    CONTOH: "dibaca contoh",
    DIBUKA: "dibuka, belum ditandai",
    TIDAK_DIBUKA: "tidak dibuka",
}
_URUT = (TIDAK_DIBUKA, DIBUKA, CONTOH, PENUH)


@dataclass(frozen=True, slots=True)
class Sematan:
    """One pinned file of the newest sending under one butir."""

    kode_butir: str
    bukti_id: uuid.UUID
    berkas_id: uuid.UUID
    versi_id: uuid.UUID
    nomor_versi: int
    nama: str
    halaman: int | None


@dataclass(frozen=True, slots=True)
class SatuPutusan:
    """A verdict as people read it."""

    putusan: str
    catatan: str
    oleh: str
    peran: str
    pada: dt.datetime
    nomor: int

    @property
    def label(self) -> str:
        return PutusanBerkas(self.putusan).label


@dataclass(frozen=True, slots=True)
class PutusanBerkasIni:
    """The verdict that counts and the earlier ones, newest first. `nomor` is sent back with the next verdict."""

    riwayat: tuple[SatuPutusan, ...]

    @property
    def kini(self) -> SatuPutusan:
        return self.riwayat[0]

    @property
    def nomor(self) -> int:
        return self.kini.nomor


def sematan_kini(lembar: LembarKerja) -> tuple[Sematan, ...]:
    """The pinned files evaluators see: of every butir those of its newest sending (`ke`). Three statements."""
    pengajuan = pengajuan_terakhir(lembar)
    if pengajuan is None:
        return ()
    ke = dict(ButirPengajuan.objects.filter(pengajuan=pengajuan).values_list("kode_butir", "ke"))
    baris = BuktiPengajuan.objects.filter(pengajuan=pengajuan).select_related("versi")
    return tuple(
        Sematan(
            b.kode_butir,
            b.bukti_id,
            b.versi.berkas_id,
            b.versi_id,
            b.versi.nomor,
            b.versi.nama_kirim,
            b.versi.jumlah_halaman,
        )
        for b in baris.order_by("kode_butir", "versi__nama_kirim", "pk")
        if b.ke == ke.get(b.kode_butir)
    )


def saat_terbit(lembar: LembarKerja) -> dt.datetime | None:
    """When the team's result was published (the lock that opened tanggapan); None before. One statement."""
    potret = Potret.objects.filter(lembar=lembar, lapisan=Lapisan.TPI, peristiwa=Peristiwa.KUNCI)
    return potret.order_by("-pada").values_list("pada", flat=True).first()


def anggota_tim(pelaku: Pelaku, lembar: LembarKerja) -> bool:
    """Whether the actor reads what the team has not published: an evaluator of this very unit."""
    return pelaku.peran in TIM_PENILAI and lembar.satker_id in pelaku.unit_penilaian


def putusan_bukti(
    pelaku: Pelaku, lembar: LembarKerja, bukti: Iterable[uuid.UUID] | None = None
) -> dict[tuple[uuid.UUID, uuid.UUID], PutusanBerkasIni]:
    """(Bukti, VersiBerkas) → verdicts the actor may read: the team all of them, others none before the result is
    published and only the one that counted then. On a butir the reader still has to score blind only the reader's own.
    `bukti`: only of these. At most two statements.
    """
    baris = PutusanBukti.objects.filter(satker=lembar.satker_id, lembar=lembar).select_related("oleh")
    baris = baris.order_by("bukti_id", "versi_id", "-nomor")
    if bukti is not None:
        baris = baris.filter(bukti__in=list(bukti))
    tim = anggota_tim(pelaku, lembar)
    if not tim:
        terbit = saat_terbit(lembar)
        if terbit is None:
            return {}
        baris = baris.filter(pada__lte=terbit)
    elif tutup := tersembunyi(pelaku, lembar):
        baris = baris.exclude(~Q(oleh=pelaku.user), bukti__kode_butir__in=tutup)
    semua: dict[tuple[uuid.UUID, uuid.UUID], list[SatuPutusan]] = defaultdict(list)
    for p in baris:
        satu = SatuPutusan(p.putusan, p.catatan, p.oleh.nama if tim else "", p.peran, p.pada, p.nomor)
        semua[p.bukti_id, p.versi_id].append(satu)
    return {k: PutusanBerkasIni(tuple(isi if tim else isi[:1])) for k, isi in semua.items()}


# --- The read log ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BacaanBerkas:
    """How far one evaluator read one file."""

    penilai_id: uuid.UUID
    penilai: str
    pertama: dt.datetime
    terakhir: dt.datetime
    diunduh: bool
    halaman: int
    tingkat: str

    @property
    def keadaan(self) -> str:
        return self.tingkat or DIBUKA

    @property
    def kata(self) -> str:
        return KATA_BACA[self.keadaan]


@dataclass(frozen=True, slots=True)
class KeadaanBaca:
    """The read log of a sheet. `saya` and `tim`: canonical code → state of the butir (only butir with files)."""

    berkas: Mapping[uuid.UUID, tuple[BacaanBerkas, ...]]
    saya: Mapping[str, str]
    tim: Mapping[str, str]


def keadaan_baca(pelaku: Pelaku, lembar: LembarKerja, sematan: tuple[Sematan, ...] | None = None) -> KeadaanBaca:
    """Who read what, for the team only: others get nothing. One statement beside those of sematan_kini()."""
    if not anggota_tim(pelaku, lembar):
        return KeadaanBaca({}, {}, {})
    sematan = sematan_kini(lembar) if sematan is None else sematan
    log = _log(lembar)
    sendiri = {v: tuple(b for b in isi if b.penilai_id == pelaku.user.pk) for v, isi in log.items()}
    return KeadaanBaca(log, _per_butir(sematan, sendiri), _per_butir(sematan, log))


def _log(lembar: LembarKerja) -> dict[uuid.UUID, tuple[BacaanBerkas, ...]]:
    hasil: dict[uuid.UUID, list[BacaanBerkas]] = defaultdict(list)
    for b in BacaBukti.objects.filter(lembar=lembar).select_related("penilai").order_by("pertama", "pk"):
        hasil[b.versi_id].append(
            BacaanBerkas(b.penilai_id, b.penilai.nama, b.pertama, b.terakhir, b.diunduh, len(b.halaman), b.tingkat)
        )
    return {v: tuple(isi) for v, isi in hasil.items()}


def _per_butir(sematan: Iterable[Sematan], log: Mapping[uuid.UUID, tuple[BacaanBerkas, ...]]) -> dict[str, str]:
    """A butir is read in full when every file is; as a sample when any is read that far; opened when any is."""
    berkas: dict[str, list[int]] = defaultdict(list)
    for s in sematan:
        terbaik = max((_URUT.index(b.keadaan) for b in log.get(s.versi_id, ())), default=0)
        berkas[s.kode_butir].append(terbaik)
    penuh = _URUT.index(PENUH)
    return {
        kode: PENUH if min(isi) == penuh else _URUT[min(max(isi), _URUT.index(CONTOH))] for kode, isi in berkas.items()
    }


# --- The statement of the LHE ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BarisCakupan:
    """One area (or all): butir per state of reading and the share of the points claimed that was read."""

    kode: str
    nama: str
    penuh: int
    contoh: int
    dibuka: int
    tidak_dibuka: int
    tanpa_berkas: int
    poin: Fraction
    poin_penuh: Fraction
    poin_contoh: Fraction

    @property
    def jumlah(self) -> int:
        return self.penuh + self.contoh + self.dibuka + self.tidak_dibuka + self.tanpa_berkas

    @property
    def persen_penuh(self) -> Fraction:
        return self.poin_penuh * 100 / self.poin if self.poin else Fraction(0)

    @property
    def persen_contoh(self) -> Fraction:
        return self.poin_contoh * 100 / self.poin if self.poin else Fraction(0)


def cakupan_baca(lembar: LembarKerja) -> tuple[BarisCakupan, ...]:
    """What the team read, per area and in all (the last row, code TOTAL), of the newest sending. Five statements.

    Not filtered by reader: the caller is a document or page of the team, or one that is published.
    """
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    keadaan = _per_butir(sematan_kini(lembar), _log(lembar))
    poin = poin_dikirim(lembar)
    nama = [(s.kode, s.nama) for s in (*instrumen.area, *instrumen.area_hasil)]
    baris = [_cakupan(k, n, [b.kode for b in instrumen.butir_di(k)], keadaan, poin) for k, n in nama]
    return (*baris, _cakupan("TOTAL", "Seluruh LKE", list(instrumen.butir), keadaan, poin))


def poin_dikirim(lembar: LembarKerja) -> dict[str, Fraction]:
    """Canonical code → points the satker claims in the newest sending. Two statements."""
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    isi = dict(ButirPengajuan.objects.filter(pengajuan=pengajuan_terakhir(lembar)).values_list("kode_butir", "isi"))
    return {
        kode: b.bobot_efektif * (nilai_butir(b, isi[kode]).nilai or 0) if kode in isi else Fraction(0)
        for kode, b in instrumen.butir.items()
    }


def _cakupan(
    kode: str, nama: str, butir: list[str], keadaan: Mapping[str, str], poin: Mapping[str, Fraction]
) -> BarisCakupan:
    def banyak(k: str) -> int:
        return sum(keadaan.get(b) == k for b in butir)

    def jumlah(k: str) -> Fraction:
        return sum((poin[b] for b in butir if keadaan.get(b) == k), Fraction(0))

    return BarisCakupan(
        kode,
        nama,
        penuh=banyak(PENUH),
        contoh=banyak(CONTOH),
        dibuka=banyak(DIBUKA),
        tidak_dibuka=banyak(TIDAK_DIBUKA),
        tanpa_berkas=sum(b not in keadaan for b in butir),
        poin=sum((poin[b] for b in butir), Fraction(0)),
        poin_penuh=jumlah(PENUH),
        poin_contoh=jumlah(CONTOH),
    )
