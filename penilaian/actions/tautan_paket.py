"""Links that open the package of a proposal for a while. The token is shown once; the database keeps its hash."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from penilaian.models import AksesTautan, TautanPaket, Usulan
from satker.actions.jejak import catat
from satker.pelaku import Pelaku

HARI_MAKS = 90
_BITA = 32  # 256 random bits


def sidik_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def buat_tautan_paket(*, oleh: Pelaku, usulan: Usulan, keterangan: str, hari: int) -> tuple[TautanPaket, str]:
    """(row, token). `hari`: how long it opens, counted by the clock."""
    if not 1 <= hari <= HARI_MAKS:
        raise ValidationError({"hari": f"Pilih 1 sampai {HARI_MAKS} hari."})
    token = secrets.token_urlsafe(_BITA)
    sekarang = timezone.now()
    tautan = TautanPaket.objects.create(
        satker=usulan.satker,
        usulan=usulan,
        sidik=sidik_token(token),
        keterangan=keterangan,
        berakhir=sekarang + dt.timedelta(days=hari),
        oleh=oleh.user,
        pada=sekarang,
    )
    _catat(oleh, tautan, "buat_tautan_paket", {"keterangan": keterangan, "berakhir": tautan.berakhir.isoformat()})
    return tautan, token


@transaction.atomic
def cabut_tautan_paket(*, oleh: Pelaku, tautan: TautanPaket) -> bool:
    """Close it now; False when it was closed before."""
    tautan = TautanPaket.objects.select_for_update(of=("self",)).select_related("usulan__periode").get(pk=tautan.pk)
    if tautan.dicabut_pada:
        return False
    tautan.dicabut_pada, tautan.dicabut_oleh = timezone.now(), oleh.user
    tautan.save(update_fields=["dicabut_pada", "dicabut_oleh"])
    _catat(oleh, tautan, "cabut_tautan_paket", {"keterangan": tautan.keterangan})
    return True


@transaction.atomic
def pakai_tautan(*, token: str, unduh: bool) -> TautanPaket | None:
    """The living link of a token, with its use noted; None when it is unknown, ended (database clock) or closed."""
    tautan = (
        TautanPaket.objects.filter(sidik=sidik_token(token), dicabut_pada__isnull=True, berakhir__gt=Now())
        .select_related("usulan__periode", "usulan__satker", "satker")
        .first()
    )
    if tautan is not None:
        AksesTautan.objects.create(satker=tautan.satker, tautan=tautan, unduh=unduh, pada=timezone.now())
    return tautan


def _catat(oleh: Pelaku, tautan: TautanPaket, aksi: str, sesudah: dict[str, str]) -> None:
    catat(
        oleh=oleh,
        satker=tautan.satker,
        periode=tautan.usulan.periode,
        aksi=aksi,
        objek=f"tautan_paket:{tautan.pk}",
        sesudah=sesudah,
    )
