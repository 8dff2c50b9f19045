"""The one demo command: every step of the product adds its part here."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils import timezone

from berkas.actions.indeks import indeks_sekaligus
from satker.models import Satker
from zi_portal.demo.bukti import buat_bukti
from zi_portal.demo.ganda import buat_ganda
from zi_portal.demo.insiden import buat_insiden
from zi_portal.demo.kalibrasi import buat_kalibrasi
from zi_portal.demo.kemiripan import buat_kemiripan
from zi_portal.demo.laporan import buat_laporan
from zi_portal.demo.lembar import buat_lembar
from zi_portal.demo.meja import buat_meja
from zi_portal.demo.organisasi import buat_organisasi
from zi_portal.demo.pendahuluan import buat_pendahuluan
from zi_portal.demo.sesi import buat_sesi
from zi_portal.demo.surat_usulan import buat_surat_usulan
from zi_portal.demo.tim import buat_bacaan, buat_tim_penilai
from zi_portal.demo.usulan import buat_usulan_demo
from zi_portal.demo.waktu import buka_waktu


def susun_demo() -> str:
    """Fill an empty database; returns one sentence about what was made. All or nothing."""
    with transaction.atomic():
        _tanpa_batas_waktu()
        bentuk = buat_organisasi(timezone.localdate().year)
        buka_waktu(bentuk)
        buat_tim_penilai(bentuk)
        buat_lembar(bentuk)
        with indeks_sekaligus():
            buat_kalibrasi(bentuk)  # its few page images are made first
            berkas = buat_bukti(bentuk) + buat_kemiripan(bentuk)
        buat_bacaan(bentuk)
        buat_sesi(bentuk)
        buat_meja(bentuk)
        buat_ganda(bentuk)
        buat_pendahuluan(bentuk)
        buat_usulan_demo(bentuk)
        buat_surat_usulan(bentuk)
        buat_insiden(bentuk)
        buat_laporan(bentuk)
    return f"Data contoh siap: {len(bentuk.satker)} satker, {len(bentuk.periode)} tahun, {berkas} berkas."


def perbarui_demo() -> str:
    """Add what an older demo database lacks. So far there is one shape of demo data, so nothing can be missing."""
    return f"Data contoh sudah terbaru: {Satker.objects.dinilai().count()} satker."


def _tanpa_batas_waktu() -> None:
    with connection.cursor() as kursor:
        kursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
