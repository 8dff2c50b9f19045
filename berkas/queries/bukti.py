"""Evidence of one question, and how many files each question has."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from berkas.models import Bukti, Triwulan, VersiBerkas
from berkas.periksa.tipe import TIPE
from common.desimal import format_ukuran
from instrumen.queries import instrumen_untuk
from satker.models import Periode, Satker
from satker.pelaku import Pelaku

URUNGKAN = dt.timedelta(minutes=15)  # how long an unlinked file is offered back under its question


@dataclass(frozen=True, slots=True)
class BarisBukti:
    """One file under a question. `ukuran` in bytes; `halaman` pages of a PDF; `nomor` the version shown.

    `putusan` other than 'lolos' is only ever seen by the satker's writers; `temuan` is what the scanner found.
    """

    id: uuid.UUID
    berkas_id: uuid.UUID
    judul: str
    nama: str
    nomor: int
    ukuran: int
    media: str
    halaman: int | None
    tanggal_dokumen: dt.date | None
    triwulan: str
    uraian: str
    oleh: str
    pada: dt.datetime
    putusan: str
    temuan: str


@dataclass(frozen=True, slots=True)
class ZonaBukti:
    """The drop zone with its rows (ux W4). `dilepas`: unlinked within the last minutes, offered back."""

    satker: Satker
    tahun: int
    kode_butir: str
    kode_pendek: str
    baris: tuple[BarisBukti, ...]
    dilepas: tuple[BarisBukti, ...]
    batas: int
    jenis: str
    aturan: str
    ekstensi: str
    terima: str
    triwulan: tuple[tuple[str, str], ...]

    @property
    def perlu_lengkap(self) -> bool:
        """Several files, and at least one without a date or a quarter: filling them at once is worth a form."""
        return len(self.baris) > 1 and any(not b.tanggal_dokumen or not b.triwulan for b in self.baris)


def bukti_butir(pelaku: Pelaku, satker: Satker, periode: Periode, kode_butir: str) -> ZonaBukti:
    """Files of one question (canonical code) the actor may see, with their newest version: two SQL statements."""
    batas_urung = timezone.now() - URUNGKAN
    baris = (
        Bukti.objects.terbuka_bagi(pelaku)
        .filter(satker=satker, periode=periode, kode_butir=kode_butir, berkas__dihapus_pada__isnull=True)
        .filter(Q(dilepas_pada__isnull=True) | Q(dilepas_pada__gte=batas_urung))
        .select_related("berkas", "oleh")
        .prefetch_related(versi_kini())
        .order_by("pada", "pk")
    )
    daftar = list(baris)
    butir = instrumen_untuk(periode.instrumen).butir.get(kode_butir)
    tertaut = {b.berkas_id for b in daftar if b.dilepas_pada is None}
    return ZonaBukti(
        satker=satker,
        tahun=periode.tahun,
        kode_butir=kode_butir,
        kode_pendek=butir.kode_pendek if butir else kode_butir,
        baris=tuple(baris_bukti(b) for b in daftar if b.dilepas_pada is None),
        dilepas=tuple(baris_bukti(b) for b in daftar if b.dilepas_pada is not None and b.berkas_id not in tertaut),
        batas=settings.BATAS_BERKAS,
        jenis=", ".join(t.nama for t in TIPE),
        aturan=aturan_ukuran(),
        ekstensi=",".join(e for t in TIPE for e in t.ekstensi),
        terima=",".join(f".{e}" for t in TIPE for e in t.ekstensi),
        triwulan=tuple(Triwulan.choices),
    )


def versi_kini() -> Prefetch:
    """Prefetch of the newest version as `berkas.versi_kini` (a list of one) with its bytes' facts."""
    return Prefetch("berkas__versi", queryset=VersiBerkas.objects.terkini().select_related("isi"), to_attr="versi_kini")


def baris_bukti(bukti: Bukti) -> BarisBukti:
    """Row of a Bukti loaded with select_related("berkas", "oleh") and versi_kini()."""
    versi: VersiBerkas = bukti.berkas.versi_kini[0]  # type: ignore[attr-defined]
    return BarisBukti(
        id=bukti.pk,
        berkas_id=bukti.berkas_id,
        judul=bukti.berkas.judul,
        nama=versi.nama_kirim,
        nomor=versi.nomor,
        ukuran=versi.isi.ukuran,
        media=versi.isi.media,
        halaman=versi.jumlah_halaman,
        tanggal_dokumen=versi.tanggal_dokumen,
        triwulan=bukti.triwulan,
        uraian=bukti.uraian,
        oleh=bukti.oleh.nama,
        pada=bukti.pada,
        putusan=versi.putusan,
        temuan=versi.isi.temuan,
    )


def aturan_ukuran() -> str:
    """`paling besar 50 MB per berkas (TXT dan CSV 5 MB)`, from the table."""
    kecil: dict[int, list[str]] = {}
    for tipe in TIPE:
        if tipe.maks and tipe.maks < settings.BATAS_BERKAS:
            kecil.setdefault(tipe.maks, []).append(tipe.nama)
    lain = ", ".join(f"{' dan '.join(nama)} {format_ukuran(maks)}" for maks, nama in kecil.items())
    return f"paling besar {format_ukuran(settings.BATAS_BERKAS)} per berkas{f' ({lain})' if lain else ''}"


def jumlah_bukti(pelaku: Pelaku, satker: Satker, periode: Periode) -> dict[str, int]:
    """Canonical butir code → number of files the actor may see; questions without any are absent. One SQL statement."""
    aktif = Bukti.objects.terbuka_bagi(pelaku).aktif()
    hitung = aktif.filter(satker=satker, periode=periode).order_by().values("kode_butir")
    return dict(hitung.annotate(n=Count("pk")).values_list("kode_butir", "n"))
