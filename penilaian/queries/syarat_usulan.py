"""Proofs of the conditions of proposals, of the TPN stages and of decrees (penilaian.alur.SYARAT).

Each takes the Konteks of penilaian.queries.alur, which registers them in PERIKSA.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.db.models.functions import Now, TruncDate

from berkas.models import PutusanVersi
from instrumen.queries import instrumen_untuk
from penilaian.aturan_usulan import ATURAN_MANDIRI, PREDIKAT_KATEGORI, TAHAP_KEADAAN, boleh_diusulkan_mulai
from penilaian.models import (
    ButirSeleksi,
    DokumenUsulan,
    HalanganInstansi,
    HasilTpn,
    Jalur,
    JenisDokumen,
    JenisSk,
    Kategori,
    LangkahAlur,
    LembarKerja,
    PutusanHalangan,
    SkPredikat,
    StatusUnit,
    SyaratMandiri,
    UnitUsulan,
    Usulan,
)
from penilaian.queries.berkas_usulan import berkas_usulan
from penilaian.queries.nilai import wbk_sejak
from penilaian.queries.prasyarat import prasyarat_terpenuhi
from penilaian.skor.hitung import sudah_wbk
from satker.models import RiwayatPredikat, Satker

if TYPE_CHECKING:
    from penilaian.queries.alur import Konteks


def hari_basis_data(satker: Satker) -> dt.date:
    """Today in the zone of the unit, by the database clock."""
    hari = TruncDate(Now(), tzinfo=ZoneInfo(satker.zona))
    return Satker.objects.filter(pk=satker.pk).annotate(hari=hari).values_list("hari", flat=True).get()


def unit_usulan(lembar: LembarKerja) -> UnitUsulan | None:
    """The proposal the sheet is in now, or None. One statement."""
    baris = UnitUsulan.objects.filter(lembar=lembar).exclude(status=StatusUnit.DIKELUARKAN)
    return baris.select_related("usulan", "satker").first()


def dalam_masa_cabut(satker: Satker) -> dt.date | None:
    """First day on which the unit may be proposed again, where that still lies ahead; else None. Two statements."""
    cabut = RiwayatPredikat.objects.filter(satker=satker, dicabut_pada__isnull=False)
    mulai = [boleh_diusulkan_mulai(hari) for hari in cabut.values_list("dicabut_pada", flat=True) if hari]
    if not mulai:
        return None
    return max(mulai) if hari_basis_data(satker) < max(mulai) else None


def wbk_cukup(lembar: LembarKerja) -> bool:
    """WBK is held long enough for WBBM (years: the instrument's minimal_tahun_wbk)."""
    return sudah_wbk(instrumen_untuk(lembar.periode.instrumen), wbk_sejak(lembar), lembar.periode.tahun)


def kategori_usulan(lembar: LembarKerja, unit: UnitUsulan | None) -> str:
    """The predikat that is asked for: of the proposal, else of the sheet."""
    return PREDIKAT_KATEGORI[unit.kategori] if unit else lembar.target


def dokumen_ada(usulan: Usulan, jenis: JenisDokumen, unit: UnitUsulan | None = None) -> bool:
    """Whether a file of this kind was filed and passed the checks."""
    return DokumenUsulan.objects.filter(
        usulan=usulan, jenis=jenis, unit=unit, versi__putusan=PutusanVersi.LOLOS
    ).exists()


def mandiri_terpenuhi(usulan: Usulan) -> bool:
    """The conditions of SE 4/2023 as recorded; the written approval needs its file."""
    ada = {s.kode: s for s in SyaratMandiri.objects.filter(satker=usulan.satker_id, usulan=usulan)}
    return dokumen_ada(usulan, JenisDokumen.PERSETUJUAN) and all(
        kode in ada and aturan.terpenuhi(ada[kode].pembilang, ada[kode].penyebut)
        for kode, aturan in ATURAN_MANDIRI.items()
    )


def butir_terakhir(lembar: LembarKerja) -> dict[str, ButirSeleksi]:
    """The administrative list as it stands: the selection, each point replaced by the answer to the objection."""
    unit = unit_usulan(lembar)
    hasil: dict[str, ButirSeleksi] = {}
    if unit is None:
        return hasil
    for tahap in ("seleksi", "sanggah"):
        terakhir = hasil_terakhir(unit, tahap)
        if terakhir:
            hasil |= {b.kode: b for b in ButirSeleksi.objects.filter(satker=unit.satker_id, hasil=terakhir)}
    return hasil


def hasil_terakhir(unit: UnitUsulan, tahap: str) -> HasilTpn | None:
    """The result of a stage that counts: the newest correction."""
    return HasilTpn.objects.filter(satker=unit.satker_id, unit=unit, tahap=tahap).order_by("-nomor").first()


# --- Conditions ----------------------------------------------------------------------------------------------------


def _tanpa_halangan(k: Konteks) -> bool:
    halangan = HalanganInstansi.objects.filter(satker=k.lembar.satker.instansi_id, periode=k.lembar.periode)
    return not halangan.filter(~Q(putusan=PutusanHalangan.TIDAK)).exists()


def _wbk_sebelum_wbbm(k: Konteks) -> bool:
    return kategori_usulan(k.lembar, unit_usulan(k.lembar)) != "WBBM" or wbk_cukup(k.lembar)


def _berkas_usulan(k: Konteks) -> bool:
    """Letter and SPTJM, issued here and signed or filed from outside; WBK mandiri also its four conditions."""
    unit = unit_usulan(k.lembar)
    if unit is None or any(b.kurang([unit]) for b in berkas_usulan(unit.usulan).values()):
        return False
    return unit.usulan.jalur == Jalur.TPN or mandiri_terpenuhi(unit.usulan)


def _prasyarat(k: Konteks) -> bool:
    """An affirmative unit may bring its conditions later (PermenPANRB 5/2024)."""
    unit = unit_usulan(k.lembar)
    return (unit is not None and unit.kategori == Kategori.AFIRMASI) or prasyarat_terpenuhi(k.lembar)


def _jalur(jalur: Jalur) -> Callable[[Konteks], bool]:
    def periksa(k: Konteks) -> bool:
        unit = unit_usulan(k.lembar)
        return unit is not None and unit.usulan.jalur == jalur

    return periksa


def _hasil_tpn(k: Konteks) -> bool:
    """The result of the stage in which the sheet stands is recorded."""
    unit, tahap = unit_usulan(k.lembar), TAHAP_KEADAAN.get(k.alur.keadaan)
    return unit is not None and tahap is not None and hasil_terakhir(unit, tahap) is not None


def _ada_tidak_sesuai(k: Konteks) -> bool:
    return any(not b.sesuai for b in butir_terakhir(k.lembar).values())


def _semua_sesuai(k: Konteks) -> bool:
    butir = butir_terakhir(k.lembar)
    return bool(butir) and all(b.sesuai for b in butir.values())


def _sk(jenis: JenisSk) -> Callable[[Konteks], bool]:
    return lambda k: SkPredikat.objects.filter(satker=k.lembar.satker_id, unit__lembar=k.lembar, jenis=jenis).exists()


SYARAT_USULAN: dict[str, Callable[[Konteks], bool]] = {
    "prasyarat": _prasyarat,
    "tanpa_halangan": _tanpa_halangan,
    "tidak_dalam_masa_cabut": lambda k: dalam_masa_cabut(k.lembar.satker) is None,
    "wbk_sebelum_wbbm": _wbk_sebelum_wbbm,
    "berkas_usulan": _berkas_usulan,
    "jalur_tpn": _jalur(Jalur.TPN),
    "jalur_mandiri": _jalur(Jalur.WBK_MANDIRI),
    "hasil_tpn": _hasil_tpn,
    "ada_tidak_sesuai": _ada_tidak_sesuai,
    "semua_sesuai": _semua_sesuai,
    "belum_menyanggah": lambda k: not LangkahAlur.objects.filter(lembar=k.lembar, kode="sanggah").exists(),
    "sk_predikat": _sk(JenisSk.PENETAPAN),
    "sk_cabut": _sk(JenisSk.PENCABUTAN),
}
