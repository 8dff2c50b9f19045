"""One butir over the reader's satkers, side by side: answer, score, difference, first evidence, verdicts, marks."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from berkas.queries.sampul import Sampul, sampul
from instrumen.pohon.tipe import Butir, Instrumen
from penilaian.alur import KEADAAN
from penilaian.lapisan import LAPISAN
from penilaian.models import (
    BuktiPengajuan,
    ButirPengajuan,
    Jawaban,
    Lapisan,
    LembarKerja,
    PutusanBerkas,
    PutusanBukti,
    StatusButir,
)
from penilaian.pencilan import Tanda, Titik, pencilan
from penilaian.queries.bandingkan_bahan import Bahan, Terbit, keadaan, muat_bahan
from penilaian.queries.butir import hitungan, jawaban_singkat
from penilaian.queries.ganda import tersembunyi_di
from penilaian.queries.kalibrasi_wajib import sebab_kalibrasi
from penilaian.queries.meja import Suara, boleh_menilai, suara, terisi
from penilaian.queries.tim import BEBAS, keadaan_pernyataan, pernyataan_kini
from penilaian.skor.jawaban import nilai_butir
from satker.models import Periode, Satker
from satker.pelaku import Pelaku
from satker.peran import KANWIL, TIM_PENILAI

NAMA_LAPISAN: Mapping[str, str] = {
    Lapisan.TPI_ANGGOTA: "Nilai Anda",
    Lapisan.TPI: "Disepakati tim",
    Lapisan.PENDAHULUAN: "Pendahuluan",
}


@dataclass(frozen=True, slots=True)
class BarisBanding:
    """One satker. `rinci`: how numbers became the value. `milik`: the stored row the actor writes, `nilai`: in words.

    `selisih`: points the satker claims minus points given; `tutup`: a blind session hides what others gave; `rekan`:
    `lain` holds scores of the own team, not only published ones.
    """

    satker: Satker
    lembar: LembarKerja
    keadaan: str
    kiriman: ButirPengajuan | None
    jawaban: str
    rinci: str
    nilai_satker: Fraction | None
    milik: Jawaban | None
    nilai: Suara | None
    terbit: bool
    selisih: Fraction | None
    lain: tuple[Suara, ...]
    rekan: bool
    tutup: bool
    bukti: Sampul | None
    jumlah_bukti: int
    putusan: tuple[tuple[str, int], ...]
    tanda: tuple[Tanda, ...]
    berubah: bool
    boleh: bool
    sebab: str


@dataclass(frozen=True, slots=True)
class HalamanBanding:
    """The page. `belum` names units of the reader that have not sent anything yet."""

    butir: Butir
    lapisan: str
    nama_lapisan: str
    baris: tuple[BarisBanding, ...]
    belum: tuple[Satker, ...]
    sebelum: Butir | None
    sesudah: Butir | None
    nomor: int
    jumlah: int

    @property
    def ditandai(self) -> int:
        return sum(bool(b.tanda) for b in self.baris)

    @property
    def dinilai(self) -> int:
        return sum(b.nilai is not None for b in self.baris)


def susun_banding(
    pelaku: Pelaku, periode: Periode, instrumen: Instrumen, butir: Butir, *, jenis: str = "", area: str = ""
) -> HalamanBanding:
    """The page of one butir: statements of muat_bahan() and at most six more, for any number of units."""
    bahan = muat_bahan(pelaku, periode, instrumen, kode=butir.kode, jenis=jenis)
    kirim = [s for s in bahan.lembar if butir.kode in bahan.kiriman.get(s.pk, {})]
    tanda = pencilan(butir, [_titik(bahan, s, butir) for s in kirim])
    berkas = _berkas(pelaku, bahan, kirim, butir)
    lain = _lain(pelaku, kirim, butir)
    hak = _hak(pelaku, periode, bahan, kirim)
    tutup = tersembunyi_di(pelaku, kirim, butir.kode) if pelaku.peran in TIM_PENILAI else frozenset()
    urut = [b for b in instrumen.butir.values() if not area or b.area == area] or [butir]
    letak = urut.index(butir) if butir in urut else 0
    return HalamanBanding(
        butir=butir,
        lapisan=bahan.lapisan,
        nama_lapisan=NAMA_LAPISAN[bahan.lapisan],
        baris=tuple(_baris(bahan, s, butir, tanda, berkas, lain, hak, s.pk in tutup) for s in kirim),
        belum=tuple(s.satker for s in bahan.lembar if s not in kirim),
        sebelum=urut[letak - 1] if letak else None,
        sesudah=urut[letak + 1] if letak + 1 < len(urut) else None,
        nomor=letak + 1,
        jumlah=len(urut),
    )


def _titik(bahan: Bahan, lembar: LembarKerja, butir: Butir) -> Titik:
    milik = bahan.milik(lembar, butir.kode)
    return Titik(lembar.satker.kode, bahan.kiriman[lembar.pk][butir.kode].isi, milik.isi if milik else None)


_Berkas = tuple[Mapping[uuid.UUID, list[uuid.UUID]], Mapping[uuid.UUID, Sampul], Mapping[uuid.UUID, Counter[str]]]


def _berkas(pelaku: Pelaku, bahan: Bahan, lembar: list[LembarKerja], butir: Butir) -> _Berkas:
    """Sheet → pinned versions in order; version → first page; sheet → verdicts. At most three statements."""
    kiriman = {bahan.kiriman[s.pk][butir.kode].pengajuan_id: (s.pk, bahan.kiriman[s.pk][butir.kode].ke) for s in lembar}
    baris = BuktiPengajuan.objects.filter(pengajuan__in=list(kiriman), kode_butir=butir.kode)
    versi: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    pasangan: dict[tuple[uuid.UUID, uuid.UUID], uuid.UUID] = {}
    urut = baris.order_by("bukti__pada", "bukti").values_list("pengajuan", "ke", "bukti", "versi")
    for pengajuan, ke, bukti, v in urut:
        pk, kini = kiriman[pengajuan]
        if ke == kini:
            versi[pk].append(v)
            pasangan[bukti, v] = pk
    return versi, sampul(pelaku, [v[0] for v in versi.values()]), _putusan(pelaku, pasangan)


def _putusan(
    pelaku: Pelaku, pasangan: Mapping[tuple[uuid.UUID, uuid.UUID], uuid.UUID]
) -> dict[uuid.UUID, Counter[str]]:
    """Newest verdict per pinned file, counted by sheet; the team's own business. One statement."""
    hasil: dict[uuid.UUID, Counter[str]] = defaultdict(Counter)
    if pelaku.peran not in TIM_PENILAI:
        return hasil
    baris = PutusanBukti.objects.filter(bukti__in={b for b, _ in pasangan}, versi__in={v for _, v in pasangan})
    baris = baris.order_by("bukti", "versi", "-nomor").distinct("bukti", "versi")
    for bukti, versi, putusan in baris.values_list("bukti", "versi", "putusan"):
        if (bukti, versi) in pasangan:
            hasil[pasangan[bukti, versi]][putusan] += 1
    return hasil


def _lain(pelaku: Pelaku, lembar: list[LembarKerja], butir: Butir) -> dict[uuid.UUID, list[Jawaban]]:
    """Sheet → what the rest of the team gave, without the actor's own layer. One statement, none for others."""
    hasil: dict[uuid.UUID, list[Jawaban]] = defaultdict(list)
    if pelaku.peran not in TIM_PENILAI:
        return hasil
    baris = Jawaban.objects.filter(
        lembar__in=[s.pk for s in lembar],
        lapisan__in=[Lapisan.TPI, Lapisan.TPI_ANGGOTA],
        kode_butir=butir.kode,
        isi__isnull=False,
    )
    for j in baris.select_related("penilai").order_by("lapisan", "penilai__nama"):
        hasil[j.lembar_id].append(j)
    return hasil


def _hak(
    pelaku: Pelaku, periode: Periode, bahan: Bahan, lembar: list[LembarKerja]
) -> dict[uuid.UUID, tuple[bool, str]]:
    """Sheet → (may change the score now, why not). One statement for evaluators, else none."""
    if pelaku.peran in KANWIL:
        return {s.pk: (s.pk in bahan.buka, "" if s.pk in bahan.buka else _sebab_kanwil(bahan, s)) for s in lembar}
    if pelaku.peran not in TIM_PENILAI:
        return {s.pk: (False, "") for s in lembar}
    nyata = pernyataan_kini([s.satker_id for s in lembar], periode)
    tutup = sebab_kalibrasi(pelaku, lembar[0]) if lembar else ""
    hasil = {}
    for s in lembar:
        boleh, sebab = boleh_menilai(pelaku, keadaan(s), None)
        if boleh and keadaan_pernyataan(nyata.get((s.satker_id, pelaku.user.pk))) != BEBAS:
            boleh, sebab = False, "Pernyataan kepentingan Anda untuk satker ini belum ada."
        if boleh and tutup:
            boleh, sebab = False, tutup
        hasil[s.pk] = (boleh, sebab)
    return hasil


def _sebab_kanwil(bahan: Bahan, lembar: LembarKerja) -> str:
    if keadaan(lembar).keadaan not in LAPISAN[Lapisan.PENDAHULUAN].keadaan:
        return "Penilaian pendahuluan tidak sedang berjalan."
    return "Di luar waktu penilaian pendahuluan." if lembar.pk in bahan.draf else "Dinilai kantor lain."


def _baris(
    bahan: Bahan,
    lembar: LembarKerja,
    butir: Butir,
    tanda: Mapping[str, tuple[Tanda, ...]],
    berkas: _Berkas,
    lain: Mapping[uuid.UUID, list[Jawaban]],
    hak: Mapping[uuid.UUID, tuple[bool, str]],
    tutup: bool,
) -> BarisBanding:
    """`tutup`: blind for the reader until there is an own score (queries.ganda)."""
    kirim = bahan.kiriman[lembar.pk][butir.kode]
    milik = bahan.milik(lembar, butir.kode)
    isi = milik.isi if milik else None
    draf = milik if isinstance(milik, Jawaban) else None
    klaim, diberi = nilai_butir(butir, kirim.isi).nilai, nilai_butir(butir, isi).nilai
    versi, halaman, putusan = berkas
    daftar = versi.get(lembar.pk, [])
    boleh, sebab = hak[lembar.pk]
    tim = [] if tutup else _tim(bahan, lain.get(lembar.pk, []))
    return BarisBanding(
        satker=lembar.satker,
        lembar=lembar,
        keadaan=KEADAAN[keadaan(lembar).keadaan],
        kiriman=kirim,
        jawaban=jawaban_singkat(butir, kirim.isi),
        rinci=hitungan(butir, kirim.isi) if butir.isian else "",
        nilai_satker=klaim,
        milik=draf,
        nilai=_suara(bahan, butir, milik, kirim.isi),
        terbit=isinstance(milik, Terbit),
        selisih=None if klaim is None or diberi is None else (klaim - diberi) * butir.bobot_efektif,
        lain=() if tutup else _suara_lain(bahan, lembar, butir, tim, kirim.isi),
        rekan=bool(tim),
        tutup=tutup,
        bukti=halaman.get(daftar[0]) if daftar else None,
        jumlah_bukti=len(daftar),
        putusan=() if tutup else _kata_putusan(bahan.pelaku, kirim, putusan.get(lembar.pk, Counter())),
        tanda=tanda.get(lembar.satker.kode, ()),
        berubah=bool(draf and terisi(butir, draf) and draf.dinilai_ke != kirim.ke),
        boleh=boleh,
        sebab=sebab,
    )


def _suara(bahan: Bahan, butir: Butir, milik: Jawaban | Terbit | None, klaim: Any) -> Suara | None:
    if milik is None or milik.isi is None:
        return None
    catatan = milik.uraian if isinstance(milik, Jawaban) else milik.catatan
    return suara(butir, NAMA_LAPISAN[bahan.lapisan], milik.isi, catatan, klaim, milik.pada)


def _tim(bahan: Bahan, baris: list[Jawaban]) -> list[Jawaban]:
    """The team's rows beside the reader's own layer."""
    if bahan.lapisan == Lapisan.TPI_ANGGOTA:
        return [j for j in baris if j.penilai_id != bahan.pelaku.user.pk]
    return [j for j in baris if j.lapisan != bahan.lapisan]


def _suara_lain(bahan: Bahan, lembar: LembarKerja, butir: Butir, tim: list[Jawaban], klaim: Any) -> tuple[Suara, ...]:
    """The other scores the reader may see: published copies of other layers, and the rest of the own team."""
    pelaku, hasil = bahan.pelaku, []
    for lapisan, nama in ((Lapisan.PENDAHULUAN, "Pendahuluan, terbit"), (Lapisan.TPI, "Tim penilai, terbit")):
        satu = bahan.terbit.get((lembar.pk, lapisan), {}).get(butir.kode)
        if satu and lapisan != bahan.lapisan and not (lapisan == Lapisan.TPI and pelaku.peran in TIM_PENILAI):
            hasil.append(suara(butir, nama, satu.isi, satu.catatan, klaim, satu.pada))
    for j in tim:
        nama = j.penilai.nama if j.penilai else "Disepakati tim"
        hasil.append(suara(butir, nama, j.isi, j.uraian, klaim, j.pada))
    return tuple(hasil)


def _kata_putusan(pelaku: Pelaku, kirim: ButirPengajuan, putusan: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Verdicts on files for the team; for others what the reviewer said about the whole butir (0: no number)."""
    if pelaku.peran in TIM_PENILAI:
        return tuple((PutusanBerkas(k).label, putusan[k]) for k in PutusanBerkas.values if putusan[k])
    return ((StatusButir(kirim.status).label, 0),)
