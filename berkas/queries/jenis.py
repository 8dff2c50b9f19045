"""The accepted kinds of files as people read them: the same table that the checks use."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from berkas.periksa.tipe import ARSIP, FOTO, LAMA, MAKRO, TIPE
from common.desimal import format_ukuran


@dataclass(frozen=True, slots=True)
class BarisJenis:
    """`ekstensi` with dots; `batas` in words."""

    nama: str
    ekstensi: str
    batas: str


@dataclass(frozen=True, slots=True)
class BarisDitolak:
    """Kinds that are refused for a reason, and how to bring their contents in."""

    ekstensi: str
    sebab: str
    cara: str


@dataclass(frozen=True, slots=True)
class JenisBerkas:
    diterima: tuple[BarisJenis, ...]
    ditolak: tuple[BarisDitolak, ...]


def jenis_berkas() -> JenisBerkas:
    """No SQL."""
    return JenisBerkas(
        tuple(
            BarisJenis(
                t.nama,
                _titik(t.ekstensi),
                format_ukuran(min(t.maks or settings.BATAS_BERKAS, settings.BATAS_BERKAS)),
            )
            for t in TIPE
        ),
        (
            *(
                BarisDitolak(
                    _titik(k for k, v in LAMA.items() if v == baru),
                    "format lama atau tidak umum",
                    f"Simpan sebagai {baru}.",
                )
                for baru in ("DOCX", "XLSX", "PPTX")
            ),
            BarisDitolak(_titik(MAKRO), "memuat makro", "Simpan sebagai DOCX, XLSX, atau PPTX tanpa makro."),
            BarisDitolak(
                _titik(sorted(FOTO)), "tidak terbuka di semua peramban", "Simpan atau bagikan foto sebagai JPG."
            ),
            BarisDitolak(_titik(sorted(ARSIP)), "isi arsip tidak terlihat", "Ekstrak dulu, lalu unggah isinya."),
        ),
    )


def _titik(ekstensi: object) -> str:
    return ", ".join(f".{e}" for e in ekstensi)  # type: ignore[attr-defined]
