"""Replies as the satker and the team read them, and the condition that all of them are decided.

The satker reads the team's values only from the frozen copy of the lock, and the team's decisions only once the LHE is
out (decisions §4: unpublished values reach nobody outside the team).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models.functions import Now

from berkas.queries.tersemat import BerkasTersemat, berkas_tersemat
from instrumen.pohon.tipe import Butir, Instrumen
from penilaian.alur import SESUDAH_LHE
from penilaian.models import (
    AlurLembar,
    BuktiTanggapan,
    ButirPengajuan,
    Jawaban,
    KirimanTanggapan,
    Lapisan,
    LembarKerja,
    Pengajuan,
    Peristiwa,
    Potret,
    StatusTanggapan,
    Tanggapan,
)
from penilaian.queries.alur import keadaan_lembar
from penilaian.queries.butir import jawaban_rinci, jawaban_singkat
from satker.pelaku import Pelaku
from satker.peran import TIM_PENILAI, TIM_SATKER


@dataclass(frozen=True, slots=True)
class BarisTanggapan:
    """One butir: what the satker sent, what the team locked, and the reply. Points as text of the frozen copy.

    `putusan`: '' while the reader may not know it or nothing is decided. `usul` is for the team only.
    """

    butir: Butir
    satker: str
    tim: str
    tim_rinci: tuple[str, ...]
    poin: Decimal
    catatan: str
    tanggapan: Tanggapan | None
    berkas: tuple[BerkasTersemat, ...]
    usul: str
    putusan: str

    @property
    def beda(self) -> bool:
        return self.satker != self.tim


@dataclass(frozen=True, slots=True)
class HalamanTanggapan:
    """`baris`: butir where the team's value differs or a reply stands first; `sama`: the rest."""

    keadaan: str
    potret: Potret | None
    kiriman: KirimanTanggapan | None
    tenggat: dt.datetime | None
    lewat: bool
    baris: tuple[BarisTanggapan, ...]
    sama: tuple[BarisTanggapan, ...]
    jumlah: int
    sidik: int
    tim: bool

    @property
    def terbuka(self) -> bool:
        """The satker can still write or send."""
        return self.keadaan == "tanggapan" and self.kiriman is None and not self.lewat


def halaman_tanggapan(pelaku: Pelaku, lembar: LembarKerja, instrumen: Instrumen) -> HalamanTanggapan:
    """Constant number of SQL statements. Drafts are for the satker's own people only."""
    alur = keadaan_lembar(lembar)
    potret = potret_kunci(lembar)
    tim = pelaku.peran in TIM_PENILAI
    semua = tanggapan_terlihat(pelaku, lembar)
    berkas = _berkas(pelaku, lembar, semua)
    buka = tim or alur.keadaan in SESUDAH_LHE
    baris = _baris(instrumen, potret, _mandiri(lembar), semua, berkas, tim=tim, buka=buka) if potret else ()
    lewat = alur.tenggat is not None and not AlurLembar.objects.filter(pk=alur.pk, tenggat__gt=Now()).exists()
    return HalamanTanggapan(
        keadaan=alur.keadaan,
        potret=potret,
        kiriman=KirimanTanggapan.objects.filter(lembar=lembar).select_related("oleh").first(),
        tenggat=alur.tenggat if alur.keadaan == "tanggapan" else None,
        lewat=lewat,
        baris=tuple(b for b in baris if b.tanggapan or b.beda),
        sama=tuple(b for b in baris if not b.tanggapan and not b.beda),
        jumlah=len(semua),
        sidik=sum(t.versi for t in semua.values() if t.status == StatusTanggapan.DRAF),
        tim=tim,
    )


def potret_kunci(lembar: LembarKerja) -> Potret | None:
    """The locked values of the team, as everybody outside it reads them."""
    daftar = Potret.objects.filter(lembar=lembar, lapisan=Lapisan.TPI, peristiwa=Peristiwa.KUNCI)
    return daftar.order_by("-nomor").first()


def tanggapan_terlihat(pelaku: Pelaku, lembar: LembarKerja) -> dict[str, Tanggapan]:
    """Canonical code → reply; drafts only for the satker's own people."""
    daftar = Tanggapan.objects.filter(lembar=lembar).select_related("oleh", "usul_oleh", "putus_oleh")
    if not (pelaku.peran in TIM_SATKER and pelaku.unit.pk == lembar.satker_id):
        daftar = daftar.exclude(status=StatusTanggapan.DRAF)
    return {t.kode_butir: t for t in daftar}


def _berkas(
    pelaku: Pelaku, lembar: LembarKerja, semua: Mapping[str, Tanggapan]
) -> dict[str, tuple[BerkasTersemat, ...]]:
    baris = BuktiTanggapan.objects.filter(tanggapan__in=[t.pk for t in semua.values()])
    pasangan = list(baris.values_list("tanggapan__kode_butir", "versi_id"))
    versi = berkas_tersemat(pelaku, lembar.satker, [v for _, v in pasangan])
    hasil: dict[str, tuple[BerkasTersemat, ...]] = {}
    for kode, v in pasangan:
        if v in versi:
            hasil[kode] = (*hasil.get(kode, ()), versi[v])
    return hasil


def _mandiri(lembar: LembarKerja) -> Mapping[str, Any]:
    """What the team read: the newest sending, repaired butir included."""
    terakhir = Pengajuan.objects.filter(lembar=lembar).order_by("-nomor").values("pk")[:1]
    return dict(ButirPengajuan.objects.filter(pengajuan__in=terakhir).values_list("kode_butir", "isi"))


def _baris(
    instrumen: Instrumen,
    potret: Potret,
    mandiri: Mapping[str, Any],
    semua: Mapping[str, Tanggapan],
    berkas: Mapping[str, tuple[BerkasTersemat, ...]],
    *,
    tim: bool,
    buka: bool,
) -> tuple[BarisTanggapan, ...]:
    hasil = []
    for b in instrumen.butir.values():
        nilai, t = potret.jawaban.get(b.kode, {}), semua.get(b.kode)
        isi = nilai.get("isi")
        hasil.append(
            BarisTanggapan(
                butir=b,
                satker=jawaban_singkat(b, mandiri.get(b.kode)),
                tim=jawaban_singkat(b, isi),
                tim_rinci=jawaban_rinci(b, isi),
                poin=Decimal(potret.pohon["butir"].get(b.kode, "0")),
                catatan=nilai.get("catatan", ""),
                tanggapan=t,
                berkas=berkas.get(b.kode, ()),
                usul=_usul(b, t) if tim and t else "",
                putusan=t.status if t and buka and t.status in _DIPUTUS else "",
            )
        )
    return tuple(hasil)


_DIPUTUS = frozenset({StatusTanggapan.DITERIMA, StatusTanggapan.DITOLAK})


def _usul(butir: Butir, tanggapan: Tanggapan) -> str:
    """What the ketua proposes, in words for the dalnis."""
    if tanggapan.usul_oleh_id is None:
        return ""
    if tanggapan.usul_isi is None:
        return "Nilai tetap"
    return f"Nilai menjadi {jawaban_singkat(butir, tanggapan.usul_isi)}"


def nilai_tim(lembar: LembarKerja, kode_butir: str) -> Jawaban | None:
    """The agreed answer as it stands; for the team's own pages."""
    return Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.TPI, kode_butir=kode_butir).first()
