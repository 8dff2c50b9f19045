"""Demo proposals: last year's with TPN results and the decrees of the demo, this year's in the making."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone

from berkas.penyimpanan import tampung
from berkas.periksa.berkas import periksa_berkas
from instrumen.queries import instrumen_untuk
from penilaian.actions.lampiran import Lampiran
from penilaian.actions.lembar import hitung_ulang
from penilaian.actions.potret import ambil_potret
from penilaian.actions.rekomendasi import buat_rekomendasi, tindak_lanjuti
from penilaian.actions.usulan import buat_usulan, simpan_dokumen_usulan, ubah_usulan
from penilaian.alur import LANGKAH
from penilaian.aturan_usulan import BUTIR_SELEKSI
from penilaian.models import (
    AlurLembar,
    ButirSeleksi,
    HasilTpn,
    Jawaban,
    JenisSk,
    LangkahAlur,
    Lapisan,
    LembarKerja,
    Peristiwa,
    SkPredikat,
    StatusUnit,
    SumberRekomendasi,
    UnitUsulan,
    Usulan,
)
from satker.models import Penugasan, Periode, RiwayatPredikat, Satker
from satker.pelaku import Pelaku, muat_pelaku
from satker.peran import Peran
from zi_portal.demo.dokumen import Surat, pdf_surat
from zi_portal.demo.organisasi import LULUS_TPI, WBBM, WBK, Bentuk

DITOLAK = 19  # its survey report was found wanting last year, the objection was refused
TIDAK_LULUS = 10  # went as far as the field visit
_PENUH = ("mulai_seleksi", "seleksi_sesuai", "desk_lulus", "wawancara_lulus", "lapangan_lulus", "tetapkan", "pantau")
_GUGUR = ("mulai_seleksi", "seleksi_sesuai", "desk_lulus", "wawancara_lulus", "tpn_tidak_lulus")
_SANGGAH = ("mulai_seleksi", "seleksi_tidak_sesuai", "sanggah", "sanggah_ditolak")
_HASIL = {
    "seleksi_sesuai": ("seleksi", "sesuai"),
    "seleksi_tidak_sesuai": ("seleksi", "tidak_sesuai"),
    "sanggah_ditolak": ("sanggah", "ditolak"),
    "desk_lulus": ("desk", "lulus"),
    "wawancara_lulus": ("wawancara", "lulus"),
    "lapangan_lulus": ("lapangan", "lulus"),
    "tpn_tidak_lulus": ("lapangan", "tidak"),
}
_ALASAN = "Laporan survei tidak memuat data responden yang dapat dihubungi."


def buat_usulan_demo(bentuk: Bentuk) -> None:
    """Both years, and recommendations of the unit whose accounts stand on the login page."""
    admin = _pelaku(Peran.ADMIN_INSPEKTORAT, bentuk.instansi)
    lalu, kini = bentuk.periode[-2], bentuk.periode[-1]
    usulan = _usulan(admin, bentuk.instansi, lalu, kirim=True)
    raih = [n for n in (*WBK, WBBM) if RiwayatPredikat.objects.filter(satker=bentuk.satker[n], tahun=lalu.tahun)]
    for n in raih:
        _satu(admin, usulan, bentuk.satker[n], n, _PENUH)
    _satu(admin, usulan, bentuk.satker[TIDAK_LULUS], TIDAK_LULUS, _GUGUR)
    _satu(admin, usulan, bentuk.satker[DITOLAK], DITOLAK, _SANGGAH)
    usulan = _usulan(admin, bentuk.instansi, kini, kirim=False)
    _satu(admin, usulan, bentuk.satker[LULUS_TPI], LULUS_TPI, ())
    for periode in bentuk.periode[:-1]:
        _rekomendasi(admin, bentuk.satker[7], periode)


def _pelaku(peran: Peran, unit: Satker) -> Pelaku:
    tugas = Penugasan.objects.filter(peran=peran, unit=unit).select_related("user").first()
    return muat_pelaku(tugas.user, str(tugas.pk))


def _usulan(admin: Pelaku, instansi: Satker, periode: Periode, *, kirim: bool) -> Usulan:
    usulan = buat_usulan(oleh=admin, instansi=instansi, periode=periode, jalur="tpn")
    isi: dict[str, Any] = {
        "pic_nama": "Narahubung Contoh",
        "pic_email": "narahubung@contoh.invalid",
        "pic_telepon": "0000-0000",
        "penanda_sptjm": "Menteri Contoh",
    }
    if kirim:
        isi |= {"nomor_surat": f"B-0123/CTH/{periode.tahun}", "tanggal_surat": dt.date(periode.tahun, 5, 26)}
    ubah_usulan(oleh=admin, usulan=usulan, **isi)
    usulan.refresh_from_db()
    lain = (("surat", "Surat usulan"), ("tlhp", "Surat keterangan TLHP")) if kirim else ()
    for jenis, judul in (("sptjm", "SPTJM usulan"), *lain):
        berkas_surat(
            lambda lampiran, jenis=jenis: simpan_dokumen_usulan(
                oleh=admin, usulan=usulan, jenis=jenis, lampiran=lampiran
            ),
            instansi,
            f"{judul} {periode.tahun}",
            dt.date(periode.tahun, 5, 26),
        )
    return usulan


def berkas_surat(pakai: Any, instansi: Satker, judul: str, tanggal: dt.date) -> Any:
    """Make a letter, check it like an upload, hand it over."""
    surat = Surat(instansi.nama, judul, f"CTH/{tanggal.year}", tanggal, f"Contoh {judul}.", "Pejabat Contoh", judul)
    kiriman = tampung([pdf_surat(surat)], f"{judul}.pdf", batas=settings.BATAS_BERKAS)
    try:
        putusan = periksa_berkas(kiriman.jalur, kiriman.nama, batas=settings.BATAS_BERKAS)
        return pakai(Lampiran(kiriman, putusan))
    finally:
        kiriman.jalur.unlink(missing_ok=True)


def _satu(admin: Pelaku, usulan: Usulan, satker: Satker, n: int, jalan: tuple[str, ...]) -> None:
    """A unit on its way: the team's layer, the proposal, and each step with its result."""
    tahun = usulan.periode.tahun
    lembar = LembarKerja.objects.select_related("periode", "satker").get(satker=satker, periode=usulan.periode)
    if AlurLembar.objects.filter(lembar=lembar).exists():
        return
    kategori = "WBBM" if n == WBBM and jalan else "WBK"
    lembar.target = kategori
    lembar.save(update_fields=["target"])
    _lapisan_tpi(admin, lembar)
    saat = _saat(tahun, 5, 20) if jalan else timezone.now()
    alur = AlurLembar.objects.create(lembar=lembar, satker=satker, keadaan="layak", sejak=saat)
    unit = UnitUsulan.objects.create(
        satker=satker,
        usulan=usulan,
        lembar=lembar,
        kategori=kategori,
        status=StatusUnit.DIUSULKAN if jalan else StatusUnit.DISUSUN,
        nomor_penetapan=f"SK-ZI/{n:02d}/{tahun - 2}",
        ditetapkan_pada=dt.date(tahun - 2, 1, 20),
        oleh=admin.user,
        pada=saat,
    )
    if jalan:
        ambil_potret(oleh=admin, lembar=lembar, lapisan=Lapisan.TPI, peristiwa=Peristiwa.DIUSULKAN, pengajuan=None)
        _jalani(admin, unit, alur, ("usulkan", *jalan))


def _saat(tahun: int, bulan: int, hari: int) -> dt.datetime:
    return dt.datetime(tahun, bulan, hari, 3, 0, tzinfo=dt.UTC)


def _lapisan_tpi(admin: Pelaku, lembar: LembarKerja) -> None:
    """The team agreed with most answers; the weak ones were repaired before its lock."""
    acak = random.Random(f"tpi-{lembar.satker.kode}-{lembar.periode.tahun}")  # noqa: S311
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    rows = []
    for j in Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.SATKER):
        butir = instrumen.butir[j.kode_butir]
        isi = butir.opsi[0 if acak.random() < 0.9 else 1].kode if butir.opsi else j.isi
        if butir.rumus and butir.rumus.jenis == "indeks":  # below it nobody would have been found layak
            isi = {butir.rumus.nilai: str(max(Decimal(j.isi[butir.rumus.nilai]), Decimal("3.70")))}
        rows.append(
            Jawaban(
                satker=lembar.satker,
                lembar=lembar,
                kode_butir=j.kode_butir,
                lapisan=Lapisan.TPI,
                isi=isi,
                uraian="" if isi == j.isi else "Disepakati sesudah perbaikan.",
                catatan_nol=j.catatan_nol,
                dinilai_ke=1,
                oleh=admin.user,
                pada=timezone.now(),
            )
        )
    Jawaban.objects.bulk_create(rows)
    hitung_ulang(lembar=lembar, lapisan=Lapisan.TPI, instrumen=instrumen)
    ambil_potret(oleh=admin, lembar=lembar, lapisan=Lapisan.TPI, peristiwa=Peristiwa.KUNCI, pengajuan=None)


def _jalani(admin: Pelaku, unit: UnitUsulan, alur: AlurLembar, jalan: tuple[str, ...]) -> None:
    """Rows as the steps write them, a month apart."""
    dari = "layak"
    for i, kode in enumerate(jalan):
        langkah = LANGKAH[kode]
        saat = min(_saat(unit.usulan.periode.tahun, 6 + i if i < 7 else 12, 12), timezone.now())
        if kode in _HASIL:
            _hasil(admin, unit, kode, saat)
        if kode == "tetapkan":
            _sk(admin, unit, saat)
        LangkahAlur.objects.create(
            satker=unit.satker,
            lembar=unit.lembar,
            nomor=i + 1,
            kode=kode,
            dari=dari,
            ke=langkah.ke,
            alasan=_ALASAN if langkah.beralasan else "",
            oleh=admin.user,
            peran=admin.peran_label[:40],
            pada=saat,
        )
        dari = langkah.ke
        alur.keadaan, alur.sejak, alur.versi = langkah.ke, saat, i + 1
    alur.save()


def _hasil(admin: Pelaku, unit: UnitUsulan, kode: str, saat: dt.datetime) -> None:
    tahap, putusan = _HASIL[kode]
    lulus = putusan not in {"tidak_sesuai", "ditolak", "tidak"}
    turun = Decimal("0.40") if lulus else Decimal("9.10")
    area, total = {}, None
    if tahap in {"desk", "lapangan"}:
        potret = unit.lembar.potret.filter(lapisan=Lapisan.TPI).first()
        area = {k: str(round(max(Decimal(0), Decimal(a["nilai"]) - turun / 8), 2)) for k, a in potret.area.items()}
        total = sum((Decimal(n) for n in area.values()), Decimal(0))
    hasil = HasilTpn.objects.create(
        satker=unit.satker,
        unit=unit,
        tahap=tahap,
        putusan=putusan,
        total=total,
        area=area,
        catatan="" if lulus else _ALASAN if tahap != "lapangan" else "Survei TPN lebih rendah daripada survei unit.",
        sumber=f"LHE TPN {saat.year}" if total is not None else unit.usulan.saluran,
        tanggal=saat.date(),
        oleh=admin.user,
        pada=saat,
    )
    if tahap in {"seleksi", "sanggah"}:
        kurang = set() if lulus else {"SURVEI"}
        semua = {k for k in BUTIR_SELEKSI if k != "SUDAH_WBK" or unit.kategori == "WBBM"}
        pilih = kurang if tahap == "sanggah" else semua
        ButirSeleksi.objects.bulk_create(
            ButirSeleksi(
                satker=unit.satker,
                hasil=hasil,
                kode=k,
                sesuai=k not in kurang,
                keterangan=_ALASAN if k in kurang else "",
            )
            for k in sorted(pilih)
        )
    if tahap == "lapangan":
        buat_rekomendasi(
            oleh=admin,
            lembar=unit.lembar,
            sumber=SumberRekomendasi.TPN,
            teks="Tampilkan hasil survei dan tindak lanjutnya di ruang layanan.",
            area="A6",
            hasil=hasil,
            jabatan="Ketua Pokja 6",
            tenggat=saat.date() + dt.timedelta(days=90),
        )


def _sk(admin: Pelaku, unit: UnitUsulan, saat: dt.datetime) -> None:
    """The decree that the predikat history of the demo already holds."""
    riwayat = RiwayatPredikat.objects.get(satker=unit.satker, tahun=unit.usulan.periode.tahun, predikat=unit.kategori)
    SkPredikat.objects.create(
        satker=unit.satker,
        unit=unit,
        jenis=JenisSk.PENETAPAN,
        riwayat=riwayat,
        predikat=riwayat.predikat,
        nomor=riwayat.nomor_sk,
        tanggal=riwayat.tanggal_sk,
        oleh=admin.user,
        pada=saat,
    )


def _rekomendasi(admin: Pelaku, satker: Satker, periode: Periode) -> None:
    """P5.1b came back two years running; the other was followed up."""
    lembar = LembarKerja.objects.select_related("periode").get(satker=satker, periode=periode)
    tanggal = dt.date(periode.tahun + 1, 3, 31)
    kunci: dict[str, Any] = {"oleh": admin, "lembar": lembar, "sumber": SumberRekomendasi.LHE_TPI, "tenggat": tanggal}
    buat_rekomendasi(
        **kunci, kode_butir="A5.P.i.b", area="A5", teks="Masukkan pengendalian gratifikasi ke dalam SOP layanan."
    )
    lain = buat_rekomendasi(**kunci, area="A6", teks="Perbarui maklumat pelayanan dan pasang di loket.")
    koordinator = _pelaku(Peran.KOORDINATOR, satker)
    tindak_lanjuti(
        oleh=koordinator, rekomendasi=lain, tindak_lanjut="Maklumat baru ditandatangani dan dipasang di tiga loket."
    )
