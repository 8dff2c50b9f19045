"""Whether the conditions of a step are met now, and what a role can do next with a sheet.

Every condition of penilaian.alur.SYARAT has one function in PERIKSA; one that has none is not met, so a step nobody can
prove stays closed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Subquery
from django.db.models.functions import Now

from instrumen.queries import instrumen_untuk
from penilaian.alur import AWAL, INTERN, KEADAAN, LANGKAH, Langkah, halangan, kata_halangan, untuk_peran
from penilaian.models import (
    AlurLembar,
    AturanEvaluasi,
    ButirPengajuan,
    Jawaban,
    LangkahAlur,
    Lapisan,
    LembarKerja,
    Pengajuan,
    StatusButir,
)
from penilaian.queries.nilai import nilai_lembar
from penilaian.queries.pengurang import kalimat_belum
from penilaian.queries.surat import ada_surat
from penilaian.queries.syarat_tanggapan import tanggapan_selesai
from penilaian.queries.syarat_usulan import SYARAT_USULAN
from penilaian.queries.tim import tim_lembar
from penilaian.skor.jawaban import nilai_butir
from satker.models import Periode
from satker.pelaku import Pelaku
from satker.peran import TIM_PENILAI
from satker.queries.garis import di_garis
from satker.queries.waktu import keadaan_jendela


@dataclass(frozen=True, slots=True)
class Konteks:
    """What a condition may look at."""

    pelaku: Pelaku
    lembar: LembarKerja
    alur: AlurLembar
    aturan: AturanEvaluasi


@dataclass(frozen=True, slots=True)
class LangkahMungkin:
    """One step of a role from the present state; `halangan` says in words what is still missing (empty: possible)."""

    langkah: Langkah
    halangan: tuple[str, ...]

    @property
    def boleh(self) -> bool:
        return not self.halangan


def aturan_evaluasi(periode: Periode) -> AturanEvaluasi:
    """The rules of a year; the defaults (unsaved) when the inspectorate set none."""
    return AturanEvaluasi.objects.filter(periode=periode).first() or AturanEvaluasi(periode=periode)


def keadaan_lembar(lembar: LembarKerja) -> AlurLembar:
    """The state of a sheet; an unsaved first state when nothing has happened yet."""
    ada = AlurLembar.objects.filter(lembar=lembar).first()
    return ada or AlurLembar(lembar=lembar, satker_id=lembar.satker_id, keadaan=AWAL, sejak=lembar.dibuat_pada)


def keadaan_termuat(lembar: LembarKerja) -> AlurLembar | None:
    """The state if it was read together with the sheet (select_related "alur"), else None. No statement."""
    if "alur" not in lembar._state.fields_cache:
        return None
    ada: AlurLembar | None = lembar._state.fields_cache["alur"]
    return ada or AlurLembar(lembar=lembar, satker_id=lembar.satker_id, keadaan=AWAL, sejak=lembar.dibuat_pada)


def pengajuan_terakhir(lembar: LembarKerja) -> Pengajuan | None:
    """What evaluators see."""
    return Pengajuan.objects.filter(lembar=lembar).order_by("-nomor").first()


def ke_sekarang(lembar: LembarKerja, kode_butir: str) -> int | None:
    """Which sending of a butir counts now; None when nothing was sent. One statement."""
    terakhir = Pengajuan.objects.filter(satker=lembar.satker_id, lembar=lembar).order_by("-nomor").values("pk")[:1]
    baris = ButirPengajuan.objects.filter(satker=lembar.satker_id, pengajuan=Subquery(terakhir), kode_butir=kode_butir)
    return baris.order_by().values_list("ke", flat=True).first()


def fakta_langkah(pelaku: Pelaku, lembar: LembarKerja, alur: AlurLembar, langkah: Langkah) -> Mapping[str, bool]:
    """The window and the conditions of one step, and nothing else."""
    konteks = Konteks(pelaku, lembar, alur, aturan_evaluasi(lembar.periode))
    fakta = {kode: PERIKSA[kode](konteks) for kode in langkah.syarat + langkah.salah_satu if kode in PERIKSA}
    if langkah.jendela:
        tahap, peran = langkah.jendela
        jendela = keadaan_jendela(satker=lembar.satker, periode=lembar.periode, tahap=tahap, peran=peran)
        fakta["jendela"] = jendela.terbuka
    return fakta


def kata_langkah(lembar: LembarKerja, langkah: Langkah) -> Mapping[str, str]:
    """Sentences about conditions of a step that depend on the sheet: the clause and decree of a pengurang."""
    if "tanpa_pengurang_belum" not in langkah.syarat:
        return {}
    return {"tanpa_pengurang_belum": kalimat_belum(lembar)}


def langkah_mungkin(pelaku: Pelaku, lembar: LembarKerja) -> tuple[LangkahMungkin, ...]:
    """The steps of the active role from here, each with what still stands in its way."""
    alur = keadaan_lembar(lembar)
    return tuple(
        LangkahMungkin(langkah, _kata(lembar, langkah, fakta_langkah(pelaku, lembar, alur, langkah)))
        for langkah in untuk_peran(alur.keadaan, pelaku.peran)
    )


def _kata(lembar: LembarKerja, langkah: Langkah, fakta: Mapping[str, bool]) -> tuple[str, ...]:
    kurang = halangan(langkah, fakta)
    kata = kata_langkah(lembar, langkah) if kurang else {}
    return tuple(kata_halangan(kode, kata) for kode in kurang)


def nama_keadaan(kode: str) -> str:
    return KEADAAN[kode]


# --- Conditions ----------------------------------------------------------------------------------------------------


def lapisan_lengkap(lembar: LembarKerja, lapisan: str) -> bool:
    """Whether every butir of the instrument has a complete answer in the layer. Two statements at most."""
    butir = instrumen_untuk(lembar.periode.instrumen).butir
    isi = dict(
        Jawaban.objects.filter(lembar=lembar, lapisan=lapisan, isi__isnull=False).values_list("kode_butir", "isi")
    )
    return all(kode in isi and nilai_butir(b, isi[kode]).terisi for kode, b in butir.items())


def _lengkap(k: Konteks) -> bool:
    return lapisan_lengkap(k.lembar, Lapisan.SATKER)


def _bukan_unit_sendiri(k: Konteks) -> bool:
    return k.pelaku.penugasan is not None and k.pelaku.unit.pk != k.lembar.satker_id


def _tim_siap(k: Konteks) -> bool:
    """A ketua and a dalnis have the right today, everybody signed, and nobody has a conflict of interest."""
    return not tim_lembar(k.lembar).kurang


def _ada_dikembalikan(k: Konteks) -> bool:
    pengajuan = pengajuan_terakhir(k.lembar)
    return ButirPengajuan.objects.filter(pengajuan=pengajuan, status=StatusButir.PERLU_PERBAIKAN).exists()


def _dalam_tenggat(k: Konteks) -> bool:
    return AlurLembar.objects.filter(pk=k.alur.pk, tenggat__gt=Now()).exists()


def _tenggat_lewat(k: Konteks) -> bool:
    return AlurLembar.objects.filter(pk=k.alur.pk, tenggat__lte=Now()).exists()


def _gerbang_terpenuhi(k: Konteks) -> bool:
    """All gates of the target on the agreed layer of the team, exactly (decisions §1)."""
    instrumen = instrumen_untuk(k.lembar.periode.instrumen)
    jawaban = {j.kode_butir: j for j in Jawaban.objects.filter(lembar=k.lembar, lapisan=Lapisan.TPI)}
    return nilai_lembar(k.lembar, instrumen, jawaban).predikat[k.lembar.target].terpenuhi


PERIKSA: dict[str, Callable[[Konteks], bool]] = {
    "lengkap": _lengkap,
    "pakai_pendahuluan": lambda k: k.aturan.pakai_pendahuluan,
    "tanpa_pendahuluan": lambda k: not k.aturan.pakai_pendahuluan,
    "bukan_unit_sendiri": _bukan_unit_sendiri,
    "garis_pendahuluan": lambda k: di_garis(k.pelaku, k.lembar.satker, k.lembar.periode),
    "surat_pendahuluan": lambda k: not k.aturan.pakai_pendahuluan or ada_surat(k.lembar, pengajuan_terakhir(k.lembar)),
    "pendahuluan_lengkap": lambda k: lapisan_lengkap(k.lembar, Lapisan.PENDAHULUAN),
    "tim_siap": _tim_siap,
    "cek_pradesk": lambda k: k.aturan.cek_pradesk,
    "ada_dikembalikan": _ada_dikembalikan,
    "tpi_lengkap": lambda k: lapisan_lengkap(k.lembar, Lapisan.TPI),
    "tanggapan_selesai": tanggapan_selesai,
    "dalam_tenggat": _dalam_tenggat,
    "tenggat_lewat": _tenggat_lewat,
    "gerbang_terpenuhi": _gerbang_terpenuhi,
    "gerbang_belum": lambda k: not _gerbang_terpenuhi(k),
    **SYARAT_USULAN,
    "tanpa_pengurang_belum": lambda k: not kalimat_belum(k.lembar),
    "pengurang_belum": lambda k: bool(kalimat_belum(k.lembar)),
}


# --- The page of the way -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BarisLangkah:
    """One step that was taken, as the reader may see it (`alasan` of the team's own steps only for the team)."""

    nama: str
    ke: str
    oleh: str
    peran: str
    pada: dt.datetime
    alasan: str


@dataclass(frozen=True, slots=True)
class HalamanAlur:
    """Where the sheet is, how it came there, and what the reader's role can do next."""

    alur: AlurLembar
    keadaan: str
    riwayat: tuple[BarisLangkah, ...]
    mungkin: tuple[LangkahMungkin, ...]


def susun_halaman_alur(pelaku: Pelaku, lembar: LembarKerja) -> HalamanAlur:
    """Newest step first."""
    alur = keadaan_lembar(lembar)
    tim = pelaku.peran in TIM_PENILAI
    riwayat = tuple(
        BarisLangkah(
            nama=LANGKAH[b.kode].nama,
            ke=KEADAAN[b.ke],
            oleh=b.oleh.nama,
            peran=b.peran,
            pada=b.pada,
            alasan=b.alasan if tim or b.kode not in INTERN else "",
        )
        for b in LangkahAlur.objects.filter(lembar=lembar).select_related("oleh").order_by("-nomor")
    )
    return HalamanAlur(alur, KEADAAN[alur.keadaan], riwayat, langkah_mungkin(pelaku, lembar))
