"""Login, passwords, profile, and the switch between the roles of one person."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from common.hemat import KUKI_HEMAT
from satker.actions import orang as aksi
from satker.forms.masuk import BuatSandiForm, GantiSandiForm, MasukUlangForm, SandiDariTautanForm
from satker.pelaku import KUNCI_SESI, muat_pelaku
from satker.queries.orang import akun_demo, rincian_profil
from satker.queries.organisasi import basis_demo
from satker.views.akses import masuk as perlu_masuk
from satker.views.akses import publik

BACKEND = "satker.masuk.NipAtauUsernameBackend"
TEMA = ("terang", "gelap", "perangkat")
SETAHUN = 365 * 24 * 3600


def _demo_boleh() -> bool:
    """One-click login exists only with DEMO and in a database the demo command has marked."""
    return settings.DEMO and basis_demo()


class _Masuk(allauth.LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        akun = akun_demo() if _demo_boleh() else []
        return super().get_context_data(akun_demo=akun, sandi_demo=settings.SANDI_DEMO, **kwargs)


class _SandiBaru(allauth.PasswordResetFromKeyView):
    def form_valid(self, form: SandiDariTautanForm) -> HttpResponse:
        aksi.catat_ganti_sandi(user=self.reset_user, oleh=None)
        return super().form_valid(form)


class _GantiSandi(allauth.PasswordChangeView):
    def form_valid(self, form: GantiSandiForm) -> HttpResponse:
        aksi.catat_ganti_sandi(user=form.user, oleh=self.request.pelaku)
        return super().form_valid(form)


class _BuatSandi(allauth.PasswordSetView):
    def form_valid(self, form: BuatSandiForm) -> HttpResponse:
        aksi.catat_ganti_sandi(user=form.user, oleh=self.request.pelaku)
        return super().form_valid(form)


class _MasukUlang(allauth.ReauthenticateView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An account without a password (demo) has nothing to type again: it makes one first."""
        if not request.user.has_usable_password():
            return redirect("account_set_password")
        return super().dispatch(request, *args, **kwargs)


# allauth counts attempts in the cache, which is a table here. Inside one transaction per request every login from the
# same address would wait for the password check, or the mail server, of the one before it.
masuk = publik(transaction.non_atomic_requests(_Masuk.as_view()))
keluar = publik(allauth.LogoutView.as_view())
tidak_aktif = publik(allauth.AccountInactiveView.as_view())
lupa_sandi = publik(transaction.non_atomic_requests(allauth.PasswordResetView.as_view()))
lupa_sandi_terkirim = publik(allauth.PasswordResetDoneView.as_view())
sandi_baru = publik(_SandiBaru.as_view(form_class=SandiDariTautanForm))
sandi_baru_selesai = publik(allauth.PasswordResetFromKeyDoneView.as_view())
masuk_ulang = perlu_masuk(_MasukUlang.as_view(form_class=MasukUlangForm))
ganti_sandi = perlu_masuk(_GantiSandi.as_view(form_class=GantiSandiForm))
buat_sandi = perlu_masuk(_BuatSandi.as_view(form_class=BuatSandiForm))


@publik
def pendaftaran_ditutup(request: HttpRequest) -> HttpResponse:
    """Accounts are made by an admin; the page says whom to ask."""
    return render(request, "account/signup_closed.html")


@publik
@require_POST
def masuk_demo(request: HttpRequest) -> HttpResponse:
    """Enter one of the listed demo accounts; absent outside a demo database."""
    tugas = (
        next((p for p in akun_demo() if str(p.pk) == request.POST.get("penugasan")), None) if _demo_boleh() else None
    )
    if tugas is None:
        raise Http404("demo")
    login(request, tugas.user, backend=BACKEND)
    request.session[KUNCI_SESI] = str(tugas.pk)
    aksi.catat_masuk_demo(oleh=muat_pelaku(tugas.user, str(tugas.pk)))
    lanjut = request.POST.get("next", "")
    aman = url_has_allowed_host_and_scheme(lanjut, {request.get_host()}, require_https=request.is_secure())
    return redirect(lanjut if aman else settings.LOGIN_REDIRECT_URL)


@perlu_masuk
def profil(request: HttpRequest) -> HttpResponse:
    """Who I am, in which roles, and how the pages look."""
    return render(request, "satker/akun/profil.html", {"rincian": rincian_profil(request.pelaku)})


@perlu_masuk
@require_POST
def ganti_peran(request: HttpRequest) -> HttpResponse:
    """Act in another of one's own current roles."""
    pilihan = request.POST.get("penugasan", "")
    pelaku = muat_pelaku(request.user, pilihan)
    if pelaku.penugasan is None or str(pelaku.penugasan.pk) != pilihan:
        raise Http404("penugasan")
    request.session[KUNCI_SESI] = pilihan
    aksi.catat_ganti_peran(oleh=pelaku)
    messages.success(request, f"Anda sekarang bertindak sebagai {pelaku.peran_label}, {pelaku.unit.nama}.")
    return redirect("beranda")


@perlu_masuk
@require_POST
def tema(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the device. A cookie, because it belongs to the screen and not to the person."""
    pilihan = request.POST.get("tema")
    if pilihan not in TEMA:
        raise Http404("tema")
    jawaban = redirect("profil")
    jawaban.set_cookie("tema", pilihan, max_age=SETAHUN, samesite="Lax", httponly=True, secure=settings.ASAL_AMAN)
    return jawaban


@perlu_masuk
@require_POST
def hemat(request: HttpRequest) -> HttpResponse:
    """Saving data on or off. A cookie, because it belongs to the device and its network."""
    nyala = request.POST.get("hemat") == "ya"
    jawaban = redirect("profil")
    jawaban.set_cookie(
        KUKI_HEMAT,
        "ya" if nyala else "tidak",
        max_age=SETAHUN,
        samesite="Lax",
        httponly=True,
        secure=settings.ASAL_AMAN,
    )
    messages.success(request, "Hemat data dinyalakan di perangkat ini." if nyala else "Hemat data dimatikan di sini.")
    return jawaban


@perlu_masuk
@require_POST
def pintasan(request: HttpRequest) -> HttpResponse:
    """One-key shortcuts on or off (WCAG 2.1.4), for the person on every device."""
    nyala = request.POST.get("pintasan") == "nyala"
    aksi.atur_pintasan(oleh=request.pelaku, nyala=nyala)
    messages.success(request, "Pintasan satu huruf dinyalakan." if nyala else "Pintasan satu huruf dimatikan.")
    kembali = request.POST.get("kembali", "")  # the page that has a switch of its own
    if url_has_allowed_host_and_scheme(kembali, allowed_hosts=None):
        return redirect(kembali)
    return redirect("profil")
