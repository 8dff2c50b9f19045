"""Files of the inspectorate over HTTP: received like every upload, handed out only to be saved."""

from __future__ import annotations

from collections.abc import Callable

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase

from berkas import pesan
from berkas.penyimpanan import BLOK, Kiriman, buka
from berkas.periksa.putusan import Putusan
from berkas.views.lampiran import Lampiran, dengan_lampiran, olah_lampiran
from berkas.views.terima import Gagal, lepas_koneksi
from berkas.views.unduh_dokumen import berkepala, wajib_unduhan
from penilaian.models import LampiranInspektorat
from penilaian.pengurang.aturan import AturanSalah
from satker.models import Satker

Simpan = Callable[[Kiriman, Putusan], object]
Tolak = Callable[[str, int], HttpResponse]


def terima_lampiran(
    request: HttpRequest, *, instansi: Satker, simpan: Simpan, tolak: Tolak, sesudah: Callable[[], HttpResponse]
) -> HttpResponse:
    """Read one file, check it and hand it to `simpan`; refusals go to `tolak` with words and status.

    The caller is authorised already, csrf_exempt and outside a transaction: the form token is checked after the body.
    """

    @dengan_lampiran
    def terima(request: HttpRequest, lampiran: Lampiran) -> HttpResponse:
        if lampiran is None:
            return tolak(pesan.TANPA_BERKAS, 422)
        try:
            hasil = lampiran if isinstance(lampiran, Gagal) else olah_lampiran(instansi, lampiran, simpan)
        except AturanSalah as galat:
            return tolak(str(galat), 409)
        return tolak(hasil.pesan, hasil.status) if isinstance(hasil, Gagal) else sesudah()

    return terima(request)


def kirim_lampiran(request: HttpRequest, lampiran: LampiranInspektorat, nama: str) -> HttpResponseBase:
    """The stored bytes as a download; 404 while the virus scanner has not spoken or when they are gone."""
    if not lampiran.terbuka:
        raise Http404("lampiran")
    wajib_unduhan(request)
    try:
        aliran = buka(lampiran.isi.kunci, lampiran.isi.ukuran)
    except OSError as galat:
        raise Http404("lampiran") from galat
    lepas_koneksi(lampiran.isi.ukuran)
    jawab = FileResponse(aliran, content_type=lampiran.isi.media)
    jawab.block_size = BLOK
    jawab.headers["Content-Length"] = str(lampiran.isi.ukuran)
    return berkepala(jawab, nama)
