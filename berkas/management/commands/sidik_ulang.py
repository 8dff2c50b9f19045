"""`./run sidik_ulang`: fingerprints and comparisons of every document made anew, from the text and images on store.

Needed once after an upgrade that changes how documents are compared; harmless at any time, also beside running work.
"""

from typing import Any

from django.core.management.base import BaseCommand

from berkas.actions.kembar import sidik
from berkas.models import Kemiripan, Olahan, SidikGambar, SidikTeks


class Command(BaseCommand):
    help = "Membuat ulang sidik dan kemiripan semua berkas yang sudah terbaca."

    def handle(self, *args: Any, **opsi: Any) -> None:
        daftar = list(Olahan.objects.order_by("satker", "pk").values_list("pk", flat=True))
        for pk in daftar:
            if olahan := Olahan.objects.filter(pk=pk).first():
                sidik(olahan)
        pasangan = Kemiripan.objects.exclude(pusat=True).count() // 2
        self.stdout.write(
            f"{len(daftar)} berkas dibaca: {SidikTeks.objects.count()} sidik teks, "
            f"{SidikGambar.objects.count()} sidik gambar, {pasangan} pasangan mirip."
        )
