"""Changing a score from the comparison of satkers: through the one door, and never without a reason."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from instrumen.pohon.tipe import Butir
from penilaian.actions.jawaban import JawabanDitolak, Tersimpan
from penilaian.actions.nilai_lapisan import simpan_nilai
from penilaian.models import LembarKerja
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

    Raises what simpan_nilai raises; JawabanDitolak also without a reason.
    """
    if not alasan.strip():
        raise JawabanDitolak(f"{butir.kode_pendek}: perubahan tanpa alasan")
    return simpan_nilai(
        oleh=oleh,
        lembar=lembar,
        butir=butir,
        lapisan=lapisan,
        isi=isi,
        catatan=catatan,
        versi_dasar=versi_dasar,
        alasan=alasan,
        ke_dilihat=ke_dilihat,
    )
