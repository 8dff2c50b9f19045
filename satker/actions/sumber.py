"""Evaluator roles that a task of a team keeps: rows of Penugasan are made equal to what the task says.

A higher room calls this; nobody else touches a row that has a `sumber`. The day is that of the unit.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from satker.actions.jejak import catat
from satker.models import Penugasan, Satker
from satker.pelaku import Pelaku

_HARI = dt.timedelta(days=1)


@transaction.atomic
def samakan_penugasan(
    *,
    oleh: Pelaku | None,
    unit: Satker,
    sumber: uuid.UUID,
    orang: Mapping[tuple[uuid.UUID, str], dt.date],
    selesai: dt.date,
    alasan: str = "",
) -> None:
    """Make the current and coming rows of `sumber` at the unit equal to `orang`: (user, peran) → first day, all ending
    with `selesai`. Who is not in it loses the right now, also in the middle of a day; past days stay as they were.

    A row kept by hand for the same role and days makes room: it ends the day before, or is taken over.
    """
    hari = timezone.localdate(timezone=ZoneInfo(unit.zona))
    baris = Penugasan.objects.select_for_update(of=("self",)).select_related("user").filter(unit=unit, sumber=sumber)
    sisa = dict(orang)
    for tugas in baris.filter(Q(selesai=None) | Q(selesai__gte=hari)):
        mulai = sisa.get((tugas.user_id, tugas.peran))
        if mulai is None or (tugas.mulai <= hari < mulai):
            _akhiri(oleh, tugas, hari, alasan)
            continue
        del sisa[tugas.user_id, tugas.peran]
        _ubah(oleh, tugas, tugas.mulai if tugas.mulai <= hari else mulai, selesai, alasan)
    for (user, peran), mulai in sisa.items():
        if mulai <= selesai:
            _buat(oleh, unit, sumber, user, peran, mulai, selesai, alasan)


def _buat(
    oleh: Pelaku | None,
    unit: Satker,
    sumber: uuid.UUID,
    user: uuid.UUID,
    peran: str,
    mulai: dt.date,
    selesai: dt.date,
    alasan: str,
) -> None:
    sama = (
        Penugasan.objects.select_for_update(of=("self",))
        .select_related("user")
        .filter(unit=unit, user=user, peran=peran)
    )
    if sama.filter(mulai=mulai).exclude(sumber=None).exists():
        raise ValidationError("Ada penugasan tim lain di satker ini yang mulai pada hari yang sama.")
    for lama in sama.filter(Q(selesai=None) | Q(selesai__gte=mulai), sumber=None, mulai__lt=mulai):
        _ubah(oleh, lama, lama.mulai, mulai - _HARI, alasan)
    ambil = sama.filter(sumber=None, mulai__gte=mulai, mulai__lte=selesai).order_by("mulai").first()
    if ambil:
        Penugasan.objects.filter(pk=ambil.pk).update(sumber=sumber)
        _ubah(oleh, ambil, mulai, selesai, alasan)
        return
    tugas = Penugasan.objects.create(unit=unit, user_id=user, peran=peran, mulai=mulai, selesai=selesai, sumber=sumber)
    _catat(oleh, tugas, "tugaskan", None, alasan)


def _ubah(oleh: Pelaku | None, tugas: Penugasan, mulai: dt.date, selesai: dt.date, alasan: str) -> None:
    if (tugas.mulai, tugas.selesai) == (mulai, selesai):
        return
    sebelum = {"mulai": str(tugas.mulai), "selesai": str(tugas.selesai) if tugas.selesai else None}
    tugas.mulai, tugas.selesai = mulai, selesai
    tugas.save(update_fields=["mulai", "selesai"])
    _catat(oleh, tugas, "ubah_penugasan", sebelum, alasan)


def _akhiri(oleh: Pelaku | None, tugas: Penugasan, hari: dt.date, alasan: str) -> None:
    """A right ends with yesterday. One that began today or has not begun leaves no day behind, so the row goes."""
    sebelum = {"mulai": str(tugas.mulai), "selesai": str(tugas.selesai) if tugas.selesai else None}
    _catat(oleh, tugas, "akhiri_penugasan", sebelum, alasan, selesai=hari)
    if tugas.mulai >= hari:
        tugas.delete()
    else:
        tugas.selesai = hari - _HARI
        tugas.save(update_fields=["selesai"])


def _catat(
    oleh: Pelaku | None,
    tugas: Penugasan,
    aksi: str,
    sebelum: Mapping[str, str | None] | None,
    alasan: str,
    selesai: dt.date | None = None,
) -> None:
    isi = {"mulai": str(tugas.mulai), "selesai": str(selesai or tugas.selesai)}
    catat(
        oleh=oleh,
        satker=tugas.unit,
        aksi=aksi,
        objek=f"pengguna:{tugas.user_id}",
        sebelum=sebelum,
        sesudah={"orang": tugas.user.nama, "peran": tugas.label, **isi},
        alasan=alasan,
    )
