"""Incidents as the reader may see them: proposals and the reasons of the team only for the team."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Now
from django.db.models.query import QuerySet

from berkas.models import Berkas, VersiBerkas
from penilaian.models import (
    BuktiInsiden,
    HasilUsul,
    Insiden,
    PutusanInsiden,
    RiwayatInsiden,
    TanggapanInsiden,
)
from penilaian.pengurang.aturan import DUGAAN, TERBUKTI
from penilaian.pengurang.status import NAMA, TERBUKA, pilihan_putusan
from satker.models import Periode, Satker
from satker.pelaku import Pelaku
from satker.peran import TIM_SATKER

# status → icon and tone of its chip
_RUPA = {
    "dugaan": ("help-circle", "warn"),
    "diklarifikasi": ("message", "info"),
    "terbukti": ("alert-circle", "danger"),
    "tidak_terbukti": ("circle-check", "ok"),
    "dicabut": ("arrow-back-up", "netral"),
}


@dataclass(frozen=True, slots=True)
class HakInsiden:
    """What the actor may do with an incident now; each is a form on its page."""

    jawab: bool
    klarifikasi: bool
    usul: bool
    putus: bool
    dokumen: bool
    buka_dokumen: bool
    tim: bool


@dataclass(frozen=True, slots=True)
class Jawaban:
    """One answer of the satker with the documents it names: (document, version, title)."""

    isi: str
    oleh: str
    pada: dt.datetime
    berkas: tuple[tuple[uuid.UUID, int, str], ...]


@dataclass(frozen=True, slots=True)
class HalamanInsiden:
    """One incident with everything the reader may know of it. `usul`: the open proposal, for the team only."""

    insiden: Insiden
    rupa: tuple[str, str, str]
    sumber: tuple[tuple[str, bool], ...]  # text, and whether it is an address
    terbuka: bool
    lewat: bool
    jawaban: tuple[Jawaban, ...]
    riwayat: tuple[RiwayatInsiden, ...]
    usul: PutusanInsiden | None
    putusan: PutusanInsiden | None
    pilihan: tuple[tuple[str, str], ...]
    hak: HakInsiden


def rupa(status: str) -> tuple[str, str, str]:
    """Words, icon and tone of a status."""
    return (NAMA[status], *_RUPA[status])


def boleh_urus(pelaku: Pelaku, satker: Satker) -> bool:
    """Who takes an incident up and proposes: the ketua of the team; the inspectorate where no team goes."""
    return pelaku.punya("pimpin_tpi") or (pelaku.punya("kelola_evaluasi") and not satker.dinilai)


def boleh_putus(pelaku: Pelaku) -> bool:
    """Who decides on a proposal; never the person who made it."""
    return pelaku.punya("setujui_tpi") or pelaku.punya("kelola_evaluasi")


def boleh_jawab(pelaku: Pelaku, satker: Satker) -> bool:
    """The kepala and the ketua tim ZI of the unit itself."""
    return pelaku.peran in TIM_SATKER and pelaku.punya("catat_insiden") and pelaku.unit.pk == satker.pk


def boleh_dokumen(pelaku: Pelaku) -> bool:
    """Who stores the document: whoever may open it and records or decides."""
    return pelaku.punya("periksa_insiden") and (pelaku.punya("catat_insiden") or pelaku.punya("setujui_tpi"))


def insiden_satker(
    pelaku: Pelaku, satker: Satker, periode: Periode
) -> tuple[tuple[Insiden, tuple[str, str, str]], ...]:
    """The incidents of a unit in a year, newest first, each with its chip. One statement."""
    semua = Insiden.objects.terlihat_oleh(pelaku).filter(satker=satker, periode=periode)
    return tuple((i, rupa(i.status)) for i in semua.order_by("-nomor"))


def insiden_terbuka(pelaku: Pelaku, satker: Satker, periode: Periode) -> tuple[Insiden, ...]:
    """What the unit has to be told at once: not decided yet, the nearest deadline first. One statement, or none for
    readers who may not see incidents.
    """
    if not pelaku.punya("lihat_insiden"):
        return ()
    semua = Insiden.objects.filter(satker=satker, periode=periode, status__in=TERBUKA)
    return tuple(semua.order_by("tenggat", "nomor"))


def insiden_wilayah(pelaku: Pelaku, periode: Periode, status: str = "") -> QuerySet[Insiden]:
    """Incidents of every unit the actor sees, those that wait first; `menunggu_putusan` only tells the team."""
    terbuka = PutusanInsiden.objects.filter(satker=OuterRef("satker"), insiden=OuterRef("pk"), hasil=HasilUsul.TERBUKA)
    semua = Insiden.objects.terlihat_oleh(pelaku).filter(periode=periode).select_related("satker")
    if status:
        semua = semua.filter(status=status)
    tim = Q(pk__isnull=not pelaku.punya("periksa_insiden"))
    baris = semua.annotate(menunggu_putusan=Exists(terbuka) & tim)
    return baris.order_by("-menunggu_putusan", "status", "tenggat", "satker__kode", "nomor")


def jumlah_status(pelaku: Pelaku, periode: Periode) -> dict[str, int]:
    """How many incidents of each status the actor sees. One statement."""
    semua = Insiden.objects.terlihat_oleh(pelaku).filter(periode=periode).order_by()
    return dict(semua.values_list("status").annotate(n=Count("pk")))


def susun_insiden(pelaku: Pelaku, insiden: Insiden) -> HalamanInsiden:
    """The page of one incident (loaded with satker). Five statements."""
    lewat = Insiden.objects.filter(pk=insiden.pk, tenggat__lte=Now()).exists()
    tim = pelaku.punya("periksa_insiden")
    riwayat = RiwayatInsiden.objects.filter(satker=insiden.satker_id, insiden=insiden).select_related("oleh")
    putusan = list(
        PutusanInsiden.objects.filter(satker=insiden.satker_id, insiden=insiden)
        .select_related("diusulkan_oleh", "diputus_oleh")
        .order_by("-nomor")
    )
    usul = next((p for p in putusan if p.hasil == HasilUsul.TERBUKA), None)
    terbuka = insiden.status in TERBUKA
    pilihan = pilihan_putusan(insiden.status)
    return HalamanInsiden(
        insiden=insiden,
        rupa=rupa(insiden.status),
        sumber=tuple((s, s.lower().startswith(("http://", "https://"))) for s in insiden.sumber),
        terbuka=terbuka,
        lewat=lewat,
        jawaban=_jawaban(insiden),
        riwayat=tuple(r for r in riwayat.order_by("nomor") if tim or not r.tim),
        usul=usul if tim else None,
        putusan=next((p for p in putusan if p.hasil == HasilUsul.DITERIMA), None),
        pilihan=tuple((k, NAMA[k]) for k in pilihan),
        hak=HakInsiden(
            jawab=terbuka and not lewat and boleh_jawab(pelaku, insiden.satker),
            klarifikasi=insiden.status == DUGAAN and boleh_urus(pelaku, insiden.satker),
            usul=bool(pilihan) and usul is None and boleh_urus(pelaku, insiden.satker),
            putus=usul is not None and boleh_putus(pelaku) and usul.diusulkan_oleh_id != pelaku.user.pk,
            dokumen=boleh_dokumen(pelaku) and (terbuka or (insiden.status == TERBUKTI and insiden.dokumen_id is None)),
            buka_dokumen=tim and insiden.dokumen_id is not None,
            tim=tim,
        ),
    )


def _jawaban(insiden: Insiden) -> tuple[Jawaban, ...]:
    berkas: dict[uuid.UUID, list[tuple[uuid.UUID, int, str]]] = defaultdict(list)
    bukti = BuktiInsiden.objects.filter(satker=insiden.satker_id, tanggapan__insiden=insiden)
    for b in bukti.select_related("versi__berkas").order_by("versi__pada"):
        berkas[b.tanggapan_id].append((b.versi.berkas_id, b.versi.nomor, b.versi.berkas.judul))
    semua = TanggapanInsiden.objects.filter(satker=insiden.satker_id, insiden=insiden).select_related("oleh")
    return tuple(Jawaban(t.isi, t.oleh.nama, t.pada, tuple(berkas[t.pk])) for t in semua.order_by("nomor"))


def pilihan_berkas(pelaku: Pelaku, satker: Satker) -> tuple[tuple[str, str], ...]:
    """Documents of the unit's own library that an answer may name, newest first. One statement."""
    lolos = VersiBerkas.objects.filter(satker=OuterRef("satker"), berkas=OuterRef("pk"), putusan="lolos")
    semua: Iterable[Berkas] = (
        Berkas.objects.terlihat_oleh(pelaku).ada().filter(Exists(lolos), satker=satker).order_by("-dibuat_pada")[:500]
    )
    return tuple((str(b.pk), b.judul) for b in semua)
