"""A world with one object of every kind in every relation to the actor, each text carrying a canary of its unit."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from berkas.actions import simpan_titipan, unggah_langsung
from berkas.models import Bukti, Titipan
from berkas.penyimpanan import tampung
from berkas.periksa.berkas import periksa_berkas
from instrumen.queries import instrumen_untuk
from penilaian.actions.jawaban import simpan_jawaban
from penilaian.actions.lembar import buka_lembar
from satker.actions.jejak import catat
from satker.models import (
    Fakta,
    Kelonggaran,
    KotakSurat,
    Layanan,
    Pekerjaan,
    Pendaftaran,
    Periode,
    RiwayatPredikat,
    Satker,
    User,
)
from satker.pelaku import Pelaku
from satker.peran import KANWIL, POKJA, SE_INSTANSI, Peran
from tests.pabrik import buat_instansi, buat_kanwil, buat_penugasan, buat_periode, buat_satker, buat_user, pelaku_untuk

BUTIR = "P5.1b"
TAK_ADA = uuid.UUID(int=7)


def kenari(satker: Satker) -> str:
    """The text that must never appear in a response to somebody who may not see the unit."""
    return f"ZIC{satker.kode}X"


@dataclass
class Milik:
    """Objects of one unit."""

    satker: Satker
    periode: Periode
    bukti: Bukti
    titipan: Titipan
    layanan: Layanan
    predikat: RiwayatPredikat
    kelonggaran: Kelonggaran
    pendaftaran: Pendaftaran
    pekerjaan: Pekerjaan
    orang: User
    penugasan_orang: Any


@dataclass
class Dunia:
    """`unit`: relation → objects; `pelaku`: role → actor whose unit stands nearest to the unit 'sendiri'."""

    unit: dict[str, Milik]
    pelaku: dict[str, Pelaku]
    surat: KotakSurat
    induk: dict[str, Satker] = field(default_factory=dict)


def buat_dunia() -> Dunia:
    call_command("muat_instrumen", verbosity=0)
    instansi, lain = buat_instansi(kode="DUNIA1"), buat_instansi(kode="DUNIA2")
    kw1, kw2, kw3 = buat_kanwil(instansi), buat_kanwil(instansi), buat_kanwil(lain)
    tahun = timezone.localdate().year
    periode = {instansi.pk: buat_periode(instansi, tahun), lain.pk: buat_periode(lain, tahun)}
    lama = {instansi.pk: buat_periode(instansi, tahun - 1), lain.pk: buat_periode(lain, tahun - 1)}
    unit = {}
    for hubungan, induk in (("sendiri", kw1), ("sekanwil", kw1), ("seinstansi", kw2), ("asing", kw3)):
        satker = buat_satker(induk, alamat="")
        Satker.objects.filter(pk=satker.pk).update(nama=f"Satker {kenari(satker)}", alamat=kenari(satker))
        satker.refresh_from_db()
        unit[hubungan] = _isi(satker, periode[satker.instansi_id], lama[satker.instansi_id])
    sendiri = unit["sendiri"].satker
    pelaku = {}
    for peran in Peran:
        tempat = sendiri
        if peran in KANWIL:
            tempat = kw1
        elif peran in SE_INSTANSI or peran == Peran.ADMIN_SISTEM:
            tempat = instansi
        pelaku[peran.value] = pelaku_untuk(tempat, peran, **({"area": "A5"} if peran in POKJA else {}))
    surat = KotakSurat.objects.create(kepada="a@contoh.invalid", subjek="Uji", isi="Uji")
    return Dunia(unit, pelaku, surat)


def _titip(oleh: Pelaku, satker: Satker, periode: Periode, tanda: str) -> Titipan:
    kiriman = tampung([f"titipan {tanda}\n".encode()], f"P5.1b titipan {tanda}.txt", batas=10**6)
    try:
        putusan = periksa_berkas(kiriman.jalur, kiriman.nama, batas=10**6)
        return simpan_titipan(
            oleh=oleh, satker=satker, periode=periode, kiriman=kiriman, putusan=putusan, folder=f"Folder {tanda}"
        )
    finally:
        kiriman.jalur.unlink(missing_ok=True)


def _isi(satker: Satker, periode: Periode, lama: Periode) -> Milik:
    tanda = kenari(satker)
    orang = buat_user(nama=f"Orang {tanda}", username=f"u{tanda.lower()}")
    tugas = buat_penugasan(satker, Peran.KOORDINATOR, orang)
    oleh = Pelaku(orang, tugas)
    for tahun in (lama, periode):
        lembar = buka_lembar(oleh=oleh, satker=satker, periode=tahun)
        instrumen = instrumen_untuk(tahun.instrumen)
        simpan_jawaban(
            oleh=oleh,
            lembar=lembar,
            butir=instrumen.cari(BUTIR),
            isi="A",
            uraian=f"Uraian {tanda}",
            catatan_nol="",
            versi_dasar=0,
        )
    bukti = unggah_langsung(
        oleh=oleh,
        satker=satker,
        periode=periode,
        kode_butir="A5.P.i.b",
        area="A5",
        nama=f"P5.1b {tanda}.txt",
        blok=[f"isi {tanda}\n".encode()],
        uraian=f"Uraian berkas {tanda}",
    )
    hari = timezone.localdate()
    Fakta.objects.create(
        satker=satker,
        periode=periode,
        kode="pegawai",
        nilai=10,
        sumber=f"Sumber {tanda}",
        tanggal=hari,
        oleh=orang,
        pada=timezone.now(),
    )
    catat(oleh=oleh, satker=satker, periode=periode, aksi="uji", objek="uji:1", alasan=f"Alasan {tanda}")
    return Milik(
        satker=satker,
        periode=periode,
        bukti=bukti,
        titipan=_titip(oleh, satker, periode, tanda),
        layanan=Layanan.objects.create(
            satker=satker, nama=f"Layanan {tanda}", mulai=hari, sumber=tanda, tanggal_sumber=hari
        ),
        predikat=RiwayatPredikat.objects.create(satker=satker, predikat="WBK", tahun=2023, nomor_sk=f"SK {tanda}"),
        kelonggaran=Kelonggaran.objects.create(
            satker=satker,
            periode=periode,
            tahap="pengisian",
            sampai=timezone.now() + dt.timedelta(days=3),
            alasan=f"Longgar {tanda}",
        ),
        pendaftaran=Pendaftaran.objects.create(
            induk=satker.induk,
            isi={
                "kode": f"B{tanda}",
                "nama": f"Bakal {tanda}",
                "tingkat": "satker",
                "jenis": "lapas",
                "kelas": "",
                "provinsi": "",
                "kabupaten_kota": "",
                "zona": "Asia/Jakarta",
                "alamat": "",
                "aktif_mulai": "2026-01-01",
            },
            diajukan_oleh=orang,
            diajukan_pada=timezone.now(),
        ),
        pekerjaan=Pekerjaan.objects.create(
            satker=satker, jenis="uji", kunci=tanda, pemilik=orang, detak=timezone.now(), langkah=tanda
        ),
        orang=orang,
        penugasan_orang=tugas,
    )
