"""The clocks of a session from its stored presses, at the time of the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import connection

from penilaian.models import AcaraSesi, JamAcara, SesiDesk
from penilaian.sesi_waktu import Acara, JamSesi, Kejadian, hitung_jam


def waktu_basis() -> dt.datetime:
    """Now, as the database sees it."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT statement_timestamp()")
        return kursor.fetchone()[0]


def jam_sesi(sesi: SesiDesk) -> JamSesi:
    """Three statements: the rundown, the presses, the time."""
    acara = list(AcaraSesi.objects.filter(sesi=sesi).order_by("urutan", "pk"))
    jam = JamAcara.objects.filter(sesi=sesi).order_by("nomor")
    return hitung(acara, jam, waktu_basis())


def hitung(acara: Sequence[AcaraSesi], jam: Iterable[JamAcara], kini: dt.datetime) -> JamSesi:
    """The same from rows already read, in the order of the rundown and of the presses."""
    agenda = [Acara(str(a.pk), str(a.ruang_id), a.menit) for a in acara]
    return hitung_jam(agenda, (Kejadian(str(j.acara_id), j.jenis, j.pada) for j in jam), kini)


def kata_lama(lama: dt.timedelta) -> str:
    """`12:34`, or `1:02:34` from an hour on; full seconds, as a clock shows them."""
    detik = int(lama.total_seconds())
    jam, sisa = divmod(detik, 3600)
    return f"{jam}:{sisa // 60:02d}:{sisa % 60:02d}" if jam else f"{sisa // 60:02d}:{sisa % 60:02d}"
