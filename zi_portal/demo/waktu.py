"""Windows of the demo year: whoever starts the demo, on any day, can check and score."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from satker.models import Jendela, Kelonggaran
from satker.peran import KANWIL, TIM_PENILAI
from zi_portal.demo.organisasi import Bentuk

HARI_TERBUKA = 21
_TAHAP = {"pendahuluan": KANWIL, "evaluasi": TIM_PENILAI}
LONGGAR = 17  # a desk that may go on a week longer


def buka_waktu(bentuk: Bentuk) -> None:
    """Open the windows of evaluators for three more weeks, and give one unit more time with its reason."""
    periode, kini = bentuk.periode[-1], timezone.now()
    sampai = kini + dt.timedelta(days=HARI_TERBUKA)
    for tahap, peran in _TAHAP.items():
        jendela = Jendela.objects.filter(periode=periode, tahap=tahap, peran__in=peran)
        jendela.filter(buka__gt=kini).update(buka=kini - dt.timedelta(days=30))
        jendela.filter(tutup__lt=sampai).update(tutup=sampai)
    Kelonggaran.objects.create(
        satker=bentuk.satker[LONGGAR],
        periode=periode,
        tahap="evaluasi",
        sampai=sampai + dt.timedelta(days=7),
        alasan="Jadwal desk bergeser karena gempa; disetujui Inspektur.",
    )
