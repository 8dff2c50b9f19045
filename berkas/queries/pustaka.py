"""The list of a satker's documents and the page of one of them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, Subquery
from django.http import QueryDict

from berkas.models import Berkas, Bukti, Pemakaian, Pembatasan, VersiBerkas
from berkas.periksa.tipe import TIPE
from berkas.queries.cari import Cuplikan, cuplikan, saring_kata
from berkas.queries.telaah import memuat_pribadi, tanda_pribadi
from common.halaman import Halaman, bagi
from instrumen.pohon.tipe import Instrumen
from instrumen.queries import instrumen_untuk
from satker.models import Periode, Satker
from satker.pelaku import Pelaku

PER_HALAMAN = 50
# golongan of berkas.periksa.tipe → what people call it
JENIS = {"pdf": "PDF", "gambar": "Gambar", "ooxml": "Word, Excel, PowerPoint", "teks": "TXT, CSV", "video": "Video"}
URUT = {"baru": "Terbaru", "nama": "Judul A–Z", "tanggal": "Tanggal dokumen", "ukuran": "Terbesar"}
URUT_CARI = {"cocok": "Paling cocok", **URUT}


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
    terbatas: bool
    nama: str
    nomor: int
    ukuran: int
    tanggal_dokumen: dt.date | None
    pada: dt.datetime
    oleh: str
    kode: tuple[str, ...]
    tahun_lain: tuple[int, ...]
    putusan: str
    cuplikan: Cuplikan | None
    pribadi: str = ""


@dataclass(frozen=True, slots=True)
class Saringan:
    """What the list is narrowed by; every value is one that the page offers, anything else in the URL is ignored."""

    cari: str = ""
    area: str = ""
    tanpa: bool = False
    terbatas: bool = False
    tahun: int = 0
    pribadi: bool = False
    jenis: str = ""
    urut: str = "baru"

    @property
    def ada(self) -> bool:
        return bool(self.cari or self.area or self.tanpa or self.terbatas or self.tahun or self.pribadi or self.jenis)


@dataclass(frozen=True, slots=True)
class Pustaka:
    """The library page. `bita` used and `kuota` in bytes; the tuples are what each filter offers."""

    halaman: Halaman
    saringan: Saringan
    areas: tuple[tuple[str, str], ...]
    tahun: tuple[int, ...]
    jenis: tuple[tuple[str, str], ...]
    urut: tuple[tuple[str, str], ...]
    bita: int
    kuota: int


@dataclass(frozen=True, slots=True)
class Rincian:
    berkas: Berkas
    versi: tuple[VersiBerkas, ...]
    pakai: tuple[Pakai, ...]


def baca_saringan(isi: QueryDict, areas: dict[str, str], tahun: tuple[int, ...]) -> Saringan:
    cari = isi.get("q", "").strip()[:100]
    tahun_teks = isi.get("tahun", "")
    urut = isi.get("urut", "")
    return Saringan(
        cari=cari,
        area=isi.get("area", "") if isi.get("area", "") in areas else "",
        tanpa=isi.get("tanpa") == "1",
        terbatas=isi.get("terbatas") == "1",
        pribadi=isi.get("pribadi") == "1",
        tahun=next((t for t in tahun if str(t) == tahun_teks), 0),
        jenis=isi.get("jenis", "") if isi.get("jenis", "") in JENIS else "",
        urut=urut if urut in (URUT_CARI if cari else URUT) else "cocok" if cari else "baru",
    )


def pustaka(pelaku: Pelaku, satker: Satker, periode: Periode, isi: QueryDict) -> Pustaka:
    """Documents of one satker as the filters in `isi` say; six SQL statements, with words to find three more."""
    instrumen = instrumen_untuk(periode.instrumen)
    areas = {s.kode: s.nama for s in (*instrumen.area, *instrumen.area_hasil)}
    semua = Berkas.objects.ada().terlihat_oleh(pelaku).filter(satker=satker)
    tahun = _tahun_dipakai(semua)
    saringan = baca_saringan(isi, areas, tahun)
    halaman = bagi(
        _urutkan(_saring(semua, periode, instrumen, saringan), saringan.urut)
        .select_related("pemilik")
        .prefetch_related(
            Prefetch("versi", VersiBerkas.objects.terkini().select_related("isi"), to_attr="versi_kini"),
            Prefetch("bukti", Bukti.objects.aktif().select_related("periode"), to_attr="bukti_aktif"),
        ),
        isi,
        per=PER_HALAMAN,
    )
    kutipan = cuplikan([b.pk for b in halaman.isi], saringan.cari)
    terpakai = Pemakaian.objects.filter(satker=satker).values_list("bita", flat=True).first() or 0
    tanda = tanda_pribadi(halaman.isi)
    return Pustaka(
        halaman=replace(
            halaman,
            isi=[
                replace(_baris(b, periode, instrumen, kutipan.get(b.pk)), pribadi=tanda.get(b.pk, ""))
                for b in halaman.isi
            ],
        ),
        saringan=saringan,
        areas=tuple(areas.items()),
        tahun=tahun,
        jenis=tuple(JENIS.items()),
        urut=tuple((URUT_CARI if saringan.cari else URUT).items()),
        bita=terpakai,
        kuota=settings.KUOTA_SATKER,
    )


def _tahun_dipakai(semua: QuerySet[Berkas]) -> tuple[int, ...]:
    """Years in which documents of the list are used, newest first."""
    tahun = Bukti.objects.aktif().filter(berkas__in=semua).order_by("-periode__tahun")
    return tuple(tahun.values_list("periode__tahun", flat=True).distinct())


def _saring(daftar: QuerySet[Berkas], periode: Periode, instrumen: Instrumen, saringan: Saringan) -> QuerySet[Berkas]:
    tautan = Bukti.objects.aktif().filter(berkas=OuterRef("pk"))
    kini = tautan.filter(periode=periode)
    if saringan.cari:
        daftar = saring_kata(daftar, saringan.cari)
    if saringan.area:
        daftar = daftar.filter(Exists(kini.filter(kode_butir__in=[b.kode for b in instrumen.butir_di(saringan.area)])))
    if saringan.tanpa:
        daftar = daftar.filter(~Exists(kini))
    if saringan.terbatas:
        daftar = daftar.filter(pembatasan=Pembatasan.PENILAI)
    if saringan.pribadi:
        daftar = daftar.filter(memuat_pribadi())
    if saringan.tahun:
        daftar = daftar.filter(Exists(tautan.filter(periode__tahun=saringan.tahun)))
    if saringan.jenis:
        media = [t.media for t in TIPE if t.golongan == saringan.jenis]
        daftar = daftar.annotate(media_kini=_kini("isi__media")).filter(media_kini__in=media)
    return daftar


def _kini(medan: str) -> Subquery:
    """A field of the newest version."""
    versi = VersiBerkas.objects.filter(satker=OuterRef("satker"), berkas=OuterRef("pk")).order_by("-nomor")
    return Subquery(versi.values(medan)[:1])


def _urutkan(daftar: QuerySet[Berkas], urut: str) -> QuerySet[Berkas]:
    if urut == "nama":
        return daftar.order_by("judul", "pk")
    if urut == "tanggal":
        daftar = daftar.annotate(tanggal_kini=_kini("tanggal_dokumen"))
        return daftar.order_by(F("tanggal_kini").desc(nulls_last=True), "-dibuat_pada", "pk")
    if urut == "ukuran":
        return daftar.annotate(ukuran_kini=_kini("isi__ukuran")).order_by("-ukuran_kini", "pk")
    if urut == "cocok" and "cocok" in daftar.query.annotations:
        return daftar.order_by(F("cocok").desc(), "-dibuat_pada", "pk")
    return daftar.order_by("-dibuat_pada", "pk")


def _baris(berkas: Berkas, periode: Periode, instrumen: Instrumen, kutipan: Cuplikan | None) -> BarisBerkas:
    versi: VersiBerkas = berkas.versi_kini[0]  # type: ignore[attr-defined]
    aktif: list[Bukti] = berkas.bukti_aktif  # type: ignore[attr-defined]
    kini = {b.kode_butir for b in aktif if b.periode_id == periode.pk}
    return BarisBerkas(
        id=berkas.pk,
        judul=berkas.judul,
        terbatas=berkas.pembatasan == Pembatasan.PENILAI,
        nama=versi.nama_kirim,
        nomor=versi.nomor,
        ukuran=versi.isi.ukuran,
        tanggal_dokumen=versi.tanggal_dokumen,
        pada=versi.pada,
        oleh=berkas.pemilik.nama,
        kode=tuple(b.kode_pendek for b in instrumen.butir.values() if b.kode in kini),
        tahun_lain=tuple(sorted({b.periode.tahun for b in aktif} - {periode.tahun})),
        cuplikan=kutipan,
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
