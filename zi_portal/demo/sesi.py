"""Demo desks of tpi.ketua: one finished, one running now, one planned, and the bank of questions.

The way of the sheets is written as the steps leave it where a window of the year is closed today; the sessions
themselves go through the real actions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from berkas.models import Berkas
from instrumen.queries import instrumen_untuk
from penilaian.acara_baku import JENIS_TANYA, LEMBAR_MULAI
from penilaian.actions.alur import jalankan_langkah
from penilaian.actions.kirim import kirim_lembar
from penilaian.actions.lembar import hitung_ulang
from penilaian.actions.potret import ambil_potret
from penilaian.actions.rundown import catat_kehadiran, pilih_paparan, simpan_ruang, tekan_jam, ubah_acara
from penilaian.actions.sesi import jadwalkan_sesi, mulai_sesi, tutup_sesi
from penilaian.actions.wawancara import jawab_tanya, muat_bank, tanyakan
from penilaian.alur import LANGKAH
from penilaian.models import (
    AcaraSesi,
    AlurLembar,
    BankTanya,
    JamAcara,
    Jawaban,
    LangkahAlur,
    Lapisan,
    LembarKerja,
    Peristiwa,
    SesiDesk,
    TanyaJawab,
)
from penilaian.queries.alur import keadaan_lembar
from satker.actions.jejak import catat
from satker.models import Penugasan, Satker
from satker.pelaku import Pelaku, susun_pelaku
from satker.peran import Peran
from zi_portal.demo.organisasi import Bentuk

SELESAI, BERJALAN, TERJADWAL = 6, 13, 15
_JAWABAN = {
    "teknis": "Dibahas tiap bulan; notula rapat terakhir ditunjukkan dan sesuai rencana aksi.",
    "inovasi": "Antrean daring dipakai sejak Maret. Waktu tunggu turun dari 45 menjadi 18 menit.",
    "program": "Tiga kegiatan utama berjalan. Satu terlambat karena pengadaan dan selesai bulan depan.",
}


def buat_sesi(bentuk: Bentuk) -> int:
    """Bank and three sessions; returns how many sessions."""
    muat_bank(oleh=None, instansi=bentuk.instansi)
    periode = bentuk.periode[-1]
    kini = timezone.now().replace(second=0, microsecond=0)
    for n, mulai in (
        (SELESAI, kini - dt.timedelta(days=6)),
        (BERJALAN, kini - dt.timedelta(hours=1)),
        (TERJADWAL, kini + dt.timedelta(days=8)),
    ):
        lembar = LembarKerja.objects.select_related("satker", "periode").get(satker=bentuk.satker[n], periode=periode)
        _antar(lembar)
        ketua = _pelaku(lembar.satker, Peran.TPI_KETUA)
        sesi = jadwalkan_sesi(
            oleh=ketua,
            lembar=lembar,
            mulai=mulai,
            selesai=mulai + dt.timedelta(hours=3, minutes=30),
            tempat="" if n != TERJADWAL else "Aula kantor wilayah",
            tautan=f"https://rapat.contoh.invalid/desk-{n:02d}",
        )
        if n != TERJADWAL:
            _jalankan(ketua, mulai_sesi(oleh=ketua, sesi=sesi), kini, tamat=n == SELESAI)
    return 3


def _pelaku(satker: Satker, peran: Peran) -> Pelaku:
    tugas = Penugasan.objects.filter(unit=satker, peran=peran).select_related("user", "unit__instansi__setelan")
    baris = list(tugas[:1])
    return susun_pelaku(baris[0].user, baris, None)


def _antar(lembar: LembarKerja) -> None:
    """From a full sheet to an open evaluation; a sheet another part of the demo has brought there stays as it is."""
    if keadaan_lembar(lembar).keadaan in LEMBAR_MULAI:
        return
    kepala = _pelaku(lembar.satker, Peran.KEPALA)
    jalankan_langkah(oleh=_pelaku(lembar.satker, Peran.KOORDINATOR), lembar=lembar, kode="ajukan")
    ajuan = kirim_lembar(oleh=kepala, lembar=lembar)
    pimpinan, ketua = _pelaku(lembar.satker.induk, Peran.PIMPINAN_KANWIL), _pelaku(lembar.satker, Peran.TPI_KETUA)
    _nilai(lembar, pimpinan, Lapisan.PENDAHULUAN, beda=11)
    _langkah(lembar, "nyatakan_layak", pimpinan)
    ambil_potret(
        oleh=pimpinan,
        lembar=lembar,
        lapisan=Lapisan.PENDAHULUAN,
        peristiwa=Peristiwa.PENDAHULUAN,
        pengajuan=ajuan,
    )
    _langkah(lembar, "mulai_evaluasi", ketua)
    _nilai(lembar, ketua, Lapisan.TPI, beda=9, banyak=66)


def _langkah(lembar: LembarKerja, kode: str, oleh: Pelaku) -> None:
    """A step whose window is not open on the day the demo is made."""
    alur, saat = AlurLembar.objects.get(lembar=lembar), timezone.now()
    dari, alur.keadaan, alur.sejak, alur.versi = alur.keadaan, LANGKAH[kode].ke, saat, alur.versi + 1
    alur.save(update_fields=["keadaan", "sejak", "versi"])
    LangkahAlur.objects.create(
        satker=lembar.satker,
        lembar=lembar,
        nomor=alur.versi,
        kode=kode,
        dari=dari,
        ke=alur.keadaan,
        oleh=oleh.user,
        peran=oleh.peran_label[:40],
        pada=saat,
    )
    catat(
        oleh=oleh,
        satker=lembar.satker,
        periode=lembar.periode,
        aksi=f"alur_{kode}",
        objek=f"lembar:{lembar.pk}",
        sebelum={"keadaan": dari},
        sesudah={"keadaan": alur.keadaan},
    )


def _nilai(lembar: LembarKerja, oleh: Pelaku, lapisan: str, *, beda: int, banyak: int | None = None) -> None:
    """Scores that agree with the satker, but every `beda`-th choice is one option lower."""
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    mandiri = list(Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.SATKER).order_by("kode_butir"))[:banyak]
    baris = []
    for n, j in enumerate(mandiri, 1):
        opsi = [o.kode for o in instrumen.butir[j.kode_butir].opsi]
        turun = bool(opsi) and n % beda == 0 and j.isi != opsi[-1]
        isi = opsi[opsi.index(j.isi) + 1] if turun else j.isi
        catatan = "Bukti belum menunjukkan pelaksanaan tahun ini." if turun else j.catatan_nol
        baris.append(
            Jawaban(
                satker=lembar.satker,
                lembar=lembar,
                kode_butir=j.kode_butir,
                lapisan=lapisan,
                isi=isi,
                uraian=catatan,
                dinilai_ke=1,
                oleh=oleh.user,
                pada=timezone.now(),
            )
        )
    Jawaban.objects.bulk_create(baris)
    hitung_ulang(lembar=lembar, lapisan=lapisan, instrumen=instrumen)


def _jalankan(ketua: Pelaku, sesi: SesiDesk, kini: dt.datetime, *, tamat: bool) -> None:
    """People, two rooms, pressed clocks and an interview; the running desk stands in the middle of it."""
    anggota = _pelaku(sesi.lembar.satker, Peran.TPI_ANGGOTA)
    catat_kehadiran(oleh=anggota, sesi=sesi, hadir=set(sesi.peserta.values_list("pk", flat=True)))
    ruang = simpan_ruang(
        oleh=ketua, sesi=sesi, ruang=None, nama="Ruang 2", tautan="https://rapat.contoh.invalid/ruang-2"
    )
    acara = list(AcaraSesi.objects.filter(sesi=sesi).order_by("urutan"))
    if berkas := Berkas.objects.ada().filter(satker=sesi.lembar.satker).order_by("dibuat_pada").first():
        pilih_paparan(oleh=ketua, acara=next(a for a in acara if a.jenis == "paparan"), berkas=berkas)
    for a in acara:
        if a.area in {"A4", "A5", "A6"}:
            ubah_acara(oleh=ketua, acara=a, judul=a.judul, area=a.area, menit=a.menit, ruang=ruang)
    _wawancara(anggota, sesi, [f"A{n}" for n in range(1, 7)] if tamat else ["A1", "A4"])
    _jam(ketua, sesi, acara if tamat else acara[:4], sesi.mulai)
    if tamat:
        tutup_sesi(oleh=ketua, sesi=sesi)
        akhir = sesi.mulai + dt.timedelta(hours=3)
        SesiDesk.objects.filter(pk=sesi.pk).update(
            dibuka_pada=sesi.mulai, ditutup_pada=akhir, diubah_pada=sesi.mulai - dt.timedelta(days=10)
        )
        TanyaJawab.objects.filter(sesi=sesi).update(pada=akhir)
    else:
        for area in ("A1", "A4"):
            tekan_jam(oleh=anggota, acara=next(a for a in acara if a.area == area), jenis="mulai")
        SesiDesk.objects.filter(pk=sesi.pk).update(dibuka_pada=sesi.mulai)


def _wawancara(oleh: Pelaku, sesi: SesiDesk, areas: Iterable[str]) -> None:
    instrumen = instrumen_untuk(sesi.lembar.periode.instrumen)
    for area in areas:
        butir = next(iter(instrumen.butir_di(area))).kode
        for jenis in JENIS_TANYA:
            bank = BankTanya.objects.filter(satker=sesi.lembar.periode.instansi, area=area, jenis=jenis).first()
            tanya = tanyakan(oleh=oleh, sesi=sesi, area=area, bank=bank)
            jawab_tanya(
                oleh=oleh,
                tanya=tanya,
                jawaban=_JAWABAN[jenis],
                catatan="",
                kode_butir=butir if jenis == "teknis" else "",
                versi_dasar=tanya.versi,
            )


def _jam(oleh: Pelaku, sesi: SesiDesk, acara: list[AcaraSesi], sejak: dt.datetime) -> None:
    """Presses in the past, one part after the other, each a minute longer than planned."""
    baris, saat = [], sejak
    for a in acara:
        for jenis in ("mulai", "selesai"):
            baris.append(
                JamAcara(
                    satker_id=sesi.satker_id,
                    sesi=sesi,
                    acara=a,
                    nomor=len(baris) + 1,
                    jenis=jenis,
                    oleh=oleh.user,
                    pada=saat,
                )
            )
            saat += dt.timedelta(minutes=a.menit + 1 if jenis == "mulai" else 0)
    JamAcara.objects.bulk_create(baris)
