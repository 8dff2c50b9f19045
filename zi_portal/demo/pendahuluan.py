"""Demo: units on their way through the penilaian pendahuluan of this year, taken there by the real actions."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from instrumen.queries import instrumen_untuk
from penilaian.actions.alur import jalankan_langkah
from penilaian.actions.diskusi import tulis_pesan
from penilaian.actions.kirim import kirim_lembar
from penilaian.actions.putaran import buka_putaran, periksa_putaran, tutup_putaran
from penilaian.actions.surat_pendahuluan import catat_surat
from penilaian.models import JenisUtas, LembarKerja
from penilaian.models.prasyarat import CatatanSyarat
from penilaian.queries.periksa import bahan_lembar
from satker.models import Penugasan, Periode, Satker, User
from satker.pelaku import Pelaku, muat_pelaku
from satker.peran import Peran
from zi_portal.demo.organisasi import Bentuk
from zi_portal.demo.usulan import berkas_surat

DIKIRIM = (10, 16, 22)  # wait for the kanwil
PUTARAN = 16  # had its first quarter round before


def buat_pendahuluan(bentuk: Bentuk) -> None:
    """Three sent sheets, one closed quarter round, one open question, and what the inspectorate recorded."""
    periode = bentuk.periode[-1]
    _prasyarat(bentuk, periode)
    kanwil = _pelaku(bentuk.kanwil, Peran.STAF_KANWIL)
    for n in DIKIRIM:
        satker = bentuk.satker[n]
        lembar = LembarKerja.objects.select_related("satker", "periode").get(satker=satker, periode=periode)
        if n == PUTARAN:
            _putaran(kanwil, lembar)
        jalankan_langkah(oleh=_pelaku(satker, Peran.KOORDINATOR), lembar=lembar, kode="ajukan")
        kirim_lembar(oleh=_pelaku(satker, Peran.KEPALA), lembar=lembar)
    _surat(periode)
    butir = instrumen_untuk(periode.instrumen).cari("P5.1b")
    pertama = LembarKerja.objects.select_related("satker", "periode").get(
        satker=bentuk.satker[DIKIRIM[0]], periode=periode
    )
    tulis_pesan(
        oleh=kanwil,
        lembar=pertama,
        butir=butir,
        jenis=JenisUtas.SATKER,
        isi="Apakah laporan triwulan kedua sudah ada? Bila sudah, mohon diunggah.",
    )


def _surat(periode: Periode) -> None:
    """The letter that lets the team open a sheet, for every unit that waits for the team."""
    siap = LembarKerja.objects.filter(periode=periode, alur__keadaan="siap_tpi").select_related(
        "satker__induk", "periode"
    )
    hari = timezone.localdate() - dt.timedelta(days=2)
    for lembar in siap.order_by("satker__kode"):
        atas = lembar.satker.induk
        berkas_surat(
            lambda lampiran, lembar=lembar, atas=atas: catat_surat(
                oleh=_pelaku(atas, Peran.STAF_KANWIL),
                lembar=lembar,
                nomor=f"W1-{lembar.satker.kode}/CTH",
                tanggal=hari,
                kiriman=lampiran.kiriman,
                putusan=lampiran.putusan,
            ),
            atas,
            f"Surat kelayakan {lembar.satker.kode}",
            hari,
        )


def _pelaku(unit: Satker, peran: str) -> Pelaku:
    tugas = Penugasan.objects.filter(unit=unit, peran=peran, gelar="").select_related("user").order_by("pk").first()
    assert tugas is not None  # noqa: S101 - the demo tree has every role
    return muat_pelaku(tugas.user, str(tugas.pk))


def _putaran(oleh: Pelaku, lembar: LembarKerja) -> None:
    """The first round: everything read, one butir to be repaired."""
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    if lembar.periode.titik_pantau.get(kode="B03").tanggal > timezone.localdate():
        return
    putaran = buka_putaran(oleh=oleh, lembar=lembar, titik="B03")
    putaran.lembar = lembar
    for kode in sorted(bahan_lembar(lembar)):
        butir, lengkap = instrumen.butir[kode], kode != "A1.P.i.a"
        alasan = "" if lengkap else "SK tim kerja belum memuat uraian tugas tiap Pokja."
        periksa_putaran(oleh=oleh, putaran=putaran, butir=butir, lengkap=lengkap, alasan=alasan)
    tutup_putaran(oleh=oleh, putaran=putaran, ringkasan="Satu soal perlu perbaikan; selebihnya lengkap.")


_INSTANSI = (
    ("OPINI_BPK", "WTP", "LHP BPK atas laporan keuangan", "Inspektur Jenderal"),
    ("SAKIP_INSTANSI", "BB", "Surat Menteri PANRB hasil evaluasi SAKIP", "Sekretaris Inspektorat Jenderal"),
    ("INDEKS_RB_KL", "BB", "Surat Menteri PANRB hasil evaluasi RB", "Sekretaris Inspektorat Jenderal"),
    ("MATURITAS_SPIP", "3.21", "Laporan BPKP penilaian SPIP", "Inspektur Jenderal"),
)
_LAYANAN_INTI = dict.fromkeys(("lapas", "rutan", "bapas"), "Layanan pemasyarakatan")


def _prasyarat(bentuk: Bentuk, periode: Periode) -> None:
    admin = User.objects.get(username="admin")
    hari, sekarang = dt.date(periode.tahun, 1, 20), timezone.now()
    baris = [(bentuk.instansi, *isi) for isi in _INSTANSI]
    for n, satker in bentuk.satker.items():
        if n % 5:
            inti = _LAYANAN_INTI.get(satker.jenis_id, "")
            baris.append((satker, "LAYANAN_INTI", "ya", "SK penetapan unit", "Inspektur wilayah", inti))
            baris.append((satker, "SAKIP_INTERNAL", "BB" if n % 3 else "B", "LHE SAKIP internal", "Inspektur wilayah"))
        mulai = dt.date(periode.tahun - 1 - n % 2, 2, 1) if n % 7 else dt.date(periode.tahun, 2, 1)
        baris.append((satker, "PENCANANGAN", mulai.isoformat(), "Berita acara pencanangan", "Kepala satuan kerja"))
    CatatanSyarat.objects.bulk_create(
        CatatanSyarat(
            satker=satker,
            periode=periode,
            kode=kode,
            nilai=nilai,
            uraian="".join(uraian),
            sumber=sumber,
            tanggal=hari,
            penjamin=penjamin,
            oleh=admin,
            pada=sekarang,
        )
        for satker, kode, nilai, sumber, penjamin, *uraian in baris
    )
