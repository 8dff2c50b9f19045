"""Whether this device saves data: the switch on the profile page, or what the browser itself asks for."""

from __future__ import annotations

from django.http import HttpRequest

KUKI_HEMAT = "hemat"


def hemat_data(request: HttpRequest) -> bool:
    """No fetching ahead, no asking again and again, and the text of a file before its picture."""
    pilihan = request.COOKIES.get(KUKI_HEMAT)
    return pilihan == "ya" or (pilihan != "tidak" and request.headers.get("Save-Data", "").lower() == "on")


def cara_lihat(request: HttpRequest) -> str:
    """`?cara=` of a preview. Who saves data reads the text first; a link of the preview says what it wants."""
    cara = request.GET.get("cara", "")
    return "teks" if not cara and "hal" not in request.GET and hemat_data(request) else cara
