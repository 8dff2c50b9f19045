"""Background work of the app: ids in, one thing done."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from berkas.actions.isi import antar_dulu
from berkas.actions.paket import kosongkan_paket, simpan_indeks
from berkas.actions.sampah import kosongkan_sampah
from berkas.actions.terbit import simpan_draf, simpan_terbitan
from berkas.laporan.dokumen import pdf_dokumen
from berkas.laporan.indeks_paket import indeks_pdf, indeks_xlsx
from berkas.models import DokumenTerbit, KeadaanDokumen, PaketBukti
from berkas.penyimpanan import tampung
from berkas.terbit.ttd import TtdError, tandatangani
from satker.actions.pekerjaan import GagalTetapError, detak
from satker.models import Pekerjaan
from satker.pelaku import muat_pelaku


def susun_paket(*, paket: str, pekerjaan: Pekerjaan) -> dict[str, str]:
    """Make the index of a package from its frozen list. Running twice gives the same bytes of the same list."""
    satu = PaketBukti.objects.select_related("satker", "periode", "oleh").filter(pk=paket).first()
    if satu is None:
        raise GagalTetapError("Paket ini tidak ada lagi. Buat paket yang baru.")
    if satu.disusun_pada is None:
        detak(pekerjaan=pekerjaan, langkah="Menyusun indeks Excel", kemajuan=10)
        xlsx = indeks_xlsx(satu)
        detak(pekerjaan=pekerjaan, langkah=f"Menyusun indeks PDF untuk {satu.jumlah} berkas", kemajuan=30)
        simpan_indeks(paket=satu, xlsx=xlsx, pdf=indeks_pdf(satu))
    alamat = reverse("berkas:paket", kwargs={"tahun": satu.periode.tahun, "kode": satu.satker.kode})
    return {
        "pesan": f"Paket berisi {satu.jumlah} berkas siap diunduh.",
        "url": f"{alamat}?{urlencode({'siap': str(satu.pk)})}",
        "label": "Buka halaman unduhan",
    }


def buat_draf(*, dokumen: str, pekerjaan: Pekerjaan) -> dict[str, str]:
    """The preview of a draft, DRAF on every page. Running twice gives the same bytes of the same contents."""
    satu = _dokumen(dokumen)
    if satu.keadaan == KeadaanDokumen.DRAF and not satu.draf_siap:
        detak(pekerjaan=pekerjaan, langkah="Menyusun pratinjau draf", kemajuan=20)
        simpan_draf(dokumen=satu, pdf=pdf_dokumen(satu, draf=True))
    return _selesai(satu, "Pratinjau draf siap dibaca.")


def buat_dokumen(*, dokumen: str, penugasan: str, pekerjaan: Pekerjaan) -> dict[str, str]:
    """Draw the official file and issue it. A try after a crash draws the same bytes, so there is one file; a signature
    holds its time, so of a signed document an unfinished try leaves bytes that the sweep of the storage takes.
    """
    satu = _dokumen(dokumen)
    if pekerjaan.pemilik is None or satu.keadaan in (KeadaanDokumen.DRAF, KeadaanDokumen.BATAL):
        raise GagalTetapError("Dokumen ini kembali menjadi draf. Terbitkan lagi dari halamannya.")
    if satu.keadaan == KeadaanDokumen.PROSES:
        detak(pekerjaan=pekerjaan, langkah="Menyusun PDF", kemajuan=20)
        pdf = _bertanda(satu, pdf_dokumen(satu, draf=False))
        detak(pekerjaan=pekerjaan, langkah="Menyimpan dokumen", kemajuan=80)
        kiriman = tampung([pdf], f"{satu.judul}.pdf", batas=len(pdf))
        try:
            antar_dulu(satker_id=satu.satker_id, kiriman=kiriman)
            oleh = muat_pelaku(pekerjaan.pemilik, penugasan)
            satu = simpan_terbitan(oleh=oleh, dokumen=satu, kiriman=kiriman, halaman=None)
        finally:
            kiriman.jalur.unlink(missing_ok=True)
    return _selesai(satu, f"{satu.judul} terbit dengan kode {satu.kode}.")


def _bertanda(dokumen: DokumenTerbit, pdf: bytes) -> bytes:
    """Signed where the frozen head says so; a key that cannot be used any more makes the document a draft again."""
    if not dokumen.data["kepala"].get("ttd"):
        return pdf
    try:
        return tandatangani(pdf, kunci=settings.TTD_P12, sandi=settings.TTD_SANDI, alasan=dokumen.judul)
    except TtdError as galat:
        raise GagalTetapError(f"Dokumen belum ditandatangani. {galat}") from galat


def _dokumen(pk: str) -> DokumenTerbit:
    terkait = ("satker__instansi", "periode", "kop__isi")
    satu = DokumenTerbit.objects.select_related(*terkait).filter(pk=pk).first()
    if satu is None:
        raise GagalTetapError("Dokumen ini tidak ada lagi.")
    return satu


def _selesai(dokumen: DokumenTerbit, pesan: str) -> dict[str, str]:
    kunci = {"tahun": dokumen.periode.tahun, "kode": dokumen.satker.kode, "dokumen": dokumen.pk}
    return {"pesan": pesan, "url": reverse("berkas:dokumen_rinci", kwargs=kunci), "label": "Buka dokumen"}


def retensi_harian() -> dict[str, Any]:
    """What has lain in the trash long enough, and packages nobody needs any more."""
    hasil, paket = kosongkan_sampah(), kosongkan_paket()
    return {"pesan": f"{hasil.berkas} berkas di Sampah dan {paket} paket dikosongkan; {hasil.isi} isi dihapus."}
