"""The homes of the people of a satker: Tugas saya, Kendali LKE, Ringkasan pimpinan (ux §5.1–5.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from berkas.queries.bukti import jumlah_bukti
from berkas.queries.kotak import ZonaKotak, jumlah_titipan, zona_kotak
from instrumen.pohon.tipe import Butir, Instrumen, Simpul
from pemantauan.queries.nilai import (
    BarisArea,
    IndeksSurvei,
    Kesiapan,
    Perubahan,
    baris_area,
    indeks_survei,
    kesiapan,
    perubahan,
)
from penilaian.queries.pantau import (
    JawabanSingkat,
    lembar_ternilai,
    penanggung_butir,
    riwayat_nilai,
)
from penilaian.skor.hasil import HasilSkor
from satker.pelaku import Pelaku
from satker.queries.pantau import (
    AnggotaTim,
    Kalender,
    Kegiatan,
    RiwayatUnit,
    belum_masuk,
    kalender,
    kegiatan_area,
    penanggung_area,
    riwayat_predikat,
    tim_satker,
)

if TYPE_CHECKING:
    from penilaian.models import LembarKerja
    from satker.models import Periode

BARIS_KEGIATAN = 10
BARIS_TUGAS = 10
HARI_DIAM = 7


@dataclass(frozen=True, slots=True)
class Tugas:
    """A butir of the area that still wants something. `poin`: what is at stake; `milik_saya`: named for the reader."""

    butir: Butir
    poin: Fraction
    berkas: int
    sebagian: bool
    milik_saya: bool


@dataclass(frozen=True, slots=True)
class KemajuanSub:
    """Answered butir of one sub-area, and its points."""

    simpul: Simpul
    aspek: str
    terisi: int
    jumlah: int
    nilai: Fraction
    bobot: Fraction

    @property
    def persen(self) -> Fraction:
        return Fraction(self.terisi * 100, self.jumlah)


@dataclass(frozen=True, slots=True)
class TugasSaya:
    """Home of a Pokja member. Lists are cut to BARIS_TUGAS; the counts are not."""

    area: Simpul
    nilai: Fraction
    terisi: int
    jumlah: int
    milik_saya: int
    lanjut: Butir | None
    belum_lengkap: tuple[Tugas, ...]
    jumlah_belum: int
    tanpa_berkas: tuple[Tugas, ...]
    jumlah_tanpa_berkas: int
    kemajuan: tuple[KemajuanSub, ...]
    kegiatan: tuple[tuple[Kegiatan, Butir | None], ...]
    langkah: tuple[tuple[str, bool], ...]
    kalender: Kalender
    titipan: int
    zona: ZonaKotak

    @property
    def langkah_selesai(self) -> bool:
        return all(selesai for _, selesai in self.langkah)


def tugas_saya(
    pelaku: Pelaku, periode: Periode, lembar: LembarKerja, instrumen: Instrumen, hanya_saya: bool = False
) -> TugasSaya:
    """Six statements: answers, persons responsible, evidence, event log, windows, inbox.

    A butir is mine when I am named for it; butir without a name belong to the whole Pokja. Mine come first in every
    list, then the most points at stake; `hanya_saya` leaves the others out.
    """
    ternilai = lembar_ternilai(lembar, instrumen, None)  # no gate is shown here, so the predikat is not read
    penanggung, bukti = penanggung_butir(lembar), jumlah_bukti(pelaku, pelaku.unit, periode)
    area = next(s for s in instrumen.area if f"A{s.nomor}" == pelaku.area)
    butir = instrumen.butir_di(area.kode)
    saya = {b.kode for b in butir if penanggung.get(b.kode) == pelaku.user.pk}
    dilihat = [b for b in butir if not hanya_saya or b.kode in saya]
    belum = _belum_lengkap(dilihat, ternilai.hasil, bukti, saya)
    tanpa = _tanpa_berkas(dilihat, ternilai.hasil, bukti, saya)
    nilai = ternilai.hasil.simpul[area.kode]
    return TugasSaya(
        area=area,
        nilai=nilai.nilai,
        terisi=nilai.terisi,
        jumlah=nilai.jumlah,
        milik_saya=len(saya),
        lanjut=_lanjut(dilihat, ternilai.hasil, saya),
        belum_lengkap=belum[:BARIS_TUGAS],
        jumlah_belum=len(belum),
        tanpa_berkas=tanpa[:BARIS_TUGAS],
        jumlah_tanpa_berkas=len(tanpa),
        kemajuan=_kemajuan(instrumen, ternilai.hasil, area),
        kegiatan=tuple(
            (k, instrumen.butir.get(k.kode_butir))
            for k in kegiatan_area(pelaku.unit, periode, pelaku.area, BARIS_KEGIATAN)
        ),
        langkah=_langkah(pelaku, ternilai.jawaban, bukti, [b.kode for b in butir]),
        kalender=kalender(pelaku.unit, periode, pelaku.peran),
        titipan=jumlah_titipan(pelaku, pelaku.unit, periode),
        zona=zona_kotak(),
    )


def _tugas(butir: Butir, hasil: HasilSkor, poin: Fraction, bukti: Mapping[str, int], saya: set[str]) -> Tugas:
    return Tugas(butir, poin, bukti.get(butir.kode, 0), hasil.butir[butir.kode].sebagian, butir.kode in saya)


def _urut(tugas: list[Tugas]) -> tuple[Tugas, ...]:
    return tuple(sorted(tugas, key=lambda t: (not t.milik_saya, -t.poin, t.butir.urutan)))


def _belum_lengkap(butir: list[Butir], hasil: HasilSkor, bukti: Mapping[str, int], saya: set[str]) -> tuple[Tugas, ...]:
    belum = [b for b in butir if not hasil.butir[b.kode].terisi]
    return _urut([_tugas(b, hasil, hasil.butir[b.kode].poin_dipertaruhkan, bukti, saya) for b in belum])


def _tanpa_berkas(butir: list[Butir], hasil: HasilSkor, bukti: Mapping[str, int], saya: set[str]) -> tuple[Tugas, ...]:
    """Answered butir without evidence. At stake are the points they claim: without evidence an evaluator gives none."""
    tanpa = [b for b in butir if hasil.butir[b.kode].terisi and not bukti.get(b.kode)]
    return _urut([_tugas(b, hasil, hasil.butir[b.kode].poin, bukti, saya) for b in tanpa])


def _lanjut(butir: list[Butir], hasil: HasilSkor, saya: set[str]) -> Butir | None:
    """The first butir in reading order that is not answered, my own before the rest of the area."""
    belum = [b for b in butir if not hasil.butir[b.kode].terisi]
    return next((b for b in belum if b.kode in saya), belum[0] if belum else None)


def _kemajuan(instrumen: Instrumen, hasil: HasilSkor, area: Simpul) -> tuple[KemajuanSub, ...]:
    """The sub-areas below an area, in order."""
    sub: list[KemajuanSub] = []
    for aspek in (instrumen.simpul[k] for k in area.anak):
        anak = [instrumen.simpul[k] for k in aspek.anak if k in instrumen.simpul] or [aspek]
        for simpul in anak:
            h = hasil.simpul[simpul.kode]
            sub.append(KemajuanSub(simpul, aspek.nama, h.terisi, h.jumlah, h.nilai, h.bobot))
    return tuple(sub)


def _langkah(
    pelaku: Pelaku, jawaban: Mapping[str, JawabanSingkat], bukti: Mapping[str, int], kode: list[str]
) -> tuple[tuple[str, bool], ...]:
    """First steps, derived from data only (ux §7.17)."""
    menjawab = any(k in jawaban and jawaban[k].oleh_id == pelaku.user.pk for k in kode)
    return (("Jawab satu soal", menjawab), ("Unggah satu berkas", any(bukti.get(k) for k in kode)))


@dataclass(frozen=True, slots=True)
class KendaliLke:
    """Home of the ketua tim ZI."""

    kesiapan: Kesiapan
    hasil: HasilSkor
    area: tuple[BarisArea, ...]
    belum_ditugaskan: int
    berbukti: int
    belum_masuk: tuple[AnggotaTim, ...]
    kalender: Kalender
    terakhir: JawabanSingkat | None
    salinan: int
    titipan: int
    zona: ZonaKotak


def kendali_lke(pelaku: Pelaku, periode: Periode, lembar: LembarKerja, instrumen: Instrumen) -> KendaliLke:
    """Seven statements: predikat, answers, persons responsible, evidence, team, windows, inbox."""
    predikat = riwayat_predikat(pelaku.unit, periode.tahun)
    ternilai = lembar_ternilai(lembar, instrumen, predikat.wbk_sejak)
    penanggung, bukti = penanggung_butir(lembar), jumlah_bukti(pelaku, pelaku.unit, periode)
    tim = tim_satker(pelaku.unit)
    return KendaliLke(
        kesiapan=kesiapan(instrumen, ternilai.hasil, lembar.target),
        hasil=ternilai.hasil,
        area=baris_area(instrumen, ternilai.hasil, lembar.target, penanggung_area(tim), bukti),
        belum_ditugaskan=sum(1 for kode in instrumen.butir if kode not in penanggung),
        berbukti=sum(1 for kode in instrumen.butir if bukti.get(kode)),
        belum_masuk=belum_masuk(tuple(o for o in tim if o.user_id != pelaku.user.pk), HARI_DIAM),
        kalender=kalender(pelaku.unit, periode, pelaku.peran),
        terakhir=ternilai.terakhir,
        salinan=ternilai.salinan,
        titipan=jumlah_titipan(pelaku, pelaku.unit, periode),
        zona=zona_kotak(),
    )


@dataclass(frozen=True, slots=True)
class RingkasanPimpinan:
    """Home of the kepala satker."""

    kesiapan: Kesiapan
    hasil: HasilSkor
    minggu: Perubahan
    indeks: tuple[IndeksSurvei, ...]
    predikat: RiwayatUnit
    kalender: Kalender
    terakhir: JawabanSingkat | None
    salinan: int


def ringkasan_pimpinan(
    pelaku: Pelaku, periode: Periode, lembar: LembarKerja, instrumen: Instrumen
) -> RingkasanPimpinan:
    """Four statements: predikat, answers, kept days, windows."""
    predikat = riwayat_predikat(pelaku.unit, periode.tahun)
    ternilai = lembar_ternilai(lembar, instrumen, predikat.wbk_sejak)
    return RingkasanPimpinan(
        kesiapan=kesiapan(instrumen, ternilai.hasil, lembar.target),
        hasil=ternilai.hasil,
        minggu=perubahan(riwayat_nilai(lembar), ternilai.hasil.total, HARI_DIAM),
        indeks=indeks_survei(instrumen, ternilai),
        predikat=predikat,
        kalender=kalender(pelaku.unit, periode, pelaku.peran),
        terakhir=ternilai.terakhir,
        salinan=ternilai.salinan,
    )
