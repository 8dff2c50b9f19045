"""Who may change evidence (decisions §3): Pokja in its area, the koordinator everywhere, nobody else, in the window."""

from __future__ import annotations

from satker.models import Satker
from satker.pelaku import Pelaku

TAHAP_TULIS = "pengisian"


def boleh_tulis(pelaku: Pelaku, satker: Satker, area_butir: str, terbuka: bool) -> bool:
    """`terbuka` is the caller's verdict on the window of the role; a closed one makes everything read-only."""
    return terbuka and boleh_peran(pelaku, satker, area_butir)


def boleh_titip(pelaku: Pelaku, satker: Satker) -> bool:
    """Whether the inbox of the unit is the actor's own: whoever may answer there may leave files in it."""
    return pelaku.penugasan is not None and pelaku.punya("isi_lke") and pelaku.unit.pk == satker.pk


def boleh_peran(pelaku: Pelaku, satker: Satker, area_butir: str) -> bool:
    """The same without the window: the right that the window opens."""
    return boleh_titip(pelaku, satker) and pelaku.boleh_area(area_butir)
