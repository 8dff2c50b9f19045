"""Background work of the app: ids in, one thing done."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from berkas.actions.paket import kosongkan_paket, simpan_indeks
from berkas.actions.sampah import kosongkan_sampah
from berkas.laporan.indeks_paket import indeks_pdf, indeks_xlsx
from berkas.models import PaketBukti
from satker.actions.pekerjaan import GagalTetapError, detak
from satker.models import Pekerjaan


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


def retensi_harian() -> dict[str, Any]:
    """What has lain in the trash long enough, and packages nobody needs any more."""
    hasil, paket = kosongkan_sampah(), kosongkan_paket()
    return {"pesan": f"{hasil.berkas} berkas di Sampah dan {paket} paket dikosongkan; {hasil.isi} isi dihapus."}
