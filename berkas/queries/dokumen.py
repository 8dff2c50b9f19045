"""Reads of the register of issued documents for people who are signed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from berkas.izin import boleh_siapkan, boleh_tarik, boleh_terbitkan, boleh_unggah_ttd
from berkas.models import DokumenTerbit, KeadaanDokumen, KopInstansi, TandaTanganBasah
from berkas.terbit.jenis import JENIS_DOKUMEN
from berkas.terbit.ttd import pemilik_sertifikat
from satker.models import Pekerjaan, Periode, Satker
from satker.models.organisasi import Tingkat
from satker.pelaku import Pelaku
from satker.queries.setelan import setelan_instansi


@dataclass(frozen=True, slots=True)
class KepalaDokumen:
    """What stands above the contents of every document; part of the hashed data. `kop` are the lines of a text head,
    `penerbit` is the unit whose letterhead it is, `kertas` the paper, `ttd` whom the certificate names that will sign
    the file ('': nobody).
    """

    jenis: str
    judul: str
    satker: str
    nama_satker: str
    tahun: int
    nomor: str
    tanggal: dt.date
    versi: int
    kode: str
    menggantikan: str
    kop: tuple[str, ...]
    penerbit: str
    kertas: str
    ttd: str


def kepala_dokumen(dokumen: DokumenTerbit) -> KepalaDokumen:
    """The head of the document as its row, its unit and the key of the signature say now. Raises TtdError."""
    satker = dokumen.satker
    lama = dokumen.menggantikan
    penerbit = _penerbit(satker, dokumen.jenis_data.kop)
    return KepalaDokumen(
        jenis=dokumen.jenis,
        judul=dokumen.judul,
        satker=satker.kode,
        nama_satker=satker.nama,
        tahun=dokumen.periode.tahun,
        nomor=dokumen.nomor,
        tanggal=dokumen.tanggal,
        versi=dokumen.versi,
        kode=dokumen.kode,
        menggantikan=lama.kode if lama else "",
        kop=_kop_teks(penerbit),
        penerbit=penerbit.nama,
        kertas=setelan_instansi(satker.instansi).kertas,
        ttd=pemilik_sertifikat(settings.TTD_P12, settings.TTD_SANDI) if settings.TTD_P12 else "",
    )


def _penerbit(satker: Satker, kop: str) -> Satker:
    """Whose letterhead: the unit's own, that of the office above it, or that of the instansi."""
    return {"unit": satker, "induk": satker.induk or satker, "instansi": satker.instansi}[kop]


def _kop_teks(satker: Satker) -> tuple[str, ...]:
    """Instansi, the kanwil above the unit, the unit, its address; each once."""
    baris = [satker.instansi.nama]
    if satker.induk and satker.induk.tingkat in (Tingkat.KANWIL, Tingkat.ESELON1):
        baris.append(satker.induk.nama)
    if satker.pk != satker.instansi_id:
        baris.append(satker.nama)
    alamat = " ".join(satker.alamat.split())
    return (*dict.fromkeys(baris), *([alamat] if alamat else []))


@dataclass(frozen=True, slots=True)
class DaftarDokumen:
    """The filtered list and what the filters offer. `jenis`/`keadaan` are (value, words)."""

    isi: QuerySet[DokumenTerbit]
    jenis: list[tuple[str, str]]
    keadaan: list[tuple[str, str]]
    pilih_jenis: str
    pilih_keadaan: str

    @property
    def disaring(self) -> bool:
        return bool(self.pilih_jenis or self.pilih_keadaan)


def daftar_dokumen(pelaku: Pelaku, satker: Satker, periode: Periode, saringan: Mapping[str, str]) -> DaftarDokumen:
    """Documents of the unit and year that the actor may see, newest first. One statement per page plus its count."""
    keadaan = [(k.value, k.label) for k in KeadaanDokumen if k != KeadaanDokumen.BATAL]
    jenis = [(kode, j.nama) for kode, j in JENIS_DOKUMEN.items()]
    pilih_jenis = saringan.get("jenis", "") if saringan.get("jenis", "") in dict(jenis) else ""
    pilih_keadaan = saringan.get("keadaan", "") if saringan.get("keadaan", "") in dict(keadaan) else ""
    isi = DokumenTerbit.objects.ringan().terlihat_oleh(pelaku).filter(satker=satker, periode=periode)
    if pilih_jenis:
        isi = isi.filter(jenis=pilih_jenis)
    if pilih_keadaan:
        isi = isi.filter(keadaan=pilih_keadaan)
    return DaftarDokumen(isi.order_by("-dibuat_pada"), jenis, keadaan, pilih_jenis, pilih_keadaan)


@dataclass(frozen=True, slots=True)
class RincianDokumen:
    """One document with its chain of versions (newest first), its signed scans, its running job, and the rights.

    `halangan`: why a draft cannot be issued now; '' = it can.
    """

    dokumen: DokumenTerbit
    rantai: list[DokumenTerbit]
    ttd: list[TandaTanganBasah]
    pekerjaan: Pekerjaan | None
    boleh_siapkan: bool
    boleh_terbitkan: bool
    halangan: str
    boleh_tarik: bool
    boleh_ttd: bool


def rincian_dokumen(pelaku: Pelaku, dokumen: DokumenTerbit) -> RincianDokumen:
    jenis = "terbit_dokumen" if dokumen.keadaan == KeadaanDokumen.PROSES else "draf_dokumen"
    kerja = Pekerjaan.objects.filter(satker=dokumen.satker_id, jenis=jenis, kunci__startswith=str(dokumen.pk))
    belum = not dokumen.sudah_terbit
    return RincianDokumen(
        dokumen=dokumen,
        rantai=[d for d in rantai_dokumen(dokumen) if d.pk == dokumen.pk or d.sudah_terbit],
        ttd=list(dokumen.ttd.select_related("isi", "oleh").order_by("-nomor")),
        pekerjaan=kerja.order_by("-dibuat_pada").first() if belum else None,
        boleh_siapkan=boleh_siapkan(pelaku, dokumen.jenis),
        boleh_terbitkan=boleh_terbitkan(pelaku, dokumen.jenis),
        halangan=halangan_terbit(dokumen) if dokumen.keadaan == KeadaanDokumen.DRAF else "",
        boleh_tarik=boleh_tarik(pelaku, dokumen) and dokumen.keadaan == KeadaanDokumen.TERBIT,
        boleh_ttd=boleh_unggah_ttd(pelaku, dokumen) and dokumen.keadaan == KeadaanDokumen.TERBIT,
    )


def halangan_terbit(dokumen: DokumenTerbit) -> str:
    """Why this draft cannot be issued now, in words; '' = it can. The kind's own `penjaga` is asked first."""
    jenis = JENIS_DOKUMEN[dokumen.jenis]
    if jenis.penjaga and (sebab := import_string(jenis.penjaga)(dokumen)):
        return str(sebab)
    return "Isi nomor dokumen dulu. Draf belum diterbitkan." if jenis.wajib_nomor and not dokumen.nomor else ""


_RANTAI = """
WITH RECURSIVE naik AS (
    SELECT id, menggantikan_id FROM berkas_dokumenterbit WHERE satker_id = %(satker)s AND id = %(id)s
    UNION SELECT d.id, d.menggantikan_id FROM berkas_dokumenterbit d JOIN naik ON d.id = naik.menggantikan_id
    WHERE d.satker_id = %(satker)s
), semua AS (
    SELECT id FROM naik
    UNION SELECT d.id FROM berkas_dokumenterbit d JOIN semua ON d.menggantikan_id = semua.id
    WHERE d.satker_id = %(satker)s AND d.keadaan <> 'batal'
) SELECT id FROM semua
"""


def rantai_dokumen(dokumen: DokumenTerbit) -> list[DokumenTerbit]:
    """Every version of the document, newest first, without given-up drafts. Two statements."""
    with connection.cursor() as kursor:
        kursor.execute(_RANTAI, {"satker": dokumen.satker_id, "id": dokumen.pk})
        kunci = [baris[0] for baris in kursor.fetchall()]
    semua = DokumenTerbit.objects.ringan().filter(satker=dokumen.satker_id, pk__in=kunci)
    return list(semua.select_related("satker", "periode", "isi").order_by("-versi"))


def dapat_diganti(pelaku: Pelaku, satker: Satker, periode: Periode, jenis: str) -> list[DokumenTerbit]:
    """Issued documents of the kind that have no successor yet. One statement."""
    milik = DokumenTerbit.objects.ringan().terlihat_oleh(pelaku).filter(satker=satker, periode=periode, jenis=jenis)
    bebas = milik.filter(keadaan__in=[KeadaanDokumen.TERBIT, KeadaanDokumen.DITARIK]).exclude(
        pk__in=DokumenTerbit.objects.filter(satker=satker, menggantikan__isnull=False)
        .exclude(keadaan=KeadaanDokumen.BATAL)
        .values("menggantikan")
    )
    return list(bebas.order_by("-terbit_pada"))


def kop_berlaku(instansi: Satker) -> KopInstansi | None:
    """The letterhead picture that new documents of the instansi get."""
    return (
        KopInstansi.objects.filter(satker=instansi, dilepas_pada=None).select_related("isi", "oleh", "satker").first()
    )
