"""Everything the berita acara of a desk says, as values; the document is laid out elsewhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from instrumen.pohon.tipe import Instrumen
from instrumen.queries import instrumen_untuk
from penilaian.acara_baku import JENIS_TANYA
from penilaian.models import Lapisan, Pihak, SesiDesk, TanyaJawab
from penilaian.queries.nilai import jawaban_lembar, nilai_lembar
from penilaian.queries.sesi import HalamanSesi, halaman_sesi, tempat_kata
from penilaian.skor.hasil import HasilSkor, ke_desimal


@dataclass(frozen=True, slots=True)
class OrangBA:
    """One participant. `hadir` None: nobody recorded it."""

    nama: str
    jabatan: str
    nip: str
    pihak: str
    ruang: str
    hadir: bool | None
    dicatat_pada: dt.datetime | None


@dataclass(frozen=True, slots=True)
class AcaraBA:
    """One part: planned minutes, real beginning and end (None: not held), running time in seconds."""

    judul: str
    jenis: str
    area: str
    ruang: str
    menit: int
    mulai: dt.datetime | None
    selesai: dt.datetime | None
    terpakai: str


@dataclass(frozen=True, slots=True)
class TanyaBA:
    jenis: str
    teks: str
    jawaban: str
    kode_butir: str


@dataclass(frozen=True, slots=True)
class PokjaBA:
    """The interview of one Pokja, in the order of asking."""

    area: str
    nomor: str
    nama: str
    tanya: tuple[TanyaBA, ...]


@dataclass(frozen=True, slots=True)
class NilaiBA:
    """Points of one area on the agreed layer of the team; `terisi` of `jumlah` butir are scored."""

    kode: str
    nama: str
    bobot: Decimal
    nilai: Decimal
    persen: Decimal
    terisi: int
    jumlah: int


@dataclass(frozen=True, slots=True)
class GerbangBA:
    kode: str
    nama: str
    nilai: Decimal
    minimum: Decimal
    persen: Decimal
    terpenuhi: bool


@dataclass(frozen=True, slots=True)
class BahanBeritaAcara:
    """`zona` is the unit's zone: every instant is printed in it. `lapisan` names whose values these are."""

    satker: str
    kode_satker: str
    tahun: int
    zona: str
    mulai: dt.datetime
    selesai: dt.datetime
    dibuka_pada: dt.datetime | None
    ditutup_pada: dt.datetime | None
    tempat: str
    tautan: str
    keadaan: str
    alasan: str
    peserta: tuple[OrangBA, ...]
    acara: tuple[AcaraBA, ...]
    pokja: tuple[PokjaBA, ...]
    lapisan: str
    lengkap: bool
    total: Decimal
    area: tuple[NilaiBA, ...]
    target: str
    gerbang: tuple[GerbangBA, ...]

    @property
    def terpenuhi(self) -> bool:
        return all(g.terpenuhi for g in self.gerbang)


def bahan_berita_acara(sesi: SesiDesk) -> BahanBeritaAcara:
    """The facts of a session for its document, without the notes of the team. A constant number of statements."""
    lembar = sesi.lembar
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    halaman = halaman_sesi(None, sesi)
    hasil = nilai_lembar(lembar, instrumen, jawaban_lembar(lembar, Lapisan.TPI))
    tanya: dict[str, list[TanyaBA]] = {}
    for t in TanyaJawab.objects.filter(sesi=sesi).order_by("dibuat_pada", "pk"):
        kode = instrumen.butir[t.kode_butir].kode_pendek if t.kode_butir in instrumen.butir else ""
        tanya.setdefault(t.area, []).append(TanyaBA(JENIS_TANYA[t.jenis], t.teks, t.jawaban, kode))
    return BahanBeritaAcara(
        satker=lembar.satker.nama,
        kode_satker=lembar.satker.kode,
        tahun=lembar.periode.tahun,
        zona=lembar.satker.zona,
        mulai=sesi.mulai,
        selesai=sesi.selesai,
        dibuka_pada=sesi.dibuka_pada,
        ditutup_pada=sesi.ditutup_pada,
        tempat=tempat_kata(sesi),
        tautan=sesi.tautan,
        keadaan=sesi.keadaan,
        alasan=sesi.alasan,
        peserta=_peserta(sesi, halaman),
        acara=_acara(halaman),
        pokja=tuple(PokjaBA(s.kode, s.nomor, s.nama, tuple(tanya.get(s.kode, ()))) for s in instrumen.area),
        lapisan=Lapisan.TPI.label,
        lengkap=hasil.terisi == hasil.jumlah,
        total=ke_desimal(hasil.total),
        area=_area(instrumen, hasil),
        target=lembar.target,
        gerbang=_gerbang(hasil, lembar.target),
    )


def _peserta(sesi: SesiDesk, halaman: HalamanSesi) -> tuple[OrangBA, ...]:
    nip = dict(sesi.peserta.filter(user__isnull=False).values_list("pk", "user__nip"))
    hasil = []
    for p in halaman.peserta:
        catatan = next(iter(p.kehadiran.all()), None)
        hasil.append(
            OrangBA(
                p.nama,
                p.jabatan,
                nip.get(p.pk) or "",
                Pihak(p.pihak).label,
                p.ruang.nama if p.ruang else "",
                catatan.hadir if catatan else None,
                catatan.pada if catatan else None,
            )
        )
    return tuple(hasil)


def _acara(halaman: HalamanSesi) -> tuple[AcaraBA, ...]:
    return tuple(
        AcaraBA(
            b.acara.judul,
            b.acara.get_jenis_display(),
            b.acara.area,
            b.acara.ruang.nama,
            b.acara.menit,
            b.mulai,
            b.selesai,
            b.jam.terpakai,
        )
        for b in halaman.acara
    )


def _area(instrumen: Instrumen, hasil: HasilSkor) -> tuple[NilaiBA, ...]:
    simpul = (*instrumen.area, *instrumen.area_hasil)
    isi = ((s, hasil.simpul[s.kode]) for s in simpul)
    return tuple(
        NilaiBA(s.kode, s.nama, ke_desimal(h.bobot), ke_desimal(h.nilai), ke_desimal(h.persen), h.terisi, h.jumlah)
        for s, h in isi
    )


def _gerbang(hasil: HasilSkor, target: str) -> tuple[GerbangBA, ...]:
    return tuple(
        GerbangBA(g.kode, g.nama, ke_desimal(g.nilai), ke_desimal(g.minimum), ke_desimal(g.persen), g.terpenuhi)
        for g in hasil.predikat[target].gerbang
    )
