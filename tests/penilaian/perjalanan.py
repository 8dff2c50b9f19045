"""Taking a sheet along its way in tests, by the real actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone

from berkas.models import Isi
from berkas.penyimpanan import tampung
from berkas.periksa.berkas import periksa_berkas
from instrumen.pohon.tipe import Butir
from penilaian.actions.alur import jalankan_langkah
from penilaian.actions.insiden import IsiInsiden, catat_insiden, jawab_insiden
from penilaian.actions.kirim import kirim_lembar
from penilaian.actions.lampiran import Lampiran
from penilaian.actions.lembar import hitung_ulang
from penilaian.actions.nilai_lapisan import simpan_nilai
from penilaian.actions.potret import ambil_potret
from penilaian.actions.prasyarat import catat_syarat
from penilaian.actions.putusan_insiden import putus_insiden, usul_putusan
from penilaian.actions.sesi import jadwalkan_sesi, mulai_sesi
from penilaian.actions.tpn import IsiTahap, butir_diminta, catat_tahap
from penilaian.actions.usulan import buat_usulan, simpan_dokumen_usulan, tambah_unit, ubah_unit, ubah_usulan
from penilaian.actions.wawancara import jawab_tanya, tanyakan
from penilaian.models import (
    AlurLembar,
    AturanEvaluasi,
    AturanPengurangPeriode,
    HasilTpn,
    Insiden,
    Jawaban,
    LampiranInspektorat,
    Lapisan,
    Pengajuan,
    Peristiwa,
    Potret,
    SesiDesk,
    TanyaJawab,
    UnitUsulan,
)
from penilaian.queries.alur import keadaan_lembar, pengajuan_terakhir
from satker.models import Fakta, Satker
from satker.pelaku import Pelaku
from satker.peran import Peran
from tests.pabrik import buat_kanwil, pelaku_untuk
from tests.penilaian.dunia import Dunia


def jawaban_penuh(butir: Butir, letak: int = 0) -> Any:
    """A complete answer: the option at `letak` (0 the best), or numbers that are worth 1."""
    if butir.opsi:
        return butir.opsi[min(letak, len(butir.opsi) - 1)].kode
    rumus = butir.rumus
    if rumus.jenis in {"indeks", "persen"}:
        return {butir.isian[0].kode: str(rumus.maks or 100)}
    if rumus.jenis == "penurunan":
        return {i.kode: "2" if i.kode == rumus.lalu else "0" for i in butir.isian}
    banyak = len(rumus.penyebut)
    return {i.kode: "2" if i.kode in rumus.penyebut else str(2 * banyak) for i in butir.isian}


def isi_semua(dunia: Dunia, lapisan: str = Lapisan.SATKER, oleh: Pelaku | None = None, letak: int = 0) -> None:
    """Write a whole layer at once, with its figures."""
    oleh = oleh or dunia.pelaku()
    Jawaban.objects.bulk_create(
        Jawaban(
            satker=dunia.satker,
            lembar=dunia.lembar,
            kode_butir=b.kode,
            lapisan=lapisan,
            penilai=oleh.user if lapisan == Lapisan.TPI_ANGGOTA else None,
            isi=jawaban_penuh(b, letak),
            dinilai_ke=None if lapisan == Lapisan.SATKER else 1,
            oleh=oleh.user,
            pada=timezone.now(),
        )
        for b in dunia.instrumen.butir.values()
    )
    if lapisan != Lapisan.TPI_ANGGOTA:
        hitung_ulang(lembar=dunia.lembar, lapisan=lapisan, instrumen=dunia.instrumen)


def tim_penilai(dunia: Dunia) -> dict[str, Pelaku]:
    """Members of a team assigned to the unit."""
    return {p: dunia.pelaku(p) for p in (Peran.TPI_ANGGOTA, Peran.TPI_KETUA, Peran.TPI_DALNIS)}


def langkah(dunia: Dunia, peran: Peran | Pelaku, kode: str, alasan: str = "") -> None:
    oleh = peran if isinstance(peran, Pelaku) else dunia.pelaku(peran)
    jalankan_langkah(oleh=oleh, lembar=dunia.lembar, kode=kode, alasan=alasan)


def kirim(dunia: Dunia) -> Pengajuan:
    """From an empty sheet to a sending: pendahuluan begins."""
    isi_semua(dunia)
    langkah(dunia, Peran.KOORDINATOR, "ajukan")
    return kirim_lembar(oleh=dunia.pelaku(Peran.KEPALA), lembar=dunia.lembar)


def kanwil(dunia: Dunia, peran: Peran = Peran.PIMPINAN_KANWIL) -> Pelaku:
    """A person of the office above the unit."""
    induk = buat_kanwil(dunia.satker.induk)
    dunia.satker.induk, dunia.satker.jalur = induk, f"{induk.jalur}{dunia.satker.ruas}/"
    dunia.satker.save()
    return pelaku_untuk(induk, peran)


def nilai(dunia: Dunia, oleh: Pelaku, kode: str, isi: Any, lapisan: str = Lapisan.TPI, **lain: Any) -> Any:
    """Score one butir on top of whatever is stored."""
    butir = dunia.instrumen.cari(kode)
    penilai = oleh.user if lapisan == Lapisan.TPI_ANGGOTA else None
    ada = Jawaban.objects.filter(lembar=dunia.lembar, lapisan=lapisan, penilai=penilai, kode_butir=butir.kode).first()
    bawaan = {"catatan": "", "versi_dasar": ada.versi if ada else 0}
    return simpan_nilai(oleh=oleh, lembar=dunia.lembar, butir=butir, lapisan=lapisan, isi=isi, **{**bawaan, **lain})


def beri_bukti(dunia: Dunia, kode: str, nama: str = "SK.pdf", isi: bytes | None = None) -> Any:
    """A file under one butir, through the whole action of uploading. Needs the fixture `gudang`."""
    from berkas.actions import unggah_langsung
    from tests.berkas import contoh

    butir = dunia.instrumen.cari(kode)
    return unggah_langsung(
        oleh=dunia.pelaku(),
        satker=dunia.satker,
        periode=dunia.periode,
        kode_butir=butir.kode,
        area=butir.area,
        nama=nama,
        blok=[contoh.pdf(isi=nama) if isi is None else isi],
    )


def sampai_tanggapan(dunia: Dunia, letak: int = 1) -> dict[str, Pelaku]:
    """Without pendahuluan: sent, scored by the team (option `letak` everywhere), locked; the reply time runs."""
    from penilaian.models import AturanEvaluasi

    AturanEvaluasi.objects.create(periode=dunia.periode, pakai_pendahuluan=False)
    kirim(dunia)
    tim = tim_penilai(dunia)
    langkah(dunia, tim[Peran.TPI_KETUA], "mulai_evaluasi")
    isi_semua(dunia, Lapisan.TPI, tim[Peran.TPI_KETUA], letak=letak)
    langkah(dunia, tim[Peran.TPI_KETUA], "ajukan_dalnis")
    langkah(dunia, tim[Peran.TPI_DALNIS], "kunci")
    return tim


def sampai_evaluasi(dunia: Dunia) -> dict[str, Pelaku]:
    """A sheet without pendahuluan whose team has opened the evaluation; returns the team."""
    AturanEvaluasi.objects.create(periode=dunia.periode, pakai_pendahuluan=False)
    kirim(dunia)
    tim = tim_penilai(dunia)
    langkah(dunia, Peran.TPI_KETUA, "mulai_evaluasi")
    return tim


def sesi_desk(dunia: Dunia, *, buka: bool = True, **isi: Any) -> SesiDesk:
    """A session of the sheet from now on for three hours, opened by the lead; the way there is taken when needed."""
    if keadaan_lembar(dunia.lembar).keadaan == "pengisian":
        sampai_evaluasi(dunia)
    kini = timezone.now().replace(microsecond=0)
    bawaan = {"mulai": kini, "selesai": kini + dt.timedelta(hours=3), "tempat": "Aula", "tautan": ""}
    sesi = jadwalkan_sesi(oleh=dunia.pelaku(Peran.TPI_KETUA), lembar=dunia.lembar, **{**bawaan, **isi})
    return mulai_sesi(oleh=dunia.pelaku(Peran.TPI_KETUA), sesi=sesi) if buka else sesi


def wawancarai(dunia: Dunia, sesi: SesiDesk, area: str, jenis: str, jawaban: str = "Jawaban satker.") -> TanyaJawab:
    """Ask a question of the kind and write its answer down."""
    oleh = dunia.pelaku(Peran.TPI_ANGGOTA)
    tanya = tanyakan(oleh=oleh, sesi=sesi, area=area, jenis=jenis, teks=f"Tanya {jenis} untuk {area}?")
    jawab_tanya(oleh=oleh, tanya=tanya, jawaban=jawaban, catatan="", kode_butir="", versi_dasar=1)
    return TanyaJawab.objects.get(pk=tanya.pk)


# --- proposals -----------------------------------------------------------------------------------------------------


def keadaan(dunia: Dunia, kode: str) -> None:
    """Put the sheet into a state directly: what comes before is the business of other tests."""
    AlurLembar.objects.update_or_create(
        lembar=dunia.lembar, defaults={"satker": dunia.satker, "keadaan": kode, "sejak": timezone.now()}
    )


def layak(dunia: Dunia, letak: int = 0) -> None:
    """A sheet that the team found layak, with its locked copy."""
    kirim(dunia)
    tim = tim_penilai(dunia)
    isi_semua(dunia, Lapisan.TPI, tim[Peran.TPI_KETUA], letak)
    keadaan(dunia, "menunggu_dalnis")
    langkah(dunia, tim[Peran.TPI_DALNIS], "kunci")
    keadaan(dunia, "layak")


def admin(dunia: Dunia) -> Pelaku:
    """The inspectorate of the unit's instansi."""
    kunci = ("admin",)
    if kunci not in dunia._pelaku:
        instansi = Satker.objects.get(pk=dunia.satker.instansi_id)
        dunia._pelaku[kunci] = pelaku_untuk(instansi, Peran.ADMIN_INSPEKTORAT)
    return dunia._pelaku[kunci]


@contextmanager
def lampiran(nama: str = "berkas.txt", isi: bytes = b"isi berkas\n") -> Iterator[Lampiran]:
    """A received and checked file."""
    kiriman = tampung([isi], nama, batas=10**6)
    try:
        yield Lampiran(kiriman, periksa_berkas(kiriman.jalur, kiriman.nama, batas=10**6))
    finally:
        kiriman.jalur.unlink(missing_ok=True)


def usulan_lengkap(dunia: Dunia, *, jalur: str = "tpn", kategori: str = "WBK") -> UnitUsulan:
    """A usulan with letter and SPTJM, and the unit of the world on it."""
    oleh = admin(dunia)
    instansi = Satker.objects.get(pk=dunia.satker.instansi_id)
    usulan = buat_usulan(oleh=oleh, instansi=instansi, periode=dunia.periode, jalur=jalur)
    ubah_usulan(oleh=oleh, usulan=usulan, nomor_surat="B-1/CTH", tanggal_surat=dt.date(dunia.periode.tahun, 5, 20))
    usulan.refresh_from_db()
    for jenis in ("surat", "sptjm"):
        with lampiran(f"{jenis}.txt", jenis.encode()) as berkas:
            simpan_dokumen_usulan(oleh=oleh, usulan=usulan, jenis=jenis, lampiran=berkas)
    return tambah_unit(oleh=oleh, usulan=usulan, lembar=dunia.lembar, kategori=kategori)


def isi_tahap(unit: UnitUsulan, tahap: str, putusan: str, *, tidak: tuple[str, ...] = (), **lain: Any) -> IsiTahap:
    """What the inspectorate types for a stage; `tidak`: points of the list that are not sesuai."""
    butir = {k: (k not in tidak, "" if k not in tidak else f"{k} kurang") for k in butir_diminta(unit, tahap)}
    bawaan = {"sumber": "LHE TPN", "tanggal": dt.date(2026, 8, 1), "catatan": "Catatan TPN."}
    return IsiTahap(putusan=putusan, butir=butir, **{**bawaan, **lain})


def catat(dunia: Dunia, unit: UnitUsulan, tahap: str, putusan: str, **lain: Any) -> HasilTpn:
    isi = isi_tahap(unit, tahap, putusan, **lain)
    with lampiran(f"{tahap}.txt", f"{tahap} {putusan}".encode()) as berkas:
        return catat_tahap(oleh=admin(dunia), unit=unit, isi=isi, lampiran=berkas)


def insiden(dunia: Dunia, jenis: str = "kkn_pegawai", *, status: str = "dugaan", dokumen: bool = True) -> Insiden:
    """An incident taken to a status by the real actions; terbukti with a document, so that it counts."""
    hari = timezone.localdate()
    isi = IsiInsiden(jenis, hari, hari, "Petugas layanan", "Pungutan di loket.", ("https://contoh.go.id/berita",))
    ketua, dalnis = dunia.pelaku(Peran.TPI_KETUA), dunia.pelaku(Peran.TPI_DALNIS)
    satu = catat_insiden(oleh=ketua, satker=dunia.satker, periode=dunia.periode, isi=isi)
    if status == "dugaan":
        return satu
    jawab_insiden(oleh=dunia.pelaku(Peran.KEPALA), insiden=satu, isi="Kami memeriksa.")
    if dokumen:
        satu.dokumen = berkas_inspektorat(dunia)
        satu.save(update_fields=["dokumen"])
    jalan = {"terbukti": ["terbukti"], "tidak_terbukti": ["tidak_terbukti"], "dicabut": ["terbukti", "dicabut"]}
    for putusan in jalan.get(status, []):
        usul = usul_putusan(
            oleh=ketua,
            insiden=satu,
            putusan=putusan,
            alasan="Hasil pemeriksaan.",
            dilaporkan_sendiri=False,
            ditangani=False,
        )
        putus_insiden(oleh=dalnis, insiden=satu, usul=usul, terima=True)
    satu.refresh_from_db()
    return satu


def berkas_inspektorat(dunia: Dunia) -> LampiranInspektorat:
    """A stored file of the inspectorate, without bytes."""
    instansi = dunia.satker.instansi
    isi, _ = Isi.objects.get_or_create(
        satker=instansi, sha256="a" * 64, defaults={"ukuran": 1, "media": "application/pdf"}
    )
    oleh = dunia.pelaku(Peran.TPI_KETUA)
    return LampiranInspektorat.objects.create(
        satker=instansi, isi=isi, nama_kirim="Putusan.pdf", oleh=oleh.user, pada=timezone.now()
    )


def aturan_pengurang(dunia: Dunia, *, aktif: bool = True, **lain: Any) -> AturanPengurangPeriode:
    """The rule of the year: 5 points for KKN pegawai, a factor of 0.9 for KKN pimpinan."""
    tahun, kini, oleh = dunia.periode.tahun, timezone.now(), dunia.pelaku(Peran.ADMIN_INSPEKTORAT).user
    isi: dict[str, Any] = {
        "nomor": "KEP-1",
        "tentang": "Pengurang Nilai",
        "mulai": dt.date(tahun - 1, 1, 1),
        "sampai": dt.date(tahun, 12, 31),
        "kadar": {
            "kkn_pegawai": {"bentuk": "poin", "besar": "5"},
            "kkn_pimpinan": {"bentuk": "faktor", "besar": "0.9"},
        },
        "keputusan": berkas_inspektorat(dunia),
        "diubah_pada": kini,
        "diubah_oleh": oleh,
        "aktif": aktif,
        "dinyalakan_pada": kini if aktif else None,
        "dinyalakan_oleh": oleh if aktif else None,
        **lain,
    }
    return AturanPengurangPeriode.objects.update_or_create(periode=dunia.periode, defaults=isi)[0]


def sampai_kunci(dunia: Dunia) -> Potret:
    """The team agreed on most, lowered some with a note, and the dalnis locked: the copy of the lock."""
    if keadaan_lembar(dunia.lembar).keadaan == "pengisian":
        sampai_evaluasi(dunia)
    ketua = dunia.pelaku(Peran.TPI_KETUA)
    isi_semua(dunia, Lapisan.TPI, ketua)
    for n, b in enumerate(dunia.instrumen.butir.values(), 1):
        if b.opsi and n % 5 == 0:
            nilai(dunia, ketua, b.kode, b.opsi[-1 if n % 2 else 1].kode, catatan=f"Lengkapi bukti {b.kode_pendek}.")
    langkah(dunia, Peran.TPI_KETUA, "ajukan_dalnis")
    langkah(dunia, Peran.TPI_DALNIS, "kunci")
    return Potret.objects.get(lembar=dunia.lembar, lapisan=Lapisan.TPI, peristiwa=Peristiwa.KUNCI)


def bekukan(dunia: Dunia, lapisan: Lapisan, peristiwa: Peristiwa, oleh: Pelaku) -> Potret:
    """The copy a step leaves whose conditions other parts prove."""
    return ambil_potret(
        oleh=oleh,
        lembar=dunia.lembar,
        lapisan=lapisan,
        peristiwa=peristiwa,
        pengajuan=pengajuan_terakhir(dunia.lembar),
    )


# --- a proposal on which nothing is tidak sesuai -------------------------------------------------------------------

_FAKTA_PENUH = {
    "lhkpn_wajib_kepala": 1, "lhkpn_wajib_pejabat": 2, "lhkpn_wajib_lain": 0, "lhkpn_sudah": 3,
    "lhkan_wajib_administrator": 1, "lhkan_wajib_pengawas": 1, "lhkan_wajib_pelaksana": 8, "lhkan_sudah": 10,
    "tlhp_rekomendasi": 4, "tlhp_selesai": 4,
}  # fmt: skip
_SYARAT_PENUH = (
    ("OPINI_BPK", "WTP"), ("SAKIP_INSTANSI", "BB"), ("INDEKS_RB_KL", "B"), ("MATURITAS_SPIP", "3"),
    ("LAYANAN_INTI", "ya"), ("SAKIP_INTERNAL", "BB"), ("PENCANANGAN", "2024-02-01"),
)  # fmt: skip


def usulan_sesuai(dunia: Dunia) -> UnitUsulan:
    """Everything but letter and SPTJM: prasyarat, facts, clearance, survey, decree; the sheet is layak and locked."""
    layak(dunia)
    oleh, instansi = admin(dunia), Satker.objects.get(pk=dunia.satker.instansi_id)
    hari = dt.date(dunia.periode.tahun, 1, 5)
    usulan = buat_usulan(oleh=oleh, instansi=instansi, periode=dunia.periode, jalur="tpn")
    unit = tambah_unit(oleh=oleh, usulan=usulan, lembar=dunia.lembar, kategori="WBK")
    ubah_unit(oleh=oleh, unit=unit, ditetapkan_pada=dt.date(2024, 1, 20), nomor_penetapan="SK-ZI/1")
    for kode, nilai in _SYARAT_PENUH:
        milik = instansi if kode in {k for k, _ in _SYARAT_PENUH[:4]} else dunia.satker
        catat_syarat(
            oleh=oleh, satker=milik, periode=dunia.periode, kode=kode, nilai=nilai, sumber="Surat", tanggal=hari,
            penjamin="Inspektur",
        )  # fmt: skip
    Fakta.objects.bulk_create(
        Fakta(satker=dunia.satker, periode=dunia.periode, kode=k, nilai=n, sumber="Rekap", tanggal=hari,
              oleh=oleh.user, pada=timezone.now())
        for k, n in _FAKTA_PENUH.items()
    )  # fmt: skip
    for jenis, milik in (("tlhp", None), ("survei", unit)):
        with lampiran(f"{jenis}.txt", jenis.encode()) as berkas:
            simpan_dokumen_usulan(oleh=oleh, usulan=usulan, jenis=jenis, lampiran=berkas, unit=milik)
    unit.refresh_from_db()
    return unit
