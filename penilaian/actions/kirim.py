"""Sending a sheet: the kepala approves, what is there is frozen, the sheet stays open (decisions §4)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from berkas.actions import kunci_bukti
from instrumen.queries import instrumen_untuk
from penilaian.actions.alur import jalankan_langkah, kunci_alur
from penilaian.actions.potret import ambil_potret
from penilaian.alur import LangkahDitolak
from penilaian.models import (
    BuktiPengajuan,
    ButirPengajuan,
    Jawaban,
    LangkahAlur,
    Lapisan,
    LembarKerja,
    Pengajuan,
    Peristiwa,
)
from penilaian.queries.alur import aturan_evaluasi, pengajuan_terakhir
from penilaian.queries.periksa_kirim import sidik_isi
from penilaian.skor.hitung import VERSI_MESIN
from satker.pelaku import Pelaku


@transaction.atomic
def kirim_lembar(
    *, oleh: Pelaku, lembar: LembarKerja, keadaan_dilihat: str | None = None, isi_dilihat: str | None = None
) -> Pengajuan:
    """The kepala approves and sends. Raises LangkahDitolak (incomplete, window closed, not awaited, changed).

    Completeness and the window decide, never a threshold. `isi_dilihat`: sidik_isi() of the page the kepala read; the
    sheet stays open meanwhile, and what was changed since is not sent unseen.
    """
    alur = kunci_alur(lembar)
    if isi_dilihat is not None and alur.keadaan == keadaan_dilihat and isi_dilihat != sidik_isi(lembar):
        raise LangkahDitolak("isi_berubah", "Isian berubah sejak Anda membuka halaman ini. Baca lagi, lalu putuskan.")
    kode = "kirim" if aturan_evaluasi(lembar.periode).pakai_pendahuluan else "kirim_tpi"
    nomor = (lalu.nomor if (lalu := pengajuan_terakhir(lembar)) else 0) + 1
    jalankan_langkah(oleh=oleh, lembar=lembar, kode=kode, keadaan_dilihat=keadaan_dilihat, rincian={"pengajuan": nomor})
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    ajuan = LangkahAlur.objects.filter(lembar=lembar, kode="ajukan").order_by("-nomor").first()
    pengajuan = Pengajuan.objects.create(
        satker_id=lembar.satker_id,
        lembar=lembar,
        nomor=nomor,
        target=lembar.target,
        hash_instrumen=instrumen.hash,
        mesin=VERSI_MESIN,
        diajukan_oleh_id=ajuan.oleh_id if ajuan else None,
        disetujui_oleh=oleh.user,
        disetujui_pada=timezone.now(),
    )
    jawaban = Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.SATKER, isi__isnull=False)
    ButirPengajuan.objects.bulk_create(
        ButirPengajuan(
            satker_id=lembar.satker_id,
            pengajuan=pengajuan,
            kode_butir=j.kode_butir,
            isi=j.isi,
            uraian=j.uraian,
            catatan_nol=j.catatan_nol,
            versi_jawaban=j.versi,
            oleh_id=j.oleh_id,
            pada=j.pada,
        )
        for j in jawaban
    )
    sematkan_bukti(pengajuan)
    ambil_potret(oleh=oleh, lembar=lembar, lapisan=Lapisan.SATKER, peristiwa=Peristiwa.KIRIM, pengajuan=pengajuan)
    return pengajuan


def sematkan_bukti(pengajuan: Pengajuan, butir: ButirPengajuan | None = None) -> None:
    """Pin the evidence as it is now: of every butir, or of one that is sent again."""
    lembar = pengajuan.lembar
    tersemat = kunci_bukti(
        satker=lembar.satker,
        periode=lembar.periode,
        sebab=f"Pengajuan {pengajuan.nomor} tahun {lembar.periode.tahun}",
        kode_butir=butir.kode_butir if butir else None,
    )
    BuktiPengajuan.objects.bulk_create(
        BuktiPengajuan(
            satker_id=lembar.satker_id,
            pengajuan=pengajuan,
            kode_butir=b.kode_butir,
            ke=butir.ke if butir else 1,
            bukti_id=b.bukti_id,
            versi_id=b.versi_id,
            sha256=b.sha256,
        )
        for b in tersemat
    )
