"""Loading versions of the LKE into the database."""

from dataclasses import dataclass
from typing import Literal

from django.db import transaction

from instrumen.models import StatusVersi, VersiInstrumen
from instrumen.pohon.baca import ke_isi
from instrumen.pohon.tipe import Instrumen


class VersiBeku(Exception):
    """A frozen version has other facts than the file: nothing was written."""


@dataclass(frozen=True, slots=True)
class HasilMuat:
    """What `muat_versi` did."""

    kode: str
    hash: str
    perubahan: Literal["baru", "diperbarui", "tetap"]


@transaction.atomic
def muat_versi(instrumen: Instrumen) -> HasilMuat:
    """Make the version of `instrumen.kode` exist, frozen, with these facts. Idempotent.

    A draft of the same kode is replaced and frozen. Raises VersiBeku when the version is frozen with other facts: a
    correction needs a new kode. The overlay is not stored; names in lists (`nama`) are.
    """
    isi = {"nama": instrumen.nama, "hash": instrumen.hash, "isi": ke_isi(instrumen), "status": StatusVersi.BEKU}
    baris, baru = VersiInstrumen.objects.select_for_update().get_or_create(kode=instrumen.kode, defaults=isi)
    if baru:
        return HasilMuat(instrumen.kode, instrumen.hash, "baru")
    if baris.status == StatusVersi.BEKU:
        if baris.hash != instrumen.hash:
            raise VersiBeku(
                f"Instrumen {instrumen.kode} sudah beku dengan hash {baris.hash[:12]}, berkasnya "
                f"{instrumen.hash[:12]}. "
                "Tidak ada yang diubah. Perbaikan harus dimuat sebagai versi baru dengan kode lain."
            )
        return HasilMuat(instrumen.kode, instrumen.hash, "tetap")
    for kolom, nilai in isi.items():
        setattr(baris, kolom, nilai)
    baris.save()
    return HasilMuat(instrumen.kode, instrumen.hash, "diperbarui")
