"""The evaluator's home (ux §5.4): the next session, what waits for this person, how far each unit is."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from instrumen.queries import instrumen_untuk
from penilaian.acara_baku import BERLANGSUNG, DIJADWALKAN
from penilaian.lapisan import LAPISAN
from penilaian.models import (
    ButirPengajuan,
    Jawaban,
    KirimanTanggapan,
    Lapisan,
    LembarKerja,
    SesiDesk,
    StatusButir,
    StatusTanggapan,
    TandaButir,
    Tanggapan,
)
from penilaian.queries.bagi_tim import SatkerSaya
from satker.models import Periode
from satker.pelaku import Pelaku
from satker.peran import Peran


@dataclass(frozen=True, slots=True)
class Menunggu:
    """One thing that stands still until this person acts; `alamat` is the name of the page that does it."""

    satker: str
    kode: str
    kata: str
    alamat: str


@dataclass(frozen=True, slots=True)
class Kemajuan:
    """Butir with a score of the layer the person writes (the agreed one for ketua and dalnis), and own flags."""

    dinilai: int
    jumlah: int
    ditandai: int
    menilai: bool


@dataclass(frozen=True, slots=True)
class PenilaianSaya:
    sesi: SesiDesk | None
    menunggu: tuple[Menunggu, ...]
    kemajuan: Mapping[uuid.UUID, Kemajuan]


def penilaian_saya(pelaku: Pelaku, periode: Periode, satker: Iterable[SatkerSaya]) -> PenilaianSaya:
    """About the units the person may judge today. Seven statements for any number of units."""
    milik = [s for s in satker if s.berhak]
    lembar = dict(
        LembarKerja.objects.filter(satker__in=[s.satker.pk for s in milik], periode=periode).values_list("satker", "pk")
    )
    hitung = _Hitungan(pelaku, list(lembar.values()))
    jumlah = len(instrumen_untuk(periode.instrumen).butir)
    kemajuan, menunggu = {}, []
    lapisan = Lapisan.TPI_ANGGOTA if pelaku.peran == Peran.TPI_ANGGOTA else Lapisan.TPI
    for s in milik:
        pk = lembar.get(s.satker.pk)
        menilai = s.keadaan in LAPISAN[lapisan].keadaan and s.pernyataan == "bebas" and pelaku.peran != Peran.TPI_DALNIS
        kemajuan[s.satker.pk] = Kemajuan(hitung.dinilai[pk], jumlah, hitung.tanda[pk], menilai)
        menunggu += [Menunggu(s.satker.nama, s.satker.kode, *isi) for isi in _menunggu(pelaku, s, pk, hitung)]
    sesi = SesiDesk.objects.filter(lembar__in=list(lembar.values()), keadaan__in=[DIJADWALKAN, BERLANGSUNG])
    return PenilaianSaya(sesi.select_related("satker").order_by("mulai").first(), tuple(menunggu), kemajuan)


def urut_penilai(baris: list[tuple[SatkerSaya, Kemajuan | None]]) -> list[tuple[SatkerSaya, Kemajuan | None]]:
    """Units that can be scored now first, unfinished ones in front; then those with scores; then the rest by code."""
    return sorted(
        baris,
        key=lambda b: (
            not (b[1] and b[1].menilai),
            bool(b[1] and b[1].menilai and b[1].dinilai >= b[1].jumlah),
            not (b[1] and b[1].dinilai),
            b[0].satker.kode,
        ),
    )


class _Hitungan:
    """Counts by sheet."""

    def __init__(self, pelaku: Pelaku, lembar: list[uuid.UUID]) -> None:
        nilai = Q(lapisan=Lapisan.TPI)
        if pelaku.peran == Peran.TPI_ANGGOTA:
            nilai = Q(lapisan=Lapisan.TPI_ANGGOTA, penilai=pelaku.user)
        self.dinilai = _per_lembar(Jawaban.objects.filter(nilai, lembar__in=lembar, isi__isnull=False))
        self.tanda = _per_lembar(TandaButir.objects.filter(lembar__in=lembar, user=pelaku.user))
        terkirim = Tanggapan.objects.filter(lembar__in=lembar, status=StatusTanggapan.TERKIRIM)
        baris = terkirim.values_list("lembar", "usul_oleh").annotate(n=Count("pk")).order_by()
        self.tanpa_usul: Counter[uuid.UUID | None] = Counter()
        self.terusul: Counter[uuid.UUID | None] = Counter()
        for kunci, usul, n in baris:
            (self.terusul if usul else self.tanpa_usul)[kunci] += n
        self.dijawab = set(KirimanTanggapan.objects.filter(lembar__in=lembar).values_list("lembar", flat=True))
        ulang = ButirPengajuan.objects.filter(pengajuan__lembar__in=lembar, status=StatusButir.DIPERBAIKI)
        self.diperbaiki = _per_lembar(ulang, "pengajuan__lembar")


def _per_lembar(baris: object, kolom: str = "lembar") -> Counter[uuid.UUID | None]:
    return Counter(dict(baris.values_list(kolom).annotate(n=Count("pk")).order_by()))  # type: ignore[attr-defined]


def _menunggu(pelaku: Pelaku, s: SatkerSaya, lembar: uuid.UUID | None, h: _Hitungan) -> list[tuple[str, str]]:
    """(words, page) of what only this role can do now."""
    ketua, dalnis = pelaku.peran == Peran.TPI_KETUA, pelaku.peran == Peran.TPI_DALNIS
    hasil = []
    if ketua and s.keadaan == "siap_tpi":
        hasil.append(("siap dievaluasi: mulai evaluasi", "alur"))
    if not dalnis and s.keadaan in ("evaluasi", "perbaikan") and h.diperbaiki[lembar]:
        hasil.append((f"{h.diperbaiki[lembar]} soal diperbaiki satker: nilai lagi", "meja"))
    if dalnis and s.keadaan == "menunggu_dalnis":
        hasil.append(("nilai tim menunggu Anda: kunci atau kembalikan", "alur"))
    if s.keadaan == "tanggapan":
        if ketua and h.tanpa_usul[lembar]:
            hasil.append((f"{h.tanpa_usul[lembar]} tanggapan menunggu usul Anda", "tanggapan"))
        if dalnis and h.terusul[lembar]:
            hasil.append((f"{h.terusul[lembar]} usul putusan menunggu Anda", "tanggapan"))
        if dalnis and lembar in h.dijawab and not h.terusul[lembar] and not h.tanpa_usul[lembar]:
            hasil.append(("tanggapan selesai: terbitkan LHE", "alur"))
    return hasil
