"""The actor of a request: a person in exactly one role at a time (decisions §3: never a union of roles)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from satker.izin import IZIN_PERAN, TERIKAT_AREA
from satker.models import Penugasan, Satker, User
from satker.models.organisasi import Zona
from satker.peran import TIM_PENILAI

KUNCI_SESI = "penugasan"


@dataclass(frozen=True, slots=True)
class Pelaku:
    """A user with the one active Penugasan, or without any (may only see the profile).

    `unit_penilaian` holds the ids of the units of all current Penugasan in the same evaluator role.
    """

    user: User
    penugasan: Penugasan | None
    unit_penilaian: tuple[uuid.UUID, ...] = ()
    lain: tuple[Penugasan, ...] = field(default=(), repr=False)

    @property
    def peran(self) -> str:
        return self.penugasan.peran if self.penugasan else ""

    @property
    def peran_label(self) -> str:
        return self.penugasan.sebutan if self.penugasan else "Belum ada peran"

    @property
    def unit(self) -> Satker:
        """The unit of the active role; raises AttributeError without a role, which a decorator must have excluded."""
        return self.penugasan.unit

    @property
    def area(self) -> str:
        return self.penugasan.area if self.penugasan else ""

    @property
    def zona(self) -> str:
        return self.penugasan.unit.zona if self.penugasan else "Asia/Jakarta"

    def punya(self, izin: str) -> bool:
        """Whether the active role has the permission at all."""
        return izin in IZIN_PERAN.get(self.peran, frozenset())

    def boleh_area(self, area: str) -> bool:
        """Whether the active role may write in an area ('A5', 'B1'); Pokja only in its own."""
        return self.peran not in TERIKAT_AREA or area == self.area


def susun_pelaku(user: User, penugasan: list[Penugasan], pilihan: str | None) -> Pelaku:
    """Pick the active row: the one chosen in the session if it is still current, else the first."""
    if not penugasan:
        return Pelaku(user, None)
    aktif = next((p for p in penugasan if str(p.pk) == pilihan), penugasan[0])
    sejenis = tuple(p.unit_id for p in penugasan if p.peran == aktif.peran) if aktif.peran in TIM_PENILAI else ()
    lain, dilihat = [], {aktif.peran if aktif.peran in TIM_PENILAI else aktif.pk}
    for p in penugasan:  # an evaluator with ten satkers switches role once, not ten times
        kunci = p.peran if p.peran in TIM_PENILAI else p.pk
        if kunci not in dilihat:
            dilihat.add(kunci)
            lain.append(p)
    return Pelaku(user, aktif, sejenis, tuple(lain))


def muat_pelaku(user: User, pilihan: str | None = None) -> Pelaku:
    """Read the current roles of a user in one query. A role begins and ends with the day of its own unit."""
    sekarang = timezone.now()
    hari = {zona: timezone.localdate(sekarang, ZoneInfo(zona)) for zona in Zona.values}
    berlaku = Q(selesai__isnull=True) | Q(selesai__gte=min(hari.values()))
    baris = Penugasan.objects.filter(berlaku, user=user, mulai__lte=max(hari.values()))
    baris = baris.select_related("unit__instansi__setelan")
    kini = [p for p in baris.order_by("-mulai", "peran", "unit__kode") if p.meliputi(hari[p.unit.zona])]
    return susun_pelaku(user, kini, pilihan)


class PelakuMiddleware:
    """Sets request.pelaku (None when not signed in) and the time zone of the active unit."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.pelaku = None
        if request.user.is_authenticated:
            request.pelaku = muat_pelaku(request.user, request.session.get(KUNCI_SESI))
            timezone.activate(ZoneInfo(request.pelaku.zona))
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()
