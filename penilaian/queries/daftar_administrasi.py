"""The self-check of a proposal: the administrative list of the ministry answered from what is recorded here.

It tells, it never blocks: what blocks are the conditions of the step `usulkan`. Scores come from the last locked copy
of the evaluator team's layer and are judged as fractions.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from berkas.models import PutusanVersi
from common.desimal import format_angka
from common.tanggal import format_tgl
from instrumen.pohon.tipe import Instrumen
from instrumen.queries import instrumen_untuk
from penilaian.aturan_usulan import PREDIKAT_KATEGORI, tambah_tahun
from penilaian.models import (
    DokumenUsulan,
    JenisDokumen,
    Kategori,
    Lapisan,
    Peristiwa,
    Potret,
    StatusUnit,
    UnitUsulan,
    Usulan,
)
from penilaian.skor.hitung import HasilPredikat, hitung, ke_desimal, sudah_wbk
from satker.models import Fakta, RiwayatPredikat
from satker.models.organisasi import Predikat
from satker.queries.fakta import BAGIAN

TINGKAT_SAKIP = ("D", "C", "CC", "B", "BB", "A", "AA")  # rising


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
        return all(b.sesuai for b in self.instansi) and not any(u.tidak_sesuai for u in self.unit) and bool(self.unit)


def periksa_usulan(usulan: Usulan, hari: dt.date) -> DaftarAdministrasi:
    """The whole list on a day; a constant number of statements whatever the number of units."""
    units = list(
        UnitUsulan.objects.filter(usulan=usulan)
        .exclude(status=StatusUnit.DIKELUARKAN)
        .select_related("satker", "lembar")
    )
    dokumen = _dokumen(usulan)
    instrumen = instrumen_untuk(usulan.periode.instrumen)
    potret = potret_kunci([u.lembar_id for u in units])
    fakta, wbk = _fakta(usulan, units), _wbk(usulan, units)
    return DaftarAdministrasi(
        instansi=_instansi(usulan, {j for j, u in dokumen if u is None}),
        unit=tuple(
            DaftarUnit(
                u,
                _unit(
                    u,
                    usulan.periode.tahun,
                    instrumen,
                    potret.get(u.lembar_id),
                    fakta[u.satker_id],
                    wbk.get(u.satker_id),
                    ("survei", u.pk) in dokumen,
                    hari,
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


def _fakta(usulan: Usulan, units: Sequence[UnitUsulan]) -> Mapping[uuid.UUID, dict[str, int]]:
    hasil: dict[uuid.UUID, dict[str, int]] = defaultdict(dict)
    baris = Fakta.objects.filter(periode=usulan.periode, satker__in=[u.satker_id for u in units])
    for satker, kode, nilai in baris.values_list("satker_id", "kode", "nilai"):
        hasil[satker][kode] = nilai
    return hasil


def _wbk(usulan: Usulan, units: Sequence[UnitUsulan]) -> dict[uuid.UUID, int]:
    """First year of the WBK that is held, by unit."""
    baris = RiwayatPredikat.objects.dipegang(usulan.periode.tahun).filter(
        satker__in=[u.satker_id for u in units], predikat=Predikat.WBK
    )
    hasil: dict[uuid.UUID, int] = {}
    for satker, tahun in baris.order_by("tahun").values_list("satker_id", "tahun"):
        hasil.setdefault(satker, tahun)
    return hasil


def _instansi(usulan: Usulan, ada: set[str]) -> tuple[ButirAdministrasi, ...]:
    surat = bool(usulan.nomor_surat and usulan.tanggal_surat)
    tanggal = format_tgl(usulan.tanggal_surat) if usulan.tanggal_surat else ""
    sebut = f"Nomor {usulan.nomor_surat}, {tanggal}."
    return (
        ButirAdministrasi(
            "SURAT",
            "Surat usulan",
            surat and JenisDokumen.SURAT in ada,
            sebut if surat and JenisDokumen.SURAT in ada else _kurang(surat, JenisDokumen.SURAT in ada),
        ),
        _berkas("SPTJM", "SPTJM", JenisDokumen.SPTJM in ada),
        _berkas("TLHP_INSTANSI", "Surat keterangan TLHP dari APIP", JenisDokumen.TLHP in ada),
    )


def _kurang(surat: bool, berkas: bool) -> str:
    return " ".join(
        teks for ada, teks in ((surat, "Nomor dan tanggal belum diisi."), (berkas, "Berkas belum ada.")) if not ada
    )


def _berkas(kode: str, nama: str, ada: bool) -> ButirAdministrasi:
    return ButirAdministrasi(
        kode, nama, ada, "Berkas ada." if ada else "Berkas belum ada atau belum lolos pemeriksaan."
    )


def _unit(
    unit: UnitUsulan,
    tahun: int,
    instrumen: Instrumen,
    potret: Potret | None,
    fakta: Mapping[str, int],
    wbk: int | None,
    survei: bool,
    hari: dt.date,
) -> tuple[ButirAdministrasi, ...]:
    target = PREDIKAT_KATEGORI[unit.kategori]
    prasyarat = {s.kode: s.nilai.get(target) for s in instrumen.prasyarat}
    syarat = [
        *_tlhp_lhk(fakta),
        _berkas("SURVEI", "Laporan survei mandiri", survei),
        _sakip(unit, prasyarat.get("SAKIP_INTERNAL")),
        ButirAdministrasi(
            "LAYANAN_INTI", "Layanan inti instansi", bool(unit.layanan_inti), unit.layanan_inti or "Belum diisi."
        ),
        _lama(unit, int(prasyarat.get("LAMA_MEMBANGUN") or 0), hari),
    ]
    if unit.kategori == Kategori.AFIRMASI:
        syarat = [ButirAdministrasi(b.kode, b.nama, b.sesuai or None, b.keterangan) for b in syarat]
    if target == Predikat.WBBM:
        sudah = sudah_wbk(instrumen, wbk, tahun)
        lama = f"WBK sejak {wbk}" if wbk else "Belum berpredikat WBK"
        syarat.append(
            ButirAdministrasi(
                "SUDAH_WBK", "Sudah berpredikat WBK", sudah, f"{lama}; minimal {instrumen.minimal_tahun_wbk} tahun."
            )
        )
    return (*_lke(instrumen, potret, target), *syarat)


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


_NAMA_LHK = {
    "tlhp_selesai": ("TLHP", "Tindak lanjut hasil pengawasan 100%"),
    "lhkpn_sudah": ("LHKPN", "LHKPN 100%"),
    "lhkan_sudah": ("LHKAN", "Laporan harta kekayaan lainnya 100%"),
}


def _tlhp_lhk(fakta: Mapping[str, int]) -> list[ButirAdministrasi]:
    """Counts from the facts of the unit. No recommendation at all counts as done; a missing count does not."""
    hasil = []
    for bagian, penuh, _ in BAGIAN:
        if bagian not in _NAMA_LHK:
            continue
        kode, nama = _NAMA_LHK[bagian]
        if bagian not in fakta or any(k not in fakta for k in penuh):
            hasil.append(ButirAdministrasi(kode, nama, False, "Fakta satker belum diisi."))
            continue
        semua = sum(fakta[k] for k in penuh)
        hasil.append(ButirAdministrasi(kode, nama, fakta[bagian] >= semua, f"{fakta[bagian]} dari {semua}."))
    return hasil


def _sakip(unit: UnitUsulan, minimum: str | None) -> ButirAdministrasi:
    if not unit.sakip_internal:
        return ButirAdministrasi("SAKIP_INTERNAL", "SAKIP internal", False, "Belum dicatat.")
    cukup = minimum is None or TINGKAT_SAKIP.index(unit.sakip_internal) >= TINGKAT_SAKIP.index(minimum)
    sumber = f" Sumber: {unit.sakip_sumber}." if unit.sakip_sumber else ""
    return ButirAdministrasi(
        "SAKIP_INTERNAL", "SAKIP internal", cukup, f"{unit.sakip_internal}, minimal {minimum}.{sumber}"
    )


def _lama(unit: UnitUsulan, minimal: int, hari: dt.date) -> ButirAdministrasi:
    nama = f"Membangun ZI minimal {minimal} tahun"
    if unit.ditetapkan_pada is None:
        return ButirAdministrasi("LAMA_MEMBANGUN", nama, False, "Tanggal penetapan unit belum dicatat.")
    bulan = bulan_sejak(unit.ditetapkan_pada, hari)
    cukup = tambah_tahun(unit.ditetapkan_pada, minimal) <= hari
    return ButirAdministrasi("LAMA_MEMBANGUN", nama, cukup, f"{bulan} bulan sejak {format_tgl(unit.ditetapkan_pada)}.")


def bulan_sejak(awal: dt.date, hari: dt.date) -> int:
    """Whole months between two days, never negative."""
    bulan = (hari.year - awal.year) * 12 + hari.month - awal.month - (hari.day < awal.day)
    return max(0, bulan)
