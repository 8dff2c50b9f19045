"""Pages of desk sessions: the list by day, the board of a team, one session with its clocks."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from penilaian.acara_baku import BERLANGSUNG, DIBATALKAN, DIJADWALKAN, KEADAAN_SESI, LEMBAR_JADWAL, SELESAI
from penilaian.alur import AWAL
from penilaian.lapisan import LAPISAN
from penilaian.models import (
    AcaraSesi,
    AlurLembar,
    DilihatSesi,
    JamAcara,
    KehadiranSesi,
    Lapisan,
    LembarKerja,
    PesertaSesi,
    RuangSesi,
    SesiDesk,
)
from penilaian.queries.agenda import Agenda, ringkas_agenda
from penilaian.queries.alur import nama_keadaan
from penilaian.queries.jam import hitung, kata_lama, waktu_basis
from penilaian.sesi_waktu import BELUM, BERJALAN, JamSesi
from penilaian.sesi_waktu import SELESAI as TAMAT
from satker.models import Periode, Satker
from satker.pelaku import Pelaku
from satker.queries.waktu import KeadaanJendela, jendela_unit

_URUT = {BERLANGSUNG: 0, DIJADWALKAN: 1, "": 2, SELESAI: 3, DIBATALKAN: 4}


@dataclass(frozen=True, slots=True)
class JamTampil:
    """A clock as the page shows it. `detik`: seconds left, below zero when over; the script counts it down."""

    acara: AcaraSesi
    keadaan: str
    detik: int
    terpakai: str

    @property
    def kata(self) -> str:
        return kata_lama(dt.timedelta(seconds=abs(self.detik)))

    @property
    def lewat(self) -> bool:
        return self.detik < 0

    @property
    def berjalan(self) -> bool:
        return self.keadaan == BERJALAN


@dataclass(frozen=True, slots=True)
class BarisAcara:
    """One part: its planned start, its clock, and when it really began and ended."""

    acara: AcaraSesi
    rencana: dt.datetime
    jam: JamTampil
    mulai: dt.datetime | None
    selesai: dt.datetime | None


@dataclass(frozen=True, slots=True)
class HalamanSesi:
    """One session. `sekarang`: clocks that run; `berikut`: the next part of each room that has one."""

    sesi: SesiDesk
    ruang: tuple[RuangSesi, ...]
    acara: tuple[BarisAcara, ...]
    peserta: tuple[PesertaSesi, ...]
    perkiraan: dt.datetime | None
    kini: dt.datetime
    berubah: bool

    @property
    def chip(self) -> tuple[str, str, str]:
        return KEADAAN_SESI[self.sesi.keadaan]

    @property
    def sekarang(self) -> tuple[JamTampil, ...]:
        return tuple(b.jam for b in self.acara if b.jam.berjalan)

    @property
    def berikut(self) -> BarisAcara | None:
        """The first part nobody has started."""
        return next((b for b in self.acara if b.jam.keadaan == BELUM), None)


def sesi_terlihat(pelaku: Pelaku, lembar: LembarKerja) -> list[SesiDesk]:
    """All sessions of a sheet, newest first."""
    return list(SesiDesk.objects.filter(lembar=lembar).order_by("-mulai"))


def halaman_sesi(pelaku: Pelaku | None, sesi: SesiDesk) -> HalamanSesi:
    """Seven statements, whatever the length of the rundown. `pelaku` None: nobody in particular reads."""
    acara = list(AcaraSesi.objects.filter(sesi=sesi).select_related("ruang", "berkas").order_by("urutan", "pk"))
    jam = list(JamAcara.objects.filter(sesi=sesi).order_by("nomor"))
    kini = waktu_basis()
    hasil = hitung(acara, jam, kini)
    dibaca = DilihatSesi.objects.filter(sesi=sesi, user=pelaku.user if pelaku else None)
    dilihat = dibaca.values_list("urutan", flat=True).first()
    hadir = Prefetch("kehadiran", KehadiranSesi.objects.select_related("oleh"))
    peserta = PesertaSesi.objects.filter(sesi=sesi).select_related("ruang").prefetch_related(hadir)
    return HalamanSesi(
        sesi,
        tuple(RuangSesi.objects.filter(sesi=sesi).order_by("nomor")),
        _baris(sesi, acara, jam, hasil),
        tuple(sorted(peserta, key=lambda p: (("tim", "satker", "tamu").index(p.pihak), p.nama))),
        hasil.perkiraan_selesai if sesi.keadaan == BERLANGSUNG else None,
        kini,
        berubah(sesi, dilihat),
    )


def berubah(sesi: SesiDesk, dilihat: int | None) -> bool:
    """Whether the schedule changed after this person said to have read it (never read: after it was made)."""
    return sesi.keadaan in {DIJADWALKAN, DIBATALKAN, BERLANGSUNG} and sesi.urutan > (dilihat or 0)


def rencana_acara(mulai: dt.datetime, acara: Sequence[AcaraSesi]) -> list[dt.datetime]:
    """Planned start of every part. An interview follows the last common part and its own room; a common part waits
    for everything before it.
    """
    akhir: dict[object, dt.datetime] = {}
    bersama, hasil = mulai, []
    for a in acara:
        awal = max(bersama, akhir.get(a.ruang_id, mulai)) if a.jenis == "wawancara" else max([mulai, *akhir.values()])
        akhir[a.ruang_id] = awal + dt.timedelta(minutes=a.menit)
        if a.jenis != "wawancara":
            bersama = akhir[a.ruang_id]
        hasil.append(awal)
    return hasil


def _baris(
    sesi: SesiDesk, acara: Sequence[AcaraSesi], jam: Sequence[JamAcara], hasil: JamSesi
) -> tuple[BarisAcara, ...]:
    tampil = {j.acara.kode: j for r in hasil.ruang for j in r.acara}
    baris = []
    for a, rencana in zip(acara, rencana_acara(sesi.mulai, acara), strict=True):
        j = tampil[str(a.pk)]
        tekan = [k for k in jam if k.acara_id == a.pk]
        detik = -int(j.waktu.lewat.total_seconds()) or int(j.waktu.sisa.total_seconds())
        akhir = next((k.pada for k in reversed(tekan)), None) if j.keadaan == TAMAT else None
        awal = next((k.pada for k in tekan if k.jenis == "mulai"), None)
        baris.append(BarisAcara(a, rencana, JamTampil(a, j.keadaan, detik, kata_lama(j.waktu.terpakai)), awal, akhir))
    return tuple(baris)


# --- The list and the board ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BarisPapan:
    """One unit on the board; `sesi` None: nothing planned. `agenda` only for the team."""

    satker: Satker
    sesi: SesiDesk | None
    sekarang: tuple[JamTampil, ...] = ()
    agenda: Agenda | None = None
    keadaan: str = AWAL
    berubah: bool = False
    jendela: KeadaanJendela | None = None

    @property
    def keadaan_lembar(self) -> str:
        return nama_keadaan(self.keadaan)

    @property
    def boleh_jadwal(self) -> bool:
        return self.keadaan in LEMBAR_JADWAL

    @property
    def chip(self) -> tuple[str, str, str]:
        return KEADAAN_SESI[self.sesi.keadaan] if self.sesi else ("Belum dijadwalkan", "circle-dashed", "netral")


@dataclass(frozen=True, slots=True)
class HariDesk:
    """The sessions of one day in their order; `hari` in the zone of each unit."""

    hari: dt.date
    baris: tuple[BarisPapan, ...]


def _sesi_tahun(pelaku: Pelaku, tahun: int) -> list[SesiDesk]:
    """Sessions of a year the actor may see, with rundown, presses and the actor's own mark. Four statements."""
    dilihat = Prefetch("dilihat", DilihatSesi.objects.filter(user=pelaku.user))
    acara = Prefetch("acara", AcaraSesi.objects.select_related("ruang").order_by("urutan", "pk"))
    baris = SesiDesk.objects.terlihat_oleh(pelaku).filter(lembar__periode__tahun=tahun)
    baris = baris.select_related("lembar__satker", "lembar__periode")
    return list(baris.prefetch_related(acara, Prefetch("jam", JamAcara.objects.order_by("nomor")), dilihat))


def _papan(sesi: SesiDesk, kini: dt.datetime, agenda: Agenda | None = None, keadaan: str = AWAL) -> BarisPapan:
    acara, jam = list(sesi.acara.all()), list(sesi.jam.all())
    baris = _baris(sesi, acara, jam, hitung(acara, jam, kini)) if sesi.keadaan == BERLANGSUNG else ()
    dilihat = next((d.urutan for d in sesi.dilihat.all()), None)
    sekarang = tuple(b.jam for b in baris if b.jam.berjalan)
    return BarisPapan(sesi.lembar.satker, sesi, sekarang, agenda, keadaan, berubah(sesi, dilihat))


def daftar_sesi(pelaku: Pelaku, tahun: int) -> tuple[HariDesk, ...]:
    """Sessions by day, for everybody who may see the unit. Five statements."""
    kini = waktu_basis()
    hari: dict[dt.date, list[BarisPapan]] = {}
    for sesi in sorted(_sesi_tahun(pelaku, tahun), key=lambda s: (s.mulai, s.lembar.satker.kode)):
        tanggal = sesi.mulai.astimezone(ZoneInfo(sesi.lembar.satker.zona)).date()
        hari.setdefault(tanggal, []).append(_papan(sesi, kini))
    return tuple(HariDesk(h, tuple(b)) for h, b in sorted(hari.items()))


def papan_tim(pelaku: Pelaku, tahun: int) -> tuple[BarisPapan, ...]:
    """Every unit of the team in the year with its last session that was not called off, running ones first."""
    lembar = LembarKerja.objects.terlihat_oleh(pelaku).filter(periode__tahun=tahun)
    semua = list(lembar.select_related("satker", "periode").order_by("satker__kode"))
    keadaan = dict(AlurLembar.objects.filter(lembar__in=semua).values_list("lembar_id", "keadaan"))
    agenda, kini = ringkas_agenda(pelaku, semua), waktu_basis()
    terakhir: dict[object, SesiDesk] = {}
    for sesi in sorted(_sesi_tahun(pelaku, tahun), key=lambda s: (s.keadaan != DIBATALKAN, s.mulai)):
        terakhir[sesi.lembar_id] = sesi
    jendela = _jendela(pelaku, semua)
    baris = []
    for satu in semua:
        kode = keadaan.get(satu.pk, AWAL)
        if desk := terakhir.get(satu.pk):
            papan = _papan(desk, kini, agenda[satu.pk], kode)
        else:
            papan = BarisPapan(satu.satker, None, (), agenda[satu.pk], kode)
        dinilai = kode in LAPISAN[Lapisan.TPI].keadaan
        baris.append(replace(papan, jendela=jendela.get(satu.satker_id) if dinilai else None))
    return tuple(sorted(baris, key=_letak))


def _jendela(pelaku: Pelaku, lembar: Sequence[LembarKerja]) -> Mapping[uuid.UUID, KeadaanJendela]:
    """The actor's window of evaluation at each unit; a team works for one instansi, so there is one year."""
    if not lembar:
        return {}
    unit = [s.satker_id for s in lembar]
    return jendela_unit(unit, periode=lembar[0].periode, tahap=LAPISAN[Lapisan.TPI].tahap, peran=pelaku.peran)


def _letak(b: BarisPapan) -> tuple[int, dt.datetime, str]:
    jauh = dt.datetime.max.replace(tzinfo=dt.UTC)
    return _URUT[b.sesi.keadaan if b.sesi else ""], b.sesi.mulai if b.sesi else jauh, b.satker.kode


def periode_tahun(pelaku: Pelaku, tahun: int) -> Periode | None:
    return Periode.objects.filter(instansi_id=pelaku.unit.instansi_id, tahun=tahun).first()


def tempat_kata(sesi: SesiDesk) -> str:
    """Where, in words: the place, else that it is a virtual meeting."""
    return sesi.tempat or "Rapat virtual"
