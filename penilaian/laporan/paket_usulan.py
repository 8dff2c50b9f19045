"""What the ZIP of a proposal holds: filed documents as they lie in the storage, and tables made from locked copies."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import tablib

from berkas.models import PutusanVersi
from berkas.paket import Entri, Jalur
from common.desimal import format_angka
from instrumen.pohon.tipe import Instrumen
from instrumen.queries import instrumen_untuk
from penilaian.laporan.surat_usulan import KATA
from penilaian.models import Potret, Usulan
from penilaian.queries.daftar_administrasi import DaftarAdministrasi, periksa_usulan, potret_kunci
from penilaian.queries.surat_usulan import KartuSurat, kartu_surat
from penilaian.queries.usulan import rincian_usulan
from satker.impor.berkas import tulis_csv


def susun_paket(usulan: Usulan, hari: dt.date) -> tuple[list[Entri], list[tuple[str, bytes]], list[str]]:
    """(stored files, made files, sentences about files that are missing). Constant number of statements."""
    rincian = rincian_usulan(usulan)
    daftar = periksa_usulan(usulan, hari)
    jalur, zona = Jalur(), ZoneInfo(usulan.satker.zona)
    entri, hilang = [], []
    tambahan = [(jalur.untuk((), "Daftar administrasi.csv"), daftar_csv(daftar))]
    instrumen = instrumen_untuk(usulan.periode.instrumen)
    potret = potret_kunci([b.unit.lembar_id for b in rincian.unit])
    kartu = kartu_surat(usulan, daftar)
    terbit = {k.nama for k in kartu if k.berkas.terbit}
    berkas = [((), b.nama, b.dokumen) for b in rincian.dokumen]
    berkas += [((f"{b.unit.satker.kode} {b.unit.satker.nama}",), "Laporan survei", b.survei) for b in rincian.unit]
    for folder, nama, dokumen in berkas:
        if dokumen is None and nama in terbit:
            continue
        if dokumen is None or dokumen.versi.putusan != PutusanVersi.LOLOS:
            hilang.append(f"{'/'.join((*folder, nama))}: belum ada.")
            continue
        isi = dokumen.versi.isi
        letak = jalur.untuk(folder, f"{nama} - {dokumen.versi.nama_kirim}")
        entri.append(Entri(letak, isi.kunci, isi.ukuran, isi.sha256, dokumen.pada.astimezone(zona)))
    for b in rincian.unit:
        folder = (f"{b.unit.satker.kode} {b.unit.satker.nama}",)
        ada = potret.get(b.unit.lembar_id)
        if ada is None:
            hilang.append(f"{folder[0]}/Ringkasan LKE.csv: nilai tim penilai belum dikunci.")
        else:
            tambahan.append((jalur.untuk(folder, "Ringkasan LKE.csv"), ringkasan_csv(instrumen, ada)))
    for k in kartu:
        entri += _terbit(jalur, zona, k)
    sidik = "".join(f"{e.sha256}  {e.jalur}\n" for e in entri).encode()
    return entri, [*tambahan, (jalur.untuk((), "SHA256SUMS.txt"), sidik)], hilang


def _terbit(jalur: Jalur, zona: ZoneInfo, kartu: KartuSurat) -> list[Entri]:
    """The issued paper, and its newest signed scan."""
    hasil, berkas = [], kartu.berkas
    if berkas.terbit and berkas.terbit.isi and berkas.terbit.terbit_pada:
        isi, letak = berkas.terbit.isi, jalur.untuk((), f"{kartu.nama} - {berkas.terbit.kode}.pdf")
        hasil.append(Entri(letak, isi.kunci, isi.ukuran, isi.sha256, berkas.terbit.terbit_pada.astimezone(zona)))
    if berkas.salinan:
        isi, letak = berkas.salinan.isi, jalur.untuk((), f"{kartu.nama} - bertanda tangan V{berkas.salinan.nomor}.pdf")
        hasil.append(Entri(letak, isi.kunci, isi.ukuran, isi.sha256, berkas.salinan.pada.astimezone(zona)))
    return hasil


def daftar_csv(daftar: DaftarAdministrasi) -> bytes:
    """The self-check as a table."""
    baris = [["Instansi", "", b.nama, KATA[b.sesuai], b.keterangan] for b in daftar.instansi]
    baris += [
        [u.unit.satker.kode, u.unit.satker.nama, b.nama, KATA[b.sesuai], b.keterangan]
        for u in daftar.unit
        for b in u.butir
    ]
    return tulis_csv(tablib.Dataset(*baris, headers=["Kode", "Unit", "Butir", "Hasil", "Keterangan"]))


def ringkasan_csv(instrumen: Instrumen, potret: Potret) -> bytes:
    """Every node and butir of the locked layer with its points; numbers as people read them."""
    baris = []
    for kode, nilai in potret.pohon["simpul"].items():
        simpul = instrumen.simpul.get(kode)
        bobot = simpul.bobot if simpul else 100
        baris.append([kode, simpul.nama if simpul else "Nilai total", format_angka(bobot), _angka(nilai), ""])
    for kode, butir in instrumen.butir.items():
        isi = potret.jawaban.get(kode, {}).get("isi")
        teks = "; ".join(f"{k} = {n}" for k, n in isi.items()) if isinstance(isi, dict) else isi or ""
        nilai = potret.pohon["butir"].get(kode, "0")
        baris.append([butir.kode_pendek, butir.teks, format_angka(butir.bobot_efektif), _angka(nilai), teks])
    return tulis_csv(tablib.Dataset(*baris, headers=["Kode", "Uraian", "Bobot", "Nilai TPI", "Jawaban TPI"]))


def _angka(teks: str) -> str:
    return format_angka(Decimal(teks))
