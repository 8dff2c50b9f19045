"""Evidence of the demo: documents made here, stored and checked like any upload."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from functools import partial

from django.utils import timezone

from berkas.actions.kesegaran import tandai_tetap
from berkas.actions.tautan import tautkan
from berkas.actions.unggah import unggah_langsung
from berkas.models import Bukti
from berkas.queries.kesegaran import putusan_satu
from instrumen.pohon.tipe import Butir
from instrumen.queries import instrumen_untuk
from penilaian.models import LembarKerja
from satker.models import Penugasan, Periode, Satker
from satker.pelaku import Pelaku, muat_pelaku
from satker.peran import Peran
from zi_portal.demo.dokumen import Surat, docx, foto, pdf_pindai, pdf_surat, xlsx
from zi_portal.demo.organisasi import Bentuk

_TENTANG = 7  # the satker whose accounts stand on the login page gets the fullest library


def buat_bukti(bentuk: Bentuk) -> int:
    """Files for the newest year of every started sheet, some shared by several butir; returns how many files."""
    periode = bentuk.periode[-1]
    jumlah = 0
    urutan = sorted(bentuk.satker.items(), key=lambda s: s[0] != _TENTANG)  # its previews are made first
    for n, satker in urutan:
        lembar = LembarKerja.objects.filter(satker=satker, periode=periode).first()
        if lembar:
            jumlah += _satu_satker(n, satker, periode, lembar)
    return jumlah


def _satu_satker(n: int, satker: Satker, periode: Periode, lembar: LembarKerja) -> int:
    acak = random.Random(f"bukti-{n}")  # noqa: S311 - the demo must be the same everywhere
    instrumen = instrumen_untuk(periode.instrumen)
    pelaku = _pelaku(satker)
    kepala = _kepala(satker)
    terisi = sorted(lembar.jawaban.values_list("kode_butir", flat=True))
    acak.shuffle(terisi)
    dipakai = terisi[: max(1, round(len(terisi) * (0.75 if n == _TENTANG else 0.6)))]
    berapa = 24 if n == _TENTANG else 6
    for i, kode in enumerate(dipakai[:berapa]):
        butir = instrumen.butir[kode]
        bukti = unggah_langsung(
            oleh=pelaku[butir.area],
            satker=satker,
            periode=periode,
            kode_butir=kode,
            area=butir.area,
            triwulan=("B03", "B06", "B09")[i % 3],
            **_berkas(butir, satker, kepala, periode.tahun, n, i),
        )
        for lain in dipakai[berapa + i :: berapa]:
            tautkan(
                oleh=pelaku[instrumen.butir[lain].area],
                satker=satker,
                periode=periode,
                kode_butir=lain,
                area=instrumen.butir[lain].area,
                berkas=[bukti.berkas],
            )
    if n == _TENTANG:
        _tetap_berlaku(satker, periode, pelaku)
    return min(berapa, len(dipakai))


def _tetap_berlaku(satker: Satker, periode: Periode, pelaku: dict[str, Pelaku]) -> None:
    """One old document that the satker says still holds."""
    instrumen = instrumen_untuk(periode.instrumen)
    for bukti in Bukti.objects.filter(satker=satker, periode=periode).order_by("pada", "pk"):
        if putusan_satu(bukti).dapat_tetap:
            area = instrumen.butir[bukti.kode_butir].area
            alasan = "Belum dicabut dan tidak ada perubahan susunan sampai sekarang."
            tandai_tetap(oleh=pelaku[area], bukti=bukti, area=area, alasan=alasan)
            return


def _berkas(butir: Butir, satker: Satker, kepala: str, tahun: int, n: int, i: int) -> dict[str, object]:
    judul = butir.bukti_contoh[0].split("/")[0].split("(")[0].strip() if butir.bukti_contoh else "Laporan"
    if i % 8 == 3:  # last year's evidence dressed as new: stale or of the wrong year, by the rule of the question
        tahun -= 2
    tanggal = min(dt.date(tahun, 1 + i % 9, 5 + i % 20), timezone.localdate())
    surat = Surat(
        satker=satker.nama,
        judul=judul,
        nomor=f"CTH-{n:02d}.{i + 1:03d}/ZI/{tanggal.month}/{tahun}",
        tanggal=tanggal,
        pembuka=f"Mendukung {butir.kode_pendek}: {butir.teks}",
        penanda=kepala,
        benih=f"{n}-{i}",
    )
    ekstensi, buat = _bentuk(n, i)
    return {
        "nama": f"{butir.kode_pendek} {judul[:60]} {tahun}.{ekstensi}",
        "blok": [buat(surat)],
        "tanggal_dokumen": None if i % 8 == 6 else tanggal,
    }


def _bentuk(n: int, i: int) -> tuple[str, Callable[[Surat], bytes]]:
    """Mostly letters as PDF, one to three pages; a few scans, Office files and photos."""
    if n == _TENTANG:
        khusus = {
            3: ("pdf", pdf_pindai),
            5: ("docx", docx),
            9: ("xlsx", xlsx),
            13: ("jpg", foto),
            17: ("pdf", pdf_pindai),
        }
    else:
        khusus = {4: ("pdf", pdf_pindai)} if n % 12 == 0 else {2: ("docx", docx)} if n % 9 == 0 else {}
    return khusus.get(i) or ("pdf", partial(pdf_surat, halaman=1 + (n + i) % 3))


def _kepala(satker: Satker) -> str:
    """Who signs: the head of the unit, or just the post."""
    tugas = Penugasan.objects.filter(unit=satker, peran=Peran.KEPALA).select_related("user").first()
    return tugas.user.nama if tugas else f"Kepala {satker.nama}"


def _pelaku(satker: Satker) -> dict[str, Pelaku]:
    """area → who uploads for it."""
    baris = Penugasan.objects.filter(unit=satker, peran__in=[Peran.KETUA_POKJA, Peran.KOORDINATOR])
    orang = {p.area or "B": muat_pelaku(p.user, str(p.pk)) for p in baris.select_related("user")}
    return {**orang, "B1": orang["B"], "B2": orang["B"]}
