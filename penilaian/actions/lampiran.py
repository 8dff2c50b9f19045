"""A file that comes with a form of the inspectorate: checked by the caller, stored in the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass

from berkas.actions import simpan_dokumen
from berkas.models import VersiBerkas
from berkas.penyimpanan import Kiriman
from berkas.periksa.putusan import Putusan
from satker.models import Satker
from satker.pelaku import Pelaku


@dataclass(frozen=True, slots=True)
class Lampiran:
    """Received bytes and the verdict of berkas.actions.periksa_kiriman on them."""

    kiriman: Kiriman
    putusan: Putusan


def simpan_lampiran(*, oleh: Pelaku, satker: Satker, lampiran: Lampiran, sebab: str) -> VersiBerkas:
    """File it under the instansi of the unit: what the inspectorate keeps is not the unit's own library."""
    instansi = Satker.objects.get(pk=satker.instansi_id)
    return simpan_dokumen(oleh=oleh, satker=instansi, kiriman=lampiran.kiriman, putusan=lampiran.putusan, sebab=sebab)


def simpan_bila_ada(*, oleh: Pelaku, satker: Satker, lampiran: Lampiran | None, sebab: str) -> VersiBerkas | None:
    return simpan_lampiran(oleh=oleh, satker=satker, lampiran=lampiran, sebab=sebab) if lampiran else None
