"""Evidence of one question, and how many files each question has."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, IntegerField, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from berkas.models import Bukti, Triwulan, VersiBerkas
from berkas.periksa.tipe import TIPE, batas_untuk
from berkas.queries.kemiripan import tanda_mirip, tanda_versi
from berkas.queries.kesegaran import SegarBukti, dengan_aturan, hari_ini, segar_bukti
from berkas.queries.tautan_luar import BarisTautan, tautan_butir
from common.desimal import format_ukuran
from instrumen.pohon.tipe import Butir
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
    segar: SegarBukti
    mirip_sendiri: bool = False  # like another document of the satker …
    mirip_lain: bool = False  # … or of another one, which is not named
    tahun_asal: int = 0

    @property
    def kata_asal(self) -> str:
        """ "Dari 2025" for a document that was evidence in an earlier year."""
        return f"Dari {self.tahun_asal}" if self.tahun_asal else ""


@dataclass(frozen=True, slots=True)
class ZonaBukti:
    """The drop zone with its rows (ux W4). `dilepas`: unlinked within the last minutes, offered back.

    `ekstensi` is what static/js/unggah.js reads: `pdf:52428800,…`, largest bytes of each kind. `tautan` are links to
    outside, never counted as files; `lalu` the files of the same question in `tahun_lalu` that are not used here yet.
    """

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
    tautan: tuple[BarisTautan, ...] = ()
    tahun_lalu: int = 0
    lalu: tuple[BarisBukti, ...] = ()

    @property
    def tautan_aktif(self) -> tuple[BarisTautan, ...]:
        return tuple(t for t in self.tautan if not t.dilepas)

    @property
    def perlu_lengkap(self) -> bool:
        """Several files, and at least one without a date or a quarter: filling them at once is worth a form."""
        return len(self.baris) > 1 and any(not b.tanggal_dokumen or not b.triwulan for b in self.baris)


def bukti_butir(pelaku: Pelaku, satker: Satker, periode: Periode, kode_butir: str) -> ZonaBukti:
    """Files of one question (canonical code) the actor may see, with their newest version, last year's files of the
    same question, and the links to outside: three SQL statements, two without any file.
    """
    batas_urung = timezone.now() - URUNGKAN
    baris = (
        dengan_aturan(Bukti.objects.terbuka_bagi(pelaku), periode)
        .filter(satker=satker, kode_butir=kode_butir, berkas__dihapus_pada__isnull=True)
        .filter(
            Q(periode=periode) & (Q(dilepas_pada__isnull=True) | Q(dilepas_pada__gte=batas_urung))
            | Q(periode__tahun=periode.tahun - 1, dilepas_pada__isnull=True)
        )
        .annotate(tahun_asal=_tahun_asal(periode))
        .select_related("berkas", "oleh")
        .prefetch_related(versi_kini(pelaku))
        .order_by("pada", "pk")
    )
    semua = list(baris)
    daftar = [b for b in semua if b.periode_id == periode.pk]
    butir, hari = instrumen_untuk(periode.instrumen).butir.get(kode_butir), hari_ini(satker)
    tertaut = {b.berkas_id for b in daftar if b.dilepas_pada is None}
    return ZonaBukti(
        satker=satker,
        tahun=periode.tahun,
        kode_butir=kode_butir,
        kode_pendek=butir.kode_pendek if butir else kode_butir,
        baris=tuple(baris_bukti(b, butir, periode, hari) for b in daftar if b.dilepas_pada is None),
        dilepas=tuple(
            baris_bukti(b, butir, periode, hari)
            for b in daftar
            if b.dilepas_pada is not None and b.berkas_id not in tertaut
        ),
        batas=settings.BATAS_BERKAS,
        jenis=", ".join(t.nama for t in TIPE),
        aturan=aturan_ukuran(),
        ekstensi=ekstensi_batas(),
        terima=",".join(f".{e}" for t in TIPE for e in t.ekstensi),
        triwulan=tuple(Triwulan.choices),
        tautan=tautan_butir(satker, periode, kode_butir),
        tahun_lalu=periode.tahun - 1,
        lalu=tuple(
            baris_bukti(b, butir, periode, hari)
            for b in semua
            if b.periode_id != periode.pk and b.berkas_id not in tertaut
        ),
    )


def _tahun_asal(periode: Periode) -> Subquery:
    """The latest earlier year in which the document was evidence, NULL for one that is new this year."""
    dulu = Bukti.objects.aktif().filter(
        satker=OuterRef("satker"), berkas=OuterRef("berkas"), periode__tahun__lt=periode.tahun
    )
    return Subquery(dulu.order_by("-periode__tahun").values("periode__tahun")[:1], output_field=IntegerField())


def versi_kini(pelaku: Pelaku | None = None) -> Prefetch:
    """Prefetch of the newest version as `berkas.versi_kini` (a list of one) with its bytes' facts, and with what is
    like it as far as `pelaku` may know."""
    versi = VersiBerkas.objects.terkini().select_related("isi")
    if pelaku is not None:
        versi = versi.annotate(**tanda_mirip(pelaku))
    return Prefetch("berkas__versi", queryset=versi, to_attr="versi_kini")


def baris_bukti(bukti: Bukti, butir: Butir | None, periode: Periode, hari: dt.date) -> BarisBukti:
    """Row of a Bukti loaded with select_related("berkas", "oleh"), dengan_aturan() and versi_kini()."""
    versi: VersiBerkas = bukti.berkas.versi_kini[0]  # type: ignore[attr-defined]
    sendiri, lain = tanda_versi(versi)
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
        segar=segar_bukti(bukti, versi, butir, periode, hari),
        mirip_sendiri=sendiri,
        mirip_lain=lain,
        tahun_asal=getattr(bukti, "tahun_asal", None) or 0,
        putusan=versi.putusan,
        temuan=versi.isi.temuan,
    )


def ekstensi_batas() -> str:
    """`pdf:52428800,txt:5242880,…`: every accepted extension with its largest size in bytes, from the table."""
    return ",".join(f"{e}:{batas_untuk(f'.{e}', settings.BATAS_BERKAS)}" for t in TIPE for e in t.ekstensi)


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
