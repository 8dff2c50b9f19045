"""What the question page shows: one butir with its answer, last year's, its value, and the words for all of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Q, Subquery

from common.desimal import format_angka, format_persen
from instrumen.pohon.tipe import Butir, Instrumen, Simpul
from penilaian.fakta_butir import fakta_isian
from penilaian.models import Jawaban, Lapisan, LembarKerja, PenanggungJawab, RingkasanLembar, RiwayatJawaban
from penilaian.skor.hitung import ke_desimal, nilai_butir
from satker.fakta_baku import NAMA_FAKTA
from satker.models import Fakta, Periode, Satker
from satker.queries.fakta import fakta_untuk

BELUM_DIBUKA, DILIHAT, TERISI, SALINAN = "belum_dibuka", "dilihat", "terisi", "salinan"


def keadaan_butir(*, terisi: bool, ada_baris: bool, berkas: int, salinan: bool = False) -> str:
    """Status code of a butir (words in common.templatetags.zi): salinan (copied, nobody looked), terisi, dilihat
    (something is there), belum_dibuka.
    """
    if terisi:
        return SALINAN if salinan else TERISI
    return DILIHAT if ada_baris or berkas else BELUM_DIBUKA


# --- Words ---------------------------------------------------------------------------------------------------------


def _koma(teks: str) -> str:
    return teks.replace(".", ",")


def jawaban_singkat(butir: Butir, isi: Any) -> str:
    """The answer in a list cell: "A", "66,67%", "3,60", "2 dari 4 jumlah"; "–" for none."""
    if isi is None:
        return "–"
    if isinstance(isi, str):
        return isi
    nilai = nilai_butir(butir, isi).nilai
    if nilai is None:
        return f"{len(isi)} dari {len(butir.isian)} jumlah"
    if len(butir.isian) == 1:
        return _koma(str(isi[butir.isian[0].kode]))
    return format_persen(nilai * 100, 2)


def jawaban_rinci(butir: Butir, isi: Any) -> tuple[str, ...]:
    """The answer in words, one line for each number: ("A: Seluruh pegawai …",) or ("Jumlah agen: 2", …)."""
    if isi is None:
        return ()
    if isinstance(isi, str):
        return tuple(f"{o.kode}: {o.label}" if o.label else o.kode for o in butir.opsi if o.kode == isi)
    return tuple(f"{i.label or i.kode}: {_koma(str(isi[i.kode]))}" for i in butir.isian if i.kode in isi)


def hitungan(butir: Butir, isi: Any) -> str:
    """How the numbers became the value, for a butir answered with numbers; empty while incomplete.

    "Nilai 5 / (2 + 4) = 83,33%". Ratios above one say where they were cut.
    """
    rumus = butir.rumus
    nilai = nilai_butir(butir, isi)
    if rumus is None or nilai.nilai is None:
        return ""
    hasil = format_persen(nilai.nilai * 100, 2)
    if nilai.nol:
        return f"Pembaginya nol: nilai ditetapkan {hasil}."
    angka = {k: Fraction(str(v)) for k, v in isi.items()}
    if rumus.jenis == "rasio":
        penyebut = sum((angka[k] for k in rumus.penyebut), Fraction(0))
        penuh = format_persen(angka[rumus.pembilang] / penyebut * 100, 2)
        potong = f", dihitung {hasil}" if angka[rumus.pembilang] > penyebut else ""
        return f"{format_angka(angka[rumus.pembilang], 0)} dari {format_angka(penyebut, 0)} = {penuh}{potong}."
    if rumus.jenis == "penurunan":
        return (
            f"Turun dari {format_angka(angka[rumus.lalu], 0)} menjadi {format_angka(angka[rumus.ini], 0)} = {hasil}."
            if angka[rumus.ini] < angka[rumus.lalu]
            else f"Tidak turun = {hasil}."
        )
    maks = format_angka(rumus.maks if rumus.maks is not None else Fraction(100), 2)
    return f"{_koma(str(isi[rumus.nilai]))} dari {maks} = {hasil}."


def cara_hitung(butir: Butir) -> tuple[str, ...]:
    """How numbers make the value, in sentences with the labels of the page; empty for a choice."""
    rumus = butir.rumus
    if rumus is None:
        return ()
    label = {i.kode: i.label or i.kode for i in butir.isian}
    if rumus.jenis == "rasio":
        penyebut = " + ".join(label[k] for k in rumus.penyebut)
        kalimat = f"Nilai = {label[rumus.pembilang]} dibagi ({penyebut}), paling tinggi 1,00."
    elif rumus.jenis == "penurunan":
        kalimat = f"Nilai = penurunan dari {label[rumus.lalu]} ke {label[rumus.ini]}; tidak turun bernilai 0,00."
    else:
        kalimat = f"Nilai = {label[rumus.nilai]} dibagi {format_angka(rumus.maks or Fraction(100))}."
    return (kalimat, *(f"Bila {_BILA_NOL[n.bila]} nol, nilainya {format_angka(n.nilai)}." for n in rumus.nol))


_BILA_NOL = {"penyebut": "pembaginya", "lalu": "hanya tahun sebelumnya", "lalu_dan_ini": "kedua tahun"}


# --- The page ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NilaiHalaman:
    """Value of the butir: `nilai` 0..1 or None; points exact; `dipertaruhkan` = what is still to be won."""

    nilai: Fraction | None
    poin: Fraction
    bobot: Fraction
    dipertaruhkan: Fraction
    hitungan: str


@dataclass(frozen=True, slots=True)
class NilaiLembar:
    """Figures of the sheet after the last save: area points of bobot, total of 100."""

    area: Decimal
    bobot_area: Decimal
    total: Decimal
    terisi: int
    jumlah: int


@dataclass(frozen=True, slots=True)
class JawabanLalu:
    """The same butir in the sheet of the year before."""

    tahun: int
    singkat: str
    rinci: tuple[str, ...]
    uraian: str


@dataclass(frozen=True, slots=True)
class TawaranFakta:
    """A fact of the unit beside an input. `beda` says in words how the stored answer differs, if it does."""

    kode: str
    nama: str
    nilai: int
    sumber: str
    tanggal: dt.date
    beda: str
    sama: bool


@dataclass(frozen=True, slots=True)
class HalamanButir:
    """Everything the question page prints about the butir itself."""

    butir: Butir
    area: Simpul
    aspek: Simpul
    sub_area: Simpul
    nomor: int
    jumlah: int
    sebelum: Butir | None
    sesudah: Butir | None
    jawaban: Jawaban | None
    lalu: JawabanLalu | None
    nilai: NilaiHalaman
    lembar: NilaiLembar
    penanggung_jawab: str
    fakta: Mapping[str, TawaranFakta]


def jawaban_satu(lembar: LembarKerja, butir: Butir) -> Jawaban | None:
    """The stored answer of the satker layer, with the person who saved it. One query."""
    baris = Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.SATKER, kode_butir=butir.kode)
    return baris.select_related("oleh").first()


def susun_halaman(
    *, satker: Satker, periode: Periode, lembar: LembarKerja | None, instrumen: Instrumen, butir: Butir
) -> HalamanButir:
    """Read the page of one butir in at most four queries (answers of two years, summary with person, facts)."""
    jawaban, lalu = _dua_tahun(satker, periode, lembar, butir)
    ringkasan, petugas = _ringkasan(lembar, butir)
    simpul = instrumen.simpul
    sub_area = simpul[butir.induk]
    aspek = simpul[sub_area.induk or butir.induk]
    sesama = instrumen.butir_di(butir.area)
    return HalamanButir(
        butir=butir,
        area=simpul[butir.area],
        aspek=aspek,
        sub_area=sub_area,
        nomor=sesama.index(butir) + 1,
        jumlah=len(sesama),
        sebelum=instrumen.sebelum(butir.kode),
        sesudah=instrumen.sesudah(butir.kode),
        jawaban=jawaban,
        lalu=lalu,
        nilai=nilai_halaman(butir, jawaban.isi if jawaban else None),
        lembar=_angka_lembar(ringkasan, instrumen, butir),
        penanggung_jawab=petugas or petugas_baku(simpul[butir.area]),
        fakta=_tawaran(satker, periode, butir, jawaban),
    )


def nilai_halaman(butir: Butir, isi: Any) -> NilaiHalaman:
    nilai = nilai_butir(butir, isi)
    poin = butir.bobot_efektif * (nilai.nilai or 0)
    return NilaiHalaman(nilai.nilai, poin, butir.bobot_efektif, butir.bobot_efektif - poin, hitungan(butir, isi))


def _dua_tahun(
    satker: Satker, periode: Periode, lembar: LembarKerja | None, butir: Butir
) -> tuple[Jawaban | None, JawabanLalu | None]:
    """This year's and last year's answer in one query; another instrument's codes mean other questions."""
    syarat = Q(lembar__periode__tahun=periode.tahun - 1, lembar__periode__instrumen=periode.instrumen)
    if lembar:
        syarat |= Q(lembar=lembar)
    baris = Jawaban.objects.filter(syarat, satker=satker, lapisan=Lapisan.SATKER, kode_butir=butir.kode)
    kini = lalu = None
    for j in baris.select_related("oleh", "lembar__periode"):
        if lembar and j.lembar_id == lembar.pk:
            kini = j
        elif j.isi is not None:
            lalu = JawabanLalu(
                j.lembar.periode.tahun, jawaban_singkat(butir, j.isi), jawaban_rinci(butir, j.isi), j.uraian
            )
    return kini, lalu


def _ringkasan(lembar: LembarKerja | None, butir: Butir) -> tuple[RingkasanLembar | None, str]:
    """The kept figures, and who was named for the butir ('' nobody). One query; a second only before any answer."""
    if lembar is None:
        return None, ""
    orang = PenanggungJawab.objects.filter(satker=lembar.satker_id, lembar=lembar, kode_butir=butir.kode)
    nama = orang.order_by().values("user__nama")[:1]
    baris = RingkasanLembar.objects.filter(satker=lembar.satker_id, lembar=lembar, lapisan=Lapisan.SATKER)
    ringkasan: Any = baris.annotate(petugas=Subquery(nama)).first()
    if ringkasan is None:
        return None, orang.values_list("user__nama", flat=True).first() or ""
    return ringkasan, ringkasan.petugas or ""


def _angka_lembar(ringkasan: RingkasanLembar | None, instrumen: Instrumen, butir: Butir) -> NilaiLembar:
    """The kept figures; a sheet that has not been started has nothing, of everything."""
    if ringkasan is None:
        bobot = ke_desimal(instrumen.simpul[butir.area].bobot)
        return NilaiLembar(Decimal(0), bobot, Decimal(0), 0, len(instrumen.butir))
    area = ringkasan.area[butir.area]
    return NilaiLembar(
        Decimal(area["nilai"]), Decimal(area["bobot"]), ringkasan.total, ringkasan.terisi, ringkasan.jumlah
    )


def petugas_baku(area: Simpul) -> str:
    """Who answers a butir without a PenanggungJawab (decisions §3)."""
    return "Ketua tim ZI" if area.induk == "B" else f"Ketua Pokja {area.nomor}"


def _tawaran(satker: Satker, periode: Periode, butir: Butir, jawaban: Jawaban | None) -> dict[str, TawaranFakta]:
    peta = fakta_isian(periode.instrumen, butir.kode)
    if not peta:
        return {}
    isi = jawaban.isi if jawaban and isinstance(jawaban.isi, dict) else {}
    ada = fakta_untuk(satker, periode)
    return {isian: _satu_tawaran(ada[kode], isi.get(isian)) for isian, kode in peta.items() if kode in ada}


def _satu_tawaran(fakta: Fakta, isian: str | None) -> TawaranFakta:
    return TawaranFakta(
        kode=fakta.kode,
        nama=NAMA_FAKTA[fakta.kode],
        nilai=fakta.nilai,
        sumber=fakta.sumber,
        tanggal=fakta.tanggal,
        beda=_beda(isian, fakta.nilai),
        sama=isian == str(fakta.nilai),
    )


def _beda(isian: str | None, fakta: int) -> str:
    if isian is None or int(isian) == fakta:
        return ""
    selisih = int(isian) - fakta
    arah = "lebih banyak" if selisih > 0 else "lebih sedikit"
    banyak = format_angka(abs(selisih), 0)
    return f"Isian tersimpan {format_angka(int(isian), 0)}, {banyak} {arah} daripada fakta satker."


# --- History -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VersiJawaban:
    """One save: who and when, and what it made of what was there before."""

    versi: int
    oleh: str
    pada: dt.datetime
    kini: bool
    jawaban_berubah: bool
    sebelum: tuple[str, ...]
    sesudah: tuple[str, ...]
    uraian_berubah: bool
    uraian_sebelum: str
    uraian_sesudah: str
    catatan_berubah: bool
    catatan_sebelum: str
    catatan_sesudah: str


def versi_jawaban(lembar: LembarKerja | None, butir: Butir) -> tuple[VersiJawaban, ...]:
    """Every version of the satker's answer, newest first. Two queries."""
    kini = jawaban_satu(lembar, butir) if lembar else None
    if kini is None:
        return ()
    lama = RiwayatJawaban.objects.filter(jawaban=kini).select_related("oleh").order_by("versi")
    urut: list[RiwayatJawaban | Jawaban] = [*lama, kini]
    hasil = []
    for nomor, v in enumerate(urut):
        dulu = urut[nomor - 1] if nomor else None
        sebelum = (dulu.isi, dulu.uraian, dulu.catatan_nol) if dulu else (None, "", "")
        hasil.append(
            VersiJawaban(
                versi=v.versi,
                oleh=v.oleh.nama,
                pada=v.pada,
                kini=v is kini,
                jawaban_berubah=sebelum[0] != v.isi,
                sebelum=jawaban_rinci(butir, sebelum[0]),
                sesudah=jawaban_rinci(butir, v.isi),
                uraian_berubah=sebelum[1] != v.uraian,
                uraian_sebelum=sebelum[1],
                uraian_sesudah=v.uraian,
                catatan_berubah=sebelum[2] != v.catatan_nol,
                catatan_sebelum=sebelum[2],
                catatan_sesudah=v.catatan_nol,
            )
        )
    return tuple(reversed(hasil))
