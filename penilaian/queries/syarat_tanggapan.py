"""The condition of the LHE that the satker's time to reply is over and every reply decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.functions import Now

from penilaian.models import AlurLembar, KirimanTanggapan, StatusTanggapan, Tanggapan

if TYPE_CHECKING:
    from penilaian.queries.alur import Konteks


def tanggapan_selesai(k: Konteks) -> bool:
    """Sent (or declared none) and every sent reply decided; without a sending once the deadline has passed.

    Drafts nobody sent in time count for nothing.
    """
    if KirimanTanggapan.objects.filter(lembar=k.lembar).exists():
        return not Tanggapan.objects.filter(lembar=k.lembar, status=StatusTanggapan.TERKIRIM).exists()
    return AlurLembar.objects.filter(pk=k.alur.pk, tenggat__lte=Now()).exists()
