"""Keeping the phrase bank."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from penilaian.models import Frasa
from penilaian.queries.frasa import boleh_bersama
from satker.actions.jejak import catat
from satker.pelaku import Pelaku


class FrasaDitolak(Exception):
    """The text says why, for people; nothing was written."""


@transaction.atomic
def tambah_frasa(*, oleh: Pelaku, teks: str, bersama: bool, kode_butir: str = "", area: str = "") -> tuple[Frasa, bool]:
    """A phrase of one's own, or of everybody in the instansi. Returns it and whether it is new."""
    if bersama and not boleh_bersama(oleh):
        raise FrasaDitolak("Frasa bersama hanya ditambah admin inspektorat dan pengendali teknis.")
    instansi = oleh.unit.instansi
    frasa, baru = Frasa.objects.get_or_create(
        satker=instansi,
        pemilik=None if bersama else oleh.user,
        kode_butir=kode_butir,
        area="" if kode_butir else area,
        teks=teks.strip(),
        defaults={"dibuat_oleh": oleh.user, "dibuat_pada": timezone.now()},
    )
    if baru:
        _catat(oleh, frasa, "tambah_frasa")
    return frasa, baru


@transaction.atomic
def hapus_frasa(*, oleh: Pelaku, frasa: Frasa) -> None:
    """Notes that used it keep their text."""
    if frasa.pemilik_id is None and not boleh_bersama(oleh):
        raise FrasaDitolak("Frasa bersama hanya dihapus admin inspektorat dan pengendali teknis.")
    _catat(oleh, frasa, "hapus_frasa")
    frasa.delete()


def _catat(oleh: Pelaku, frasa: Frasa, aksi: str) -> None:
    catat(
        oleh=oleh,
        satker=frasa.satker,
        kode_butir=frasa.kode_butir,
        area=frasa.area,
        aksi=aksi,
        objek=f"frasa:{frasa.pk}",
        sesudah={"bersama": frasa.pemilik_id is None},
    )
