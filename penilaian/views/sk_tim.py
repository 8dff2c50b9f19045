"""The filed decree of an evaluator team (izin kelola_tim)."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from penilaian.actions.sk_tim import unggah_sk_tim
from penilaian.models import Tim
from penilaian.views.akses_tim import dengan_tim
from penilaian.views.berkas_inspektorat import kirim_lampiran, terima_lampiran
from penilaian.views.tim import halaman_tim


# The body is read as for an upload: authorised first, the connection given back, the form token checked after it.
@transaction.non_atomic_requests
@csrf_exempt
@require_POST
@dengan_tim
def unggah(request: HttpRequest, tim: Tim) -> HttpResponse:
    """The decree comes in; a new one takes the place of the last."""

    def sesudah() -> HttpResponse:
        messages.success(request, "Berkas SK tersimpan.")
        return redirect("tim_rinci", tahun=tim.periode.tahun, tim=tim.pk)

    return terima_lampiran(
        request,
        instansi=tim.periode.instansi,
        simpan=lambda kiriman, putusan: unggah_sk_tim(oleh=request.pelaku, tim=tim, kiriman=kiriman, putusan=putusan),
        tolak=lambda kata, status: halaman_tim(request, tim, galat=kata, status=status),
        sesudah=sesudah,
    )


@transaction.non_atomic_requests
@require_safe
@dengan_tim
def unduh(request: HttpRequest, tim: Tim) -> HttpResponseBase:
    if tim.berkas_sk is None:
        raise Http404("sk")
    return kirim_lampiran(request, tim.berkas_sk, f"SK {tim.nama} {tim.periode.tahun}.pdf")
