"""Checking by the line above the unit: a butir of a sending, and unchanged ones together.

Lock order: lembar, then alur (kunci_alur), then the check.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from instrumen.pohon.tipe import Butir
from instrumen.queries import instrumen_untuk
from penilaian.actions.alur import kunci_alur
from penilaian.actions.kembali import kembalikan_butir, tandai_lengkap
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
    bahan_pengajuan,
    daftar_periksa,
    pilih_sampel,
)
from penilaian.queries.risiko import urutan_risiko
from satker.actions.jejak import catat
from satker.pelaku import Pelaku
from satker.queries.garis import di_garis


@transaction.atomic
def catat_baca(*, oleh: Pelaku, pengajuan: Pengajuan, butir: Butir, ke: int) -> Pemeriksaan:
    """Note that a person of the line opened a butir; the first one opens the check. No audit row: this is a log."""
    lembar = pengajuan.lembar
    if not di_garis(oleh, lembar.satker, lembar.periode):
        raise LangkahDitolak("garis_pendahuluan", SYARAT["garis_pendahuluan"])
    periksa = _periksa_pengajuan(oleh, pengajuan)
    simpan_baca(oleh, periksa, butir, ke)
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
    simpan_baca(oleh, periksa, butir, bahan.ke)
    return tulis_hasil(oleh, periksa, butir.kode, bahan, lengkap=lengkap, alasan=alasan)


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
    tandai_massal(oleh, periksa, pilihan)
    return len(pilihan)


# --- Parts ----------------------------------------------------------------------------------------------------------


def _pastikan_boleh(oleh: Pelaku, lembar: LembarKerja) -> None:
    hak = hak_pendahuluan(oleh, lembar, kunci_alur(lembar))
    if not hak.boleh:
        raise LangkahDitolak("hak", hak.sebab)


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
            "sampel": sampel_untuk(oleh, lembar, bahan_pengajuan(pengajuan)),
            "dibuka_oleh": oleh.user,
            "dibuka_pada": timezone.now(),
        },
    )
    return periksa


def sampel_untuk(oleh: Pelaku, lembar: LembarKerja, bahan: dict[str, BahanButir]) -> list[str]:
    """Which unchanged butir must be read in full, the riskiest first."""
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    calon = [b.butir.kode for b in daftar_periksa(lembar, instrumen, bahan, None).baris if b.asal == TETAP]
    if not calon:
        return []
    aturan: AturanEvaluasi = aturan_evaluasi(lembar.periode)
    urutan = urutan_risiko(oleh, lembar, instrumen, bahan)
    return pilih_sampel((b.kode for b in urutan), calon, aturan.sampel_persen)


def simpan_baca(oleh: Pelaku, periksa: Pemeriksaan, butir: Butir, ke: int) -> None:
    """The read log of a check: the first opening of each sending by each person."""
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


def tulis_hasil(
    oleh: Pelaku, periksa: Pemeriksaan, kode: str, bahan: BahanButir, *, lengkap: bool, alasan: str
) -> HasilPeriksa:
    """What the check found for one butir, on what stands there now."""
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


def tandai_massal(oleh: Pelaku, periksa: Pemeriksaan, baris: list[BarisPeriksa]) -> None:
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
    catat_periksa(oleh, periksa, "tetap_lengkap", {"banyak": len(baris), "soal": kode})


def catat_periksa(oleh: Pelaku, periksa: Pemeriksaan, aksi: str, isi: dict[str, object]) -> None:
    """The audit row of a step of a check as a whole."""
    catat(
        oleh=oleh,
        satker=periksa.lembar.satker,
        periode=periksa.lembar.periode,
        aksi=aksi,
        objek=f"pemeriksaan:{periksa.pk}",
        sesudah=isi,
    )
