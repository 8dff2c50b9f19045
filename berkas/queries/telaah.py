"""Hints per question, personal data per document, and the redacted copies, as pages read them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import QueryDict

from berkas.models import (
    Berkas,
    Bukti,
    Olahan,
    Pembatasan,
    PetunjukDiabaikan,
    SalinanTersamar,
    VersiBerkas,
)
from berkas.models.berkas import hanya_umum, sudah_diperiksa
from berkas.queries.bukti import versi_kini
from berkas.telaah.ciri import dari_isi
from berkas.telaah.petunjuk import KODE, Dokumen, Petunjuk, telaah_butir
from berkas.telaah.pribadi import kalimat_pribadi
from common.halaman import Halaman, bagi
from instrumen.pohon.tipe import Butir
from instrumen.queries import instrumen_untuk
from satker.models import Periode, Satker
from satker.pelaku import Pelaku

PER_HALAMAN = 30  # questions


@dataclass(frozen=True, slots=True)
class Diabaikan:
    """A hint somebody set aside, and why."""

    id: uuid.UUID
    petunjuk: Petunjuk
    alasan: str
    oleh: str
    pada: dt.datetime


@dataclass(frozen=True, slots=True)
class TandaPribadi:
    """`Memuat data pribadi: 2 NIK (hal. 3)` for one document."""

    berkas_id: uuid.UUID
    kalimat: str


@dataclass(frozen=True, slots=True)
class KotakPetunjuk:
    """Hints of one question. `terbatas`: documents exist that this reader may not see."""

    butir: Butir
    petunjuk: tuple[Petunjuk, ...]
    diabaikan: tuple[Diabaikan, ...]
    belum_terbaca: tuple[str, ...]
    pribadi: tuple[TandaPribadi, ...]
    cukup: bool
    kosong: bool
    terbatas: bool


@dataclass(frozen=True, slots=True)
class AreaPetunjuk:
    kode: str
    nama: str
    kotak: tuple[KotakPetunjuk, ...]


@dataclass(frozen=True, slots=True)
class HalamanPetunjuk:
    """The list page. `jumlah` questions with open hints and their points, `cukup` questions without."""

    area_isi: tuple[AreaPetunjuk, ...]
    halaman: Halaman
    areas: tuple[tuple[str, str], ...]
    kode: tuple[tuple[str, str], ...]
    area: str
    jenis: str
    jumlah: int
    cukup: int
    poin: Fraction

    @property
    def tersaring(self) -> bool:
        return bool(self.area or self.jenis)


def petunjuk_butir(
    pelaku: Pelaku, satker: Satker, periode: Periode, butir: Butir, *, berbukti: bool = True
) -> KotakPetunjuk:
    """Hints of one question: four SQL statements; none where the page knows already that it has no files."""
    bukti = list(_bukti(pelaku, satker, periode).filter(kode_butir=butir.kode)) if berbukti else []
    diabaikan = _diabaikan(satker, periode, butir.kode) if bukti else []
    return _kotak(pelaku, butir, periode, bukti, _olahan(bukti), diabaikan)


def daftar_petunjuk(pelaku: Pelaku, satker: Satker, periode: Periode, saringan: QueryDict) -> HalamanPetunjuk:
    """Every question with evidence and open hints: by area, in each the most points first. Four SQL statements."""
    instrumen = instrumen_untuk(periode.instrumen)
    areas = tuple((s.kode, s.nama) for s in (*instrumen.area, *instrumen.area_hasil))
    area, jenis = saringan.get("area", ""), saringan.get("jenis", "")
    area, jenis = area if area in dict(areas) else "", jenis if jenis in KODE else ""
    bukti = list(_bukti(pelaku, satker, periode))
    olahan, diabaikan = _olahan(bukti), _diabaikan(satker, periode)
    per_butir: dict[str, list[Bukti]] = {}
    for b in bukti:
        per_butir.setdefault(b.kode_butir, []).append(b)
    semua = [
        _kotak(pelaku, instrumen.butir[kode], periode, isi, olahan, [d for d in diabaikan if d.kode_butir == kode])
        for kode, isi in per_butir.items()
        if kode in instrumen.butir
    ]
    terbuka = [k for k in semua if k.petunjuk]
    urutan = {kode: i for i, (kode, _) in enumerate(areas)}
    terbuka.sort(key=lambda k: (urutan[k.butir.area], -k.butir.bobot_efektif, k.butir.urutan))
    saring = [k for k in terbuka if not area or k.butir.area == area]
    if jenis:
        saring = [replace(k, petunjuk=p) for k in saring if (p := tuple(h for h in k.petunjuk if h.kode == jenis))]
    halaman = bagi(saring, saringan, per=PER_HALAMAN)
    ada_kode = {p.kode for k in terbuka for p in k.petunjuk}
    return HalamanPetunjuk(
        area_isi=_per_area(halaman.isi, dict(areas)),
        halaman=halaman,
        areas=areas,
        kode=tuple((kode, nama) for kode, nama in KODE.items() if kode in ada_kode),
        area=area,
        jenis=jenis,
        jumlah=len(terbuka),
        cukup=sum(k.cukup for k in semua),
        poin=sum((k.butir.bobot_efektif for k in terbuka), Fraction(0)),
    )


def bagian_kurang(pelaku: Pelaku, satker: Satker, periode: Periode) -> dict[str, int]:
    """Canonical code → parts the criterion asks for and nobody found (open hints only). Three SQL statements."""
    instrumen = instrumen_untuk(periode.instrumen)
    bukti = list(_bukti(pelaku, satker, periode))
    olahan, diabaikan = _olahan(bukti), _diabaikan(satker, periode)
    per_butir: dict[str, list[Bukti]] = {}
    for b in bukti:
        per_butir.setdefault(b.kode_butir, []).append(b)
    hasil = {}
    for kode, isi in per_butir.items():
        if kode in instrumen.butir:
            sisih = [d for d in diabaikan if d.kode_butir == kode]
            kotak = _kotak(pelaku, instrumen.butir[kode], periode, isi, olahan, sisih)
            hasil[kode] = sum(p.kode == "bagian_kurang" for p in kotak.petunjuk)
    return hasil


def _per_area(kotak: Iterable[KotakPetunjuk], nama: dict[str, str]) -> tuple[AreaPetunjuk, ...]:
    hasil: dict[str, list[KotakPetunjuk]] = {}
    for k in kotak:
        hasil.setdefault(k.butir.area, []).append(k)
    return tuple(AreaPetunjuk(kode, nama[kode], tuple(isi)) for kode, isi in hasil.items())


def _bukti(pelaku: Pelaku, satker: Satker, periode: Periode) -> QuerySet[Bukti]:
    """Active links with document and newest version, also limited ones a reader may not see: none may be called
    missing. What has not passed the checks is known to the satker's own writers alone.
    """
    aktif = Bukti.objects.aktif().filter(sudah_diperiksa(pelaku, berkas="berkas"), satker=satker, periode=periode)
    return aktif.select_related("berkas").prefetch_related(versi_kini()).order_by("pada", "pk")


def _olahan(bukti: Sequence[Bukti]) -> dict[uuid.UUID, Olahan]:
    """Isi → what was read of it, without the text. No statement without files."""
    isi = {_versi(b).isi_id for b in bukti}
    if not isi:
        return {}
    baris = Olahan.objects.filter(satker=bukti[0].satker_id, isi__in=isi)
    return {o.isi_id: o for o in baris.only("isi_id", "status", "ciri", "data_pribadi")}


def _versi(bukti: Bukti) -> VersiBerkas:
    return bukti.berkas.versi_kini[0]  # type: ignore[attr-defined,no-any-return]


def _diabaikan(satker: Satker, periode: Periode, kode: str = "") -> list[PetunjukDiabaikan]:
    baris = PetunjukDiabaikan.objects.filter(satker=satker, periode=periode, dicabut_pada__isnull=True)
    return list((baris.filter(kode_butir=kode) if kode else baris).select_related("oleh").order_by("pada", "pk"))


def _kotak(
    pelaku: Pelaku,
    butir: Butir,
    periode: Periode,
    bukti: Sequence[Bukti],
    olahan: dict[uuid.UUID, Olahan],
    diabaikan: Sequence[PetunjukDiabaikan],
) -> KotakPetunjuk:
    tertutup = hanya_umum(pelaku)
    tampak = [b for b in bukti if not (tertutup and b.berkas.pembatasan != Pembatasan.UMUM)]
    dokumen = [_dokumen(b, olahan) for b in tampak]
    hasil = telaah_butir(
        dokumen,
        bagian=butir.bagian_bukti,
        contoh=butir.bukti_contoh,
        teks=butir.teks,
        aturan=butir.aturan_bukti,
        tahun=periode.tahun,
        sebagian=len(tampak) < len(bukti),
    )
    sisih = {d.kunci: d for d in diabaikan}
    return KotakPetunjuk(
        butir=butir,
        petunjuk=tuple(p for p in hasil.petunjuk if p.kunci not in sisih),
        diabaikan=tuple(
            Diabaikan(d.pk, p, d.alasan, d.oleh.nama, d.pada)
            for p in hasil.petunjuk
            if (d := sisih.get(p.kunci)) is not None
        ),
        belum_terbaca=hasil.belum_terbaca,
        pribadi=_tanda(tampak, olahan),
        cukup=hasil.cukup or (bool(tampak) and not hasil.belum_terbaca and _semua_disisihkan(hasil.petunjuk, sisih)),
        kosong=not tampak,
        terbatas=len(tampak) < len(bukti),
    )


def _semua_disisihkan(petunjuk: Sequence[Petunjuk], sisih: dict[str, PetunjukDiabaikan]) -> bool:
    return bool(petunjuk) and all(p.kunci in sisih for p in petunjuk)


def _dokumen(bukti: Bukti, olahan: dict[uuid.UUID, Olahan]) -> Dokumen:
    versi = _versi(bukti)
    hasil = olahan.get(versi.isi_id)
    return Dokumen(
        id=str(bukti.berkas_id),
        nama=versi.nama_kirim,
        media=versi.isi.media,
        ciri=dari_isi(hasil.ciri) if hasil is not None and hasil.siap else None,
        nomor=versi.nomor,
        uraian=bukti.uraian,
    )


def _tanda(bukti: Sequence[Bukti], olahan: dict[uuid.UUID, Olahan]) -> tuple[TandaPribadi, ...]:
    tanda = []
    for b in bukti:
        hasil = olahan.get(_versi(b).isi_id)
        kalimat = kalimat_pribadi(hasil.data_pribadi) if hasil is not None else ""
        if kalimat:
            tanda.append(TandaPribadi(b.berkas_id, kalimat))
    return tuple(tanda)


# --- One document ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Samar:
    """One masked value, for the satker's own people to find the place."""

    jenis: str
    halaman: int
    samar: str
    jumlah: int


@dataclass(frozen=True, slots=True)
class VersiPribadi:
    """Personal data of one version and its valid copy, if the reader may have it."""

    nomor: int
    kalimat: str
    samar: tuple[Samar, ...]
    salinan: SalinanTersamar | None
    terbaca: bool


@dataclass(frozen=True, slots=True)
class TelaahBerkas:
    """The personal-data part of a document's page. `ada`: a version carries something, or a copy exists."""

    versi: tuple[VersiPribadi, ...]

    @property
    def ada(self) -> bool:
        return any(v.kalimat or v.salinan for v in self.versi)


def telaah_berkas(pelaku: Pelaku, berkas: Berkas) -> TelaahBerkas:
    """Of an authorised document, newest version first: three SQL statements."""
    versi = VersiBerkas.objects.filter(satker=berkas.satker_id, berkas=berkas).terbuka_bagi(pelaku).order_by("-nomor")
    olahan = Prefetch("isi__olahan", Olahan.objects.only("isi_id", "status", "ciri", "data_pribadi"))
    terlihat = SalinanTersamar.objects.terlihat_oleh(pelaku).berlaku().select_related("isi", "oleh", "diperiksa_oleh")
    salinan = {s.versi_id: s for s in terlihat.filter(satker=berkas.satker_id, versi__berkas=berkas)}
    return TelaahBerkas(
        tuple(_versi_pribadi(v, salinan.get(v.pk)) for v in versi.select_related("isi").prefetch_related(olahan))
    )


def _versi_pribadi(versi: VersiBerkas, salinan: SalinanTersamar | None) -> VersiPribadi:
    olahan = next(iter(versi.isi.olahan.all()), None)
    data = olahan.data_pribadi if olahan else []
    return VersiPribadi(
        nomor=versi.nomor,
        kalimat=kalimat_pribadi(data),
        samar=tuple(Samar(d["jenis"], d["halaman"], d["samar"], d["jumlah"]) for d in data if d["samar"]),
        salinan=salinan,
        terbaca=bool(olahan and olahan.siap and olahan.ciri.get("terbaca")),
    )


def memuat_pribadi() -> Exists:
    """Filter for documents whose newest version carries personal data (`Berkas` in the outer query)."""
    lebih_baru = VersiBerkas.objects.filter(
        satker=OuterRef("satker"), berkas=OuterRef("berkas"), nomor__gt=OuterRef("nomor")
    )
    olahan = Olahan.objects.filter(satker=OuterRef("satker"), isi=OuterRef("isi")).exclude(data_pribadi=[])
    return Exists(
        VersiBerkas.objects.filter(satker=OuterRef("satker"), berkas=OuterRef("pk")).filter(
            ~Exists(lebih_baru), Exists(olahan)
        )
    )


def tanda_pribadi(berkas: Iterable[Berkas]) -> dict[uuid.UUID, str]:
    """Document → sentence, for lists whose rows have `versi_kini` prefetched. One SQL statement."""
    isi = {b.pk: b.versi_kini[0].isi_id for b in berkas}  # type: ignore[attr-defined]
    olahan = Olahan.objects.filter(isi__in=set(isi.values())).exclude(data_pribadi=[]).only("isi_id", "data_pribadi")
    kalimat = {o.isi_id: kalimat_pribadi(o.data_pribadi) for o in olahan}
    return {pk: kalimat[i] for pk, i in isi.items() if i in kalimat}
