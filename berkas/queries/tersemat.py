"""What a sending pins, what of it stays behind, and pinned versions as they are read later."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, Q, Subquery

from berkas.models import Bukti, PutusanVersi, Sematan, VersiBerkas
from satker.models import Periode, Satker
from satker.pelaku import Pelaku


@dataclass(frozen=True, slots=True)
class CalonSematan:
    """One file that a sending would pin: this version of this link."""

    kode_butir: str
    bukti_id: uuid.UUID
    versi: VersiBerkas


def calon_sematan(satker: Satker, periode: Periode, kode_butir: str | None = None) -> tuple[CalonSematan, ...]:
    """The counting version of every file linked to the butir of a year (or to one). Two SQL statements.

    Only files that passed all checks: the others nobody but the satker has seen.
    """
    bukti = Bukti.objects.aktif().filter(satker=satker, periode=periode)
    if kode_butir is not None:
        bukti = bukti.filter(kode_butir=kode_butir)
    pasangan = list(bukti.order_by("kode_butir", "pada", "pk").values_list("kode_butir", "pk", "berkas_id"))
    lolos = VersiBerkas.objects.filter(
        satker=satker, putusan=PutusanVersi.LOLOS, berkas__in={b for _, _, b in pasangan}
    )
    versi = {v.berkas_id: v for v in lolos.terkini().select_related("isi")}
    return tuple(CalonSematan(kode, pk, versi[berkas]) for kode, pk, berkas in pasangan if berkas in versi)


def tertahan(satker: Satker, periode: Periode) -> dict[str, frozenset[str]]:
    """Canonical code → verdicts ('menunggu', 'ditolak') of newest versions that a sending leaves behind.

    Codes and words only, no names: who may not see such a file may still know that one is missing. One SQL statement.
    """
    baru = VersiBerkas.objects.filter(satker=OuterRef("satker"), berkas=OuterRef("berkas")).order_by("-nomor")
    bukti = Bukti.objects.aktif().filter(satker=satker, periode=periode).order_by()
    baris = bukti.annotate(putusan_baru=Subquery(baru.values("putusan")[:1])).exclude(putusan_baru=PutusanVersi.LOLOS)
    hasil: dict[str, set[str]] = defaultdict(set)
    for kode, putusan in baris.values_list("kode_butir", "putusan_baru"):
        hasil[kode].add(putusan)
    return {kode: frozenset(isi) for kode, isi in hasil.items()}


@dataclass(frozen=True, slots=True)
class BerkasTersemat:
    """A pinned version. `nomor_terbaru`: newest version that passed; `di_sampah`: the document was removed since."""

    versi_id: uuid.UUID
    berkas_id: uuid.UUID
    judul: str
    nama: str
    nomor: int
    ukuran: int
    sha256: str
    tanggal_dokumen: dt.date | None
    nomor_terbaru: int
    di_sampah: bool
    lolos: bool

    @property
    def ada_baru(self) -> bool:
        return self.nomor_terbaru > self.nomor


def berkas_tersemat(pelaku: Pelaku, satker: Satker, versi: Iterable[uuid.UUID]) -> dict[uuid.UUID, BerkasTersemat]:
    """Version id → what the actor may read of it; documents kept from this reader are absent. One SQL statement."""
    baru = (
        VersiBerkas.objects.filter(satker=OuterRef("satker"), berkas=OuterRef("berkas"), putusan=PutusanVersi.LOLOS)
        .order_by()
        .values("berkas")
        .annotate(n=Max("nomor"))
    )
    baris = VersiBerkas.objects.terlihat_oleh(pelaku).filter(satker=satker, pk__in=list(versi))
    baris = baris.select_related("berkas", "isi").annotate(nomor_terbaru=Subquery(baru.values("n")[:1]))
    return {
        v.pk: BerkasTersemat(
            versi_id=v.pk,
            berkas_id=v.berkas_id,
            judul=v.berkas.judul,
            nama=v.nama_kirim,
            nomor=v.nomor,
            ukuran=v.isi.ukuran,
            sha256=v.isi.sha256,
            tanggal_dokumen=v.tanggal_dokumen,
            nomor_terbaru=v.nomor_terbaru or v.nomor,  # type: ignore[attr-defined]
            di_sampah=v.berkas.dihapus_pada is not None,
            lolos=v.putusan == PutusanVersi.LOLOS,
        )
        for v in baris
    }


def ada_atau_tersemat(nomor: int | None) -> Q:
    """Documents that are there, and for one version also those in the trash (even emptied) where it is pinned."""
    ada = Q(dihapus_pada__isnull=True)
    if nomor is None:
        return ada
    sematan = Sematan.objects.filter(satker=OuterRef("satker"), versi__berkas=OuterRef("pk"), versi__nomor=nomor)
    return ada | Q(Exists(sematan))


def pilihan_pustaka(pelaku: Pelaku, satker: Satker, periode: Periode, kode_butir: str) -> list[tuple[str, str]]:
    """(id, title) of documents used this year that have a version that passed: those of the butir first, then of its
    area, by title. One SQL statement.
    """
    bukti = Bukti.objects.terbuka_bagi(pelaku).aktif().filter(satker=satker, periode=periode)
    lolos = VersiBerkas.objects.filter(satker=satker, berkas=OuterRef("berkas"), putusan=PutusanVersi.LOLOS)
    bukti = bukti.filter(Exists(lolos), kode_butir__startswith=f"{kode_butir.split('.')[0]}.")
    baris = bukti.order_by("berkas__judul", "pk").values_list("berkas", "berkas__judul", "kode_butir")
    urut = sorted(baris, key=lambda b: b[2] != kode_butir)
    return list(dict.fromkeys((str(pk), judul) for pk, judul, _ in urut))
