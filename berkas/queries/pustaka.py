"""The list of a satker's documents and the page of one of them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import QueryDict

from berkas.models import Berkas, Bukti, Pemakaian, PutusanVersi, VersiBerkas
from common.halaman import Halaman, bagi
from instrumen.pohon.tipe import Instrumen
from instrumen.queries import instrumen_untuk
from satker.models import Periode, Satker
from satker.pelaku import Pelaku

PER_HALAMAN = 50


@dataclass(frozen=True, slots=True)
class Pakai:
    """One question that uses a document. `berjalan`: in the year of the page."""

    bukti_id: uuid.UUID
    kode: str
    teks: str
    tahun: int
    triwulan: str
    uraian: str
    oleh: str
    pada: dt.datetime
    berjalan: bool


@dataclass(frozen=True, slots=True)
class BarisBerkas:
    """One document of the list; `kode` are the questions of this year that use it."""

    id: uuid.UUID
    judul: str
    nama: str
    nomor: int
    ukuran: int
    tanggal_dokumen: dt.date | None
    pada: dt.datetime
    oleh: str
    kode: tuple[str, ...]
    tahun_lain: tuple[int, ...]
    putusan: str


@dataclass(frozen=True, slots=True)
class Pustaka:
    """The library page. `bita` used and `kuota` in bytes."""

    halaman: Halaman
    areas: tuple[tuple[str, str], ...]
    cari: str
    area: str
    tanpa_tautan: bool
    bita: int
    kuota: int


@dataclass(frozen=True, slots=True)
class Rincian:
    berkas: Berkas
    versi: tuple[VersiBerkas, ...]
    pakai: tuple[Pakai, ...]


def pustaka(pelaku: Pelaku, satker: Satker, periode: Periode, saringan: QueryDict) -> Pustaka:
    """Documents of one satker, filtered by `q` (words of the name), `area` and `tanpa`; five SQL statements."""
    cari, area, tanpa = saringan.get("q", "").strip()[:100], saringan.get("area", ""), saringan.get("tanpa") == "1"
    instrumen = instrumen_untuk(periode.instrumen)
    areas = tuple((s.kode, s.nama) for s in (*instrumen.area, *instrumen.area_hasil))
    if area not in dict(areas):
        area = ""
    daftar = _saring(
        Berkas.objects.ada().terlihat_oleh(pelaku).filter(satker=satker), periode, instrumen, cari, area, tanpa
    )
    halaman = bagi(
        daftar.select_related("pemilik")
        .prefetch_related(
            Prefetch("versi", VersiBerkas.objects.terkini().select_related("isi"), to_attr="versi_kini"),
            Prefetch("bukti", Bukti.objects.aktif().select_related("periode"), to_attr="bukti_aktif"),
        )
        .order_by("-dibuat_pada", "pk"),
        saringan,
        per=PER_HALAMAN,
    )
    terpakai = Pemakaian.objects.filter(satker=satker).values_list("bita", flat=True).first() or 0
    isi = [_baris(b, periode, instrumen) for b in halaman.isi]
    return Pustaka(replace(halaman, isi=isi), areas, cari, area, tanpa, terpakai, settings.KUOTA_SATKER)


def _saring(
    daftar: QuerySet[Berkas], periode: Periode, instrumen: Instrumen, cari: str, area: str, tanpa: bool
) -> QuerySet[Berkas]:
    tautan = Bukti.objects.aktif().filter(berkas=OuterRef("pk"), periode=periode)
    for kata in cari.split():
        daftar = daftar.filter(
            Q(judul__icontains=kata) | Q(versi__nama_kirim__icontains=kata, versi__putusan=PutusanVersi.LOLOS)
        ).distinct()
    if area:
        daftar = daftar.filter(Exists(tautan.filter(kode_butir__in=[b.kode for b in instrumen.butir_di(area)])))
    return daftar.filter(~Exists(tautan)) if tanpa else daftar


def _baris(berkas: Berkas, periode: Periode, instrumen: Instrumen) -> BarisBerkas:
    versi: VersiBerkas = berkas.versi_kini[0]  # type: ignore[attr-defined]
    aktif: list[Bukti] = berkas.bukti_aktif  # type: ignore[attr-defined]
    kini = {b.kode_butir for b in aktif if b.periode_id == periode.pk}
    return BarisBerkas(
        id=berkas.pk,
        judul=berkas.judul,
        nama=versi.nama_kirim,
        nomor=versi.nomor,
        ukuran=versi.isi.ukuran,
        tanggal_dokumen=versi.tanggal_dokumen,
        pada=versi.pada,
        oleh=berkas.pemilik.nama,
        kode=tuple(b.kode_pendek for b in instrumen.butir.values() if b.kode in kini),
        tahun_lain=tuple(sorted({b.periode.tahun for b in aktif} - {periode.tahun})),
        putusan=versi.putusan,
    )


def rincian(pelaku: Pelaku, berkas: Berkas, periode: Periode) -> Rincian:
    """One document with the versions the actor may see and its uses in any year; two SQL statements."""
    versi = VersiBerkas.objects.filter(satker=berkas.satker_id, berkas=berkas).terbuka_bagi(pelaku)
    versi = versi.select_related("isi", "oleh")
    bukti = Bukti.objects.aktif().filter(satker=berkas.satker_id, berkas=berkas).select_related("periode", "oleh")
    pakai = [_pakai(b, periode) for b in bukti.order_by("-periode__tahun", "kode_butir")]
    return Rincian(berkas, tuple(versi.order_by("-nomor")), tuple(pakai))


def _pakai(bukti: Bukti, periode: Periode) -> Pakai:
    butir = instrumen_untuk(bukti.periode.instrumen).butir.get(bukti.kode_butir)
    return Pakai(
        bukti_id=bukti.pk,
        kode=butir.kode_pendek if butir else bukti.kode_butir,
        teks=butir.teks if butir else "",
        tahun=bukti.periode.tahun,
        triwulan=bukti.triwulan,
        uraian=bukti.uraian,
        oleh=bukti.oleh.nama,
        pada=bukti.pada,
        berjalan=bukti.periode_id == periode.pk,
    )
