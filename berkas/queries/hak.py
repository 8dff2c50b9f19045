"""Who may change a document as a whole: replace it, retitle it, move it to the trash or back.

Its owner, or who may write in every area in which it is used this year; a document that no question uses belongs to its
owner and to roles that are bound to no area. The window is judged by the caller.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from berkas.izin import boleh_peran
from berkas.models import Berkas, Bukti
from instrumen.queries import instrumen_untuk
from satker.izin import TERIKAT_AREA
from satker.models import Periode, Satker
from satker.pelaku import Pelaku
from satker.queries.jejak import nama_area


@dataclass(frozen=True, slots=True)
class HakGanti:
    """`sebab` says who may, when the actor may not. `kode`: short codes of the questions that use it this year."""

    boleh: bool
    sebab: str
    kode: tuple[str, ...]


def hak_ganti(pelaku: Pelaku, satker: Satker, periode: Periode, berkas: Sequence[Berkas]) -> dict[uuid.UUID, HakGanti]:
    """The right to each document (loaded with `pemilik`). One SQL statement; the trash hides no link here."""
    butir = instrumen_untuk(periode.instrumen).butir
    kode: dict[uuid.UUID, set[str]] = defaultdict(set)
    tautan = Bukti.objects.filter(
        satker=satker, periode=periode, berkas__in=[b.pk for b in berkas], dilepas_pada__isnull=True
    )
    for pk, kode_butir in tautan.values_list("berkas", "kode_butir"):
        kode[pk].add(kode_butir)
    hasil = {}
    for b in berkas:
        dipakai = [butir[k] for k in butir if k in kode[b.pk]]
        area = list(dict.fromkeys(x.area for x in dipakai))
        boleh = _boleh(pelaku, satker, b, area)
        hasil[b.pk] = HakGanti(boleh, "" if boleh else _sebab(b, area), tuple(x.kode_pendek for x in dipakai))
    return hasil


def _boleh(pelaku: Pelaku, satker: Satker, berkas: Berkas, area: Sequence[str]) -> bool:
    if not (pelaku.penugasan and pelaku.punya("isi_lke") and pelaku.unit.pk == satker.pk):
        return False
    if berkas.pemilik_id == pelaku.user.pk or pelaku.peran not in TERIKAT_AREA:
        return True
    return bool(area) and all(boleh_peran(pelaku, satker, a) for a in area)


def _sebab(berkas: Berkas, area: Sequence[str]) -> str:
    dipakai = f" dan dipakai di {' dan '.join(nama_area(a) for a in area)}" if area else ""
    pokja = f", Pokja {nama_area(area[0])}," if len(area) == 1 else ""
    return (
        f"{berkas.judul} diunggah {berkas.pemilik.nama}{dipakai}. "
        f"Yang dapat mengubahnya: {berkas.pemilik.nama}{pokja} atau ketua tim ZI."
    )
