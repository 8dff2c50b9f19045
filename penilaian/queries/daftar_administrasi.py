"""The self-check of a proposal: the administrative list of the ministry answered from what is recorded here.

Scores come from the last locked copy of the evaluator team's layer and are judged as fractions; conditions are the
prasyarat and facts of the unit and of its instansi, with their source. What is tidak sesuai keeps the letter and the
statement from being issued (penilaian.queries.surat_usulan).
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max, Q

from berkas.models import PutusanVersi
from common.desimal import format_angka
from common.tanggal import format_tgl
from instrumen.pohon.tipe import Instrumen
from instrumen.queries import instrumen_untuk
from penilaian.aturan_usulan import MANDIRI, PREDIKAT_KATEGORI, boleh_diusulkan_mulai, tambah_tahun
from penilaian.models import (
    DokumenUsulan,
    HalanganInstansi,
    Jalur,
    JenisDokumen,
    Kategori,
    Lapisan,
    Peristiwa,
    Potret,
    PutusanHalangan,
    StatusUnit,
    SyaratMandiri,
    UnitUsulan,
    Usulan,
)
from penilaian.prasyarat import TERPENUHI
from penilaian.queries.berkas_usulan import berkas_usulan
from penilaian.queries.prasyarat import BarisSyarat, Prasyarat, prasyarat_banyak
from penilaian.skor.hitung import HasilPredikat, hitung, ke_desimal
from satker.models import RiwayatPredikat
from satker.models.organisasi import Predikat

DOKUMEN_SENDIRI = frozenset({"SURAT", "SPTJM"})
"""Lines about the papers themselves: they cannot keep the papers from being issued."""


@dataclass(frozen=True, slots=True)
class ButirAdministrasi:
    """One line: sesuai, tidak sesuai, or (None) allowed to wait for an affirmative unit."""

    kode: str
    nama: str
    sesuai: bool | None
    keterangan: str


@dataclass(frozen=True, slots=True)
class DaftarUnit:
    unit: UnitUsulan
    butir: tuple[ButirAdministrasi, ...]

    @property
    def tidak_sesuai(self) -> int:
        return sum(b.sesuai is False for b in self.butir)


@dataclass(frozen=True, slots=True)
class DaftarAdministrasi:
    instansi: tuple[ButirAdministrasi, ...]
    unit: tuple[DaftarUnit, ...]

    @property
    def siap(self) -> bool:
        """Nothing on the list is tidak sesuai."""
        return not any(b.sesuai is False for b in self.instansi) and not self.belum

    @property
    def belum(self) -> tuple[str, ...]:
        """What keeps the letter and the statement from being issued, a sentence each; the papers themselves aside."""
        if not self.unit:
            return ("Belum ada unit di usulan ini.",)
        baris = [("Instansi", b) for b in self.instansi if b.kode not in DOKUMEN_SENDIRI]
        baris += [(u.unit.satker.nama, b) for u in self.unit for b in u.butir]
        return tuple(f"{siapa}, {b.nama}: {b.keterangan}" for siapa, b in baris if b.sesuai is False)


def periksa_usulan(usulan: Usulan, hari: dt.date) -> DaftarAdministrasi:
    """The whole list on a day; a constant number of statements whatever the number of units."""
    units = list(
        UnitUsulan.objects.filter(usulan=usulan)
        .exclude(status=StatusUnit.DIKELUARKAN)
        .select_related("satker", "lembar")
        .order_by("satker__kode")
    )
    dokumen = _dokumen(usulan)
    instrumen = instrumen_untuk(usulan.periode.instrumen)
    potret = potret_kunci([u.lembar_id for u in units])
    syarat = prasyarat_banyak([usulan.satker, *(u.satker for u in units)], usulan.periode)
    cabut = _cabut(units)
    return DaftarAdministrasi(
        instansi=_instansi(usulan, units, {j for j, u in dokumen if u is None}, syarat[usulan.satker_id]),
        unit=tuple(
            DaftarUnit(
                u,
                (
                    *_lke(instrumen, potret.get(u.lembar_id), PREDIKAT_KATEGORI[u.kategori]),
                    *_unit(u, syarat[u.satker_id], ("survei", u.pk) in dokumen, hari),
                    _masa_cabut(cabut.get(u.satker_id), hari),
                ),
            )
            for u in units
        ),
    )


def potret_kunci(lembar: Sequence[uuid.UUID]) -> dict[uuid.UUID, Potret]:
    """The last locked copy of the team's layer by sheet. One statement."""
    baris = Potret.objects.filter(
        lembar__in=lembar,
        lapisan=Lapisan.TPI,
        peristiwa__in=[Peristiwa.KUNCI, Peristiwa.LHE, Peristiwa.DIUSULKAN],
    ).order_by("lembar", "-pada")
    hasil: dict[uuid.UUID, Potret] = {}
    for p in baris:
        hasil.setdefault(p.lembar_id, p)
    return hasil


def _dokumen(usulan: Usulan) -> set[tuple[str, uuid.UUID | None]]:
    baris = DokumenUsulan.objects.filter(usulan=usulan, versi__putusan=PutusanVersi.LOLOS)
    return set(baris.values_list("jenis", "unit_id"))


def _cabut(units: Sequence[UnitUsulan]) -> Mapping[uuid.UUID, dt.date]:
    """The last revocation by unit."""
    baris = RiwayatPredikat.objects.filter(satker__in=[u.satker_id for u in units], dicabut_pada__isnull=False)
    return dict(baris.order_by().values("satker").annotate(akhir=Max("dicabut_pada")).values_list("satker", "akhir"))


# --- Instansi ------------------------------------------------------------------------------------------------------


def _instansi(
    usulan: Usulan, units: Sequence[UnitUsulan], ada: set[str], syarat: Prasyarat
) -> tuple[ButirAdministrasi, ...]:
    berkas = berkas_usulan(usulan)
    baris = []
    for jenis, kode in ((JenisDokumen.SURAT, "SURAT"), (JenisDokumen.SPTJM, "SPTJM")):
        kurang = berkas[jenis].kurang(units)
        baris.append(ButirAdministrasi(kode, jenis.label, not kurang, kurang or berkas[jenis].sebut))
    baris.append(_berkas("TLHP_INSTANSI", "Surat keterangan TLHP dari APIP", JenisDokumen.TLHP in ada))
    baris.append(_halangan(usulan))
    if usulan.jalur == Jalur.WBK_MANDIRI:
        baris += _mandiri(usulan, JenisDokumen.PERSETUJUAN in ada)
    for b in syarat.instansi:
        baris += _syarat_instansi(b, units)
    return tuple(baris)


def _syarat_instansi(baris: BarisSyarat, units: Sequence[UnitUsulan]) -> list[ButirAdministrasi]:
    """One line, or one for each predikat that asks for something else. Affirmative units alone may bring it later."""
    wajib = sorted({PREDIKAT_KATEGORI[u.kategori] for u in units if u.kategori != Kategori.AFIRMASI})
    menyusul = bool(units) and not wajib
    per = [(t, baris.jalur[t]) for t in wajib or [Predikat.WBK.value] if t in baris.jalur]
    satu = len({(p.keadaan, p.minimum) for _, p in per}) == 1
    hasil = []
    for target, p in per[:1] if satu else per:
        sesuai = p.keadaan == TERPENUHI
        nama, kode = (baris.nama, baris.kode) if satu else (f"{baris.nama} untuk {target}", f"{baris.kode}_{target}")
        hasil.append(ButirAdministrasi(kode, nama, sesuai or (None if menyusul else False), _kata(baris, target)))
    return hasil


def _halangan(usulan: Usulan) -> ButirAdministrasi:
    """KKN of the leaders in the year of proposal, unless it was decided that it does not stand in the way."""
    semua = HalanganInstansi.objects.filter(~Q(putusan=PutusanHalangan.TIDAK), satker=usulan.satker_id)
    ada = semua.filter(periode=usulan.periode_id).order_by("tanggal").first()
    nama = "Tanpa KKN pimpinan tertinggi pada tahun pengusulan"
    if ada is None:
        return ButirAdministrasi("HALANGAN", nama, True, "Tidak ada halangan.")
    kata = f"Digugurkan: {ada.alasan}" if ada.putusan else "Ada halangan yang belum diputus inspektorat."
    return ButirAdministrasi("HALANGAN", nama, False, kata)


def _mandiri(usulan: Usulan, setuju: bool) -> list[ButirAdministrasi]:
    ada = {s.kode: s for s in SyaratMandiri.objects.filter(usulan=usulan)}
    baris = []
    for aturan in MANDIRI:
        s = ada.get(aturan.kode)
        cukup = s is not None and aturan.terpenuhi(s.pembilang, s.penyebut)
        banyak = f"{s.pembilang} dari {s.penyebut}" if s and s.penyebut else str(s.pembilang) if s else ""
        kata = f"{banyak}. Sumber: {s.sumber}, {format_tgl(s.tanggal)}." if s else "Belum dicatat."
        baris.append(ButirAdministrasi(f"MANDIRI_{aturan.kode}", aturan.nama, cukup, kata))
    return [*baris, _berkas("PERSETUJUAN", "Surat persetujuan TPN", setuju)]


def _berkas(kode: str, nama: str, ada: bool) -> ButirAdministrasi:
    return ButirAdministrasi(
        kode, nama, ada, "Berkas ada." if ada else "Berkas belum ada atau belum lolos pemeriksaan."
    )


# --- Unit ----------------------------------------------------------------------------------------------------------


def _unit(unit: UnitUsulan, syarat: Prasyarat, survei: bool, hari: dt.date) -> tuple[ButirAdministrasi, ...]:
    target = PREDIKAT_KATEGORI[unit.kategori]
    diminta = [b for b in syarat.unit if target in b.jalur]
    minimal = next((b.jalur[target].minimum for b in diminta if b.kode == "LAMA_MEMBANGUN"), "")
    baris = [
        _berkas("SURVEI", "Laporan survei mandiri", survei),
        _penetapan(unit, int("".join(c for c in minimal if c.isdigit()) or 0), hari),
        *(ButirAdministrasi(b.kode, b.nama, b.jalur[target].keadaan == TERPENUHI, _kata(b, target)) for b in diminta),
    ]
    if unit.kategori == Kategori.AFIRMASI:
        baris = [ButirAdministrasi(b.kode, b.nama, b.sesuai or None, b.keterangan) for b in baris]
    return tuple(baris)


def _kata(baris: BarisSyarat, target: str) -> str:
    """What is known, what is asked, and from where it is known."""
    p = baris.jalur[target]
    ada = f"{p.ada[:1].upper()}{p.ada[1:]}" if p.ada else "Belum diketahui"
    if baris.uraian:
        ada = f"{ada} ({baris.uraian})"
    diminta = "" if p.minimum == "ya" else f", diminta {p.minimum}"
    sumber = "; ".join(f"{a.sumber}, {format_tgl(a.tanggal)}" for a in baris.asal)
    return f"{ada}{diminta}." + (f" Sumber: {sumber}." if sumber else "")


def _lke(instrumen: Instrumen, potret: Potret | None, target: str) -> tuple[ButirAdministrasi, ...]:
    """Every gate on points: total, pengungkit, areas, survey indices. SUDAH_WBK is a line of its own."""
    if potret is None:
        return (ButirAdministrasi("LKE", "Nilai minimal LKE", False, "Nilai tim penilai belum dikunci."),)
    isi = {kode: j["isi"] for kode, j in potret.jawaban.items() if j["isi"] is not None}
    hasil: HasilPredikat = hitung(instrumen, isi).predikat[target]
    return tuple(
        ButirAdministrasi(
            f"LKE_{g.kode}",
            f"LKE: {g.nama}",
            g.terpenuhi,
            f"{format_angka(ke_desimal(g.nilai))} dari minimal {format_angka(ke_desimal(g.minimum))}.",
        )
        for g in hasil.gerbang
        if g.kode not in instrumen.gerbang_riwayat
    )


def _penetapan(unit: UnitUsulan, minimal: int, hari: dt.date) -> ButirAdministrasi:
    """Months since the decree that made the unit build its ZI."""
    nama = f"Ditetapkan membangun ZI minimal {minimal} tahun"
    if unit.ditetapkan_pada is None:
        return ButirAdministrasi("PENETAPAN", nama, False, "Tanggal SK penetapan unit belum dicatat.")
    bulan = bulan_sejak(unit.ditetapkan_pada, hari)
    cukup = tambah_tahun(unit.ditetapkan_pada, minimal) <= hari
    sk = f" Nomor {unit.nomor_penetapan}." if unit.nomor_penetapan else ""
    return ButirAdministrasi("PENETAPAN", nama, cukup, f"{bulan} bulan sejak {format_tgl(unit.ditetapkan_pada)}.{sk}")


def _masa_cabut(cabut: dt.date | None, hari: dt.date) -> ButirAdministrasi:
    nama = "Tidak dalam masa pencabutan predikat"
    if cabut is None:
        return ButirAdministrasi("MASA_CABUT", nama, True, "Tidak pernah dicabut.")
    mulai = boleh_diusulkan_mulai(cabut)
    kata = f"Dicabut {format_tgl(cabut)}; boleh diusulkan mulai {format_tgl(mulai)}."
    return ButirAdministrasi("MASA_CABUT", nama, hari >= mulai, kata)


def bulan_sejak(awal: dt.date, hari: dt.date) -> int:
    """Whole months between two days, never negative."""
    bulan = (hari.year - awal.year) * 12 + hari.month - awal.month - (hari.day < awal.day)
    return max(0, bulan)
