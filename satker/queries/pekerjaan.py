"""Reads of background jobs: a person sees only their own."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models.query import QuerySet
from django.utils.http import url_has_allowed_host_and_scheme

from satker.jadwal import PENANGAN
from satker.models import KotakSurat, Pekerjaan, User
from satker.models.pekerjaan import StatusPekerjaan

# status → icon and tone of its chip
_RUPA = {
    StatusPekerjaan.ANTRE: ("clock", "netral"),
    StatusPekerjaan.BERJALAN: ("hourglass", "info"),
    StatusPekerjaan.SELESAI: ("check", "ok"),
    StatusPekerjaan.GAGAL: ("x", "danger"),
}


@dataclass(frozen=True, slots=True)
class LihatPekerjaan:
    """A job as its owner reads it. `url`/`label`: where the result is, when the handler named a path of this site."""

    pekerjaan: Pekerjaan
    nama: str
    kata: str
    ikon: str
    nada: str
    pesan: str
    url: str
    label: str

    @property
    def usai(self) -> bool:
        return self.pekerjaan.status in (StatusPekerjaan.SELESAI, StatusPekerjaan.GAGAL)

    @property
    def gagal(self) -> bool:
        return self.pekerjaan.status == StatusPekerjaan.GAGAL


def lihat(pekerjaan: Pekerjaan) -> LihatPekerjaan:
    """Words, icon and result of one job. No query."""
    hasil = pekerjaan.hasil if isinstance(pekerjaan.hasil, dict) else {}
    url = str(hasil.get("url", ""))
    aman = url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    penangan = PENANGAN.get(pekerjaan.jenis)
    return LihatPekerjaan(
        pekerjaan,
        penangan.nama if penangan else pekerjaan.jenis.replace("_", " ").capitalize(),
        StatusPekerjaan(pekerjaan.status).label,
        *_RUPA[StatusPekerjaan(pekerjaan.status)],
        pesan=str(hasil.get("pesan", "")),
        url=url if aman else "",
        label=str(hasil.get("label", "")) or "Lihat hasil",
    )


def pekerjaan_milik(user: User) -> QuerySet[Pekerjaan]:
    """Jobs of one person, newest first."""
    return Pekerjaan.objects.filter(pemilik=user).select_related("satker")


def kotak_surat() -> QuerySet[KotakSurat]:
    """Messages kept because no mail server is set, newest first."""
    return KotakSurat.objects.all()
