"""Reading the substance and the personal data of a document out of its text; again when the rules have changed."""

from __future__ import annotations

from django.db.models import Q

from berkas.models import AsalTeks, Olahan, StatusOlahan
from berkas.telaah.ciri import VERSI_CIRI, baca_ciri, ke_isi
from berkas.telaah.pribadi import VERSI_ATURAN, ringkas_pribadi
from satker.models import Satker

SELESAI = (StatusOlahan.SELESAI, StatusOlahan.SEBAGIAN)


def telaah_olahan(olahan: Olahan) -> None:
    """Step of setelah_olah(): findings and masked personal data of one document. Without text both are empty."""
    nama = Satker.objects.values_list("nama", flat=True).get(pk=olahan.satker_id)
    teks = [str(h) for h in olahan.teks]
    ciri = baca_ciri(teks, ocr=olahan.asal_teks in (AsalTeks.OCR, AsalTeks.CAMPUR), satker=nama)
    olahan.ciri = {**ke_isi(ciri), "pribadi": VERSI_ATURAN}
    olahan.data_pribadi = ringkas_pribadi(teks)
    olahan.save(update_fields=["ciri", "data_pribadi", "pada"])


def telaah_ulang(*, semua: bool = False) -> int:
    """Read stored texts again whose findings come from older rules (`semua`: every one); returns how many."""
    daftar = Olahan.objects.filter(status__in=SELESAI)
    if not semua:
        daftar = daftar.exclude(Q(ciri__versi=VERSI_CIRI) & Q(ciri__pribadi=VERSI_ATURAN))
    jumlah = 0
    for pk in list(daftar.order_by("satker", "pk").values_list("pk", flat=True)):
        telaah_olahan(Olahan.objects.get(pk=pk))
        jumlah += 1
    return jumlah
