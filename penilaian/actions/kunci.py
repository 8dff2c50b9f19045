"""Locking the values of the team: the step and the frozen copy everybody else reads, in one transaction."""

from __future__ import annotations

from django.db import transaction

from penilaian.actions.alur import jalankan_langkah, kunci_alur
from penilaian.actions.potret import ambil_potret
from penilaian.models import Lapisan, LembarKerja, Peristiwa, Potret
from penilaian.queries.alur import pengajuan_terakhir
from satker.pelaku import Pelaku


@transaction.atomic
def kunci_penilaian(*, oleh: Pelaku, lembar: LembarKerja, keadaan_dilihat: str | None = None) -> Potret:
    """The dalnis locks; the satker's time to reply begins. Raises LangkahDitolak."""
    kunci_alur(lembar)
    jalankan_langkah(oleh=oleh, lembar=lembar, kode="kunci", keadaan_dilihat=keadaan_dilihat)
    return ambil_potret(
        oleh=oleh,
        lembar=lembar,
        lapisan=Lapisan.TPI,
        peristiwa=Peristiwa.KUNCI,
        pengajuan=pengajuan_terakhir(lembar),
    )
