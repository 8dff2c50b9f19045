"""Drafts of the evaluation's official papers. The audit row is that of siapkan_draf; issuing is the register's."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from berkas.actions.terbit import siapkan_draf
from berkas.models import DokumenTerbit
from penilaian.models import LembarKerja, SesiDesk
from penilaian.queries.berita_acara_resmi import halangan_susun, isi_berita_acara
from penilaian.queries.dokumen import pendahulu
from penilaian.queries.lhe import bahan_lhe, potret_lhe
from penilaian.queries.surat_pendahuluan import BELUM_PUTUS, bahan_surat, potret_pendahuluan
from satker.pelaku import Pelaku

BELUM_KUNCI = "LHE disusun sesudah pengendali teknis mengunci nilai tim."


class DokumenDitolak(Exception):
    """The paper cannot be written now; the text says why and what to wait for."""


@transaction.atomic
def siapkan_lhe(
    *, oleh: Pelaku, lembar: LembarKerja, nomor: str, tanggal: dt.date, alasan_ganti: str = ""
) -> DokumenTerbit:
    """A draft from the newest copy of the team's layer. Raises DokumenDitolak, KeadaanBerubahError."""
    potret = potret_lhe(lembar)
    if potret is None:
        raise DokumenDitolak(BELUM_KUNCI)
    judul = f"Laporan hasil evaluasi ZI menuju {lembar.target} {lembar.periode.tahun} {lembar.satker.nama}"
    return _siapkan(
        oleh, lembar, "lhe", judul, bahan_lhe(potret, tanggal), nomor, tanggal, alasan_ganti, str(lembar.pk)
    )


@transaction.atomic
def siapkan_berita_acara(
    *, oleh: Pelaku, sesi: SesiDesk, nomor: str, tanggal: dt.date, alasan_ganti: str = ""
) -> DokumenTerbit:
    """A draft of a closed session. Raises DokumenDitolak, KeadaanBerubahError."""
    if sebab := halangan_susun(sesi):
        raise DokumenDitolak(sebab)
    lembar, isi = sesi.lembar, isi_berita_acara(sesi)
    judul = f"Berita acara desk evaluasi ZI {lembar.periode.tahun} {lembar.satker.nama}"
    return _siapkan(oleh, lembar, "berita_acara", judul, isi, nomor, tanggal, alasan_ganti, str(sesi.pk))


@transaction.atomic
def siapkan_surat_pendahuluan(
    *, oleh: Pelaku, lembar: LembarKerja, nomor: str, tanggal: dt.date, alasan_ganti: str = ""
) -> DokumenTerbit:
    """A draft about the newest decision. Raises DokumenDitolak, KeadaanBerubahError."""
    potret = potret_pendahuluan(lembar)
    if potret is None:
        raise DokumenDitolak(BELUM_PUTUS)
    judul = f"Surat pengantar penilaian pendahuluan {lembar.periode.tahun} {lembar.satker.nama}"
    isi = bahan_surat(potret)
    return _siapkan(oleh, lembar, "surat_pendahuluan", judul, isi, nomor, tanggal, alasan_ganti, str(lembar.pk))


def _siapkan(
    oleh: Pelaku,
    lembar: LembarKerja,
    jenis: str,
    judul: str,
    isi: Any,
    nomor: str,
    tanggal: dt.date,
    alasan: str,
    kunci: str,
) -> DokumenTerbit:
    """With an issued one already there, the draft becomes its next version and needs the reason."""
    lama = pendahulu(lembar, jenis, kunci)
    if lama and not alasan.strip():
        raise DokumenDitolak("Tulis alasan mengganti dokumen yang sudah terbit.")
    return siapkan_draf(
        oleh=oleh,
        satker=lembar.satker,
        periode=lembar.periode,
        jenis=jenis,
        judul=judul,
        isi=isi,
        tanggal=tanggal,
        nomor=nomor,
        kunci=kunci,
        menggantikan=lama,
        alasan_ganti=alasan.strip() if lama else "",
    )
