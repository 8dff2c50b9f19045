"""Quarter rounds B03–B12: the line above checks what changed on the open sheet, of every unit, proposing or not."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from berkas.queries.kesegaran import hari_ini
from instrumen.pohon.tipe import Butir
from instrumen.queries import instrumen_untuk
from penilaian.actions.alur import kunci_alur
from penilaian.actions.kembali import BATAS_ALASAN
from penilaian.actions.periksa import catat_periksa, sampel_untuk, simpan_baca, tandai_massal, tulis_hasil
from penilaian.alur import LangkahDitolak
from penilaian.models import HasilButir, HasilPeriksa, JenisPeriksa, LembarKerja, Pemeriksaan
from penilaian.queries.periksa import DaftarPeriksa, bahan_lembar, daftar_periksa
from satker.actions.jejak import catat
from satker.models import TitikPantau
from satker.pelaku import Pelaku
from satker.queries.garis import di_garis


@transaction.atomic
def buka_putaran(*, oleh: Pelaku, lembar: LembarKerja, titik: str) -> Pemeriksaan:
    """Begin the round of a quarter on the open sheet. Raises LangkahDitolak: garis, belum, terbuka, sudah."""
    kunci_alur(lembar)
    _pastikan_garis(oleh, lembar)
    tanggal = TitikPantau.objects.filter(periode=lembar.periode, kode=titik).values_list("tanggal", flat=True).first()
    if tanggal is None:
        raise LangkahDitolak("titik", "Triwulan ini belum dijadwalkan untuk tahun ini.")
    if tanggal > hari_ini(lembar.satker):
        raise LangkahDitolak("belum", f"Putaran {titik} baru dapat dibuka pada tanggalnya.")
    putaran = Pemeriksaan.objects.filter(lembar=lembar, jenis=JenisPeriksa.PUTARAN)
    if putaran.filter(titik=titik).exists():
        raise LangkahDitolak("sudah", f"Putaran {titik} sudah pernah dibuka.")
    if (terbuka := putaran.filter(ditutup_pada__isnull=True).first()) is not None:
        raise LangkahDitolak("terbuka", f"Tutup dulu putaran {terbuka.titik}.")
    periksa = Pemeriksaan(
        satker_id=lembar.satker_id,
        lembar=lembar,
        jenis=JenisPeriksa.PUTARAN,
        titik=titik,
        unit=oleh.unit,
        dibuka_oleh=oleh.user,
        dibuka_pada=timezone.now(),
    )
    periksa.sampel = sampel_untuk(oleh, lembar, bahan_lembar(lembar))
    periksa.save()
    catat_periksa(oleh, periksa, "buka_putaran", {"triwulan": titik, "sampel": len(periksa.sampel)})
    return periksa


@transaction.atomic
def periksa_putaran(
    *, oleh: Pelaku, putaran: Pemeriksaan, butir: Butir, lengkap: bool, alasan: str = "", sidik_dilihat: str = ""
) -> HasilPeriksa:
    """The result of one butir in a round, on what the person read (`sidik_dilihat`). Raises LangkahDitolak."""
    lembar = putaran.lembar
    _pastikan_putaran(oleh, putaran)
    bahan = bahan_lembar(lembar).get(butir.kode)
    if bahan is None:
        raise LangkahDitolak("kosong", "Soal ini belum diisi, jadi belum ada yang diperiksa.")
    if sidik_dilihat and sidik_dilihat != bahan.sidik:
        raise LangkahDitolak("berubah", "Isi soal ini baru saja berubah. Baca lagi, lalu putuskan.")
    alasan = alasan.strip()
    if not lengkap and not alasan:
        raise LangkahDitolak("alasan", "Tulis apa yang perlu diperbaiki.")
    if len(alasan) > BATAS_ALASAN:
        raise LangkahDitolak("alasan", f"Alasan {len(alasan)} huruf. Batasnya {BATAS_ALASAN}.")
    simpan_baca(oleh, putaran, butir, 0)
    hasil = tulis_hasil(oleh, putaran, butir.kode, bahan, lengkap=lengkap, alasan=alasan)
    catat(
        oleh=oleh,
        satker=lembar.satker,
        periode=lembar.periode,
        kode_butir=butir.kode,
        area=butir.area,
        aksi="periksa_butir",
        objek=f"pemeriksaan:{putaran.pk}",
        sesudah={"triwulan": putaran.titik, "hasil": HasilButir(hasil.hasil).label},
        alasan=hasil.alasan,
    )
    return hasil


@transaction.atomic
def baca_putaran(*, oleh: Pelaku, putaran: Pemeriksaan, butir: Butir) -> None:
    """Note that a person of the line opened a butir in an open round."""
    _pastikan_putaran(oleh, putaran)
    simpan_baca(oleh, putaran, butir, 0)


@transaction.atomic
def tetap_lengkap_putaran(*, oleh: Pelaku, putaran: Pemeriksaan, kode: Iterable[str]) -> int:
    """As tetap_lengkap, in a round."""
    _pastikan_putaran(oleh, putaran)
    pilihan = [b for b in daftar_putaran(putaran).massal if b.butir.kode in set(kode)]
    tandai_massal(oleh, putaran, pilihan)
    return len(pilihan)


@transaction.atomic
def tutup_putaran(*, oleh: Pelaku, putaran: Pemeriksaan, ringkasan: str) -> Pemeriksaan:
    """Close a round once everything that changed has a result. Raises LangkahDitolak."""
    _pastikan_putaran(oleh, putaran)
    daftar = daftar_putaran(putaran)
    if not daftar.selesai:
        kurang = len(daftar.belum) + len(daftar.massal)
        raise LangkahDitolak("belum", f"Masih ada {kurang} soal yang belum diputus pada putaran ini.")
    putaran.ditutup_oleh, putaran.ditutup_pada, putaran.ringkasan = oleh.user, timezone.now(), ringkasan.strip()[:1000]
    putaran.save(update_fields=["ditutup_oleh", "ditutup_pada", "ringkasan"])
    isi = {"triwulan": putaran.titik, "lengkap": len(daftar.lengkap), "perbaikan": len(daftar.menunggu_satker)}
    catat_periksa(oleh, putaran, "tutup_putaran", isi)
    return putaran


def daftar_putaran(putaran: Pemeriksaan) -> DaftarPeriksa:
    """The butir of a round as they stand on the open sheet now."""
    lembar = putaran.lembar
    return daftar_periksa(lembar, instrumen_untuk(lembar.periode.instrumen), bahan_lembar(lembar), putaran)


def _pastikan_garis(oleh: Pelaku, lembar: LembarKerja) -> None:
    if not di_garis(oleh, lembar.satker, lembar.periode):
        raise LangkahDitolak("garis_pendahuluan", "Unit ini diperiksa oleh unit lain di atasnya.")


def _pastikan_putaran(oleh: Pelaku, putaran: Pemeriksaan) -> None:
    kunci_alur(putaran.lembar)
    _pastikan_garis(oleh, putaran.lembar)
    kini = Pemeriksaan.objects.select_for_update().get(pk=putaran.pk)
    if kini.ditutup_pada is not None:
        raise LangkahDitolak("tutup", f"Putaran {kini.titik} sudah ditutup. Hasilnya hanya dapat dibaca.")
