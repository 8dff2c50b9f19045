"""Prasyarat pengusulan: what the instrument asks, what is known about it and from where, per jalur WBK and WBBM."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Min

from instrumen.pohon.tipe import Instrumen, SyaratUsulan
from instrumen.queries import instrumen_untuk
from penilaian.models import CatatanSyarat, LembarKerja
from penilaian.prasyarat import (
    BELUM,
    BELUM_DIKETAHUI,
    DIHITUNG,
    KATA,
    PENCANANGAN,
    SALAH_SATU,
    TERPENUHI,
    Penilaian,
    nilai_bagian,
    nilai_lama,
    nilai_tercatat,
    nilai_wbk,
)
from satker.models import Fakta, Periode, RiwayatPredikat, Satker
from satker.models.organisasi import Predikat
from satker.pelaku import Pelaku

NAMA_PENCANANGAN = "Tanggal pencanangan pembangunan Zona Integritas"
_TLHP = ("tlhp_rekomendasi", "tlhp_selesai")
_LHKPN = ("lhkpn_wajib_kepala", "lhkpn_wajib_pejabat", "lhkpn_wajib_lain")
_LHKAN = ("lhkan_wajib_administrator", "lhkan_wajib_pengawas", "lhkan_wajib_pelaksana")
_FAKTA = (*_TLHP, *_LHKPN, *_LHKAN, "lhkpn_sudah", "lhkan_sudah")


@dataclass(frozen=True, slots=True)
class Asal:
    """Where a value comes from: source and date, who vouches, who wrote it down and when."""

    sumber: str
    tanggal: dt.date
    penjamin: str
    oleh: str
    pada: dt.datetime


@dataclass(frozen=True, slots=True)
class BarisSyarat:
    """One condition. `jalur`: predikat → verdict, only those that ask for it. `dicatat`: recorded here by hand."""

    kode: str
    nama: str
    tingkat: str
    jalur: Mapping[str, Penilaian]
    asal: tuple[Asal, ...]
    dicatat: bool
    berkas: bool
    uraian: str = ""

    @property
    def kolom(self) -> tuple[tuple[str, Penilaian | None], ...]:
        """(jalur, verdict) in the order of the table, None where it is not asked for."""
        return tuple((p, self.jalur.get(p)) for p in Predikat.values)

    @property
    def kode_catat(self) -> str:
        """Under which code its value is recorded."""
        return PENCANANGAN if self.kode == "LAMA_MEMBANGUN" else self.kode

    @property
    def kata_wbk(self) -> str:
        return KATA[self.jalur["WBK"].keadaan] if "WBK" in self.jalur else ""

    @property
    def ada(self) -> str:
        return next(iter(self.jalur.values())).ada if self.jalur else ""


@dataclass(frozen=True, slots=True)
class Prasyarat:
    """All conditions of one unit in a year."""

    baris: tuple[BarisSyarat, ...]
    pencanangan: CatatanSyarat | None

    def belum(self, predikat: str) -> tuple[BarisSyarat, ...]:
        """What is not met for a jalur; what is not known counts as not met."""
        return tuple(b for b in self.baris if predikat in b.jalur and b.jalur[predikat].keadaan != TERPENUHI)

    @property
    def instansi(self) -> tuple[BarisSyarat, ...]:
        return tuple(b for b in self.baris if b.tingkat == "instansi")

    @property
    def unit(self) -> tuple[BarisSyarat, ...]:
        return tuple(b for b in self.baris if b.tingkat == "unit")

    def jumlah(self, predikat: str) -> int:
        return sum(1 for b in self.baris if predikat in b.jalur)

    @property
    def ringkas(self) -> tuple[tuple[str, int, int], ...]:
        """(predikat, not met, asked)."""
        return tuple((p, len(self.belum(p)), self.jumlah(p)) for p in Predikat.values)


@dataclass(frozen=True, slots=True)
class _Bahan:
    catatan: Mapping[str, CatatanSyarat]
    fakta: Mapping[str, Fakta]
    wbk_sejak: int | None
    periode: Periode


def syarat_tercatat(instrumen: Instrumen, tingkat: str) -> tuple[SyaratUsulan, ...]:
    """Conditions of a level that people record."""
    return tuple(s for s in instrumen.prasyarat if s.tingkat == tingkat and s.kode not in DIHITUNG)


def prasyarat_satker(satker: Satker, periode: Periode) -> Prasyarat:
    """The conditions of one unit. Three statements."""
    return prasyarat_banyak([satker], periode)[satker.pk]


def prasyarat_terpenuhi(lembar: LembarKerja) -> bool:
    """Whether all conditions of the sheet's target are met; what is not known is not met."""
    return not prasyarat_satker(lembar.satker, lembar.periode).belum(lembar.target)


def prasyarat_wilayah(pelaku: Pelaku, periode: Periode) -> tuple[tuple[Satker, Prasyarat], ...]:
    """Every assessed unit the actor sees, those that miss most first. Four statements for any number of units."""
    satker = list(Satker.objects.terlihat_oleh(pelaku).dinilai().filter(instansi_id=periode.instansi_id))
    isi = prasyarat_banyak(satker, periode)
    return tuple(sorted(((s, isi[s.pk]) for s in satker), key=lambda p: (-len(p[1].belum("WBK")), p[0].kode)))


def prasyarat_banyak(satker: Iterable[Satker], periode: Periode) -> dict[uuid.UUID, Prasyarat]:
    """The conditions of each unit. Three statements for any number of them."""
    semua = list(satker)
    instrumen = instrumen_untuk(periode.instrumen)
    kunci = [s.pk for s in semua]
    catatan: dict[uuid.UUID, dict[str, CatatanSyarat]] = {}
    for c in CatatanSyarat.objects.filter(satker__in=[*kunci, periode.instansi_id], periode=periode).select_related(
        "oleh"
    ):
        catatan.setdefault(c.satker_id, {})[c.kode] = c
    fakta: dict[uuid.UUID, dict[str, Fakta]] = {}
    for f in Fakta.objects.filter(satker__in=kunci, periode=periode, kode__in=_FAKTA).select_related("oleh"):
        fakta.setdefault(f.satker_id, {})[f.kode] = f
    wbk = dict(
        RiwayatPredikat.objects.dipegang(periode.tahun)
        .filter(satker__in=kunci, predikat=Predikat.WBK)
        .order_by()
        .values("satker")
        .annotate(sejak=Min("tahun"))
        .values_list("satker", "sejak")
    )
    bersama = catatan.get(periode.instansi_id, {})
    hasil = {}
    for s in semua:
        sendiri = catatan.get(s.pk, {})
        bahan = _Bahan({**bersama, **sendiri}, fakta.get(s.pk, {}), wbk.get(s.pk), periode)
        hasil[s.pk] = Prasyarat(
            tuple(_baris(x, bahan) for x in _berlaku(instrumen, bahan.catatan)), sendiri.get(PENCANANGAN)
        )
    return hasil


def _berlaku(instrumen: Instrumen, catatan: Mapping[str, CatatanSyarat]) -> list[SyaratUsulan]:
    """Of alternatives only the recorded one holds; with none recorded the first stands for all."""
    dilewati: set[str] = set()
    for kelompok in SALAH_SATU:
        ada = [s.kode for s in instrumen.prasyarat if s.kode in kelompok]
        tercatat = [k for k in ada if k in catatan] or ada[:1]
        dilewati |= set(ada) - set(tercatat)
    return [s for s in instrumen.prasyarat if s.kode not in dilewati]


def _baris(syarat: SyaratUsulan, bahan: _Bahan) -> BarisSyarat:
    jalur = {p: _putusan(syarat, minimum, bahan) for p, minimum in syarat.nilai.items()}
    catatan = bahan.catatan.get(PENCANANGAN if syarat.kode == "LAMA_MEMBANGUN" else syarat.kode)
    return BarisSyarat(
        kode=syarat.kode,
        nama=syarat.nama,
        tingkat=syarat.tingkat,
        jalur=jalur,
        asal=_asal(syarat.kode, catatan, bahan.fakta),
        dicatat=syarat.kode not in DIHITUNG or syarat.kode == "LAMA_MEMBANGUN",
        berkas=bool(catatan and catatan.versi_id),
        uraian=catatan.uraian if catatan else "",
    )


def _putusan(syarat: SyaratUsulan, minimum: str, bahan: _Bahan) -> Penilaian:
    kode = syarat.kode
    if kode == "TLHP":
        semua, selesai = (_angka(bahan.fakta, k) for k in _TLHP)
        kata = "tidak ada rekomendasi"
        return nilai_bagian(selesai, semua, minimum, nol=TERPENUHI, kata_nol=kata)
    if kode == "LHKAN_LHKPN":
        return _lapor(bahan.fakta, minimum)
    if kode == "LAMA_MEMBANGUN":
        catatan = bahan.catatan.get(PENCANANGAN)
        mulai = dt.date.fromisoformat(catatan.nilai) if catatan else None
        return nilai_lama(mulai, bahan.periode.batas_usulan, minimum)
    if kode in {"SUDAH_WBK", "MINIMAL_TAHUN_WBK"}:
        return nilai_wbk(kode, bahan.wbk_sejak, bahan.periode.tahun, minimum)
    catatan = bahan.catatan.get(kode)
    return nilai_tercatat(kode, syarat.jenis, catatan.nilai if catatan else None, minimum)


def _angka(fakta: Mapping[str, Fakta], kode: str) -> int | None:
    return fakta[kode].nilai if kode in fakta else None


def _lapor(fakta: Mapping[str, Fakta], minimum: str) -> Penilaian:
    """LHKPN and LHKAN must each be complete; nobody obliged at all is not a known fact."""
    bagian = []
    for nama, wajib, sudah in (("LHKPN", _LHKPN, "lhkpn_sudah"), ("LHKAN", _LHKAN, "lhkan_sudah")):
        angka = [_angka(fakta, k) for k in wajib]
        semua = None if any(a is None for a in angka) else sum(a for a in angka if a is not None)
        satu = nilai_bagian(_angka(fakta, sudah), semua, minimum, nol=BELUM_DIKETAHUI)
        bagian.append((f"{nama} {satu.ada}" if satu.ada else f"{nama} belum diisi", satu.keadaan))
    keadaan = {k for _, k in bagian}
    putus = BELUM if BELUM in keadaan else BELUM_DIKETAHUI if BELUM_DIKETAHUI in keadaan else TERPENUHI
    return Penilaian(putus, ", ".join(kata for kata, _ in bagian), f"{minimum}%")


def _asal(kode: str, catatan: CatatanSyarat | None, fakta: Mapping[str, Fakta]) -> tuple[Asal, ...]:
    if catatan is not None:
        return (Asal(catatan.sumber, catatan.tanggal, catatan.penjamin, catatan.oleh.nama, catatan.pada),)
    dipakai = {"TLHP": _TLHP, "LHKAN_LHKPN": (*_LHKPN, *_LHKAN, "lhkpn_sudah", "lhkan_sudah")}.get(kode, ())
    hasil: dict[tuple[str, dt.date], Asal] = {}
    for k in dipakai:
        if k in fakta:
            f = fakta[k]
            hasil.setdefault((f.sumber, f.tanggal), Asal(f.sumber, f.tanggal, "", f.oleh.nama, f.pada))
    return tuple(hasil.values())


def catatan_satu(satker: Satker, periode: Periode, kode: str) -> CatatanSyarat | None:
    """The recorded value itself. One statement."""
    baris = CatatanSyarat.objects.filter(satker=satker, periode=periode, kode=kode)
    return baris.select_related("oleh", "versi__isi").first()
