"""Saving the proposal: what a person kept is done, what was changed needs a reason, all or nothing."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from instrumen.queries import instrumen_untuk
from penilaian.actions.tim import bagi_butir, beri_tugas
from penilaian.models import AnggotaTim, Tim, TugasTim
from penilaian.pembagian import PilihanArea, menit_area, usulkan_area
from penilaian.queries.bagi_tim import penilai_kini
from penilaian.queries.usulan_tim import BarisUsulan, usulan_tim
from satker.models import Periode
from satker.pelaku import Pelaku


@dataclass(frozen=True, slots=True)
class Keputusan:
    """What a person chose for one unit; `tim` None leaves it without a team."""

    tim: uuid.UUID | None
    alasan: str = ""


@transaction.atomic
def simpan_usulan(
    *,
    oleh: Pelaku,
    periode: Periode,
    keputusan: Mapping[uuid.UUID, Keputusan],
    mulai: dt.date,
    selesai: dt.date,
) -> int:
    """Give every unit in `keputusan` to its team with its areas divided; returns how many. The proposal is computed
    again under the lock of the teams: a choice that differs from it, or that has a warning, needs a reason.

    Raises ValidationError with a mapping unit id → sentence.
    """
    tim = {t.pk: t for t in Tim.objects.select_for_update().filter(satker=periode.instansi_id, periode=periode)}
    usulan = usulan_tim(periode)
    galat: dict[str, str] = {}
    jumlah = 0
    for baris in usulan.baris:
        pilih = keputusan.get(baris.satker.pk)
        if pilih is None or pilih.tim is None or pilih.tim not in tim:
            continue
        if sebab := _kurang_alasan(baris, pilih):
            galat[str(baris.satker.pk)] = sebab
            continue
        try:
            _satu(oleh, tim[pilih.tim], baris, pilih, mulai, selesai)
            jumlah += 1
        except ValidationError as tolak:
            galat[str(baris.satker.pk)] = " ".join(tolak.messages)
    if galat:
        raise ValidationError(galat)
    return jumlah


def _kurang_alasan(baris: BarisUsulan, pilih: Keputusan) -> str:
    if pilih.alasan.strip() or pilih.tim is None:
        return ""
    if peringatan := baris.peringatan.get(pilih.tim):
        return f"{' '.join(peringatan)} Tulis alasan bila tetap ditugaskan."
    if pilih.tim != baris.pilihan.tim:
        return "Pilihan Anda berbeda dari usulan. Tulis alasannya."
    return ""


def _satu(oleh: Pelaku, tim: Tim, baris: BarisUsulan, pilih: Keputusan, mulai: dt.date, selesai: dt.date) -> None:
    tugas = beri_tugas(
        oleh=oleh, tim=tim, satker=baris.satker, mulai=mulai, selesai=selesai, alasan=pilih.alasan.strip()
    )
    area = baris.area if pilih.tim == baris.pilihan.tim else usulkan_area_tugas(tugas)
    terapkan_area(oleh, tugas, area)


def usulkan_area_tugas(tugas: TugasTim) -> tuple[PilihanArea, ...]:
    """The proposal of areas for one unit alone."""
    return usulkan_area(menit_area(instrumen_untuk(tugas.periode.instrumen)), penilai_kini(tugas))


def terapkan_area(oleh: Pelaku | None, tugas: TugasTim, area: tuple[PilihanArea, ...]) -> int:
    """Give every butir of the areas to the proposed people."""
    instrumen = instrumen_untuk(tugas.periode.instrumen)
    anggota = AnggotaTim.objects.filter(tim=tugas.tim_id, keluar_pada=None).select_related("user")
    user = {a.user_id: a.user for a in anggota}
    pembagian = {b.kode: user[a.orang] for a in area for b in instrumen.butir_di(a.area)}
    return bagi_butir(oleh=oleh, tugas=tugas, pembagian=pembagian)
