"""The inbox as a table: each waiting file with the question it seems to belong to (ux W5)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from berkas.cocok.nama import NamaLalu, siapkan_lalu
from berkas.cocok.saran import Dasar, Saran, sarankan, tebak_triwulan
from berkas.izin import boleh_peran
from berkas.models import UMUR_TITIPAN, Berkas, Bukti, Titipan, Triwulan, VersiBerkas
from berkas.periksa.tipe import TIPE
from berkas.queries.bukti import aturan_ukuran
from common.desimal import format_ukuran
from common.halaman import Halaman, bagi
from common.tanggal import tanggal_dari_nama
from instrumen.pohon.tipe import Butir, Instrumen
from instrumen.queries import instrumen_untuk
from satker.models import Pekerjaan, Periode, Satker
from satker.models.pekerjaan import StatusPekerjaan
from satker.pelaku import Pelaku

PER_HALAMAN = 100
JENIS_ARSIP = "buka_arsip"
INGAT_ARSIP = dt.timedelta(days=1)  # how long the outcome of an archive stands on the page

COCOK, PERIKSA, PILIH, SAMA, LUAR, DIISI = "cocok", "periksa", "pilih", "sama", "luar", "diisi"
# state → (words, icon, tone); what wants a person's hand stands first in the table
RUPA: dict[str, tuple[str, str, str]] = {
    PILIH: ("PILIH", "alert-circle", "danger"),
    PERIKSA: ("periksa", "eye", "warn"),
    SAMA: ("sudah ada", "copy", "netral"),
    LUAR: ("area lain", "lock", "netral"),
    DIISI: ("dipilih", "pencil", "info"),
    COCOK: ("cocok", "check", "ok"),
}
_RINGKAS = {
    COCOK: "cocok",
    DIISI: "dipilih",
    PERIKSA: "perlu diperiksa",
    PILIH: "perlu dipilih",
    SAMA: "sudah ada",
    LUAR: "area lain",
}
_URUT = {keadaan: n for n, keadaan in enumerate(RUPA)}
SIMPAN, TAUTKAN, LEWATI = "simpan", "tautkan", "lewati"


@dataclass(frozen=True, slots=True)
class Isian:
    """What stands in the fields of a row: as suggested, or as a person typed it."""

    kode: str = ""
    tanggal: str = ""
    triwulan: str = ""
    aksi: str = SIMPAN


@dataclass(frozen=True, slots=True)
class BarisTitipan:
    """One waiting file. `lain`: other short codes it can mean; `sama`: where these bytes are already, in words;
    `galat`: why saving this row failed; `hilang`: the day it leaves the inbox.
    """

    id: uuid.UUID
    nama: str
    folder: str
    ukuran: int
    halaman: int | None
    oleh: str
    pada: dt.datetime
    hilang: dt.date
    milik_saya: bool
    keadaan: str
    dasar: str
    lain: tuple[str, ...]
    teks: str
    sama: str
    isian: Isian
    galat: str = ""
    medan_galat: str = ""

    @property
    def rupa(self) -> tuple[str, str, str]:
        return RUPA[self.keadaan]

    @property
    def tersimpan_nanti(self) -> bool:
        """Whether [Simpan] would do something with this row as it stands."""
        return self.keadaan in (COCOK, PERIKSA, DIISI) or (self.keadaan == SAMA and self.isian.aksi == TAUTKAN)


@dataclass(frozen=True, slots=True)
class ArsipTerbaru:
    """An archive of the last day: its job, and what was not taken."""

    id: uuid.UUID
    selesai: bool
    gagal: bool
    pesan: str
    pada: dt.datetime
    ditolak: tuple[tuple[str, str], ...]
    jumlah_ditolak: int


@dataclass(frozen=True, slots=True)
class ZonaKotak:
    """What the drop zone of the inbox says and checks; sizes in bytes."""

    batas: int
    batas_arsip: int
    jenis: str
    aturan: str
    ekstensi: str
    terima: str


@dataclass(frozen=True, slots=True)
class Kotak:
    """The inbox page. `pilihan`: (short code, text) the actor may choose."""

    halaman: Halaman
    baris: tuple[BarisTitipan, ...]
    jumlah_saya: int
    jumlah_semua: int
    hanya_saya: bool
    pilihan: tuple[tuple[str, str], ...]
    triwulan: tuple[tuple[str, str], ...]
    arsip: tuple[ArsipTerbaru, ...]
    zona: ZonaKotak

    @property
    def akan_simpan(self) -> int:
        return sum(b.tersimpan_nanti for b in self.baris)

    @property
    def tebakan(self) -> int:
        return self.jumlah(PERIKSA)

    def jumlah(self, keadaan: str) -> int:
        return sum(b.keadaan == keadaan for b in self.baris)

    @property
    def ringkas(self) -> str:
        """`10 berkas: 7 cocok, 2 perlu dipilih, 1 sudah ada`."""
        bagian = [f"{n} {kata}" for keadaan, kata in _RINGKAS.items() if (n := self.jumlah(keadaan))]
        return f"{len(self.baris)} berkas: {', '.join(bagian)}" if bagian else ""

    @property
    def ada_arsip_berjalan(self) -> bool:
        return any(not a.selesai for a in self.arsip)


def jumlah_titipan(pelaku: Pelaku, satker: Satker, periode: Periode) -> int:
    """Files of the actor that wait in this unit's inbox. One SQL statement."""
    milik = Titipan.objects.terlihat_oleh(pelaku).menunggu().filter(satker=satker, periode=periode, oleh=pelaku.user)
    return milik.count()


def titipan_menunggu(pelaku: Pelaku, satker: Satker, periode: Periode) -> QuerySet[Titipan]:
    """What waits in the inbox of this unit and year, as far as the actor may see it."""
    return Titipan.objects.terlihat_oleh(pelaku).menunggu().filter(satker=satker, periode=periode)


def kotak(pelaku: Pelaku, satker: Satker, periode: Periode, saringan: QueryDict) -> Kotak:
    """The table with suggestions: a constant number of SQL statements. `lingkup=semua` shows colleagues' files too."""
    instrumen = instrumen_untuk(periode.instrumen)
    hanya_saya = saringan.get("lingkup") != "semua"
    semua = titipan_menunggu(pelaku, satker, periode)
    pemilik = list(semua.order_by().values_list("oleh", flat=True))
    dilihat = semua.filter(oleh=pelaku.user) if hanya_saya else semua
    halaman = bagi(
        dilihat.select_related("isi", "oleh").order_by("folder", "nama_kirim", "pk"), saringan, per=PER_HALAMAN
    )
    titipan = list(halaman.isi)
    baris = _susun(pelaku, satker, periode, instrumen, titipan)
    return Kotak(
        halaman=replace(halaman, isi=titipan),
        baris=tuple(sorted(baris, key=lambda b: _URUT[b.keadaan])),
        jumlah_saya=pemilik.count(pelaku.user.pk),
        jumlah_semua=len(pemilik),
        hanya_saya=hanya_saya,
        pilihan=tuple((b.kode_pendek, b.teks) for b in instrumen.butir.values() if boleh_peran(pelaku, satker, b.area)),
        triwulan=tuple(Triwulan.choices),
        arsip=_arsip_terbaru(pelaku, satker, periode),
        zona=zona_kotak(),
    )


def zona_kotak() -> ZonaKotak:
    """No query."""
    return ZonaKotak(
        batas=settings.BATAS_BERKAS,
        batas_arsip=settings.BATAS_ARSIP,
        jenis=", ".join(t.nama for t in TIPE),
        aturan=f"{aturan_ukuran()}; arsip ZIP {format_ukuran(settings.BATAS_ARSIP)}",
        ekstensi=",".join((*(e for t in TIPE for e in t.ekstensi), "zip")),
        terima=",".join((*(f".{e}" for t in TIPE for e in t.ekstensi), ".zip")),
    )


def _susun(
    pelaku: Pelaku, satker: Satker, periode: Periode, instrumen: Instrumen, titipan: list[Titipan]
) -> list[BarisTitipan]:
    lalu = nama_lalu(satker, periode)
    daftar = {b.kode_pendek: b.kode for b in instrumen.butir.values()}
    sama = _sudah_ada(pelaku, satker, periode, instrumen, titipan)
    pertama: dict[uuid.UUID, Titipan] = {}
    hasil = []
    for t in titipan:
        awal = pertama.setdefault(t.isi_id, t)
        kembar = _Sama(f"isi sama dengan {awal.nama_kirim} di kotak ini", frozenset()) if awal is not t else None
        saran = sarankan(t.nama_kirim, t.folder, daftar, lalu)
        hasil.append(_baris(pelaku, satker, periode, instrumen, t, saran, sama.get(t.isi_id) or kembar))
    return hasil


@dataclass(frozen=True, slots=True)
class _Sama:
    """Where the same bytes are: words, and the canonical codes of this year that use them."""

    kata: str
    kode: frozenset[str]


def _baris(
    pelaku: Pelaku,
    satker: Satker,
    periode: Periode,
    instrumen: Instrumen,
    t: Titipan,
    saran: Saran,
    sama: _Sama | None,
) -> BarisTitipan:
    butir = instrumen.butir.get(saran.kode)
    tanggal = tanggal_dari_nama(t.nama_kirim)
    keadaan, aksi = _keadaan(pelaku, satker, saran, butir, sama)
    return BarisTitipan(
        id=t.pk,
        nama=t.nama_kirim,
        folder=t.folder,
        ukuran=t.isi.ukuran,
        halaman=t.jumlah_halaman,
        oleh=t.oleh.nama,
        pada=t.pada,
        hilang=timezone.localdate(t.pada + UMUR_TITIPAN),
        milik_saya=t.oleh_id == pelaku.user.pk,
        keadaan=keadaan,
        dasar="isi sama" if sama else kata_dasar(saran, periode.tahun),
        lain=tuple(
            instrumen.butir[k].kode_pendek
            for k in saran.lain[:3]
            if k in instrumen.butir and boleh_peran(pelaku, satker, instrumen.butir[k].area)
        ),
        teks=butir.teks if butir else "",
        sama=sama.kata if sama else "",
        isian=Isian(
            kode=butir.kode_pendek if butir else "",
            tanggal=f"{tanggal:%d-%m-%Y}" if tanggal else "",
            triwulan=tebak_triwulan(t.nama_kirim, t.folder, tanggal, periode.tahun),
            aksi=aksi,
        ),
    )


def _keadaan(pelaku: Pelaku, satker: Satker, saran: Saran, butir: Butir | None, sama: _Sama | None) -> tuple[str, str]:
    """State of a row and what [Simpan] would do. The same bytes are passed over, unless the name says surely that they
    belong to a question where they are not yet.
    """
    boleh = butir is not None and boleh_peran(pelaku, satker, butir.area)
    if sama:
        tautkan = boleh and saran.pasti and saran.kode not in sama.kode
        return SAMA, TAUTKAN if tautkan else LEWATI
    if butir is None:
        return PILIH, SIMPAN
    if not boleh:
        return LUAR, SIMPAN
    return (COCOK if saran.pasti else PERIKSA), SIMPAN


def kata_dasar(saran: Saran, tahun: int) -> str:
    """Why a question stands in the row, in words."""
    return {
        Dasar.KODE_NAMA: "kode di nama" if saran.pasti else "kode di nama, belum pasti",
        Dasar.KODE_FOLDER: "kode di folder" if saran.pasti else "kode di folder, belum pasti",
        Dasar.MIRIP: f"nama mirip {tahun - 1}",
        Dasar.TIDAK_ADA: "–",
    }[saran.dasar]


def nama_lalu(satker: Satker, periode: Periode) -> tuple[NamaLalu, ...]:
    """Names of the files linked last year, when that year used the same instrument. Two SQL statements at most."""
    lalu = Periode.objects.filter(instansi=periode.instansi_id, tahun=periode.tahun - 1).first()
    if lalu is None or lalu.instrumen != periode.instrumen:
        return ()
    baris = (
        Bukti.objects.aktif()
        .filter(satker=satker, periode=lalu)
        .order_by("kode_butir", "pk")
        .values_list("berkas__judul", "kode_butir")
    )
    return siapkan_lalu((f"{judul}.", kode) for judul, kode in baris)


def _sudah_ada(
    pelaku: Pelaku, satker: Satker, periode: Periode, instrumen: Instrumen, titipan: Iterable[Titipan]
) -> Mapping[uuid.UUID, _Sama]:
    """Isi → the document of the satker that has these bytes already. Two SQL statements."""
    versi = (
        VersiBerkas.objects.filter(satker=satker, isi__in={t.isi_id for t in titipan})
        .filter(berkas__in=Berkas.objects.ada().terlihat_oleh(pelaku))
        .select_related("berkas")
        .order_by("berkas__dibuat_pada", "pk")
    )
    pertama: dict[uuid.UUID, VersiBerkas] = {}
    for v in versi:
        pertama.setdefault(v.isi_id, v)
    pakai: dict[uuid.UUID, list[Bukti]] = {}
    aktif = Bukti.objects.aktif().filter(satker=satker, berkas__in={v.berkas_id for v in pertama.values()})
    for b in aktif.select_related("periode").order_by("-periode__tahun", "kode_butir"):
        pakai.setdefault(b.berkas_id, []).append(b)
    return {isi: _kata_sama(v.berkas, pakai.get(v.berkas_id, []), periode, instrumen) for isi, v in pertama.items()}


def _kata_sama(berkas: Berkas, pakai: list[Bukti], periode: Periode, instrumen: Instrumen) -> _Sama:
    kini = [b.kode_butir for b in pakai if b.periode_id == periode.pk]
    if kini:
        pendek = [b.kode_pendek for b in instrumen.butir.values() if b.kode in kini]
        return _Sama(f"sudah ada di {', '.join(pendek[:5])}", frozenset(kini))
    tahun = next((b.periode.tahun for b in pakai), None)
    tempat = f"sudah dipakai pada {tahun}" if tahun else "sudah ada di data dukung"
    return _Sama(f"{tempat}: {berkas.judul}", frozenset())


def _arsip_terbaru(pelaku: Pelaku, satker: Satker, periode: Periode) -> tuple[ArsipTerbaru, ...]:
    """Archives the actor sent within a day, newest first. One SQL statement."""
    baris = Pekerjaan.objects.filter(
        satker=satker,
        jenis=JENIS_ARSIP,
        pemilik=pelaku.user,
        argumen__periode=str(periode.pk),
        dibuat_pada__gte=timezone.now() - INGAT_ARSIP,
    )
    return tuple(_arsip(p) for p in baris.order_by("-dibuat_pada")[:5])


def _arsip(pekerjaan: Pekerjaan) -> ArsipTerbaru:
    hasil = pekerjaan.hasil if isinstance(pekerjaan.hasil, dict) else {}
    gagal = pekerjaan.status == StatusPekerjaan.GAGAL
    pesan = pekerjaan.alasan if gagal else str(hasil.get("pesan", "")) or pekerjaan.langkah or "Menunggu giliran."
    return ArsipTerbaru(
        id=pekerjaan.pk,
        selesai=gagal or pekerjaan.status == StatusPekerjaan.SELESAI,
        gagal=gagal,
        pesan=pesan,
        pada=pekerjaan.dibuat_pada,
        ditolak=tuple((str(n), str(a)) for n, a in hasil.get("ditolak", [])),
        jumlah_ditolak=int(hasil.get("jumlah_ditolak", 0)),
    )
