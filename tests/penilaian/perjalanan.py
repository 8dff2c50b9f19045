"""Taking a sheet along its way in tests, by the real actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from berkas.models import Isi
from instrumen.pohon.tipe import Butir
from penilaian.actions.alur import jalankan_langkah
from penilaian.actions.insiden import IsiInsiden, catat_insiden, jawab_insiden
from penilaian.actions.kirim import kirim_lembar
from penilaian.actions.lembar import hitung_ulang
from penilaian.actions.nilai_lapisan import simpan_nilai
from penilaian.actions.putusan_insiden import putus_insiden, usul_putusan
from penilaian.models import AturanPengurangPeriode, Insiden, Jawaban, LampiranInspektorat, Lapisan, Pengajuan
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
        satu.dokumen = lampiran(dunia)
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


def lampiran(dunia: Dunia) -> LampiranInspektorat:
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
        "keputusan": lampiran(dunia),
        "diubah_pada": kini,
        "diubah_oleh": oleh,
        "aktif": aktif,
        "dinyalakan_pada": kini if aktif else None,
        "dinyalakan_oleh": oleh if aktif else None,
        **lain,
    }
    return AturanPengurangPeriode.objects.update_or_create(periode=dunia.periode, defaults=isi)[0]
