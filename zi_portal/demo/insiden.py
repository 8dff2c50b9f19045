"""Demo incidents, by the real actions: one dugaan that waits for its answer, one that was found tidak terbukti.

The rule of the year is there and off, so no figure moves.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from penilaian.actions.insiden import IsiInsiden, catat_insiden, jawab_insiden
from penilaian.actions.pengurang import IsiAturan, atur_pengurang
from penilaian.actions.putusan_insiden import putus_insiden, usul_putusan
from satker.models import Penugasan, Satker
from satker.pelaku import Pelaku
from satker.peran import Peran
from zi_portal.demo.organisasi import Bentuk

BERJALAN, SELESAI = 8, 10


def buat_insiden(bentuk: Bentuk) -> None:
    """The rule, and two incidents of this year in two satkers."""
    periode, hari = bentuk.periode[-1], timezone.localdate()
    admin = _pelaku(bentuk.instansi, Peran.ADMIN_INSPEKTORAT)
    atur_pengurang(
        oleh=admin,
        periode=periode,
        isi=IsiAturan(
            nomor="KEP-12/CONTOH",
            tentang="Pengurang Nilai Evaluasi Zona Integritas (contoh)",
            mulai=dt.date(periode.tahun, 1, 1),
            sampai=dt.date(periode.tahun, 12, 31),
            kadar={
                "kkn_pimpinan": {"bentuk": "poin", "besar": "5"},
                "kkn_pegawai": {"bentuk": "poin", "besar": "2"},
                "berita_viral": {"bentuk": "poin", "besar": "1"},
            },
            batas=Decimal(5),
            penumpukan="jumlah",
            layak_jadi_belum=True,
            pasal_layak="Pasal 7 ayat (2)",
            lapor_sendiri_dikurangi=False,
        ),
    )
    viral = IsiInsiden(
        "berita_viral",
        hari - dt.timedelta(days=9),
        hari - dt.timedelta(days=2),
        "Petugas layanan kunjungan",
        "Sebuah video menyebut antrean kunjungan dapat dilewati dengan membayar.",
        ("https://berita.contoh.go.id/antrean", "Laporan kanal pengaduan nomor 41"),
    )
    pegawai = IsiInsiden(
        "kkn_pegawai",
        hari - dt.timedelta(days=40),
        hari - dt.timedelta(days=30),
        "Petugas pengadaan",
        "Laporan menyebut pemenang pengadaan ditentukan sebelum penawaran dibuka.",
        ("Laporan kanal pengaduan nomor 27",),
    )
    satu, dua = bentuk.satker[BERJALAN], bentuk.satker[SELESAI]
    catat_insiden(oleh=_pelaku(satu, Peran.TPI_KETUA), satker=satu, periode=periode, isi=viral)
    insiden = catat_insiden(oleh=admin, satker=dua, periode=periode, isi=pegawai)
    jawab_insiden(
        oleh=_pelaku(dua, Peran.KEPALA),
        insiden=insiden,
        isi="Berita acara pembukaan ditandatangani semua peserta. Tidak ada penawaran yang dibuka lebih dahulu.",
    )
    usul = usul_putusan(
        oleh=_pelaku(dua, Peran.TPI_KETUA),
        insiden=insiden,
        putusan="tidak_terbukti",
        alasan="Berita acara dan catatan sistem sesuai dengan jawaban satker.",
        dilaporkan_sendiri=False,
        ditangani=False,
    )
    putus_insiden(oleh=_pelaku(dua, Peran.TPI_DALNIS), insiden=insiden, usul=usul, terima=True)


def _pelaku(unit: Satker, peran: str) -> Pelaku:
    """The person of a role at a unit."""
    tugas = Penugasan.objects.filter(unit=unit, peran=peran).select_related("user", "unit__instansi__setelan")
    satu = tugas.order_by("user__username")[0]
    return Pelaku(satu.user, satu)
