"""Taking a sheet along its way in tests, by the real actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from instrumen.pohon.tipe import Butir
from penilaian.actions.alur import jalankan_langkah
from penilaian.actions.kirim import kirim_lembar
from penilaian.actions.lembar import hitung_ulang
from penilaian.actions.nilai_lapisan import simpan_nilai
from penilaian.actions.potret import ambil_potret
from penilaian.actions.sesi import jadwalkan_sesi, mulai_sesi
from penilaian.actions.wawancara import jawab_tanya, tanyakan
from penilaian.models import (
    AturanEvaluasi,
    Jawaban,
    Lapisan,
    Pengajuan,
    Peristiwa,
    Potret,
    SesiDesk,
    TanyaJawab,
)
from penilaian.queries.alur import keadaan_lembar, pengajuan_terakhir
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
