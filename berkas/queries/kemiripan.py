"""Documents that are alike, as far as the reader may see both of them.

One rule everywhere: a pair is told in full only when both documents are in the reader's scope. Of all other pairs only
one fact leaves this module, per own document: that there is at least one. Neither number, strength nor kind.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.http import QueryDict

from berkas.kembar.banding import Ruas, tandai
from berkas.kembar.kata import kata_isi, sebutan_satker
from berkas.models import (
    Berkas,
    Bukti,
    JenisMirip,
    Kemiripan,
    Olahan,
    VersiBerkas,
    kunci_turunan,
    versi_hidup,
)
from common.halaman import Halaman, bagi
from instrumen.queries import instrumen_untuk
from satker.models import Periode, Satker
from satker.pelaku import Pelaku
from satker.peran import KANWIL, TIM_PENILAI, Peran

PER_HALAMAN = 50
_MIN_SKOR = ("600", "750", "900")
HUBUNGAN = (("antar", "Antarsatker"), ("sendiri", "Dalam satker yang sama"))


@dataclass(frozen=True, slots=True)
class Dokumen:
    """One document of a pair; `kode` are the questions that use it, with their year."""

    berkas_id: uuid.UUID
    judul: str
    nama: str
    tanggal: dt.date | None
    kode: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Sisi:
    """All documents of one unit with the same content. `tahun` is the year under which its pages are opened."""

    satker_nama: str
    satker_kode: str
    tahun: int
    dokumen: tuple[Dokumen, ...]


@dataclass(frozen=True, slots=True)
class BarisMirip:
    """A pair of which the reader may see both sides. `kalimat` says how alike, in words."""

    id: uuid.UUID
    jenis: str
    skor: int
    kalimat: str
    kiri: Sisi
    kanan: Sisi
    sesatker: bool
    ditinjau_pada: dt.datetime | None
    ditinjau_oleh: str
    alasan: str


@dataclass(frozen=True, slots=True)
class SaringanMirip:
    jenis: str
    skor: str
    hubungan: str
    belum: bool

    @property
    def ada(self) -> bool:
        return bool(self.jenis or self.skor or self.hubungan or self.belum)


@dataclass(frozen=True, slots=True)
class DaftarMirip:
    """One page of pairs; `luar` are the own documents that are like one the reader may not see."""

    halaman: Halaman
    saringan: SaringanMirip
    luar: tuple[Dokumen, ...]


def boleh_tinjau(pelaku: Pelaku) -> bool:
    """Those who judge documents; readers of the centre only read."""
    return pelaku.punya("lihat_kemiripan") and pelaku.peran in {*TIM_PENILAI, *KANWIL, Peran.ADMIN_INSPEKTORAT}


def kalimat_skor(kemiripan: Kemiripan) -> str:
    if kemiripan.jenis == JenisMirip.PERSIS:
        return "Berkas sama persis"
    persen = kemiripan.skor // 10
    if kemiripan.jenis == JenisMirip.TEKS:
        return f"Isi {persen}% sama setelah nama satker, tanggal, dan angka dilepas"
    if kemiripan.halaman and kemiripan.halaman_lain:
        return f"Gambar halaman {kemiripan.halaman} mirip halaman {kemiripan.halaman_lain} ({persen}%)"
    return f"Gambar mirip ({persen}%)"


# --- Flags beside a document -----------------------------------------------------------------------------------------


def tanda_mirip(pelaku: Pelaku) -> dict[str, Combinable]:
    """Annotations `mirip_sendiri` and `mirip_lain` for a queryset of VersiBerkas: no statement of their own.

    Pairs that were reviewed as fair raise no flag.
    """
    pasangan = Kemiripan.objects.berlaku(pelaku).filter(
        satker=OuterRef("satker"), isi=OuterRef("isi"), ditinjau_pada__isnull=True
    )
    return {
        "mirip_sendiri": Exists(pasangan.filter(satker_lain=OuterRef("satker"))),
        "mirip_lain": Exists(pasangan.exclude(satker_lain=OuterRef("satker"))),
    }


def mirip_berkas(pelaku: Pelaku, berkas: Berkas) -> tuple[bool, bool]:
    """(like another document of the satker, like one of another satker) of the newest version. One statement."""
    versi = VersiBerkas.objects.terkini().filter(satker=berkas.satker_id, berkas=berkas)
    satu = versi.annotate(**tanda_mirip(pelaku)).first()
    return tanda_versi(satu) if satu else (False, False)


def tanda_versi(versi: VersiBerkas) -> tuple[bool, bool]:
    """The two flags of a version loaded with tanda_mirip()."""
    return getattr(versi, "mirip_sendiri", False), getattr(versi, "mirip_lain", False)


def butir_mirip(pelaku: Pelaku, satker: Satker, periode: Periode) -> frozenset[str]:
    """Canonical codes with a document that is like another one, as far as the reader may know. One statement."""
    versi = VersiBerkas.objects.terkini().filter(satker=OuterRef("satker"), berkas=OuterRef("berkas"))
    pasangan = Kemiripan.objects.berlaku(pelaku).filter(satker=satker, ditinjau_pada__isnull=True)
    bukti = Bukti.objects.terbuka_bagi(pelaku).aktif().filter(satker=satker, periode=periode)
    serupa = bukti.filter(Exists(versi.filter(isi__in=pasangan.values("isi"))))
    return frozenset(serupa.order_by().values_list("kode_butir", flat=True).distinct())


# --- Lists -----------------------------------------------------------------------------------------------------------


def mirip_satker(pelaku: Pelaku, satker: Satker, periode: Periode, saringan: QueryDict) -> DaftarMirip:
    """Pairs of the documents that a unit uses in a year. Seven SQL statements with pairs, three without."""
    pilihan = _saringan(saringan)
    milik = Kemiripan.objects.berlaku(pelaku).filter(satker=satker)
    milik = milik.filter(Exists(_dipakai(pelaku, periode).filter(isi=OuterRef("isi"))))
    halaman = _halaman(_saring(milik.terlihat_oleh(pelaku), pilihan), saringan, pelaku, periode)
    luar = milik.di_luar(pelaku).filter(ditinjau_pada__isnull=True).values("isi")
    versi = _dipakai(pelaku, periode).filter(satker=satker, isi__in=luar)
    return DaftarMirip(halaman, pilihan, tuple(_dokumen(v) for v in _muat(versi).order_by("berkas__judul", "pk")))


def mirip_wilayah(pelaku: Pelaku, periode: Periode, saringan: QueryDict) -> DaftarMirip:
    """Pairs with both sides in the reader's scope and at least one used in the year, strongest first, each once."""
    pilihan = _saringan(saringan)
    terlihat = Satker.objects.terlihat_oleh(pelaku)
    dipakai = _dipakai(pelaku, periode)
    kiri, kanan = Exists(dipakai.filter(isi=OuterRef("isi"))), Exists(dipakai.filter(isi=OuterRef("isi_lain")))
    pasangan = (
        Kemiripan.objects.berlaku(pelaku)
        .terlihat_oleh(pelaku)
        .filter(satker__in=terlihat, satker_lain__in=terlihat)
        .filter(kiri & (~kanan | Q(isi__lte=F("isi_lain"))))
    )
    return DaftarMirip(_halaman(_saring(pasangan, pilihan), saringan, pelaku, periode), pilihan, ())


def _dipakai(pelaku: Pelaku, periode: Periode) -> QuerySet[VersiBerkas]:
    """Newest versions of documents linked to a question of the year."""
    bukti = Bukti.objects.aktif().filter(satker=OuterRef("satker"), berkas=OuterRef("berkas"), periode=periode)
    return versi_hidup(pelaku).filter(Exists(bukti))


def _saringan(saringan: QueryDict) -> SaringanMirip:
    def pilih(nama: str, boleh: Iterable[str]) -> str:
        nilai = saringan.get(nama, "")
        return nilai if nilai in set(boleh) else ""

    return SaringanMirip(
        jenis=pilih("jenis", JenisMirip.values),
        skor=pilih("skor", _MIN_SKOR),
        hubungan=pilih("hubungan", (k for k, _ in HUBUNGAN)),
        belum=saringan.get("belum") == "1",
    )


def _saring(pasangan: QuerySet[Kemiripan], pilihan: SaringanMirip) -> QuerySet[Kemiripan]:
    if pilihan.jenis:
        pasangan = pasangan.filter(jenis=pilihan.jenis)
    if pilihan.skor:
        pasangan = pasangan.filter(skor__gte=int(pilihan.skor))
    if pilihan.hubungan:
        sendiri = Q(satker=F("satker_lain"))
        pasangan = pasangan.filter(sendiri if pilihan.hubungan == "sendiri" else ~sendiri)
    return pasangan.filter(ditinjau_pada__isnull=True) if pilihan.belum else pasangan


def _halaman(pasangan: QuerySet[Kemiripan], saringan: QueryDict, pelaku: Pelaku, periode: Periode) -> Halaman:
    # a pair inside the satker stands in both directions: shown once, unless only one side is used in the year
    sekali = pasangan.filter(~Q(satker=F("satker_lain")) | Q(isi__lte=F("isi_lain")) | ~Exists(_kembaran(pasangan)))
    persis_dulu = Case(When(jenis=JenisMirip.PERSIS, then=Value(0)), default=Value(1))
    urut = sekali.select_related("ditinjau_oleh").order_by(persis_dulu, "-skor", "satker__kode", "pk")
    halaman = bagi(urut, saringan, per=PER_HALAMAN)
    return replace(halaman, isi=susun_baris(pelaku, periode, list(halaman.isi)))


def _kembaran(pasangan: QuerySet[Kemiripan]) -> QuerySet[Kemiripan]:
    return pasangan.order_by().filter(
        satker=OuterRef("satker_lain"),
        isi=OuterRef("isi_lain"),
        satker_lain=OuterRef("satker"),
        isi_lain=OuterRef("isi"),
    )


def susun_baris(pelaku: Pelaku, periode: Periode, pasangan: list[Kemiripan]) -> list[BarisMirip]:
    """Pairs with their documents; three SQL statements for any number. Documents the reader may not see stay out."""
    isi = {k.isi_id for k in pasangan} | {k.isi_lain_id for k in pasangan}
    terlihat = Berkas.objects.ada().terlihat_oleh(pelaku)
    menurut_isi: dict[uuid.UUID, list[VersiBerkas]] = {}
    if isi:
        versi = VersiBerkas.objects.terkini().filter(isi__in=isi, berkas__in=terlihat)
        for v in _muat(versi).order_by("berkas__dibuat_pada", "pk"):
            menurut_isi.setdefault(v.isi_id, []).append(v)
    hasil = []
    for k in pasangan:
        kiri, kanan = menurut_isi.get(k.isi_id, []), menurut_isi.get(k.isi_lain_id, [])
        if k.isi_id == k.isi_lain_id:
            kiri, kanan = kiri[-1:], kiri[:-1]  # the newest against those that were there before
        if not kiri or not kanan:
            continue
        hasil.append(
            BarisMirip(
                id=k.pk,
                jenis=k.jenis,
                skor=k.skor,
                kalimat=kalimat_skor(k),
                kiri=_sisi(kiri, periode),
                kanan=_sisi(kanan, periode),
                sesatker=k.satker_id == k.satker_lain_id,
                ditinjau_pada=k.ditinjau_pada,
                ditinjau_oleh=k.ditinjau_oleh.nama if k.ditinjau_oleh else "",
                alasan=k.alasan,
            )
        )
    return hasil


def _muat(versi: QuerySet[VersiBerkas]) -> QuerySet[VersiBerkas]:
    bukti = Bukti.objects.aktif().select_related("periode").order_by("-periode__tahun", "kode_butir")
    return versi.select_related("berkas", "satker").prefetch_related(
        Prefetch("berkas__bukti", queryset=bukti, to_attr="bukti_aktif")
    )


def _dokumen(versi: VersiBerkas) -> Dokumen:
    aktif: list[Bukti] = versi.berkas.bukti_aktif  # type: ignore[attr-defined]
    return Dokumen(
        berkas_id=versi.berkas_id,
        judul=versi.berkas.judul,
        nama=versi.nama_kirim,
        tanggal=versi.tanggal_dokumen,
        kode=tuple((_kode(b), b.periode.tahun) for b in aktif),
    )


def _kode(bukti: Bukti) -> str:
    butir = instrumen_untuk(bukti.periode.instrumen).butir.get(bukti.kode_butir)
    return butir.kode_pendek if butir else bukti.kode_butir


def _sisi(versi: list[VersiBerkas], periode: Periode) -> Sisi:
    dokumen = tuple(_dokumen(v) for v in versi)
    tahun = max((t for d in dokumen for _, t in d.kode), default=periode.tahun)
    return Sisi(versi[0].satker.nama, versi[0].satker.kode, tahun, dokumen)


# --- Two documents side by side --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HalamanBanding:
    nomor: int
    ruas: tuple[Ruas, ...]


@dataclass(frozen=True, slots=True)
class SisiBanding:
    """Pages of one side; `gambar` is the page to show as an image, None when there are no images."""

    sisi: Sisi
    halaman: tuple[HalamanBanding, ...]
    gambar: int | None


@dataclass(frozen=True, slots=True)
class Banding:
    baris: BarisMirip
    jenis_label: str
    kiri: SisiBanding
    kanan: SisiBanding

    @property
    def bergambar(self) -> bool:
        return self.kiri.gambar is not None and self.kanan.gambar is not None


def banding(pelaku: Pelaku, periode: Periode, kemiripan: Kemiripan) -> Banding | None:
    """Both documents with what they share marked; None when a side is out of the reader's sight."""
    baris = susun_baris(pelaku, periode, [kemiripan])
    if not baris:
        return None
    k = kemiripan
    olahan = {o.isi_id: o for o in Olahan.objects.filter(isi__in=[k.isi_id, k.isi_lain_id])}
    satker = Satker.objects.select_related("induk", "pembina", "instansi").in_bulk([k.satker_id, k.satker_lain_id])
    kiri, kanan = olahan.get(k.isi_id), olahan.get(k.isi_lain_id)
    teks_kiri, teks_kanan = (kiri.teks if kiri else []), (kanan.teks if kanan else [])
    kata_kiri = kata_isi(teks_kiri, sebutan_untuk(satker[k.satker_id]))
    kata_kanan = kata_isi(teks_kanan, sebutan_untuk(satker[k.satker_lain_id]))
    return Banding(
        baris=baris[0],
        jenis_label=k.get_jenis_display(),
        kiri=SisiBanding(
            baris[0].kiri, _halaman_banding(tandai(teks_kiri, kata_kiri, kata_kanan)), _gambar(kiri, k.halaman)
        ),
        kanan=SisiBanding(
            baris[0].kanan, _halaman_banding(tandai(teks_kanan, kata_kanan, kata_kiri)), _gambar(kanan, k.halaman_lain)
        ),
    )


def _halaman_banding(ruas: list[list[Ruas]]) -> tuple[HalamanBanding, ...]:
    return tuple(HalamanBanding(i, tuple(r)) for i, r in enumerate(ruas, 1) if r)


def _gambar(olahan: Olahan | None, halaman: int | None) -> int | None:
    """The page to show as an image: the alike one, else the first when there are images at all."""
    if olahan is None or not olahan.gambar:
        return None
    return min(halaman or 1, olahan.gambar)


def kunci_gambar(kemiripan: Kemiripan, sisi: str) -> str | None:
    """Storage key of the page image of one side ('kiri' or 'kanan')."""
    kiri = sisi == "kiri"
    isi = kemiripan.isi if kiri else kemiripan.isi_lain
    olahan = Olahan.objects.filter(satker=isi.satker_id, isi=isi).first()
    nomor = _gambar(olahan, kemiripan.halaman if kiri else kemiripan.halaman_lain)
    return f"{kunci_turunan(isi.satker_id, isi.sha256)}/h{nomor:04d}.webp" if nomor else None


def sebutan_untuk(satker: Satker) -> tuple[tuple[str, ...], ...]:
    """What a unit and those above it are called (satker with induk, pembina and instansi loaded)."""
    atas = [u.nama for u in (satker.induk, satker.pembina, satker.instansi) if u is not None and u.pk != satker.pk]
    return sebutan_satker(satker.nama, *atas, satker.kabupaten_kota, satker.provinsi)
