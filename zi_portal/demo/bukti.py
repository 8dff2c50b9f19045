"""Evidence of the demo: one-page PDFs made here, stored and checked like any upload."""

from __future__ import annotations

import datetime as dt
import io
import random

import pikepdf
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
from zi_portal.demo.organisasi import Bentuk

_TENTANG = 7  # the satker whose accounts stand on the login page gets the fullest library


def buat_pdf_contoh(judul: str, satker: str, tanggal: dt.date, baris: list[str]) -> bytes:
    """A small valid PDF, the same bytes for the same arguments; Helvetica, so no font file is needed."""
    teks = [judul, satker, f"Tanggal {tanggal:%d-%m-%Y}", "", *baris, "", "DOKUMEN CONTOH - bukan dokumen resmi"]
    isi = ["BT /F1 12 Tf 60 780 Td 16 TL"]
    for satu in teks:
        aman = satu.encode("latin-1", "replace").decode("latin-1").replace("\\", "").replace("(", "[").replace(")", "]")
        isi += [f"({aman[:90]}) Tj T*"]
    isi.append("ET")
    with pikepdf.new() as pdf:
        halaman = pdf.add_blank_page(page_size=(595, 842))
        huruf = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        halaman.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=huruf))
        halaman.Contents = pdf.make_stream("\n".join(isi).encode("latin-1"))
        keluar = io.BytesIO()
        pdf.save(keluar, deterministic_id=True)
    return keluar.getvalue()


def buat_bukti(bentuk: Bentuk) -> int:
    """Files for the newest year of every started sheet, some shared by several butir; returns how many files."""
    periode = bentuk.periode[-1]
    jumlah = 0
    for n, satker in bentuk.satker.items():
        lembar = LembarKerja.objects.filter(satker=satker, periode=periode).first()
        if lembar:
            jumlah += _satu_satker(n, satker, periode, lembar)
    return jumlah


def _satu_satker(n: int, satker: Satker, periode: Periode, lembar: LembarKerja) -> int:
    acak = random.Random(f"bukti-{n}")  # noqa: S311 - the demo must be the same everywhere
    instrumen = instrumen_untuk(periode.instrumen)
    pelaku = _pelaku(satker)
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
            **_berkas(butir, satker, periode.tahun, i),
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


def _berkas(butir: Butir, satker: Satker, tahun: int, i: int) -> dict[str, object]:
    judul = butir.bukti_contoh[0].split("/")[0].split("(")[0].strip() if butir.bukti_contoh else "Laporan"
    if i % 8 == 3:  # last year's evidence dressed as new: stale or of the wrong year, by the rule of the question
        tahun -= 2
    tanggal = min(dt.date(tahun, 1 + i % 9, 5 + i % 20), timezone.localdate())
    isi = buat_pdf_contoh(judul, satker.nama, tanggal, [f"Mendukung {butir.kode_pendek}: {butir.teks}"[:88]])
    nama = f"{butir.kode_pendek} {judul[:60]} {tahun}.pdf"
    return {"nama": nama, "blok": [isi], "tanggal_dokumen": None if i % 8 == 6 else tanggal}


def _pelaku(satker: Satker) -> dict[str, Pelaku]:
    """area → who uploads for it."""
    baris = Penugasan.objects.filter(unit=satker, peran__in=[Peran.KETUA_POKJA, Peran.KOORDINATOR])
    orang = {p.area or "B": muat_pelaku(p.user, str(p.pk)) for p in baris.select_related("user")}
    return {**orang, "B1": orang["B"], "B2": orang["B"]}
