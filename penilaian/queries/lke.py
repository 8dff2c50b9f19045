"""What the LKE page shows: six areas and Hasil with their figures, and the butir of each, filtered and ordered."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from instrumen.pohon.tipe import AKAR, Butir, Instrumen, Simpul
from penilaian.models import Jawaban, LembarKerja, PenanggungJawab
from penilaian.models.lembar import LembarQuerySet
from penilaian.queries.butir import SALINAN, TERISI, jawaban_singkat, keadaan_butir, petugas_baku
from penilaian.queries.kembali import ButirKembali
from penilaian.queries.nilai import jawaban_lembar, nilai_lembar
from penilaian.skor.hitung import Gerbang, HasilButir, HasilSimpul, HasilSkor
from satker.models import Periode, Satker
from satker.pelaku import Pelaku
from satker.peran import Peran
from satker.queries.pantau import AnggotaTim, penanggung_area

# code → words of the filter link; the order of the page
SARINGAN: Mapping[str, str] = {
    "semua": "Semua",
    "saya": "Milik saya",
    "tanpa-berkas": "Tanpa berkas",
    "belum": "Belum diisi",
    "tanpa-penanggung": "Belum ditugaskan",
    "salinan": "Salinan belum diperiksa",
    "perbaikan": "Perlu perbaikan",
}
URUTAN: Mapping[str, str] = {"baca": "urutan soal", "poin": "poin dipertaruhkan"}


@dataclass(frozen=True, slots=True)
class BarisButir:
    """One row of an area list. `petugas` is the responsible person's name, or the role that is by default."""

    butir: Butir
    jawaban: str
    berkas: int
    status: str
    hasil: HasilButir
    petugas: str
    ditugaskan: bool
    milik_saya: bool
    alasan: str = ""  # of the reviewer who returned it


@dataclass(frozen=True, slots=True)
class Kelompok:
    """Rows under one heading ("Pemenuhan · 1 Pengendalian Gratifikasi"); no heading when ordered by points."""

    judul: str
    baris: tuple[BarisButir, ...]


@dataclass(frozen=True, slots=True)
class Kemajuan:
    """Answered of all butir of an aspect; `dilihat` have something but no complete answer."""

    terisi: int
    jumlah: int
    dilihat: int


@dataclass(frozen=True, slots=True)
class BarisArea:
    """One area of the table and its list. `gerbang` of the sheet's target, None where the regulation has none.

    `banyak` rows are shown; `jumlah` counts every filter over the area, whatever is shown.
    """

    simpul: Simpul
    nomor: str
    pemenuhan: Kemajuan | None
    reform: Kemajuan | None
    hasil: Kemajuan | None
    berkas: int
    nilai: HasilSimpul
    gerbang: Gerbang | None
    penanggung: str
    kelompok: tuple[Kelompok, ...]
    banyak: int
    jumlah: Mapping[str, int]

    @property
    def kode(self) -> str:
        return self.simpul.kode

    @property
    def nomor_lengkap(self) -> str:
        """Number before the name: only the areas of pengungkit have one that people use."""
        return "" if self.simpul.induk == "B" else self.nomor

    @property
    def kemajuan(self) -> tuple[tuple[str, Kemajuan], ...]:
        """Progress by aspect, only those the area has; the aspect of hasil has no name of its own."""
        semua = (("Pemenuhan", self.pemenuhan), ("Reform", self.reform), ("", self.hasil))
        return tuple((nama, k) for nama, k in semua if k)


@dataclass(frozen=True, slots=True)
class HalamanLke:
    """The whole page. `belum` of `gerbang_banyak` gates of the sheet's target are not met."""

    area: tuple[BarisArea, ...]
    area_hasil: tuple[BarisArea, ...]
    total: HasilSimpul
    pengungkit: HasilSimpul
    hasil: HasilSimpul
    gerbang: Mapping[str, Gerbang]
    belum: int
    gerbang_banyak: int
    berkas: int

    @property
    def semua(self) -> tuple[BarisArea, ...]:
        return self.area + self.area_hasil

    @property
    def jumlah_baris(self) -> tuple[tuple[str, HasilSimpul, Gerbang | None], ...]:
        """Foot of the table: pengungkit, hasil and the total, each with its gate if it has one."""
        baris = (("Pengungkit", self.pengungkit), ("Hasil", self.hasil), ("Nilai total", self.total))
        return tuple((nama, simpul, self.gerbang.get(simpul.kode)) for nama, simpul in baris)


_LOLOS: Mapping[str, Callable[[BarisButir], bool]] = {
    "semua": lambda b: True,
    "saya": lambda b: b.milik_saya,
    "tanpa-berkas": lambda b: b.berkas == 0,
    "belum": lambda b: not b.hasil.terisi,
    "tanpa-penanggung": lambda b: not b.ditugaskan,
    "salinan": lambda b: b.status == SALINAN,
    "perbaikan": lambda b: bool(b.alasan),
}


def susun_lke(
    *,
    pelaku: Pelaku,
    lembar: LembarKerja,
    instrumen: Instrumen,
    tim: tuple[AnggotaTim, ...],
    berkas: Mapping[str, int],
    saring: str = "semua",
    urut: str = "baca",
    kembali: Mapping[str, ButirKembali] | None = None,
) -> HalamanLke:
    """Build the page from the stored answers; three queries (answers, predikat held, people) whatever their number.

    `kembali`: butir that a reviewer returned.
    """
    jawaban = jawaban_lembar(lembar)
    skor = nilai_lembar(lembar, instrumen, jawaban)
    petugas = _petugas(lembar)
    baku = penanggung_area(tim)
    baris = {
        b.kode: _baris(b, instrumen.simpul[b.area], pelaku, jawaban, skor, petugas, baku, berkas)
        for b in instrumen.butir.values()
    }
    for kode, satu in (kembali or {}).items():
        baris[kode] = replace(baris[kode], alasan=satu.alasan)
    gerbang = {g.kode: g for g in skor.predikat[lembar.target].gerbang}

    def area(simpul: Simpul) -> BarisArea:
        return _area(simpul, instrumen, baris, skor, gerbang, baku, saring, urut)

    return HalamanLke(
        area=tuple(area(s) for s in instrumen.area),
        area_hasil=tuple(area(s) for s in instrumen.area_hasil),
        total=skor.simpul[AKAR],
        pengungkit=skor.simpul["A"],
        hasil=skor.simpul["B"],
        gerbang=gerbang,
        belum=len(skor.predikat[lembar.target].belum),
        gerbang_banyak=len(gerbang),
        berkas=sum(berkas.values()),
    )


def kode_tersaring(halaman: HalamanLke) -> list[str]:
    """Codes of every row the page shows, in its order."""
    return [b.butir.kode for a in halaman.semua for k in a.kelompok for b in k.baris]


def _petugas(lembar: LembarKerja) -> dict[str, tuple[uuid.UUID, str]]:
    baris = PenanggungJawab.objects.filter(lembar=lembar).values_list("kode_butir", "user_id", "user__nama")
    return {kode: (pk, nama) for kode, pk, nama in baris}


def _baris(
    butir: Butir,
    area: Simpul,
    pelaku: Pelaku,
    jawaban: Mapping[str, Jawaban],
    skor: HasilSkor,
    petugas: Mapping[str, tuple[uuid.UUID, str]],
    baku: Mapping[str, tuple[str, ...]],
    berkas: Mapping[str, int],
) -> BarisButir:
    hasil, ada = skor.butir[butir.kode], jawaban.get(butir.kode)
    banyak = berkas.get(butir.kode, 0)
    if butir.kode in petugas:
        pemilik, nama = petugas[butir.kode]
        milik_saya = pemilik == pelaku.user.pk
    else:
        nama = ", ".join(baku.get(_kunci_baku(butir), ())) or petugas_baku(area)
        milik_saya = _ketua_baku(pelaku, butir)
    return BarisButir(
        butir=butir,
        jawaban=jawaban_singkat(butir, ada.isi if ada else None),
        berkas=banyak,
        status=keadaan_butir(
            terisi=hasil.terisi, ada_baris=ada is not None, berkas=banyak, salinan=bool(ada and ada.salinan_dari)
        ),
        hasil=hasil,
        petugas=nama,
        ditugaskan=butir.kode in petugas,
        milik_saya=milik_saya,
    )


def _kunci_baku(butir: Butir) -> str:
    return "B" if butir.komponen == "B" else butir.area


def _ketua_baku(pelaku: Pelaku, butir: Butir) -> bool:
    """Without a PenanggungJawab the ketua Pokja answers, and the koordinator for Hasil (decisions §3)."""
    if butir.komponen == "B":
        return pelaku.peran == Peran.KOORDINATOR
    return pelaku.peran == Peran.KETUA_POKJA and pelaku.area == butir.area


def _area(
    simpul: Simpul,
    instrumen: Instrumen,
    baris: Mapping[str, BarisButir],
    skor: HasilSkor,
    gerbang: Mapping[str, Gerbang],
    baku: Mapping[str, tuple[str, ...]],
    saring: str,
    urut: str,
) -> BarisArea:
    semua = [baris[b.kode] for b in instrumen.butir_di(simpul.kode)]
    tampil = [b for b in semua if _LOLOS[saring](b)]
    return BarisArea(
        simpul=simpul,
        nomor=simpul.nomor,
        pemenuhan=_kemajuan(b for b in semua if b.butir.aspek == "P"),
        reform=_kemajuan(b for b in semua if b.butir.aspek == "R"),
        hasil=_kemajuan(b for b in semua if b.butir.aspek == "H"),
        berkas=sum(b.berkas for b in semua),
        nilai=skor.simpul[simpul.kode],
        gerbang=gerbang.get(simpul.kode),
        penanggung=", ".join(baku.get("B" if simpul.induk == "B" else simpul.kode, ())),
        kelompok=_kelompok(instrumen, tampil, urut),
        banyak=len(tampil),
        jumlah={kode: sum(map(lolos, semua)) for kode, lolos in _LOLOS.items()},
    )


def _kemajuan(baris: Iterable[BarisButir]) -> Kemajuan | None:
    status = [b.status for b in baris]
    if not status:
        return None
    return Kemajuan(status.count(TERISI) + status.count(SALINAN), len(status), status.count("dilihat"))


def _kelompok(instrumen: Instrumen, baris: list[BarisButir], urut: str) -> tuple[Kelompok, ...]:
    if urut == "poin":
        terurut = sorted(baris, key=lambda b: (-b.hasil.poin_dipertaruhkan, b.butir.urutan))
        return (Kelompok("", tuple(terurut)),) if terurut else ()
    kumpulan: dict[str, list[BarisButir]] = {}
    for b in baris:
        kumpulan.setdefault(b.butir.induk, []).append(b)
    return tuple(Kelompok(_judul(instrumen, kode), tuple(isi)) for kode, isi in kumpulan.items())


def _judul(instrumen: Instrumen, kode: str) -> str:
    """ "Pemenuhan 1 · Pengendalian Gratifikasi"; a sub-area of Hasil stands alone."""
    sub = instrumen.simpul[kode]
    aspek = instrumen.simpul[sub.induk] if sub.induk else None
    if aspek is None or aspek.kode.endswith(".H") or aspek.tingkat != "aspek":
        return sub.nama
    nomor = list(aspek.anak).index(kode) + 1
    return f"{aspek.nama} {nomor} · {sub.nama}"


# --- Copying from another year -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RencanaArea:
    """What copying would do in one area: answers to copy, butir already begun here, butir without an answer there."""

    simpul: Simpul
    disalin: int
    sudah_ada: int
    tidak_ada: int


@dataclass(frozen=True, slots=True)
class RencanaSalin:
    """The preview of salin_jawaban; `lain` are answers in areas the person may not write."""

    area: tuple[RencanaArea, ...]
    lain: int

    @property
    def disalin(self) -> int:
        return sum(a.disalin for a in self.area)

    @property
    def sudah_ada(self) -> int:
        return sum(a.sudah_ada for a in self.area)

    @property
    def tidak_ada(self) -> int:
        return sum(a.tidak_ada for a in self.area)


def sumber_salin(satker: Satker, periode: Periode) -> LembarKerja | None:
    """The newest earlier sheet of the unit that uses the same instrument. One query."""
    return _lembar_lama(satker, periode).order_by("-periode__tahun").first()


def lembar_tahun(satker: Satker, periode: Periode, tahun: int) -> LembarKerja | None:
    """The earlier sheet of that year, if answers can be copied from it. One query."""
    return _lembar_lama(satker, periode).filter(periode__tahun=tahun).first()


def _lembar_lama(satker: Satker, periode: Periode) -> LembarQuerySet:
    lembar = LembarKerja.objects.filter(satker=satker, periode__instrumen=periode.instrumen)
    return lembar.filter(periode__tahun__lt=periode.tahun).select_related("periode", "satker")


def dapat_disalin(butir: Butir) -> bool:
    """Choices of pengungkit only: counts, survey indices and Hasil are facts of their own year."""
    return butir.komponen == "A" and bool(butir.opsi)


def rencana_salin(
    *, pelaku: Pelaku, lembar: LembarKerja | None, dari: LembarKerja, instrumen: Instrumen
) -> RencanaSalin:
    """Count what salin_jawaban would do. Two queries."""
    ada = set(jawaban_lembar(lembar)) if lembar else set()
    sumber = {
        kode for kode, j in jawaban_lembar(dari).items() if j.isi is not None and dapat_disalin(instrumen.butir[kode])
    }
    area, lain = [], 0
    for simpul in (*instrumen.area, *instrumen.area_hasil):
        kode = {b.kode for b in instrumen.butir_di(simpul.kode) if dapat_disalin(b)}
        if not pelaku.boleh_area(simpul.kode):
            lain += len(kode & sumber - ada)
            continue
        area.append(RencanaArea(simpul, len(kode & sumber - ada), len(kode & sumber & ada), len(kode - sumber)))
    return RencanaSalin(tuple(area), lain)
