"""One file beside the fields of a form, for views of higher rooms: received, checked and stored as an upload is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_protect

from berkas import pesan
from berkas.actions import DitolakError, KuotaPenuhError, antar_dulu, periksa_kiriman
from berkas.penyimpanan import Kiriman, PenyimpananPenuhError
from berkas.periksa.putusan import Putusan
from berkas.periksa.tipe import TIPE
from berkas.queries.bukti import aturan_ukuran
from berkas.views.terima import Gagal, KirimanTidakTerbacaError, gagal, lepas_koneksi, periksa_kepala, terima
from berkas.views.unggah import jawab_tak_terbaca
from satker.models import Satker
from satker.views.akses import View

Lampiran = Kiriman | Gagal | None
T = TypeVar("T")


def dengan_lampiran(view: View) -> View:
    """Gives the view `lampiran` (None: no file; Gagal: why it cannot be used). The view must carry
    @transaction.non_atomic_requests and @csrf_exempt above its own permission: the body is read after it, and the form
    token is checked here (see berkas.views.unggah).
    """

    @wraps(view)
    def dalam(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, lampiran=None, **kwargs)
        try:
            panjang = periksa_kepala(request, banyak=1)
            lepas_koneksi(panjang)
            with terima(request, panjang) as kiriman:
                return _terjaga(request, view, args, {**kwargs, "lampiran": _satu(kiriman)})
        except KirimanTidakTerbacaError as galat:
            return jawab_tak_terbaca(request, galat)

    return dalam


def _satu(kiriman: list[Kiriman | Gagal]) -> Lampiran:
    if len(kiriman) > 1:
        return Gagal("", 422, pesan.SATU_SAJA)
    return kiriman[0] if kiriman else None


@csrf_protect
def _terjaga(request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]) -> HttpResponse:
    return view(request, *args, **kwargs)


def periksa_lampiran(satker: Satker, kiriman: Kiriman) -> Putusan | Gagal:
    """Run the checks and carry the bytes to the storage; a refusal comes back in words."""
    try:
        putusan = periksa_kiriman(kiriman)
        antar_dulu(satker_id=satker.pk, kiriman=kiriman)
    except DitolakError as tolak:
        return gagal(tolak.alasan, kiriman.nama, kiriman.ukuran)
    except PenyimpananPenuhError:
        return Gagal(kiriman.nama, 507, f"{kiriman.nama}: {pesan.PENUH}")
    return putusan


def olah_lampiran(satker: Satker, kiriman: Kiriman, simpan: Callable[[Kiriman, Putusan], T]) -> T | Gagal:
    """The checks, then the action that stores; what only the storage can refuse comes back in words too."""
    putusan = periksa_lampiran(satker, kiriman)
    if isinstance(putusan, Gagal):
        return putusan
    try:
        return simpan(kiriman, putusan)
    except DitolakError as tolak:  # a rule of this form, in its own words
        return Gagal(kiriman.nama, gagal(tolak.alasan, kiriman.nama, kiriman.ukuran).status, str(tolak))
    except KuotaPenuhError as galat:
        return Gagal(kiriman.nama, 422, str(galat))
    except PenyimpananPenuhError:
        return Gagal(kiriman.nama, 507, f"{kiriman.nama}: {pesan.PENUH}")


def keterangan_lampiran() -> dict[str, str]:
    """What the page says beside the file field: accepted endings and the rule in words."""
    return {
        "terima": ",".join(f".{e}" for t in TIPE for e in t.ekstensi),
        "aturan": f"{', '.join(t.nama for t in TIPE)} · {aturan_ukuran()}",
    }
