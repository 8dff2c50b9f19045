"""What the cover letter of the penilaian pendahuluan to the evaluator team says: the frozen layer and the decision."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from zoneinfo import ZoneInfo

from berkas.models import DokumenTerbit
from instrumen.pohon.tipe import AKAR
from instrumen.queries import instrumen_untuk
from penilaian.models import LangkahAlur, Lapisan, LembarKerja, Peristiwa, Potret
from penilaian.queries.lhe import GerbangLHE, susun_gerbang
from penilaian.queries.nilai import wbk_sejak
from penilaian.skor.hitung import hitung
from satker.models import Penugasan, SetelanInstansi
from satker.peran import Peran

BELUM_PUTUS = "Surat pengantar disusun sesudah penilaian pendahuluan diputuskan."
DRAF_LAMA = "Draf ini tentang penilaian yang lebih lama. Susun lagi drafnya, lalu terbitkan."
LAYAK = "nyatakan_layak"


@dataclass(frozen=True, slots=True)
class AreaSurat:
    """Points of one area or of the total; the minimum where the target has a gate on it."""

    kode: str
    nama: str
    bobot: Fraction
    nilai: Fraction
    persen: Fraction
    minimum: Fraction | None
    keadaan: str


@dataclass(frozen=True, slots=True)
class BahanSurat:
    """`layak` and `alasan` are the decision as it was taken, never computed. `penanda` = (role, name, NIP)."""

    potret: str
    pada: dt.datetime
    layak: bool
    alasan: str
    satker: str
    kode_satker: str
    pengirim: str
    tujuan: str
    tahun: int
    target: str
    zona: str
    dikirim: dt.date | None
    instrumen: str
    hash_instrumen: str
    mesin: str
    total: Fraction
    area: tuple[AreaSurat, ...]
    gerbang: tuple[GerbangLHE, ...]
    penanda: tuple[str, str, str]


def potret_pendahuluan(lembar: LembarKerja) -> Potret | None:
    """The newest copy of the pendahuluan; None while it runs."""
    dari = Potret.objects.filter(lembar=lembar, lapisan=Lapisan.PENDAHULUAN, peristiwa=Peristiwa.PENDAHULUAN)
    return dari.select_related("pengajuan", "oleh").order_by("-pada").first()


def halangan_terbit(dokumen: DokumenTerbit) -> str:
    """Why this draft cannot be issued: it must be about the newest decision."""
    lembar = LembarKerja.objects.filter(satker=dokumen.satker_id, periode=dokumen.periode_id).first()
    potret = potret_pendahuluan(lembar) if lembar else None
    if potret is None:
        return BELUM_PUTUS
    return "" if dokumen.data["isi"].get("potret") == str(potret.pk) else DRAF_LAMA


def bahan_surat(potret: Potret) -> BahanSurat:
    """A constant number of statements."""
    lembar = potret.lembar
    satker, periode = lembar.satker, lembar.periode
    zona = ZoneInfo(satker.zona)
    instrumen = instrumen_untuk(periode.instrumen)
    isi = {k: v["isi"] for k, v in potret.jawaban.items() if v["isi"] is not None}
    hasil = hitung(instrumen, isi, wbk_sejak=wbk_sejak(lembar), tahun=periode.tahun)
    syarat = {g.kode: g for g in hasil.predikat[lembar.target].gerbang}
    nama = {s.kode: s.nama for s in (*instrumen.area, *instrumen.area_hasil)} | {AKAR: "Nilai total"}
    putusan = LangkahAlur.objects.filter(lembar=lembar, kode__in=[LAYAK, "nyatakan_belum"]).order_by("-nomor").first()
    setelan = SetelanInstansi.objects.filter(instansi=satker.instansi_id).first() or SetelanInstansi()
    return BahanSurat(
        potret=str(potret.pk),
        pada=potret.pada,
        layak=putusan is not None and putusan.kode == LAYAK,
        alasan=putusan.alasan if putusan else "",
        satker=satker.nama,
        kode_satker=satker.kode,
        pengirim=(satker.induk or satker.instansi).nama,
        tujuan=f"Ketua {setelan.nama_tim} {satker.instansi.nama}",
        tahun=periode.tahun,
        target=lembar.target,
        zona=satker.zona,
        dikirim=potret.pengajuan.disetujui_pada.astimezone(zona).date() if potret.pengajuan else None,
        instrumen=instrumen.kode,
        hash_instrumen=potret.hash_instrumen,
        mesin=potret.mesin,
        total=hasil.total,
        area=tuple(
            AreaSurat(
                kode=kode,
                nama=kata,
                bobot=hasil.simpul[kode].bobot,
                nilai=hasil.simpul[kode].nilai,
                persen=hasil.simpul[kode].persen,
                minimum=syarat[kode].minimum if kode in syarat else None,
                keadaan=syarat[kode].keadaan if kode in syarat else "",
            )
            for kode, kata in nama.items()
        ),
        gerbang=susun_gerbang(instrumen, hasil, lembar.target),
        penanda=_penanda(potret, zona),
    )


def _penanda(potret: Potret, zona: ZoneInfo) -> tuple[str, str, str]:
    """Who decided, by the role held above the unit on that day."""
    hari = potret.pada.astimezone(zona).date()
    tugas = Penugasan.objects.berlaku(hari).filter(user=potret.oleh_id, peran=Peran.PIMPINAN_KANWIL).first()
    sebutan = tugas.label if tugas else Peran.PIMPINAN_KANWIL.label
    return sebutan, potret.oleh.nama, potret.oleh.nip or ""
