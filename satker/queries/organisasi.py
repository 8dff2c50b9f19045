"""Reads about the organisation tree. Every list costs the same number of statements for one row and for fifty."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Prefetch, Q
from django.db.models.functions import Substr, Upper
from django.db.models.query import QuerySet
from django.utils import timezone

from satker.models import Jejak, JenisSatker, Pendaftaran, RiwayatInduk, RiwayatPredikat, Satker, SetelanInstansi
from satker.models.organisasi import Tingkat
from satker.pelaku import Pelaku
from satker.peran import KANWIL
from satker.queries.jejak import BarisJejak, baca

RUAS = 11  # characters of one path segment with its slash
TINGKAT_MAKS = 10


@dataclass(frozen=True, slots=True)
class RincianSatker:
    """A unit with everything its page shows."""

    satker: Satker
    predikat: tuple[RiwayatPredikat, ...]
    riwayat_induk: tuple[RiwayatInduk, ...]
    jejak: tuple[BarisJejak, ...]
    jumlah_anak: int

    @property
    def aktif(self) -> bool:
        return self.satker.aktif_selesai is None or self.satker.aktif_selesai >= timezone.localdate()


def basis_demo() -> bool:
    """Whether this database was filled by the demo command."""
    return SetelanInstansi.objects.filter(demo=True).exists()


def urut_pohon(satker: QuerySet[Satker]) -> QuerySet[Satker]:
    """Order as a nested tree, siblings by code: the codes of all ancestors form the sort key."""
    leluhur = Satker.objects.filter(
        jalur__in=[Substr(OuterRef("jalur"), 1, RUAS * n) for n in range(1, TINGKAT_MAKS + 1)]
    )
    return satker.annotate(urut=ArraySubquery(leluhur.order_by("jalur").values_list(Upper("kode")))).order_by("urut")


def daftar_satker(
    pelaku: Pelaku, *, cari: str = "", jenis: str = "", induk: str = "", keadaan: str = "aktif"
) -> QuerySet[Satker]:
    """Units the actor administers, as a tree, with kind, parent and predikat. `induk` is the code of a branch;
    `keadaan` is aktif, nonaktif or semua.
    """
    hasil = Satker.objects.terkelola_oleh(pelaku)
    if cari:
        hasil = hasil.filter(Q(nama__icontains=cari) | Q(kode__icontains=cari) | Q(kabupaten_kota__icontains=cari))
    if jenis:
        hasil = hasil.filter(jenis_id=jenis)
    if induk:
        cabang = Satker.objects.terkelola_oleh(pelaku).filter(kode__iexact=induk).first()
        hasil = hasil.di_bawah(cabang) if cabang else hasil.none()
    tutup = Q(aktif_selesai__lt=timezone.localdate())
    if keadaan != "semua":
        hasil = hasil.filter(tutup) if keadaan == "nonaktif" else hasil.exclude(tutup)
    berlaku = RiwayatPredikat.objects.dipegang(timezone.localdate().year).order_by("-tahun")
    return urut_pohon(hasil).select_related("jenis", "induk").prefetch_related(Prefetch("predikat", berlaku))


def cabang_terkelola(pelaku: Pelaku) -> QuerySet[Satker]:
    """Units that can have units below them, for the branch filter and parent choices."""
    return urut_pohon(Satker.objects.terkelola_oleh(pelaku).exclude(tingkat__in=[Tingkat.SATKER, Tingkat.KAWASAN]))


def rincian_satker(satker: Satker) -> RincianSatker:
    """Everything the page of a unit shows; five statements."""
    jejak = Jejak.objects.filter(satker=satker, periode=None).select_related("oleh")
    return RincianSatker(
        satker=satker,
        predikat=tuple(satker.predikat.all()),
        riwayat_induk=tuple(satker.riwayat_induk.select_related("induk")),
        jejak=tuple(baca(j, satker.zona) for j in jejak[:30]),
        jumlah_anak=satker.anak.count(),
    )


def antrean_pendaftaran(pelaku: Pelaku, *, status: str = "") -> QuerySet[Pendaftaran]:
    """Requests the actor may see, open ones first."""
    hasil = Pendaftaran.objects.terlihat_oleh(pelaku).select_related("induk", "diajukan_oleh", "satker")
    if status:
        hasil = hasil.filter(status=status)
    return hasil.order_by(F("diputus_pada").desc(nulls_first=True), "-diajukan_pada")


def isi_pendaftaran(pendaftaran: Pendaftaran) -> dict[str, Any]:
    """The values of a request that need words: tingkat, jenis, and the date as a date. One statement."""
    isi = pendaftaran.isi
    jenis = JenisSatker.objects.filter(pk=isi["jenis"]).values_list("nama", flat=True).first()
    return {
        "tingkat": Tingkat(isi["tingkat"]).label,
        "jenis": jenis or isi["jenis"],
        "aktif_mulai": dt.date.fromisoformat(isi["aktif_mulai"]),
    }


def lingkup_pendaftaran(pelaku: Pelaku) -> QuerySet[Satker]:
    """Units below which the actor may ask for a new unit: a kanwil its own branch, an admin what it administers."""
    if pelaku.peran in KANWIL:
        return Satker.objects.di_bawah(pelaku.unit)
    return Satker.objects.terkelola_oleh(pelaku)


def pilihan_unit(satker: QuerySet[Satker], *, batas: int = 1000) -> list[tuple[str, str]]:
    """(kode, nama) for the page's datalist, as a tree; at most `batas` so that the page stays light."""
    return list(urut_pohon(satker).values_list("kode", "nama")[:batas])
