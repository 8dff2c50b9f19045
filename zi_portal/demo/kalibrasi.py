"""A calibration set of the demo: last year's sendings of four satkers, five butir with evidence, answers of evaluators.
Rows are written as the actions write them, because the page images are made by the worker only after the demo.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from berkas.actions.kunci import kunci_versi
from berkas.actions.unggah import unggah_langsung
from berkas.models import VersiBerkas
from instrumen.pohon.tipe import Butir, Instrumen
from instrumen.queries import instrumen_untuk
from penilaian.actions.kalibrasi import buat_set, jawab_kasus, selesaikan
from penilaian.actions.kirim import sematkan_bukti
from penilaian.models import (
    BerkasKalibrasi,
    BuktiPengajuan,
    ButirKalibrasi,
    ButirPengajuan,
    Jawaban,
    Lapisan,
    LembarKerja,
    Pengajuan,
    SetKalibrasi,
)
from penilaian.skor.hitung import VERSI_MESIN
from satker.actions.jejak import catat
from satker.models import Penugasan, User
from satker.pelaku import Pelaku, muat_pelaku
from satker.peran import Peran
from zi_portal.demo.dokumen import Surat, pdf_surat
from zi_portal.demo.organisasi import Bentuk

ASAL = (1, 17, 8, 11)  # satkers whose scores of last year are published
# butir, position in ASAL, steps below what the satker claims, and why
_KASUS = (
    ("P1.1b", 0, 0, "Isi dokumen sama dengan yang dinyatakan satker."),
    ("P1.2a", 1, 1, "Dokumen menyebut kegiatan, tetapi belum memuat target dan penanggung jawab."),
    ("P5.1b", 2, 0, "Pelaksanaannya terlihat sejauh yang dinyatakan satker, tidak lebih."),
    ("P2.1b", 3, 1, "Penerapan baru terlihat di sebagian layanan yang disebut."),
    ("P6.1a", 0, 0, "Kebijakan dan layanan yang dicakup cocok dengan jawaban satker."),
    ("P3.1a", 2, 0, "Dokumen menunjukkan apa yang dinyatakan satker."),
)
# who answered: how many steps beside the agreed answer, per butir; the last one has not finished
_PENJAWAB: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("tpi.anggota2", (0, 0, 0, 0, 0, 0)),
    ("tpi2.ketua", (0, -1, 0, -1, 0, 0)),
    ("tpi2.anggota1", (0, -1, 0, -1, 1, 0)),
    ("tpi2.anggota2", (0, -1, 1, 0, 0)),
)


def buat_kalibrasi(bentuk: Bentuk) -> None:
    """One published set of the running year, answered by some."""
    admin = _pelaku("admin")
    instrumen = instrumen_untuk(bentuk.periode[-1].instrumen)
    kiriman = {n: _kiriman(bentuk, n, instrumen) for n in ASAL}
    milik = buat_set(oleh=admin, periode=bentuk.periode[-1], judul="Kalibrasi sebelum desk")
    for urutan, (kode, ke, turun, sebab) in enumerate(_KASUS, 1):
        butir = instrumen.cari(kode)
        if butir is not None:
            samaran = f"Satker {chr(ord('A') + ke)}"
            _kasus(admin, milik, urutan, butir, kiriman[ASAL[ke]], samaran, turun, sebab)
    _terbitkan(admin, milik)
    for username, geser in _PENJAWAB:
        _jawab(_pelaku(username), milik, instrumen, geser)


def _pelaku(username: str) -> Pelaku:
    return muat_pelaku(User.objects.get(username=username))


def _kiriman(bentuk: Bentuk, n: int, instrumen: Instrumen) -> Pengajuan:
    """Last year's sending of one satker, with a letter under each butir of the set that is its own."""
    satker, periode = bentuk.satker[n], bentuk.periode[-2]
    lembar = LembarKerja.objects.get(satker=satker, periode=periode)
    orang = {p.peran: p for p in Penugasan.objects.filter(unit=satker).select_related("user")}
    koordinator, kepala = orang[Peran.KOORDINATOR], orang[Peran.KEPALA]
    for i, (kode, ke, _, _) in enumerate(_KASUS):
        butir = instrumen.cari(kode)
        if ASAL[ke] == n and butir is not None:
            _unggah(muat_pelaku(koordinator.user, str(koordinator.pk)), lembar, butir, kepala.user.nama, i)
    ajuan = Pengajuan.objects.create(
        satker=satker,
        lembar=lembar,
        nomor=1,
        target=lembar.target,
        hash_instrumen=instrumen.hash,
        mesin=VERSI_MESIN,
        diajukan_oleh=koordinator.user,
        disetujui_oleh=kepala.user,
        disetujui_pada=dt.datetime(periode.tahun, 5, 21, 3, tzinfo=dt.UTC),
    )
    ButirPengajuan.objects.bulk_create(
        ButirPengajuan(
            satker=satker,
            pengajuan=ajuan,
            kode_butir=j.kode_butir,
            isi=j.isi,
            uraian=j.uraian,
            catatan_nol=j.catatan_nol,
            versi_jawaban=j.versi,
            oleh_id=j.oleh_id,
            pada=j.pada,
        )
        for j in Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.SATKER, isi__isnull=False)
    )
    sematkan_bukti(ajuan)
    return ajuan


def _unggah(oleh: Pelaku, lembar: LembarKerja, butir: Butir, kepala: str, i: int) -> None:
    tahun = lembar.periode.tahun
    judul = butir.bukti_contoh[0].split("/")[0].split("(")[0].strip() if butir.bukti_contoh else "Laporan"
    surat = Surat(
        satker=lembar.satker.nama,
        judul=judul,
        nomor=f"CTH-K.{i + 1:03d}/ZI/3/{tahun}",
        tanggal=dt.date(tahun, 3, 4 + i),
        pembuka=f"Mendukung {butir.kode_pendek}: {butir.teks}",
        penanda=kepala,
        benih=f"kalibrasi-{lembar.satker.kode}-{i}",
    )
    unggah_langsung(
        oleh=oleh,
        satker=lembar.satker,
        periode=lembar.periode,
        kode_butir=butir.kode,
        area=butir.area,
        nama=f"{butir.kode_pendek} {judul[:60]} {tahun}.pdf",
        blok=[pdf_surat(surat, halaman=2)],
        tanggal_dokumen=surat.tanggal,
    )


def _geser(butir: Butir, isi: Any, langkah: int) -> Any:
    if not butir.opsi or not isinstance(isi, str):
        return isi
    kode = [o.kode for o in butir.opsi]
    return kode[min(max(kode.index(isi) + langkah, 0), len(kode) - 1)]


def _kasus(
    admin: Pelaku,
    milik: SetKalibrasi,
    urutan: int,
    butir: Butir,
    ajuan: Pengajuan,
    samaran: str,
    turun: int,
    sebab: str,
) -> None:
    kirim = ButirPengajuan.objects.get(pengajuan=ajuan, kode_butir=butir.kode)
    bukti = list(BuktiPengajuan.objects.filter(pengajuan=ajuan, kode_butir=butir.kode).select_related("versi__berkas"))
    kasus = ButirKalibrasi.objects.create(
        satker=milik.satker,
        set=milik,
        urutan=urutan,
        kode_butir=butir.kode,
        samaran=samaran,
        asal=ajuan.satker,
        pengajuan=ajuan,
        isi_satker=kirim.isi,
        sepakat=_geser(butir, kirim.isi, turun),
        penjelasan=sebab,
        oleh=admin.user,
        pada=timezone.now(),
    )
    for n, b in enumerate(bukti, 1):
        BerkasKalibrasi.objects.create(
            satker=milik.satker, butir=kasus, urutan=n, versi=b.versi, sha256=b.sha256, halaman=[2]
        )
        catat(
            oleh=admin,
            satker=ajuan.satker,
            periode=milik.periode,
            aksi="pilih_kalibrasi",
            objek=f"berkas:{b.versi.berkas_id}",
            sesudah={"berkas": b.versi.nama_kirim, "versi": b.versi.nomor},
        )


def _terbitkan(admin: Pelaku, milik: SetKalibrasi) -> None:
    versi = VersiBerkas.objects.filter(pk__in=BerkasKalibrasi.objects.filter(butir__set=milik).values("versi"))
    for v in versi.select_related("satker"):
        kunci_versi(satker=v.satker, versi=[v], sebab=f"Kalibrasi {milik.periode.tahun}")
    milik.diterbitkan_oleh, milik.diterbitkan_pada = admin.user, timezone.now()
    milik.save(update_fields=["diterbitkan_oleh", "diterbitkan_pada"])
    catat(
        oleh=admin,
        satker=milik.satker,
        periode=milik.periode,
        aksi="terbitkan_kalibrasi",
        objek=f"kalibrasi:{milik.pk}",
        sesudah={"soal": milik.butir.count()},
    )


def _jawab(oleh: Pelaku, milik: SetKalibrasi, instrumen: Instrumen, geser: tuple[int, ...]) -> None:
    kasus = list(ButirKalibrasi.objects.filter(set=milik).order_by("urutan").select_related("set__periode"))
    for s, langkah in zip(kasus, geser, strict=False):
        butir = instrumen.butir[s.kode_butir]
        jawab_kasus(oleh=oleh, kasus=s, butir=butir, isi=_geser(butir, s.sepakat, langkah), catatan="")
    if len(geser) >= len(kasus):
        selesaikan(oleh=oleh, set_kalibrasi=milik)
