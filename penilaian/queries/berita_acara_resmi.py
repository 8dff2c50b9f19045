"""What the berita acara of a desk says on paper: the facts of the session with the values of the team.

Before the lock the values are the team's own, so the paper is a draft that only the team reads; what is issued carries
the values of the first lock after the desk and nothing later (ADR 0029).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from berkas.models import DokumenTerbit
from instrumen.queries import instrumen_untuk
from penilaian.acara_baku import SELESAI
from penilaian.models import Lapisan, LembarKerja, Peristiwa, Potret, RingkasanLembar, SesiDesk
from penilaian.queries.berita_acara import BahanBeritaAcara, GerbangBA, NilaiBA, bahan_berita_acara
from penilaian.queries.lhe import OrangTim, baca_lapisan, tim_pada
from penilaian.queries.lhe_butir import BedaButir, SumberLapisan, susun_beda
from penilaian.skor.hitung import ke_desimal

BELUM_SELESAI = "Berita acara disusun sesudah sesi ditutup."
BELUM_KUNCI = (
    "Berita acara terbit sesudah nilai tim dikunci. Sampai saat itu nilainya hanya dibaca tim, jadi ini tetap draf."
)
DRAF_LAMA = "Draf ini belum memuat nilai yang dikunci. Susun lagi drafnya, lalu terbitkan."


@dataclass(frozen=True, slots=True)
class IsiBeritaAcara:
    """`potret`: the copy the values come from, of `pada`; '' = not locked yet, then `pada` is the last save (None: no
    score at all). `beda` compares with the satker's own answers, from the lock on.
    """

    bahan: BahanBeritaAcara
    sesi: str
    potret: str
    pada: dt.datetime | None
    lapisan: tuple[SumberLapisan, ...]
    beda: tuple[BedaButir, ...]
    tim: tuple[OrangTim, ...]


def potret_desk(lembar: LembarKerja) -> Potret | None:
    """The newest copy of the team's lock; None while the evaluation runs."""
    return (
        Potret.objects.filter(lembar=lembar, lapisan=Lapisan.TPI, peristiwa=Peristiwa.KUNCI).order_by("-pada").first()
    )


def halangan_susun(sesi: SesiDesk) -> str:
    """Why no draft can be made of this session; '' = it can."""
    return "" if sesi.keadaan == SELESAI else BELUM_SELESAI


def halangan_terbit(dokumen: DokumenTerbit) -> str:
    """Why this draft cannot be issued: the values must be those of the lock."""
    isi = dokumen.data["isi"]
    sesi = SesiDesk.objects.filter(satker=dokumen.satker_id, pk=isi["sesi"]).select_related("lembar").first()
    if sesi is None or halangan_susun(sesi):
        return BELUM_SELESAI
    potret = potret_desk(sesi.lembar)
    if potret is None:
        return BELUM_KUNCI
    return "" if isi["potret"] == str(potret.pk) else DRAF_LAMA


def isi_berita_acara(sesi: SesiDesk) -> IsiBeritaAcara:
    """A constant number of statements. Without a lock the running values of the team are in it, marked as a draft."""
    bahan, potret = bahan_berita_acara(sesi), potret_desk(sesi.lembar)
    hari = (sesi.ditutup_pada or sesi.selesai).date()
    tim = tim_pada(sesi.lembar.satker, hari)
    if potret is None:
        kini = RingkasanLembar.objects.filter(lembar=sesi.lembar, lapisan=Lapisan.TPI).first()
        return IsiBeritaAcara(bahan, str(sesi.pk), "", kini.berubah_pada if kini else None, (), (), tim)
    instrumen = instrumen_untuk(sesi.lembar.periode.instrumen)
    lapisan, hasil = baca_lapisan(potret, instrumen)
    tpi = hasil[Lapisan.TPI]
    simpul = ((s, tpi.simpul[s.kode]) for s in (*instrumen.area, *instrumen.area_hasil))
    bahan = replace(
        bahan,
        lengkap=tpi.terisi == tpi.jumlah,
        total=ke_desimal(tpi.total),
        area=tuple(
            NilaiBA(s.kode, s.nama, ke_desimal(h.bobot), ke_desimal(h.nilai), ke_desimal(h.persen), h.terisi, h.jumlah)
            for s, h in simpul
        ),
        gerbang=tuple(
            GerbangBA(g.kode, g.nama, ke_desimal(g.nilai), ke_desimal(g.minimum), ke_desimal(g.persen), g.terpenuhi)
            for g in tpi.predikat[sesi.lembar.target].gerbang
        ),
    )
    return IsiBeritaAcara(
        bahan=bahan,
        sesi=str(sesi.pk),
        potret=str(potret.pk),
        pada=potret.pada,
        lapisan=tuple(p.sumber for p in lapisan),
        beda=susun_beda(instrumen, lapisan, hasil, banyak=None),
        tim=tim,
    )
