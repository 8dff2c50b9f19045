"""Drafts of the letter of a proposal and of its SPTJM, and the words they use. Issuing is the register's."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from berkas.actions.terbit import siapkan_draf
from berkas.models import DokumenTerbit
from penilaian.actions.dokumen import DokumenDitolak
from penilaian.models import JenisDokumen, NaskahUsulan, StatusUnit, UnitUsulan, Usulan
from penilaian.queries.berkas_usulan import JENIS_TERBIT
from penilaian.queries.dokumen import pendahulu
from penilaian.queries.surat_usulan import TANPA_UNIT, Ketikan, isi_surat_usulan, naskah_usulan
from satker.actions.jejak import catat
from satker.models import Periode
from satker.pelaku import Pelaku

MEDAN_NASKAH = ("tujuan", "tempat", "tembusan", "pernyataan", "sumber")


@transaction.atomic
def siapkan_surat_usulan(
    *,
    oleh: Pelaku,
    usulan: Usulan,
    jenis: str,
    nomor: str,
    tanggal: dt.date,
    ketik: Ketikan,
    alasan_ganti: str = "",
) -> DokumenTerbit:
    """A draft of `jenis` (surat or sptjm) for all units of the proposal. Raises DokumenDitolak, KeadaanBerubahError."""
    usulan = Usulan.objects.select_for_update(of=("self",)).select_related("satker", "periode").get(pk=usulan.pk)
    if not UnitUsulan.objects.filter(usulan=usulan).exclude(status=StatusUnit.DIKELUARKAN).exists():
        raise DokumenDitolak(TANPA_UNIT)
    kode, kunci = JENIS_TERBIT[jenis], str(usulan.pk)
    lama = pendahulu(usulan, kode, kunci)
    if lama and not alasan_ganti.strip():
        raise DokumenDitolak("Tulis alasan mengganti dokumen yang sudah terbit.")
    nama = {JenisDokumen.SURAT: "Surat usulan", JenisDokumen.SPTJM: "Surat pernyataan tanggung jawab mutlak usulan"}
    return siapkan_draf(
        oleh=oleh,
        satker=usulan.satker,
        periode=usulan.periode,
        jenis=kode,
        judul=f"{nama[JenisDokumen(jenis)]} zona integritas {usulan.periode.tahun} jalur {usulan.get_jalur_display()}",
        isi=isi_surat_usulan(usulan, jenis, tanggal, ketik),
        tanggal=tanggal,
        nomor=nomor,
        kunci=kunci,
        menggantikan=lama,
        alasan_ganti=alasan_ganti.strip() if lama else "",
    )


@transaction.atomic
def atur_naskah_usulan(
    *, oleh: Pelaku, periode: Periode, tujuan: str, tempat: str, tembusan: str, pernyataan: str, sumber: str
) -> bool:
    """Write the words of a year; papers that are issued keep theirs. Returns whether anything changed."""
    Periode.objects.select_for_update().get(pk=periode.pk)
    isi = dict(zip(MEDAN_NASKAH, (tujuan, tempat, tembusan, pernyataan, sumber), strict=True))
    isi = {k: v.strip().replace("\r\n", "\n") for k, v in isi.items()}
    lama = naskah_usulan(periode)
    beda = [k for k in MEDAN_NASKAH if getattr(lama, k) != isi[k]]
    if not beda:
        return False
    tetap = {"oleh": oleh.user, "pada": timezone.now()}
    NaskahUsulan.objects.update_or_create(periode=periode, defaults=isi | tetap)
    catat(
        oleh=oleh,
        satker=periode.instansi,
        periode=periode,
        aksi="atur_naskah_usulan",
        objek=f"periode:{periode.pk}",
        sebelum={k: getattr(lama, k)[:200] for k in beda},
        sesudah={k: isi[k][:200] for k in beda},
    )
    return True
