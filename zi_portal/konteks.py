"""Context of the shell (templates/base.html): who is acting, in which role, and what stands around every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from common.hemat import hemat_data
from zi_portal.menu import Item, menu_untuk

NAMA_APLIKASI = "ZI Portal"
KUKI_TEMA = "tema"
TEMA = ("terang", "gelap", "perangkat")


@dataclass(frozen=True, slots=True)
class Aplikasi:
    """Product facts of the header and footer."""

    nama: str
    versi: str


def tema_dari(request: HttpRequest) -> str:
    """The theme of the cookie; anything unknown is terang."""
    tema = request.COOKIES.get(KUKI_TEMA, "")
    return tema if tema in TEMA else TEMA[0]


def _menu(request: HttpRequest) -> list[Item]:
    return menu_untuk(request) if getattr(request, "pelaku", None) else []


def kerangka(request: HttpRequest) -> dict[str, Any]:
    """Shell variables. The roles were read by PelakuMiddleware; only a page without a year asks for the running one.

    `request.pelaku` may be missing when a middleware before it answered (an error page): the shell is then anonymous.
    """
    pelaku = getattr(request, "pelaku", None)
    return {
        "aplikasi": Aplikasi(NAMA_APLIKASI, settings.VERSI),
        "pelaku": pelaku,
        "penugasan_lain": pelaku.lain if pelaku else (),
        "menu": _menu(request),
        "demo": settings.DEMO,
        "tema": tema_dari(request),
        "hemat": hemat_data(request),
        "pintasan": pelaku.user.pintasan if pelaku else True,
        "waktu_server": timezone.now(),
        "zona": pelaku.zona if pelaku else settings.TIME_ZONE,
    }
