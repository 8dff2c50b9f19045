"""What the worker would have read of a document, put there by hand."""

from __future__ import annotations

from berkas.actions.setelah_olah import setelah_olah
from berkas.models import Bukti, Olahan, StatusOlahan, VersiBerkas


def bacakan(bukti: Bukti, *halaman: str, asal: str = "lapis") -> Olahan:
    """The Olahan of a document's newest version with these page texts, after all steps."""
    versi = VersiBerkas.objects.filter(berkas=bukti.berkas).order_by("-nomor")[0]
    olahan, _ = Olahan.objects.update_or_create(
        satker_id=versi.satker_id,
        isi_id=versi.isi_id,
        defaults={
            "status": StatusOlahan.SELESAI,
            "versi": 1,
            "halaman": len(halaman),
            "teks": list(halaman),
            "asal_teks": asal if any(halaman) else "",
        },
    )
    setelah_olah(olahan)
    return olahan
