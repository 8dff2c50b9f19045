"""A world with one object of every kind in every relation to the actor, each text carrying a canary of its unit."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from berkas.actions import buka_unggahan, minta_paket, simpan_titipan, tempel_tautan, unggah_langsung
from berkas.models import (
    Bukti,
    DokumenPusat,
    DokumenTerbit,
    Kemiripan,
    Olahan,
    PaketBukti,
    PetunjukDiabaikan,
    SalinanTersamar,
    TautanLuar,
    Titipan,
    Tujuan,
    Unggahan,
    VersiBerkas,
    kunci_turunan,
)
from berkas.penyimpanan import tampung
from berkas.periksa.berkas import periksa_berkas
from berkas.terbit.kode import kode_baru
from instrumen.queries import instrumen_untuk
from penilaian.actions.diskusi import tulis_pesan
from penilaian.actions.insiden import IsiInsiden, catat_insiden, jawab_insiden
from penilaian.actions.jawaban import simpan_jawaban
from penilaian.actions.lembar import buka_lembar
from penilaian.models import (
    AcaraSesi,
    AnggotaTim,
    BacaBukti,
    BankTanya,
    BerkasKalibrasi,
    BuktiPengajuan,
    ButirKalibrasi,
    ButirPengajuan,
    CatatanSyarat,
    Frasa,
    Insiden,
    Jawaban,
    LampiranInspektorat,
    LembarKerja,
    Pengajuan,
    PernyataanKepentingan,
    PesertaSesi,
    PutusanBukti,
    RuangSesi,
    SesiDesk,
    SetKalibrasi,
    Tanggapan,
    TanyaJawab,
    Tim,
    TugasTim,
)
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
NOMOR = 5  # of every numbered object of a unit
TAK_ADA = uuid.UUID(int=7)
RAHASIA_TIM = "ZRAHASIATIMZ"  # in what the team has not published; only its own roles may ever read it


def kenari(satker: Satker) -> str:
    """The text that must never appear in a response to somebody who may not see the unit."""
    return f"ZIC{satker.kode}X"


@dataclass
class Desk:
    """A running desk session of one unit with one of everything that hangs on it."""

    sesi: SesiDesk
    acara: AcaraSesi
    peserta: PesertaSesi
    tanya: TanyaJawab


@dataclass
class Milik:
    """Objects of one unit."""

    satker: Satker
    periode: Periode
    bukti: Bukti
    titipan: Titipan
    unggahan: Unggahan
    tautan: TautanLuar
    paket: PaketBukti
    layanan: Layanan
    predikat: RiwayatPredikat
    kelonggaran: Kelonggaran
    pendaftaran: Pendaftaran
    pekerjaan: Pekerjaan
    orang: User
    penugasan_orang: Any
    kemiripan: Kemiripan  # of two documents of the unit
    salinan: SalinanTersamar
    petunjuk: PetunjukDiabaikan
    insiden: Insiden  # its document carries the canary
    dokumen: DokumenTerbit  # issued; its bytes are those of the evidence, so that they carry the canary too
    pengajuan: Pengajuan
    tugas_tim: TugasTim
    anggota_tim: AnggotaTim
    desk: Desk
    frasa: Frasa  # of a person of the unit


@dataclass
class Dunia:
    """`unit`: relation → objects; `pelaku`: role → actor whose unit stands nearest to the unit 'sendiri'."""

    unit: dict[str, Milik]
    pelaku: dict[str, Pelaku]
    surat: KotakSurat
    dokumen_pusat: DokumenPusat  # of the instansi of the actors
    bank: BankTanya  # of the same instansi
    set_kalibrasi: SetKalibrasi  # of the same instansi, published; its evidence is of the unit 'sekanwil'
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
    _samakan(unit)
    pusat = DokumenPusat.objects.create(
        satker=instansi, sha256="0" * 64, judul="SOP", alasan="Uji", oleh=unit["sendiri"].orang
    )
    bank = BankTanya.objects.create(satker=instansi, kode="uji", area="A5", jenis="teknis", teks="Pertanyaan uji?")
    return Dunia(unit, pelaku, surat, pusat, bank, _kalibrasi(unit["sekanwil"]))


def _kalibrasi(milik: Milik) -> SetKalibrasi:
    """A published set of one butir: evaluators of other units see its pages, never whose they are."""
    saat, instansi = timezone.now(), milik.satker.instansi
    satu = SetKalibrasi.objects.create(
        satker=instansi,
        periode=milik.periode,
        nomor=1,
        judul="Kalibrasi uji",
        dibuat_oleh=milik.orang,
        dibuat_pada=saat,
    )
    butir = ButirKalibrasi.objects.create(
        satker=instansi,
        set=satu,
        urutan=1,
        kode_butir="A5.P.i.b",
        samaran="Satker A",
        asal=milik.satker,
        isi_satker="A",
        sepakat="A",
        penjelasan="Penjelasan uji.",
        oleh=milik.orang,
        pada=saat,
    )
    versi = milik.bukti.berkas.versi.get()
    BerkasKalibrasi.objects.create(
        satker=instansi, butir=butir, urutan=1, versi=versi, sha256=versi.isi.sha256, halaman=[1]
    )
    SetKalibrasi.objects.update(diterbitkan_pada=saat, diterbitkan_oleh=milik.orang)
    return satu


def _desk(satker: Satker, periode: Periode, orang: User, tanda: str) -> Desk:
    """Written as the actions leave it: the way of the sheet is the business of other tests."""
    saat = timezone.now()
    sesi = SesiDesk.objects.create(
        satker=satker,
        lembar=LembarKerja.objects.get(satker=satker, periode=periode),
        mulai=saat,
        selesai=saat + dt.timedelta(hours=3),
        tempat=f"Aula {tanda}",
        tautan=f"https://rapat.contoh.go.id/{tanda}",
        keadaan="berlangsung",
        diubah_pada=saat,
        dibuat_oleh=orang,
        dibuka_pada=saat,
        dibuka_oleh=orang,
    )
    ruang = RuangSesi.objects.create(satker=satker, sesi=sesi, nomor=1, nama=f"Ruang {tanda}")
    acara = AcaraSesi.objects.create(
        satker=satker, sesi=sesi, ruang=ruang, urutan=1, jenis="paparan", judul=f"Paparan {tanda}", menit=30
    )
    peserta = PesertaSesi.objects.create(satker=satker, sesi=sesi, pihak="tamu", nama=f"Tamu {tanda}")
    tanya = TanyaJawab.objects.create(
        satker=satker,
        sesi=sesi,
        area="A5",
        jenis="teknis",
        teks=f"Tanya {tanda}?",
        jawaban=f"Jawab {tanda}",
        catatan=f"Catatan {tanda}",
        kode_butir="A5.P.i.b",
        dibuat_pada=saat,
        oleh=orang,
        pada=saat,
    )
    return Desk(sesi, acara, peserta, tanya)


def _samakan(unit: dict[str, Milik]) -> None:
    """Every document is like the one of every other unit of the instansi: what may be told about it is the question."""
    for milik in unit.values():
        for lain in unit.values():
            if milik is not lain and milik.satker.instansi_id == lain.satker.instansi_id:
                Kemiripan.objects.create(
                    satker=milik.satker,
                    isi=milik.bukti.berkas.versi.get().isi,
                    satker_lain=lain.satker,
                    isi_lain=lain.bukti.berkas.versi.get().isi,
                    jenis="teks",
                    skor=930,
                )


def _titip(oleh: Pelaku, satker: Satker, periode: Periode, tanda: str) -> Titipan:
    kiriman = tampung([f"titipan {tanda}\n".encode()], f"P5.1b titipan {tanda}.txt", batas=10**6)
    try:
        putusan = periksa_berkas(kiriman.jalur, kiriman.nama, batas=10**6)
        return simpan_titipan(
            oleh=oleh, satker=satker, periode=periode, kiriman=kiriman, putusan=putusan, folder=f"Folder {tanda}"
        )
    finally:
        kiriman.jalur.unlink(missing_ok=True)


def _pratinjau(bukti: Bukti, tanda: str) -> None:
    """A page image and its text, as the worker leaves them."""
    isi = bukti.berkas.versi.get().isi
    Olahan.objects.create(
        satker=isi.satker, isi=isi, status="selesai", versi=1, halaman=1, gambar=1, teks=[f"Teks halaman {tanda}"]
    )
    for nama in ("h0001.webp", "h0001-b.webp"):
        default_storage.save(f"{kunci_turunan(isi.satker_id, isi.sha256)}/{nama}", ContentFile(tanda.encode()))


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
    _pratinjau(bukti, tanda)
    kedua = unggah_langsung(
        oleh=oleh,
        satker=satker,
        periode=periode,
        kode_butir="A5.P.i.b",
        area="A5",
        nama=f"P5.1b {tanda} lagi.txt",
        blok=[f"isi {tanda}\n".encode()],
        tetap=True,
    )
    tautan = tempel_tautan(
        oleh=oleh,
        satker=satker,
        periode=periode,
        kode_butir="A5.P.i.b",
        area="A5",
        url=f"https://contoh.go.id/{tanda}",
        judul=f"Tautan {tanda}",
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
    lembar = LembarKerja.objects.get(satker=satker, periode=periode)
    butir = instrumen_untuk(periode.instrumen).cari(BUTIR)
    tulis_pesan(oleh=oleh, lembar=lembar, butir=butir, jenis="satker", isi=f"Pesan {tanda}")
    CatatanSyarat.objects.create(
        satker=satker,
        periode=periode,
        kode="SAKIP_INTERNAL",
        nilai="B",
        sumber=f"LHE {tanda}",
        tanggal=hari,
        penjamin=tanda,
        versi=bukti.berkas.versi.get(),
        oleh=orang,
        pada=timezone.now(),
    )
    catat(oleh=oleh, satker=satker, periode=periode, aksi="uji", objek="uji:1", alasan=f"Alasan {tanda}")
    return Milik(
        pengajuan=_pengajuan(LembarKerja.objects.get(satker=satker, periode=periode), bukti, orang, tanda),
        satker=satker,
        periode=periode,
        bukti=bukti,
        titipan=_titip(oleh, satker, periode, tanda),
        unggahan=buka_unggahan(
            oleh=oleh,
            satker=satker,
            periode=periode,
            tujuan=Tujuan.BUTIR,
            nama=f"Besar {tanda}.pdf",
            ukuran=1000,
            kode_butir="A5.P.i.b",
        ),
        tautan=tautan,
        paket=minta_paket(oleh=oleh, satker=satker, periode=periode)[0],
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
        kemiripan=Kemiripan.objects.get(satker=satker, isi=kedua.berkas.versi.get().isi),
        salinan=_salinan(satker, bukti, orang),
        dokumen=_dokumen(satker, periode, bukti, orang),
        insiden=_insiden(satker, periode, bukti, oleh),
        petunjuk=PetunjukDiabaikan.objects.create(
            satker=satker,
            periode=periode,
            kode_butir="A5.P.i.b",
            kunci="bagian_kurang:laporan::0",
            alasan=f"Sisih {tanda}",
            oleh=orang,
            pada=timezone.now(),
        ),
        **_tim(satker, periode, orang, bukti, tanda),
        desk=_desk(satker, periode, orang, tanda),
        frasa=Frasa.objects.create(
            satker=satker.instansi,
            pemilik=orang,
            teks=f"Frasa {tanda}",
            dibuat_oleh=orang,
            dibuat_pada=timezone.now(),
        ),
    )


def _pengajuan(lembar: LembarKerja, bukti: Bukti, orang: User, tanda: str) -> Pengajuan:
    """A sending (number NOMOR) with one frozen answer and its pinned file, a value of the team and a reply."""
    saat = timezone.now()
    milik = {"satker": lembar.satker}
    pengajuan = Pengajuan.objects.create(
        **milik,
        lembar=lembar,
        nomor=NOMOR,
        target="WBK",
        hash_instrumen="0" * 64,
        mesin="1",
        disetujui_oleh=orang,
        disetujui_pada=saat,
    )
    isi = {"kode_butir": bukti.kode_butir, "isi": "A", "oleh": orang, "pada": saat}
    ButirPengajuan.objects.create(
        **milik, **isi, pengajuan=pengajuan, uraian=f"Dikirim {tanda}", versi_jawaban=1, alasan=f"Kembali {tanda}"
    )
    versi = bukti.berkas.versi.get()
    BuktiPengajuan.objects.create(
        **milik,
        pengajuan=pengajuan,
        kode_butir=bukti.kode_butir,
        bukti=bukti,
        versi=versi,
        sha256=versi.isi.sha256,
    )
    Jawaban.objects.create(**milik, **isi, lembar=lembar, lapisan="tpi", uraian=f"Catatan tim {tanda} {RAHASIA_TIM}")
    Tanggapan.objects.create(
        **milik,
        lembar=lembar,
        kode_butir=bukti.kode_butir,
        teks=f"Tanggapan {tanda}",
        status="terkirim",
        oleh=orang,
        pada=saat,
    )
    return pengajuan


def _tim(satker: Satker, periode: Periode, orang: User, bukti: Bukti, tanda: str) -> dict[str, Any]:
    """A team with the unit, a conflict of interest, a verdict on a file that was sent and who read it. The rows alone:
    nobody gets a right by them.
    """
    hari, saat = timezone.localdate(), timezone.now()
    tim = Tim.objects.create(satker_id=satker.instansi_id, periode=periode, nama=f"Tim {tanda}")
    anggota = AnggotaTim.objects.create(satker_id=tim.satker_id, tim=tim, user=orang, peran="tpi_anggota", mulai=hari)
    tugas = TugasTim.objects.create(
        satker=satker, periode=periode, tim=tim, mulai=hari, selesai=hari, alasan=f"Alasan {tanda}"
    )
    PernyataanKepentingan.objects.create(
        satker=satker, periode=periode, user=orang, nomor=1, bertentangan=True, uraian=f"Bentur {tanda}", pada=saat
    )
    lembar = LembarKerja.objects.get(satker=satker, periode=periode)
    versi = bukti.berkas.versi.get()
    PutusanBukti.objects.create(
        satker=satker,
        lembar=lembar,
        bukti=bukti,
        versi=versi,
        nomor=1,
        putusan="ditolak",
        catatan=f"Putusan {tanda} {RAHASIA_TIM}",
        oleh=orang,
        peran="Anggota TPI",
        pada=saat,
    )
    BacaBukti.objects.create(
        satker=satker, lembar=lembar, versi=versi, penilai=orang, pertama=saat, terakhir=saat, halaman=[1]
    )
    return {"tugas_tim": tugas, "anggota_tim": anggota}


def _salinan(satker: Satker, bukti: Bukti, orang: User) -> SalinanTersamar:
    """A looked-at copy; its bytes are those of the document, so that they carry the canary too."""
    versi = VersiBerkas.objects.get(satker=satker, berkas=bukti.berkas_id)
    saat = timezone.now()
    return SalinanTersamar.objects.create(
        satker=satker,
        versi=versi,
        isi=versi.isi,
        jumlah_tanda=1,
        aturan=1,
        oleh=orang,
        pada=saat,
        diperiksa_pada=saat,
        diperiksa_oleh=orang,
    )


def _insiden(satker: Satker, periode: Periode, bukti: Bukti, oleh: Pelaku) -> Insiden:
    tanda, hari = kenari(satker), timezone.localdate()
    isi = IsiInsiden("kkn_pegawai", hari, hari, f"Petugas {tanda}", f"Uraian {tanda}", (f"Sumber {tanda}",))
    insiden = catat_insiden(oleh=oleh, satker=satker, periode=periode, isi=isi)
    jawab_insiden(oleh=oleh, insiden=insiden, isi=f"Jawaban {tanda}")
    insiden.dokumen = LampiranInspektorat.objects.create(
        satker=satker.instansi,
        isi=VersiBerkas.objects.get(satker=satker, berkas=bukti.berkas_id).isi,
        nama_kirim=f"Putusan {tanda}.pdf",
        oleh=oleh.user,
        pada=timezone.now(),
    )
    insiden.save(update_fields=["dokumen"])
    return insiden


def _dokumen(satker: Satker, periode: Periode, bukti: Bukti, orang: User) -> DokumenTerbit:
    isi, tanda, saat = (
        VersiBerkas.objects.get(satker=satker, berkas=bukti.berkas_id).isi,
        kenari(satker),
        timezone.now(),
    )
    return DokumenTerbit.objects.create(
        satker=satker,
        periode=periode,
        jenis="daftar_bukti",
        kode=kode_baru(),
        nomor=f"No {tanda}",
        judul=f"Daftar {tanda}",
        tanggal=timezone.localdate(),
        data={"tanda": tanda},
        sidik_data="0" * 64,
        keadaan="terbit",
        isi=isi,
        sha256=isi.sha256,
        dibuat_pada=saat,
        dibuat_oleh=orang,
        terbit_pada=saat,
        terbit_oleh=orang,
    )
