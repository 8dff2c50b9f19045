"""Files of the inspectorate over HTTP: received like every upload, handed out only to be saved."""

from __future__ import annotations

from collections.abc import Callable

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.csrf import csrf_protect

from berkas import pesan
from berkas.actions import DitolakError, KuotaPenuhError, antar_dulu, periksa_kiriman
from berkas.penyimpanan import BLOK, Kiriman, PenyimpananPenuhError, buka
from berkas.periksa.putusan import Putusan
from berkas.views.terima import Gagal, KirimanTidakTerbacaError, lepas_koneksi, periksa_kepala, terima
from berkas.views.unduh_dokumen import berkepala, wajib_unduhan
from berkas.views.unggah import jawab_tak_terbaca
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
    try:
        panjang = periksa_kepala(request, banyak=1)
        lepas_koneksi(panjang)
        with terima(request, panjang) as kiriman:
            return _simpan(request, kiriman, instansi, simpan, tolak, sesudah)
    except KirimanTidakTerbacaError as galat:
        return jawab_tak_terbaca(request, galat)


@csrf_protect
def _simpan(
    request: HttpRequest,
    kiriman: list[Kiriman | Gagal],
    instansi: Satker,
    simpan: Simpan,
    tolak: Tolak,
    sesudah: Callable[[], HttpResponse],
) -> HttpResponse:
    satu = kiriman[0] if kiriman else Gagal("", 422, pesan.TANPA_BERKAS)
    if isinstance(satu, Gagal):
        return tolak(satu.pesan, satu.status)
    try:
        putusan = periksa_kiriman(satu)
        antar_dulu(satker_id=instansi.pk, kiriman=satu)
        simpan(satu, putusan)
    except AturanSalah as galat:
        return tolak(str(galat), 409)
    except (DitolakError, KuotaPenuhError) as galat:
        return tolak(str(galat), 422)
    except PenyimpananPenuhError:
        return tolak(pesan.PENUH, 507)
    return sesudah()


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
