"""Error pages: what happened, what is kept, what to do (ux §7.3)."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

log = logging.getLogger(__name__)


def _jawab(request: HttpRequest, status: int, pesan: str, konteks: dict[str, str] | None = None) -> HttpResponse:
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"pesan": pesan}, status=status)
    return render(request, f"{status}.html", {"pesan": pesan, **(konteks or {})}, status=status)


def permintaan(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _jawab(request, 400, "Permintaan tidak dapat dibaca. Kembali ke halaman sebelumnya dan coba lagi.")


def terlarang(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    pelaku = getattr(request, "pelaku", None)
    peran = f" Peran Anda: {pelaku.peran_label}, {pelaku.unit.nama}." if pelaku and pelaku.penugasan else ""
    pesan = str(exception) if exception and " " in str(exception) else "Anda tidak punya akses untuk tindakan ini."
    return _jawab(request, 403, pesan + peran)


def tidak_ada(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _jawab(request, 404, "Halaman tidak ada. Mungkin tautan lama.")


def gangguan(request: HttpRequest) -> HttpResponse:
    """No database, no context processors: the thing that failed may be either. The code is in the log."""
    kode = secrets.token_hex(2).upper()
    log.error("galat 500, kode laporan %s, %s %s", kode, request.method, request.path)
    pesan = f"Ada gangguan di sisi kami. Yang sudah tersimpan tetap ada. Kode laporan: {kode}."
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"pesan": pesan}, status=500)
    return render(None, "500.html", {"pesan": pesan, "kode": kode}, status=500)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent after logging in elsewhere or after a long pause."""
    pesan = "Formulir ini sudah kedaluwarsa. Muat ulang halaman, lalu kirim lagi; isian Anda masih ada di peramban."
    return _jawab(request, 403, pesan)
