"""Handlers of jobs that exist only in tests; they count how often their effect happens."""

from typing import Any

from satker.actions.pekerjaan import GagalTetapError, detak
from satker.models import Pekerjaan

dipanggil: list[dict[str, Any]] = []


def hitung(**argumen: Any) -> dict[str, str]:
    dipanggil.append(argumen)
    return {"pesan": "Tiga baris diimpor.", "url": "/tugas/", "label": "Lihat daftar"}


def meledak(**argumen: Any) -> None:
    dipanggil.append(argumen)
    raise RuntimeError("rahasia dalam: /jalur/mesin")


def tolak(**argumen: Any) -> None:
    raise GagalTetapError("Berkas Excel tidak punya lembar LKE.")


def bertahap(*, pekerjaan: Pekerjaan) -> None:
    detak(pekerjaan=pekerjaan, langkah="Memeriksa baris 340 dari 1.200", kemajuan=28)
    dipanggil.append(Pekerjaan.objects.values("langkah", "kemajuan").get(pk=pekerjaan.pk))


def direbut(*, pekerjaan: Pekerjaan) -> None:
    """Another worker takes the job while this one is still inside."""
    Pekerjaan.objects.filter(pk=pekerjaan.pk).update(percobaan=pekerjaan.percobaan + 1)
    detak(pekerjaan=pekerjaan, kemajuan=50)
    dipanggil.append({"sesudah": "tidak boleh sampai"})
