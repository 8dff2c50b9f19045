"""What the scoring page (ux W7) shows of one butir: the sending, the scores beside it, and where to go next.

Evaluators read the newest Pengajuan, other teams' layers only from a published Potret (penilaian.lapisan).
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.fields.json import KeyTransform

from instrumen.pohon.tipe import Butir, Instrumen
from penilaian.alur import KEADAAN
from penilaian.izin import di_luar_waktu_nilai
from penilaian.lapisan import LAPISAN
from penilaian.models import (
    AlurLembar,
    BuktiPengajuan,
    ButirPengajuan,
    Jawaban,
    Lapisan,
    LembarKerja,
    Pengajuan,
    Peristiwa,
    Potret,
    TandaButir,
)
from penilaian.queries.butir import NilaiHalaman, jawaban_rinci, jawaban_singkat, nilai_halaman
from penilaian.queries.ganda import GandaButir, ganda_butir
from penilaian.queries.tim import bagian_saya
from penilaian.skor.jawaban import nilai_butir
from satker.pelaku import Pelaku
from satker.peran import Peran
from satker.queries.waktu import KeadaanJendela

_LAPISAN_PERAN: Mapping[str, str] = {Peran.TPI_ANGGOTA: Lapisan.TPI_ANGGOTA, Peran.TPI_KETUA: Lapisan.TPI}


def lapisan_tulis(pelaku: Pelaku) -> str | None:
    """The layer the role writes at the desk: a member its own, the ketua the agreed one; the dalnis reads."""
    return _LAPISAN_PERAN.get(pelaku.peran)


def lapisan_tampil(pelaku: Pelaku) -> str:
    """The layer whose progress the page shows."""
    return lapisan_tulis(pelaku) or Lapisan.TPI


def lihat_anggota(ganda: GandaButir | None) -> bool:
    """Whether what others of the team gave may be shown: the one place where blind double scoring hides it."""
    return ganda is None or not ganda.tersembunyi


def boleh_menilai(pelaku: Pelaku, alur: AlurLembar, jendela: KeadaanJendela | None) -> tuple[bool, str]:
    """(may score now, why not in words). `jendela` None: the window is judged by who saves."""
    lapisan = lapisan_tulis(pelaku)
    if lapisan is None:
        return False, f"{pelaku.peran_label} membaca nilai. Yang menulis nilai adalah anggota dan ketua tim."
    if alur.keadaan not in LAPISAN[lapisan].keadaan:
        return False, f"Lembar ini sedang {KEADAAN[alur.keadaan].lower()}. Nilai hanya dapat dibaca."
    sebab = di_luar_waktu_nilai(jendela, LAPISAN[lapisan].tahap) if jendela else ""
    return not sebab, sebab


def jawaban_milik(pelaku: Pelaku, lembar: LembarKerja) -> Q:
    """The rows of the layer the actor's page shows."""
    if lapisan_tampil(pelaku) == Lapisan.TPI:
        return Q(lembar=lembar, lapisan=Lapisan.TPI)
    return Q(lembar=lembar, lapisan=Lapisan.TPI_ANGGOTA, penilai=pelaku.user)


def jawaban_tersimpan(pelaku: Pelaku, lembar: LembarKerja, kode_butir: str) -> Jawaban | None:
    """The stored score of the shown layer. One query."""
    return Jawaban.objects.filter(jawaban_milik(pelaku, lembar), kode_butir=kode_butir).select_related("oleh").first()


def disepakati(lembar: LembarKerja, butir: Butir) -> Suara | None:
    """The agreed score of the team, for a screen others look at. One query."""
    satu = Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.TPI, kode_butir=butir.kode, isi__isnull=False).first()
    return suara(butir, "Disepakati tim", satu.isi, "", None, satu.pada) if satu else None


def terisi(butir: Butir, jawaban: Jawaban | None) -> bool:
    """Whether a score counts as given."""
    return jawaban is not None and jawaban.isi is not None and nilai_butir(butir, jawaban.isi).terisi


def sama_nilai(butir: Butir, satu: Any, dua: Any) -> bool:
    """Whether two answers are worth the same; numbers may be written differently."""
    if satu is None or dua is None:
        return satu is dua
    return nilai_butir(butir, satu).nilai == nilai_butir(butir, dua).nilai


# --- One score in words ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Suara:
    """One score beside the criterion: whose, what, worth, and the note. `beda`: not worth what the satker claims."""

    nama: str
    singkat: str
    rinci: tuple[str, ...]
    nilai: Fraction | None
    catatan: str
    pada: dt.datetime | None
    beda: bool


@dataclass(frozen=True, slots=True)
class Pilihan:
    """An option with its keys: the letter (a–e, y, t) and its place (1–5)."""

    kode: str
    nilai: Fraction
    label: str
    tombol: str
    angka: int
    satker: bool
    saya: bool


@dataclass(frozen=True, slots=True)
class Kemajuan:
    """How far the shown layer is. `berikut_belum`: the next butir without a score after this one, of the person's own
    part where the butir are shared out (`bagian`: its size, 0: not shared out; `bagian_dinilai` of it have a score).
    """

    dinilai: int
    jumlah: int
    ditandai: int
    berikut_belum: Butir | None
    bagian: int = 0
    bagian_dinilai: int = 0


@dataclass(frozen=True, slots=True)
class HalamanMeja:
    """The page without its evidence. `milik` is the stored score of the shown layer (`semua`: of every butir), `nilai`
    its worth.

    `berubah`: the satker sent the butir again after it was scored. `ganda`: who scores it, when two do.
    """

    kiriman: ButirPengajuan | None
    nilai_satker: NilaiHalaman
    rinci_satker: tuple[str, ...]
    singkat_satker: str
    nol: bool
    milik: Jawaban | None
    semua: Mapping[str, Jawaban]
    nilai: NilaiHalaman
    singkat: str
    berubah: bool
    pilihan: tuple[Pilihan, ...]
    suara: tuple[Suara, ...]
    ganda: GandaButir | None
    lalu: Suara | None
    pendahuluan: Suara | None
    kemajuan: Kemajuan
    ditandai: bool
    sebelum: Butir | None
    sesudah: Butir | None
    nomor: int
    sematan: tuple[tuple[uuid.UUID, uuid.UUID], ...]
    versi_berikut: uuid.UUID | None


def susun_meja(
    *, pelaku: Pelaku, lembar: LembarKerja, pengajuan: Pengajuan, instrumen: Instrumen, butir: Butir
) -> HalamanMeja:
    """Read the page of one butir in five queries (sending with its pins, scores, flags, whether two score it, published
    copies), six when two do.
    """
    sesudah = instrumen.sesudah(butir.kode)
    kiriman, sematan, berikut = _kiriman(pengajuan, butir, sesudah)
    baris = _jawaban(pelaku, lembar, butir)
    milik = _milik(pelaku, baris)
    tanda = set(TandaButir.objects.filter(lembar=lembar, user=pelaku.user).values_list("kode_butir", flat=True))
    isi = kiriman.isi if kiriman else None
    saya = milik.get(butir.kode)
    nilai_satker = nilai_halaman(butir, isi)
    ganda = ganda_butir(pelaku, lembar, butir, baris)
    terbit = _terbit(lembar, butir, isi)
    return HalamanMeja(
        kiriman=kiriman,
        nilai_satker=nilai_satker,
        rinci_satker=jawaban_rinci(butir, isi),
        singkat_satker=jawaban_singkat(butir, isi),
        nol=isi is not None and nilai_butir(butir, isi).nol,
        milik=saya,
        semua=milik,
        nilai=nilai_halaman(butir, saya.isi if saya else None),
        singkat=jawaban_singkat(butir, saya.isi if saya else None),
        berubah=bool(kiriman and terisi(butir, saya) and saya and saya.dinilai_ke != kiriman.ke),
        pilihan=pilihan_butir(butir, isi, saya.isi if saya else None),
        suara=_suara(pelaku, butir, baris, isi, lihat_anggota(ganda)),
        ganda=ganda,
        lalu=terbit.get(Lapisan.TPI),
        pendahuluan=terbit.get(Lapisan.PENDAHULUAN),
        kemajuan=_kemajuan(instrumen, butir, milik, tanda, bagian_saya(pelaku, lembar, instrumen)),
        ditandai=butir.kode in tanda,
        sebelum=instrumen.sebelum(butir.kode),
        sesudah=sesudah,
        nomor=butir.urutan,
        sematan=sematan,
        versi_berikut=berikut,
    )


def pilihan_butir(butir: Butir, satker: Any, saya: Any) -> tuple[Pilihan, ...]:
    """The options with the keys that choose them: the first letter of a word, else the letter itself."""
    return tuple(
        Pilihan(o.kode, o.nilai, o.label, o.kode[0].lower(), n, o.kode == satker, o.kode == saya)
        for n, o in enumerate(butir.opsi, 1)
    )


def belum_dinilai_pertama(
    instrumen: Instrumen, milik: Mapping[str, Jawaban], bagian: frozenset[str] | None = None
) -> Butir | None:
    """Where scoring begins, or goes on: in the own part first."""
    belum = [b for b in instrumen.butir.values() if not terisi(b, milik.get(b.kode))]
    return next((b for b in belum if bagian and b.kode in bagian), belum[0] if belum else None)


def _kiriman(
    pengajuan: Pengajuan, butir: Butir, sesudah: Butir | None
) -> tuple[ButirPengajuan | None, tuple[tuple[uuid.UUID, uuid.UUID], ...], uuid.UUID | None]:
    """The frozen answer, its pinned files, and the first pinned file of the next butir. One query."""
    kode = [butir.kode, *([sesudah.kode] if sesudah else [])]
    sematan = BuktiPengajuan.objects.filter(
        satker=OuterRef("satker"), pengajuan=OuterRef("pengajuan"), kode_butir=OuterRef("kode_butir"), ke=OuterRef("ke")
    ).order_by("bukti__pada", "bukti")
    baris = ButirPengajuan.objects.filter(satker=pengajuan.satker_id, pengajuan=pengajuan, kode_butir__in=kode)
    baris = baris.annotate(
        bukti_kini=ArraySubquery(sematan.values("bukti")), versi_kini=ArraySubquery(sematan.values("versi"))
    )
    kirim: dict[str, Any] = {b.kode_butir: b for b in baris.order_by()}
    ini, berikut = kirim.get(butir.kode), kirim.get(sesudah.kode) if sesudah else None
    pasangan = tuple(zip(ini.bukti_kini, ini.versi_kini, strict=True)) if ini else ()
    return ini, pasangan, berikut.versi_kini[0] if berikut and berikut.versi_kini else None


def _jawaban(pelaku: Pelaku, lembar: LembarKerja, butir: Butir) -> Sequence[Jawaban]:
    """All scores of the shown layer, and everybody's of this butir. One query."""
    tim = Q(lembar=lembar, kode_butir=butir.kode, lapisan__in=[Lapisan.TPI, Lapisan.TPI_ANGGOTA])
    return list(Jawaban.objects.filter(jawaban_milik(pelaku, lembar) | tim).select_related("oleh", "penilai"))


def _milik(pelaku: Pelaku, baris: Sequence[Jawaban]) -> dict[str, Jawaban]:
    if lapisan_tampil(pelaku) == Lapisan.TPI:
        return {j.kode_butir: j for j in baris if j.lapisan == Lapisan.TPI}
    return {j.kode_butir: j for j in baris if j.penilai_id == pelaku.user.pk}


def _suara(pelaku: Pelaku, butir: Butir, baris: Sequence[Jawaban], satker: Any, lihat: bool) -> tuple[Suara, ...]:
    """Who in the team said what about this butir, without the actor's own score, the agreed one first."""
    if not lihat:
        return ()
    ada = [j for j in baris if j.kode_butir == butir.kode and j.isi is not None]
    tampil = lapisan_tampil(pelaku)
    hasil = [("Disepakati tim", j) for j in ada if j.lapisan == Lapisan.TPI and tampil != Lapisan.TPI]
    lain = [
        (j.penilai.nama, j) for j in ada if j.penilai and not (tampil != Lapisan.TPI and j.penilai_id == pelaku.user.pk)
    ]
    hasil += sorted(lain, key=lambda baris: baris[0])
    return tuple(suara(butir, nama, j.isi, j.uraian, satker, j.pada) for nama, j in hasil)


def suara(
    butir: Butir, nama: str, isi: Any, catatan: str, satker: Any = None, pada: dt.datetime | None = None
) -> Suara:
    beda = satker is not None and isi is not None and not sama_nilai(butir, isi, satker)
    return Suara(
        nama,
        jawaban_singkat(butir, isi),
        jawaban_rinci(butir, isi),
        nilai_butir(butir, isi).nilai,
        catatan,
        pada,
        beda,
    )


def _terbit(lembar: LembarKerja, butir: Butir, satker: Any) -> dict[str, Suara]:
    """What is published about this butir, by layer: this year's pendahuluan, and the team's answer of the year before
    (another instrument's codes mean other questions). One query, which takes one butir out of each copy.
    """
    periode = lembar.periode
    tahun_ini = Q(lembar=lembar, lapisan=Lapisan.PENDAHULUAN, peristiwa=Peristiwa.PENDAHULUAN)
    tahun_lalu = Q(
        lembar__periode__tahun=periode.tahun - 1,
        lembar__periode__instrumen=periode.instrumen,
        lapisan=Lapisan.TPI,
        peristiwa__in=[Peristiwa.KUNCI, Peristiwa.LHE],
    )
    baris = Potret.objects.filter(tahun_ini | tahun_lalu, satker=lembar.satker_id)
    terbaru = baris.annotate(satu=KeyTransform(butir.kode, "jawaban")).order_by("lapisan", "-pada").distinct("lapisan")
    nama: dict[str, str] = {Lapisan.PENDAHULUAN: "Pendahuluan", Lapisan.TPI: f"Tim penilai {periode.tahun - 1}"}
    return {
        lapisan: suara(butir, nama[lapisan], satu["isi"], satu["catatan"], satker, pada)
        for lapisan, satu, pada in terbaru.values_list("lapisan", "satu", "pada")
        if satu
    }


def _kemajuan(
    instrumen: Instrumen,
    butir: Butir,
    milik: Mapping[str, Jawaban],
    tanda: set[str],
    bagian: frozenset[str] | None,
) -> Kemajuan:
    urut = list(instrumen.butir.values())
    dinilai = {b.kode for b in urut if terisi(b, milik.get(b.kode))}
    sisa = [b for b in urut[urut.index(butir) + 1 :] if bagian is None or b.kode in bagian]
    return Kemajuan(
        dinilai=len(dinilai),
        jumlah=len(urut),
        ditandai=len(tanda),
        berikut_belum=next((b for b in sisa if b.kode not in dinilai), None),
        bagian=len(bagian or ()),
        bagian_dinilai=len(dinilai & (bagian or frozenset())),
    )
