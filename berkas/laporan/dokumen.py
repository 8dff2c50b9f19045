"""From a row of the register to HTML and PDF: letterhead, number, code, QR, hash, DRAF. Reads no clock."""

from __future__ import annotations

import base64
import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.module_loading import import_string

from berkas.models import DokumenTerbit, KopInstansi
from berkas.penyimpanan import buka
from berkas.terbit.jenis import JENIS_DOKUMEN
from common.pdf import buat_pdf
from common.qr import qr_data_uri


@dataclass(frozen=True, slots=True)
class Dok:
    """The variable `dok` of every template below dokumen/dasar.html."""

    judul: str
    jenis: str
    nomor: str
    tanggal: dt.date
    versi: int
    kode: str
    alamat: str
    qr: str
    sidik: str
    draf: bool
    terbit_pada: dt.datetime | None
    menggantikan: str
    nama_satker: str
    tahun: int
    kop_gambar: str
    kop: tuple[str, ...]
    penerbit: str
    kertas: str
    ttd: str

    @property
    def kaki(self) -> str:
        """First line at the foot of every page."""
        return f"{self.jenis} {self.tahun} · {self.nama_satker}"

    @property
    def kaki_kode(self) -> str:
        """Second line: how to check the paper; a draft says that it is one."""
        return "DRAF, belum berlaku" if self.draf else f"Kode {self.kode}, periksa di {self.alamat}"

    @property
    def kaki_sidik(self) -> str:
        """Third line: the hash of the data."""
        return f"Sidik data {self.sidik}"


def alamat_periksa(kode: str) -> str:
    """Public address of the check page, as printed and in the QR."""
    return f"{settings.ASAL}{reverse('berkas:periksa_dokumen', kwargs={'kode': kode})}"


def html_dokumen(dokumen: DokumenTerbit, *, draf: bool) -> str:
    """The whole HTML of the document, from its frozen data alone."""
    jenis = JENIS_DOKUMEN[dokumen.jenis]
    kepala = dokumen.data["kepala"]
    alamat = "" if draf else alamat_periksa(dokumen.kode)
    dok = Dok(
        judul=kepala["judul"],
        jenis=jenis.nama,
        nomor=kepala["nomor"],
        tanggal=dt.date.fromisoformat(kepala["tanggal"]),
        versi=kepala["versi"],
        kode="" if draf else dokumen.kode,
        alamat=alamat,
        qr=qr_data_uri(alamat) if alamat else "",
        sidik=dokumen.sidik_data,
        draf=draf,
        terbit_pada=None if draf else dokumen.terbit_pada,
        menggantikan=kepala["menggantikan"],
        nama_satker=kepala["nama_satker"],
        tahun=kepala["tahun"],
        kop_gambar=_gambar(dokumen.kop) if dokumen.kop else "",
        kop=tuple(kepala["kop"]),
        penerbit=kepala.get("penerbit", kepala["nama_satker"]),  # rows from before the letterhead could be another's
        kertas=kepala.get("kertas", "A4"),
        ttd=kepala.get("ttd", ""),
    )
    konteks: dict[str, Any] = {
        **import_string(jenis.penyaji)(dokumen.data["isi"]),
        "dok": dok,
        "zona": ZoneInfo(dokumen.satker.zona),
    }
    return render_to_string(jenis.templat, konteks)


def pdf_dokumen(dokumen: DokumenTerbit, *, draf: bool) -> bytes:
    """The same row gives the same bytes, in any process."""
    return buat_pdf(html_dokumen(dokumen, draf=draf), judul=dokumen.data["kepala"]["judul"])


def _gambar(kop: KopInstansi) -> str:
    with buka(kop.isi.kunci, kop.isi.ukuran) as isi:
        return f"data:{kop.isi.media};base64,{base64.b64encode(isi.read()).decode()}"
