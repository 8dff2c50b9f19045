"""Phrases for notes: those of the instansi and one's own."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from instrumen.pohon.tipe import Butir, Instrumen
from penilaian.models import Frasa
from satker.models import Satker
from satker.pelaku import Pelaku
from satker.queries.jejak import nama_area

BANYAK_DITAWARKAN = 9  # one digit each


@dataclass(frozen=True, slots=True)
class BarisFrasa:
    """One phrase of the bank; `untuk` says where it is offered, in words."""

    frasa: Frasa
    untuk: str
    bersama: bool
    boleh_hapus: bool


def frasa_terlihat(pelaku: Pelaku) -> QuerySet[Frasa]:
    """Of the actor's instansi: everybody's and one's own."""
    milik = Q(pemilik__isnull=True) | Q(pemilik=pelaku.user)
    return Frasa.objects.filter(milik, satker=pelaku.unit.instansi_id)


def boleh_bersama(pelaku: Pelaku) -> bool:
    """Who keeps the phrases of everybody: the admin of the inspectorate and the dalnis."""
    return pelaku.punya("kelola_evaluasi") or pelaku.punya("setujui_tpi")


def frasa_butir(pelaku: Pelaku, satker: Satker, butir: Butir) -> tuple[Frasa, ...]:
    """What is offered beside one butir: its own phrases first, then those of its area, then the general ones; in each
    the most used first. One query.
    """
    cocok = Q(kode_butir=butir.kode) | Q(area=butir.area) | Q(kode_butir="", area="")
    milik = Q(pemilik__isnull=True) | Q(pemilik=pelaku.user)
    semua = Frasa.objects.filter(cocok, milik, satker=satker.instansi_id)
    urut = sorted(semua, key=lambda f: (not f.kode_butir, not f.area, -f.dipakai, f.teks))
    return tuple(urut[:BANYAK_DITAWARKAN])


def daftar_frasa(pelaku: Pelaku, instrumen: Instrumen | None) -> tuple[BarisFrasa, ...]:
    """The whole bank the actor sees, most used first. One query."""
    butir = instrumen.butir if instrumen else {}

    def untuk(f: Frasa) -> str:
        if f.kode_butir:
            return butir[f.kode_butir].kode_pendek if f.kode_butir in butir else f.kode_butir
        return nama_area(f.area) if f.area else "Semua soal"

    bersama = boleh_bersama(pelaku)
    return tuple(
        BarisFrasa(f, untuk(f), f.pemilik_id is None, bersama if f.pemilik_id is None else True)
        for f in frasa_terlihat(pelaku)
    )
