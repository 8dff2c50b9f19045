"""The end of the penilaian pendahuluan: the head of the office decides, and the letter opens the way to the team."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from berkas.actions import simpan_lampiran
from berkas.penyimpanan import Kiriman
from berkas.periksa.putusan import Putusan
from instrumen.queries import instrumen_untuk
from penilaian.actions.alur import jalankan_langkah, kunci_alur
from penilaian.alur import LangkahDitolak
from penilaian.models import LembarKerja, Peristiwa, Potret, SuratPendahuluan
from penilaian.queries.alur import pengajuan_terakhir
from penilaian.queries.pendahuluan import hak_surat, pemeriksaan_untuk
from penilaian.queries.periksa import bahan_pengajuan, daftar_periksa
from penilaian.queries.risiko import CakupanPeriksa, cakupan_periksa
from satker.actions.jejak import catat
from satker.pelaku import Pelaku


@transaction.atomic
def catat_surat(
    *, oleh: Pelaku, lembar: LembarKerja, nomor: str, tanggal: dt.date, kiriman: Kiriman, putusan: Putusan
) -> SuratPendahuluan:
    """Record the letter about the newest sending with its file; until the team opens the sheet a second replaces it.

    What was read so far is frozen with it. Raises LangkahDitolak and the errors of simpan_lampiran.
    """
    hak = hak_surat(oleh, lembar, kunci_alur(lembar))
    if not hak.boleh:
        raise LangkahDitolak("hak", hak.sebab)
    pengajuan = pengajuan_terakhir(lembar)
    if pengajuan is None:
        raise LangkahDitolak("pengajuan", "Belum ada yang dikirim oleh satker.")
    judul = f"Surat pendahuluan {nomor.strip()}"
    versi = simpan_lampiran(
        oleh=oleh,
        satker=oleh.unit,
        kiriman=kiriman,
        putusan=putusan,
        sebab=f"Surat pendahuluan {lembar.satker.kode} tahun {lembar.periode.tahun}",
        judul=judul,
    )
    surat, _ = SuratPendahuluan.objects.update_or_create(
        satker_id=lembar.satker_id,
        pengajuan=pengajuan,
        defaults={
            "unit": oleh.unit,
            "nomor": nomor.strip(),
            "tanggal": tanggal,
            "versi": versi,
            "cakupan": asdict(cakupan_kini(lembar)),
            "oleh": oleh.user,
            "pada": timezone.now(),
        },
    )
    catat(
        oleh=oleh,
        satker=lembar.satker,
        periode=lembar.periode,
        aksi="dalam_surat_pendahuluan",
        objek=f"surat_pendahuluan:{surat.pk}",
        sesudah={"nomor": surat.nomor, "tanggal": tanggal.isoformat(), "versi": str(versi.pk)},
    )
    return surat


def cakupan_kini(lembar: LembarKerja) -> CakupanPeriksa:
    """What was read of the newest sending until now."""
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    pengajuan = pengajuan_terakhir(lembar)
    bahan = bahan_pengajuan(pengajuan) if pengajuan else {}
    daftar = daftar_periksa(lembar, instrumen, bahan, pemeriksaan_untuk(pengajuan))
    return cakupan_periksa(instrumen, lembar, bahan, daftar)


@transaction.atomic
def putuskan_pendahuluan(
    *, oleh: Pelaku, lembar: LembarKerja, layak: bool, alasan: str = "", keadaan_dilihat: str | None = None
) -> Potret:
    """*Layak* or *belum dievaluasi*; with it the layer is frozen and everybody who sees the unit reads that copy.

    Raises LangkahDitolak.
    """
    kode = "nyatakan_layak" if layak else "nyatakan_belum"
    kunci_alur(lembar)
    pengajuan = pengajuan_terakhir(lembar)
    jalankan_langkah(oleh=oleh, lembar=lembar, kode=kode, alasan=alasan, keadaan_dilihat=keadaan_dilihat)
    potret = Potret.objects.filter(lembar=lembar, peristiwa=Peristiwa.PENDAHULUAN).latest("nomor")
    periksa = pemeriksaan_untuk(pengajuan)
    if periksa is not None:
        periksa.ditutup_oleh, periksa.ditutup_pada = oleh.user, timezone.now()
        periksa.save(update_fields=["ditutup_oleh", "ditutup_pada"])
    return potret
