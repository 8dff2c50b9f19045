"""What the virus scanner says about stored bytes, and what follows for the versions that have them.

A file is scanned before its verdict; when the scanner cannot be asked it is stored, waits unseen, and is scanned again
by the timetable. Nothing ever passes because the scanner was silent.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from berkas import antivirus, pesan
from berkas.actions.hasil import DitolakError
from berkas.actions.indeks import segarkan_indeks
from berkas.actions.pemakaian import kunci_pemakaian
from berkas.antivirus import TidakTerpindaiError
from berkas.models import Isi, Pindai, PutusanVersi, VersiBerkas
from berkas.penyimpanan import Kiriman
from berkas.periksa.putusan import Alasan, Putusan
from satker.actions.jejak import catat

log = logging.getLogger(__name__)
SEKALI = 500  # waiting files of one run; the next run takes the rest


@dataclass(frozen=True, slots=True)
class HasilPindai:
    """How many waiting files turned out clean and infected, and how many still wait."""

    bersih: int
    terjangkit: int
    menunggu: int


def pindai_kiriman(kiriman: Kiriman, putusan: Putusan) -> Putusan:
    """The verdict of the checks with that of the scanner. Raises DitolakError when something was found."""
    if not antivirus.disetel():
        return putusan
    try:
        with kiriman.jalur.open("rb") as isi:
            temuan = antivirus.pindai(isi)
    except TidakTerpindaiError as galat:
        log.warning("belum dipindai: %s", galat)
        return replace(putusan, pindai=antivirus.MENUNGGU)
    if temuan:
        raise ditolak_virus(kiriman.nama)
    return replace(putusan, pindai=antivirus.BERSIH)


def ditolak_virus(nama: str) -> DitolakError:
    return DitolakError(Alasan.VIRUS, pesan.pesan_tolak(Alasan.VIRUS, nama, ukuran=0, batas=0))


def catat_pindai(isi: Isi, *, nama: str, pindai: str) -> None:
    """The same bytes came again with this state. Only under the satker's usage lock. Raises DitolakError."""
    if pindai == Pindai.BERSIH and isi.pindai != Pindai.BERSIH:
        _terapkan(isi, "")
    elif isi.pindai == Pindai.TERJANGKIT:
        raise ditolak_virus(nama)
    elif pindai == Pindai.MENUNGGU and isi.pindai == Pindai.TIDAK:
        isi.pindai = Pindai.MENUNGGU
        isi.save(update_fields=["pindai"])


def pindai_tertunda() -> HasilPindai:
    """Scan the bytes that wait; stops at once when the scanner has no verdict. Idempotent."""
    menunggu = Isi.objects.filter(pindai=Pindai.MENUNGGU, dibuang_pada__isnull=True)
    hasil = {True: 0, False: 0}
    if antivirus.disetel():
        for isi in menunggu.select_related("satker").order_by("pada", "pk")[:SEKALI]:
            try:
                with default_storage.open(isi.kunci) as aliran:
                    temuan = antivirus.pindai(aliran)
            except TidakTerpindaiError as galat:
                log.warning("pemindaian tertunda: %s", galat)
                if _diam():
                    break
                continue  # this one file is too much for it; the others need not wait
            except OSError:
                log.exception("isi berkas tidak terbaca: %s", isi.kunci)
                continue
            hasil[bool(temuan)] += _selesaikan(isi, temuan)
    return HasilPindai(bersih=hasil[False], terjangkit=hasil[True], menunggu=menunggu.count())


def _diam() -> bool:
    """Whether the scanner as a whole gives no verdict now."""
    try:
        return antivirus.versi().usang
    except TidakTerpindaiError:
        return True


@transaction.atomic
def _selesaikan(isi: Isi, temuan: str) -> int:
    """1 when this run decided it, 0 when an upload or another run was faster."""
    kunci_pemakaian(isi.satker)
    kini = Isi.objects.get(satker=isi.satker_id, pk=isi.pk)
    if kini.pindai != Pindai.MENUNGGU:
        return 0
    _terapkan(kini, temuan)
    return 1


def _terapkan(isi: Isi, temuan: str) -> None:
    """Write the verdict to the bytes and to every version that has them, with one audit row."""
    isi.pindai = Pindai.TERJANGKIT if temuan else Pindai.BERSIH
    isi.pindai_pada, isi.temuan = timezone.now(), temuan
    isi.save(update_fields=["pindai", "pindai_pada", "temuan"])
    versi = VersiBerkas.objects.filter(satker=isi.satker_id, isi=isi)
    nama = list(versi.order_by("pada").values_list("nama_kirim", flat=True)[:10])
    if temuan:
        versi.update(putusan=PutusanVersi.DITOLAK)
    else:
        versi.filter(putusan=PutusanVersi.MENUNGGU).update(putusan=PutusanVersi.LOLOS)
    segarkan_indeks(versi.values_list("berkas", flat=True))
    catat(
        oleh=None,
        satker=isi.satker,
        aksi="pindai_berkas",
        objek=f"isi:{isi.pk}",
        sesudah={"temuan": temuan} if temuan else {"berkas": nama},
    )
