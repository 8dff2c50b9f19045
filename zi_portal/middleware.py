"""Middleware of the whole site: headers, session limits, login by default."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.http import urlencode

from zi_portal.galat import permintaan

Jawab = Callable[[HttpRequest], HttpResponse]
SEGAR = 60  # seconds between two writes of the session row of a working person


class KepalaAmanMiddleware:
    """Content-Security-Policy and friends on every response; a view may set a stricter one itself (decisions §7)."""

    def __init__(self, get_response: Jawab) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", settings.CSP)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
        )
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class TanpaNulMiddleware:
    """400 for a NUL in the path or the query: PostgreSQL takes none, and a crash there would look like our fault.

    Form fields refuse it themselves (Django's CharField).
    """

    def __init__(self, get_response: Jawab) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return permintaan(request)
        return None


class BatasSesiMiddleware:
    """Ends a session after SESI_DIAM idle seconds or SESI_MUTLAK seconds in all, whichever comes first."""

    def __init__(self, get_response: Jawab) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sekarang = int(timezone.now().timestamp())
        mulai, terakhir = request.session.get("mulai"), request.session.get("terakhir")
        if mulai is not None and (
            sekarang - mulai >= settings.SESI_MUTLAK or sekarang - terakhir >= settings.SESI_DIAM
        ):
            logout(request)
            mulai = None
        if mulai is not None and sekarang - terakhir >= SEGAR:
            request.session["terakhir"] = sekarang
        response = self.get_response(request)
        if (
            getattr(request, "user", None) is not None
            and request.user.is_authenticated
            and "mulai" not in request.session
        ):
            request.session["mulai"] = request.session["terakhir"] = sekarang
        return response


def _ke_masuk(request: HttpRequest) -> str:
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}"


class HtmxSesiMiddleware:
    """A fragment request of an ended session must reload the whole page, not swap a login form into a corner."""

    def __init__(self, get_response: Jawab) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.htmx and response.status_code == 302 and response.url.startswith(resolve_url(settings.LOGIN_URL)):
            asal = request.htmx.current_url_abs_path or "/"
            tujuan = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': asal})}"
            return HttpResponse(status=204, headers={"HX-Redirect": tujuan})
        return response


class WajibMasukMiddleware:
    """Every view needs a login unless it is marked @publik; scripts get a 401 they can explain."""

    def __init__(self, get_response: Jawab) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        if request.user.is_authenticated or getattr(view, "izin", None) == "publik":
            return None
        if request.headers.get("X-Requested-With") == "fetch":
            return JsonResponse({"pesan": "Sesi berakhir demi keamanan.", "masuk": _ke_masuk(request)}, status=401)
        if request.method == "POST":
            messages.warning(request, "Sesi berakhir demi keamanan. Yang baru saja Anda kirim belum tersimpan.")
        return HttpResponseRedirect(_ke_masuk(request))
