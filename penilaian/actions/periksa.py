"""Checking by the line above the unit: a butir of a sending, unchanged ones together, and the quarter rounds.

Lock order: lembar, then alur (kunci_alur), then the check.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from berkas.queries.kesegaran import hari_ini
from instrumen.pohon.tipe import Butir
from instrumen.queries import instrumen_untuk
from penilaian.actions.alur import kunci_alur
from penilaian.actions.kembali import BATAS_ALASAN, kembalikan_butir, tandai_lengkap
from penilaian.alur import SYARAT, LangkahDitolak
from penilaian.models import (
    AturanEvaluasi,
    BacaButir,
    ButirPengajuan,
    HasilButir,
    HasilPeriksa,
    JenisPeriksa,
    LembarKerja,
    Pemeriksaan,
    Pengajuan,
)
from penilaian.queries.alur import aturan_evaluasi, pengajuan_terakhir
from penilaian.queries.pendahuluan import hak_pendahuluan
from penilaian.queries.periksa import (
    TETAP,
    BahanButir,
    BarisPeriksa,
    DaftarPeriksa,
    bahan_lembar,
    bahan_pengajuan,
    daftar_periksa,
    pilih_sampel,
)
from penilaian.queries.risiko import urutan_risiko
from satker.actions.jejak import catat
from satker.models import TitikPantau
from satker.pelaku import Pelaku
from satker.queries.garis import di_garis


@transaction.atomic
def catat_baca(*, oleh: Pelaku, pengajuan: Pengajuan, butir: Butir, ke: int) -> Pemeriksaan:
    """Note that a person of the line opened a butir; the first one opens the check. No audit row: this is a log."""
    lembar = pengajuan.lembar
    if not di_garis(oleh, lembar.satker, lembar.periode):
        raise LangkahDitolak("garis_pendahuluan", SYARAT["garis_pendahuluan"])
    periksa = _periksa_pengajuan(oleh, pengajuan)
    _catat_baca(oleh, periksa, butir, ke)
    return periksa


@transaction.atomic
def periksa_butir(
    *, oleh: Pelaku, pengajuan: Pengajuan, butir: Butir, lengkap: bool, alasan: str = "", ke_dilihat: int | None = None
) -> HasilPeriksa:
    """*Lengkap*, or *perlu perbaikan* with the reason the satker reads. Raises LangkahDitolak."""
    lembar = pengajuan.lembar
    _pastikan_boleh(oleh, lembar)
    periksa = _periksa_pengajuan(oleh, pengajuan)
    baris = ButirPengajuan.objects.select_related("pengajuan__lembar__satker", "pengajuan__lembar__periode").get(
        pengajuan=pengajuan, kode_butir=butir.kode
    )
    if lengkap:
        tandai_lengkap(oleh=oleh, pengajuan_butir=baris, ke_dilihat=ke_dilihat)
    else:
        kembalikan_butir(oleh=oleh, pengajuan_butir=baris, alasan=alasan, ke_dilihat=ke_dilihat)
    bahan = bahan_pengajuan(pengajuan)[butir.kode]
    _catat_baca(oleh, periksa, butir, bahan.ke)
    return _tulis_hasil(oleh, periksa, butir.kode, bahan, lengkap=lengkap, alasan=alasan)


@transaction.atomic
def tetap_lengkap(*, oleh: Pelaku, pengajuan: Pengajuan, kode: Iterable[str]) -> int:
    """Mark butir of a sending that have not changed since they were found complete. Returns how many.

    Only what was previewed (`kode`) and still holds is marked; a changed or sampled butir is left out.
    """
    lembar = pengajuan.lembar
    _pastikan_boleh(oleh, lembar)
    periksa = _periksa_pengajuan(oleh, pengajuan)
    bahan = bahan_pengajuan(pengajuan)
    daftar = daftar_periksa(lembar, instrumen_untuk(lembar.periode.instrumen), bahan, periksa)
    pilihan = [b for b in daftar.massal if b.butir.kode in set(kode)]
    butir = {
        b.kode_butir: b
        for b in ButirPengajuan.objects.filter(pengajuan=pengajuan).select_related(
            "pengajuan__lembar__satker", "pengajuan__lembar__periode"
        )
    }
    for b in pilihan:
        tandai_lengkap(oleh=oleh, pengajuan_butir=butir[b.butir.kode], ke_dilihat=b.bahan.ke)
    _massal(oleh, periksa, pilihan)
    return len(pilihan)


# --- Quarter rounds -------------------------------------------------------------------------------------------------


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
    periksa.sampel = _sampel(oleh, lembar, bahan_lembar(lembar))
    periksa.save()
    _catat(oleh, periksa, "buka_putaran", {"triwulan": titik, "sampel": len(periksa.sampel)})
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
    _catat_baca(oleh, putaran, butir, 0)
    hasil = _tulis_hasil(oleh, putaran, butir.kode, bahan, lengkap=lengkap, alasan=alasan)
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
    _catat_baca(oleh, putaran, butir, 0)


@transaction.atomic
def tetap_lengkap_putaran(*, oleh: Pelaku, putaran: Pemeriksaan, kode: Iterable[str]) -> int:
    """As tetap_lengkap, in a round."""
    _pastikan_putaran(oleh, putaran)
    pilihan = [b for b in daftar_putaran(putaran).massal if b.butir.kode in set(kode)]
    _massal(oleh, putaran, pilihan)
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
    _catat(oleh, putaran, "tutup_putaran", isi)
    return putaran


def daftar_putaran(putaran: Pemeriksaan) -> DaftarPeriksa:
    """The butir of a round as they stand on the open sheet now."""
    lembar = putaran.lembar
    return daftar_periksa(lembar, instrumen_untuk(lembar.periode.instrumen), bahan_lembar(lembar), putaran)


# --- Parts ----------------------------------------------------------------------------------------------------------


def _pastikan_garis(oleh: Pelaku, lembar: LembarKerja) -> None:
    if not di_garis(oleh, lembar.satker, lembar.periode):
        raise LangkahDitolak("garis_pendahuluan", "Unit ini diperiksa oleh unit lain di atasnya.")


def _pastikan_boleh(oleh: Pelaku, lembar: LembarKerja) -> None:
    hak = hak_pendahuluan(oleh, lembar, kunci_alur(lembar))
    if not hak.boleh:
        raise LangkahDitolak("hak", hak.sebab)


def _pastikan_putaran(oleh: Pelaku, putaran: Pemeriksaan) -> None:
    kunci_alur(putaran.lembar)
    _pastikan_garis(oleh, putaran.lembar)
    kini = Pemeriksaan.objects.select_for_update().get(pk=putaran.pk)
    if kini.ditutup_pada is not None:
        raise LangkahDitolak("tutup", f"Putaran {kini.titik} sudah ditutup. Hasilnya hanya dapat dibaca.")


def _periksa_pengajuan(oleh: Pelaku, pengajuan: Pengajuan) -> Pemeriksaan:
    """The check of a sending, opened by whoever comes first."""
    lembar = pengajuan.lembar
    ada = Pemeriksaan.objects.filter(pengajuan=pengajuan, jenis=JenisPeriksa.PENDAHULUAN).first()
    if ada is not None:
        return ada
    kunci_alur(lembar)
    if pengajuan_terakhir(lembar) != pengajuan:
        raise LangkahDitolak("berubah", "Sudah ada pengajuan yang lebih baru. Buka pengajuan itu.")
    periksa, _ = Pemeriksaan.objects.get_or_create(
        satker_id=lembar.satker_id,
        pengajuan=pengajuan,
        jenis=JenisPeriksa.PENDAHULUAN,
        defaults={
            "lembar": lembar,
            "unit": oleh.unit,
            "sampel": _sampel(oleh, lembar, bahan_pengajuan(pengajuan)),
            "dibuka_oleh": oleh.user,
            "dibuka_pada": timezone.now(),
        },
    )
    return periksa


def _sampel(oleh: Pelaku, lembar: LembarKerja, bahan: dict[str, BahanButir]) -> list[str]:
    """Which unchanged butir must be read in full, the riskiest first."""
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    calon = [b.butir.kode for b in daftar_periksa(lembar, instrumen, bahan, None).baris if b.asal == TETAP]
    if not calon:
        return []
    aturan: AturanEvaluasi = aturan_evaluasi(lembar.periode)
    urutan = urutan_risiko(oleh, lembar, instrumen, bahan)
    return pilih_sampel((b.kode for b in urutan), calon, aturan.sampel_persen)


def _catat_baca(oleh: Pelaku, periksa: Pemeriksaan, butir: Butir, ke: int) -> None:
    BacaButir.objects.bulk_create(
        [
            BacaButir(
                satker_id=periksa.satker_id,
                pemeriksaan=periksa,
                kode_butir=butir.kode,
                ke=ke,
                oleh=oleh.user,
                pada=timezone.now(),
            )
        ],
        ignore_conflicts=True,
    )


def _tulis_hasil(
    oleh: Pelaku, periksa: Pemeriksaan, kode: str, bahan: BahanButir, *, lengkap: bool, alasan: str
) -> HasilPeriksa:
    hasil, _ = HasilPeriksa.objects.update_or_create(
        satker_id=periksa.satker_id,
        pemeriksaan=periksa,
        kode_butir=kode,
        defaults={
            "hasil": HasilButir.LENGKAP if lengkap else HasilButir.PERLU_PERBAIKAN,
            "alasan": "" if lengkap else alasan.strip(),
            "massal": False,
            "sidik": bahan.sidik,
            "oleh": oleh.user,
            "pada": timezone.now(),
        },
    )
    return hasil


def _massal(oleh: Pelaku, periksa: Pemeriksaan, baris: list[BarisPeriksa]) -> None:
    """One row for each butir, one audit row for all."""
    if not baris:
        return
    sekarang = timezone.now()
    HasilPeriksa.objects.bulk_create(
        [
            HasilPeriksa(
                satker_id=periksa.satker_id,
                pemeriksaan=periksa,
                kode_butir=b.butir.kode,
                hasil=HasilButir.LENGKAP,
                massal=True,
                sidik=b.bahan.sidik,
                oleh=oleh.user,
                pada=sekarang,
            )
            for b in baris
        ],
        update_conflicts=True,
        unique_fields=["satker", "pemeriksaan", "kode_butir"],
        update_fields=["hasil", "alasan", "massal", "sidik", "oleh", "pada"],
    )
    kode = ", ".join(b.butir.kode_pendek for b in baris)
    _catat(oleh, periksa, "tetap_lengkap", {"banyak": len(baris), "soal": kode})


def _catat(oleh: Pelaku, periksa: Pemeriksaan, aksi: str, isi: dict[str, object]) -> None:
    catat(
        oleh=oleh,
        satker=periksa.lembar.satker,
        periode=periksa.lembar.periode,
        aksi=aksi,
        objek=f"pemeriksaan:{periksa.pk}",
        sesudah=isi,
    )
