"""Changing a score from the comparison of satkers: through the one door, and never without a reason."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from instrumen.pohon.tipe import Butir
from penilaian.actions.alur import kunci_alur
from penilaian.actions.jawaban import JawabanDitolak, Tersimpan
from penilaian.actions.meja import KirimanBerubah
from penilaian.actions.nilai_lapisan import simpan_nilai
from penilaian.models import LembarKerja
from penilaian.queries.meja import ke_sekarang
from satker.pelaku import Pelaku


@transaction.atomic
def ubah_beralasan(
    *,
    oleh: Pelaku,
    lembar: LembarKerja,
    butir: Butir,
    lapisan: str,
    isi: str | Mapping[str, str] | None,
    catatan: str,
    alasan: str,
    versi_dasar: int,
    ke_dilihat: int | None,
) -> Tersimpan:
    """Save one score of the actor's layer with its reason, which stands in the note, its history and the audit row.

    Raises KirimanBerubah, and what simpan_nilai raises; JawabanDitolak also without a reason.
    """
    kunci_alur(lembar)
    if not alasan.strip():
        raise JawabanDitolak(f"{butir.kode_pendek}: perubahan tanpa alasan")
    if ke_sekarang(lembar, butir) != ke_dilihat:
        raise KirimanBerubah
    return simpan_nilai(
        oleh=oleh,
        lembar=lembar,
        butir=butir,
        lapisan=lapisan,
        isi=isi,
        catatan=catatan,
        versi_dasar=versi_dasar,
        alasan=alasan,
    )
