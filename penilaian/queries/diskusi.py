"""Threads about a butir: who reads which, what is new for a person, and who can be mentioned."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.db.models.query import QuerySet
from django.utils import timezone

from instrumen.pohon.tipe import Butir, Instrumen
from penilaian.models import BacaUtas, JenisUtas, LembarKerja, Pesan, Sebutan, Utas
from penilaian.queries.ganda import tersembunyi
from satker.models import Penugasan, Periode, Satker, User
from satker.pelaku import Pelaku
from satker.peran import KANWIL, TIM_PENILAI, TIM_SATKER
from satker.queries.garis import di_garis, petugas_garis, satker_di_garis

TERTUTUP = " (tulisan rekan terlihat setelah Anda memberi nilai)"


def jenis_terbaca(pelaku: Pelaku, satker: Satker, periode: Periode) -> tuple[str, ...]:
    """The threads the active role takes part in, of a unit the caller has authorised. At most two statements."""
    if not pelaku.punya("diskusi"):
        return ()
    if pelaku.peran in TIM_SATKER:
        return (JenisUtas.SATKER,) if pelaku.unit.pk == satker.pk else ()
    if pelaku.peran in TIM_PENILAI:
        return (JenisUtas.SATKER, JenisUtas.TPI) if satker.pk in pelaku.unit_penilaian else ()
    return (JenisUtas.SATKER, JenisUtas.KANWIL) if di_garis(pelaku, satker, periode) else ()


def utas_terbaca(pelaku: Pelaku, periode: Periode) -> QuerySet[Utas]:
    """Every thread of a year the active role takes part in."""
    utas = Utas.objects.filter(lembar__periode=periode)
    if not pelaku.punya("diskusi"):
        return utas.none()
    if pelaku.peran in TIM_SATKER:
        return utas.filter(satker=pelaku.unit, jenis=JenisUtas.SATKER)
    if pelaku.peran in TIM_PENILAI:
        return utas.filter(satker__in=pelaku.unit_penilaian, jenis__in=[JenisUtas.SATKER, JenisUtas.TPI])
    if pelaku.peran in KANWIL:
        unit = satker_di_garis(pelaku.unit, periode).values("pk")
        return utas.filter(satker__in=unit, jenis__in=[JenisUtas.SATKER, JenisUtas.KANWIL])
    return utas.none()


def _baru(utas: QuerySet[Utas], pelaku: Pelaku) -> QuerySet[Utas]:
    """Threads with messages the person has not read; writing counts as reading."""
    dibaca = BacaUtas.objects.filter(utas=OuterRef("pk"), user=pelaku.user).values("sampai")[:1]
    sampai = Coalesce(Subquery(dibaca, output_field=IntegerField()), 0)
    return utas.annotate(sampai=sampai).filter(jumlah__gt=F("sampai"))


def utas_baru(pelaku: Pelaku, periode: Periode) -> int:
    """How many threads hold something unread for the person, for the role homes. One statement."""
    return _baru(utas_terbaca(pelaku, periode), pelaku).count()


@dataclass(frozen=True, slots=True)
class PesanTampil:
    nomor: int
    oleh: str
    peran: str
    pada: dt.datetime
    isi: str
    disebut: tuple[str, ...]
    milik_saya: bool
    baru: bool


@dataclass(frozen=True, slots=True)
class UtasTampil:
    """One thread of a butir as a person sees it; without any message it is an empty box to write in."""

    jenis: str
    nama: str
    pesan: tuple[PesanTampil, ...]
    selesai_pada: dt.datetime | None
    selesai_oleh: str
    orang: tuple[tuple[uuid.UUID, str], ...]

    @property
    def baru(self) -> int:
        return sum(1 for p in self.pesan if p.baru)


def diskusi_butir(pelaku: Pelaku, lembar: LembarKerja, kode_butir: str) -> tuple[UtasTampil, ...]:
    """The threads of one butir. At most nine statements, whatever was written."""
    jenis = jenis_terbaca(pelaku, lembar.satker, lembar.periode)
    if not jenis:
        return ()
    utas = {
        u.jenis: u
        for u in Utas.objects.filter(lembar=lembar, kode_butir=kode_butir, jenis__in=jenis).select_related(
            "selesai_oleh"
        )
    }
    semua = list(utas.values())
    sampai = dict(BacaUtas.objects.filter(utas__in=semua, user=pelaku.user).values_list("utas", "sampai"))
    disebut: dict[uuid.UUID, list[str]] = {}
    for kunci, nama in Sebutan.objects.filter(pesan__utas__in=semua).values_list("pesan", "user__nama"):
        disebut.setdefault(kunci, []).append(nama)
    pesan: dict[uuid.UUID, list[PesanTampil]] = {}
    for p in Pesan.objects.filter(utas__in=semua).select_related("oleh"):
        sendiri = p.oleh_id == pelaku.user.pk
        baru = p.nomor > sampai.get(p.utas_id, 0) and not sendiri
        isi = p.isi or "Isi dihapus sesuai retensi."
        pesan.setdefault(p.utas_id, []).append(
            PesanTampil(p.nomor, p.oleh.nama, p.peran, p.pada, isi, tuple(sorted(disebut.get(p.pk, ()))), sendiri, baru)
        )
    orang = orang_terlibat(lembar, jenis)
    tutup = JenisUtas.TPI in utas and kode_butir in tersembunyi(pelaku, lembar)
    if tutup:  # what colleagues say among themselves about a butir the reader still has to score blind
        kunci = utas[JenisUtas.TPI].pk
        pesan[kunci] = [p for p in pesan.get(kunci, ()) if p.milik_saya]
    return tuple(
        UtasTampil(
            jenis=j,
            nama=f"{JenisUtas(j).label}{TERTUTUP if tutup and j == JenisUtas.TPI else ''}",
            pesan=tuple(pesan.get(u.pk, ())) if u else (),
            selesai_pada=u.selesai_pada if u else None,
            selesai_oleh=u.selesai_oleh.nama if u and u.selesai_oleh else "",
            orang=tuple((pk, nama) for pk, nama in orang[j] if pk != pelaku.user.pk),
        )
        for j, u in ((j, utas.get(j)) for j in jenis)
    )


def orang_terlibat(lembar: LembarKerja, jenis: Iterable[str]) -> dict[str, tuple[tuple[uuid.UUID, str], ...]]:
    """People who read each kind of thread, once each, by name with their role. Two or three statements."""
    satker = lembar.satker
    syarat = {
        "satker": Q(unit=satker, peran__in=TIM_SATKER),
        "kanwil": petugas_garis(satker, lembar.periode),
        "tpi": Q(unit=satker, peran__in=TIM_PENILAI),
    }
    baris = (
        Penugasan.objects.berlaku(timezone.localdate())
        .filter(syarat["satker"] | syarat["kanwil"] | syarat["tpi"], user__is_active=True)
        .select_related("user")
        .order_by("user__nama")
    )
    hasil: dict[str, dict[uuid.UUID, str]] = {j: {} for j in jenis}
    for p in baris:
        kelompok = "satker" if p.peran in TIM_SATKER else "kanwil" if p.peran in KANWIL else "tpi"
        for j, isi in hasil.items():
            if j in {JenisUtas.SATKER, kelompok}:
                isi.setdefault(p.user_id, f"{p.user.nama} ({p.label})")
    return {j: tuple(isi.items()) for j, isi in hasil.items()}


@dataclass(frozen=True, slots=True)
class RingkasDiskusi:
    """What a page says before the threads of a butir are opened."""

    jumlah: int
    baru: int


def ringkas_diskusi(pelaku: Pelaku, lembar: LembarKerja, kode_butir: str) -> RingkasDiskusi | None:
    """Messages the actor may read, and those not read yet; None for who takes no part. One statement for a team."""
    jenis = jenis_terbaca(pelaku, lembar.satker, lembar.periode)
    if not jenis:
        return None
    dibaca = BacaUtas.objects.filter(utas=OuterRef("pk"), user=pelaku.user).values("sampai")[:1]
    utas = Utas.objects.filter(satker=lembar.satker_id, lembar=lembar, kode_butir=kode_butir, jenis__in=jenis)
    utas = utas.annotate(sampai=Coalesce(Subquery(dibaca, output_field=IntegerField()), 0))
    baris = list(utas.values_list("jumlah", "sampai"))
    return RingkasDiskusi(sum(n for n, _ in baris), sum(max(0, n - sampai) for n, sampai in baris))


@dataclass(frozen=True, slots=True)
class BarisUtas:
    """One thread in the list of a person."""

    satker: Satker
    butir: Butir
    nama: str
    jumlah: int
    baru: int
    disebut: bool
    terakhir_pada: dt.datetime
    selesai: bool


def daftar_utas(pelaku: Pelaku, periode: Periode, instrumen: Instrumen, batas: int = 100) -> tuple[BarisUtas, ...]:
    """The person's threads, those with something new first, then the newest. Two statements."""
    dibaca = BacaUtas.objects.filter(utas=OuterRef("pk"), user=pelaku.user).values("sampai")[:1]
    utas = (
        utas_terbaca(pelaku, periode)
        .annotate(sampai=Coalesce(Subquery(dibaca, output_field=IntegerField()), 0))
        .select_related("satker")
        .order_by("-terakhir_pada")[:batas]
    )
    baris = list(utas)
    sebut = Sebutan.objects.filter(user=pelaku.user, pesan__utas__in=[u.pk for u in baris])
    disebut = {(u, n) for u, n in sebut.values_list("pesan__utas", "pesan__nomor")}
    hasil = [
        BarisUtas(
            u.satker,
            instrumen.butir[u.kode_butir],
            JenisUtas(u.jenis).label,
            u.jumlah,
            max(0, u.jumlah - u.sampai),
            any(k == u.pk and n > u.sampai for k, n in disebut),
            u.terakhir_pada,
            u.selesai_pada is not None,
        )
        for u in baris
        if u.kode_butir in instrumen.butir
    ]
    return tuple(sorted(hasil, key=lambda b: (not b.disebut, not b.baru)))


def pengguna_terlibat(lembar: LembarKerja, jenis: str, pilihan: Iterable[str]) -> list[User]:
    """Of the chosen ids only people who read that kind of thread."""
    boleh = {str(pk) for pk, _ in orang_terlibat(lembar, [jenis])[jenis]}
    return list(User.objects.filter(pk__in=[p for p in set(pilihan) if p in boleh]))
