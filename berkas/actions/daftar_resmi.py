"""The official list of evidence: a package becomes a document of the register."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from berkas.actions.terbit import siapkan_draf
from berkas.models import DokumenTerbit, PaketBukti
from berkas.queries.daftar_resmi import isi_daftar
from satker.pelaku import Pelaku

JENIS_DAFTAR = "daftar_bukti"


@transaction.atomic
def siapkan_daftar(
    *,
    oleh: Pelaku,
    paket: PaketBukti,
    tanggal: dt.date,
    nomor: str = "",
    menggantikan: DokumenTerbit | None = None,
    alasan_ganti: str = "",
) -> DokumenTerbit:
    """A draft of the list that this package froze; asking again for the same package renews that draft.

    The audit row is that of siapkan_draf. Raises KeadaanBerubahError when `menggantikan` cannot be replaced.
    """
    isi = isi_daftar(paket, penanda=(oleh.peran_label, oleh.user.nama))
    return siapkan_draf(
        oleh=oleh,
        satker=paket.satker,
        periode=paket.periode,
        jenis=JENIS_DAFTAR,
        judul=f"Daftar data dukung {paket.periode.tahun} {paket.satker.nama}",
        isi=isi,
        tanggal=tanggal,
        nomor=nomor,
        kunci=str(paket.pk),
        menggantikan=menggantikan,
        alasan_ganti=alasan_ganti,
    )
