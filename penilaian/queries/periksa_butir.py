"""What the line above reads on the page of one butir: what was sent, its pinned evidence, its history, own score."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from berkas.queries.sidik import versi_terakhir
from instrumen.pohon.tipe import Butir, Instrumen, Simpul
from penilaian.models import (
    BuktiPengajuan,
    HasilPeriksa,
    Jawaban,
    LembarKerja,
    Pemeriksaan,
    Pengajuan,
    RiwayatButir,
    StatusButir,
)
from penilaian.queries.bacaan import PutusanBerkasIni, putusan_bukti
from penilaian.queries.butir import cara_hitung, hitungan, jawaban_rinci, jawaban_singkat
from penilaian.queries.diskusi import UtasTampil, diskusi_butir
from penilaian.queries.pendahuluan import BarisNilai, baris_nilai, berikutnya, nilai_pendahuluan
from penilaian.queries.periksa import BahanButir, BarisPeriksa, bahan_pengajuan, daftar_periksa
from penilaian.skor.jawaban import nilai_butir
from satker.pelaku import Pelaku


@dataclass(frozen=True, slots=True)
class BuktiTampil:
    """One pinned file. `terbaru`: the document has a newer version since it was sent."""

    berkas_id: uuid.UUID
    judul: str
    nama: str
    nomor: int
    ukuran: int
    halaman: int | None
    uraian: str
    petunjuk_halaman: str
    terbaru: bool
    versi: Any
    putusan: PutusanBerkasIni | None


@dataclass(frozen=True, slots=True)
class PilihanNilai:
    """One big button: code, value 0..1, the criterion; what the unit chose and what is stored."""

    kode: str
    nilai: Fraction
    label: str
    satker: bool
    dipilih: bool


@dataclass(frozen=True, slots=True)
class RiwayatKirim:
    """What a butir held before it was repaired, with the reason it was returned for."""

    ke: int
    singkat: str
    rinci: tuple[str, ...]
    uraian: str
    alasan: str


@dataclass(frozen=True, slots=True)
class HalamanPeriksa:
    baris: BarisPeriksa
    ringkas: BarisNilai
    area: Simpul
    nomor: int
    jumlah: int
    selesai: int
    singkat: str
    rinci: tuple[str, ...]
    hitungan: str
    cara_hitung: tuple[str, ...]
    poin_satker: Fraction
    nilai: Jawaban | None
    nilai_singkat: str
    pilihan: tuple[PilihanNilai, ...]
    bukti: tuple[BuktiTampil, ...]
    riwayat: tuple[RiwayatKirim, ...]
    sebelum: Butir | None
    sesudah: Butir | None
    lanjut: Butir | None
    diskusi: tuple[UtasTampil, ...]

    @property
    def bahan(self) -> BahanButir:
        return self.baris.bahan

    @property
    def lalu(self) -> HasilPeriksa | None:
        return self.baris.lalu

    @property
    def kata_status(self) -> str:
        return StatusButir(self.bahan.status).label


def halaman_periksa(
    pelaku: Pelaku,
    lembar: LembarKerja,
    pengajuan: Pengajuan,
    instrumen: Instrumen,
    butir: Butir,
    periksa: Pemeriksaan | None,
) -> HalamanPeriksa | None:
    """None when the butir is not in the sending. At most nineteen statements, for any number of files."""
    daftar = daftar_periksa(lembar, instrumen, bahan_pengajuan(pengajuan), periksa)
    satu = daftar.cari(butir.kode)
    if satu is None:
        return None
    nilai = nilai_pendahuluan(lembar)
    semua = baris_nilai(daftar, nilai)
    ringkas = next(b for b in semua if b.butir.kode == butir.kode)
    jawaban, isi = nilai.get(butir.kode), satu.bahan.isi
    sesama = instrumen.butir_di(butir.area)
    return HalamanPeriksa(
        baris=satu,
        ringkas=ringkas,
        area=instrumen.simpul[butir.area],
        nomor=sesama.index(butir) + 1,
        jumlah=len(semua),
        selesai=sum(1 for b in semua if not b.perlu and b.poin is not None),
        singkat=jawaban_singkat(butir, isi),
        rinci=jawaban_rinci(butir, isi),
        hitungan=hitungan(butir, isi) if isinstance(isi, dict) else "",
        cara_hitung=cara_hitung(butir),
        poin_satker=butir.bobot_efektif * (nilai_butir(butir, isi).nilai or 0),
        nilai=jawaban,
        nilai_singkat=jawaban_singkat(butir, jawaban.isi) if jawaban and jawaban.isi is not None else "",
        pilihan=_pilihan(butir, isi, jawaban),
        bukti=_bukti(pelaku, lembar, pengajuan, butir, satu.bahan.ke),
        riwayat=_riwayat(pengajuan, butir),
        sebelum=instrumen.sebelum(butir.kode),
        sesudah=instrumen.sesudah(butir.kode),
        lanjut=berikutnya(semua, instrumen, butir.kode),
        diskusi=diskusi_butir(pelaku, lembar, butir.kode),
    )


def _pilihan(butir: Butir, isi: Any, jawaban: Jawaban | None) -> tuple[PilihanNilai, ...]:
    ada = jawaban.isi if jawaban else None
    return tuple(PilihanNilai(o.kode, o.nilai, o.label, o.kode == isi, o.kode == ada) for o in butir.opsi)


def _bukti(pelaku: Pelaku, lembar: LembarKerja, pengajuan: Pengajuan, butir: Butir, ke: int) -> tuple[BuktiTampil, ...]:
    """The files as they were sent with the present sending of the butir, with the team's verdicts that are published.
    At most four statements.
    """
    baris = list(
        BuktiPengajuan.objects.filter(pengajuan=pengajuan, kode_butir=butir.kode, ke=ke)
        .select_related("bukti__berkas", "versi__isi")
        .order_by("bukti__pada", "pk")
    )
    terakhir = versi_terakhir([b.versi.berkas_id for b in baris])
    putusan = putusan_bukti(pelaku, lembar, [b.bukti_id for b in baris]) if baris else {}
    return tuple(
        BuktiTampil(
            berkas_id=b.versi.berkas_id,
            judul=b.bukti.berkas.judul,
            nama=b.versi.nama_kirim,
            nomor=b.versi.nomor,
            ukuran=b.versi.isi.ukuran,
            halaman=b.versi.jumlah_halaman,
            uraian=b.bukti.uraian,
            petunjuk_halaman=b.bukti.halaman,
            terbaru=terakhir.get(b.versi.berkas_id, b.versi.nomor) > b.versi.nomor,
            versi=b.versi,
            putusan=putusan.get((b.bukti_id, b.versi_id)),
        )
        for b in baris
    )


def _riwayat(pengajuan: Pengajuan, butir: Butir) -> tuple[RiwayatKirim, ...]:
    baris = RiwayatButir.objects.filter(butir__pengajuan=pengajuan, butir__kode_butir=butir.kode)
    return tuple(
        RiwayatKirim(r.ke, jawaban_singkat(butir, r.isi), jawaban_rinci(butir, r.isi), r.uraian, r.alasan)
        for r in baris
    )
