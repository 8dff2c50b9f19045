"""The verdict on an incident: the ketua proposes, a second person decides. Nothing is deducted before that."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from penilaian.actions.insiden import kunci_insiden, tulis_jejak, tulis_riwayat
from penilaian.models import HasilUsul, Insiden, PutusanInsiden
from penilaian.pengurang.aturan import DUGAAN, TIDAK_TERBUKTI, AturanSalah
from penilaian.pengurang.status import NAMA, TERBUKA, pindah
from satker.pelaku import Pelaku

ORANG_SAMA = "Putusan ditetapkan orang kedua. Anda yang mengusulkan, jadi orang lain yang memutuskan."
BELUM_DIJAWAB = "Satker belum menjawab dan waktunya belum lewat. Tunggu jawaban atau tenggatnya."


@transaction.atomic
def usul_putusan(
    *, oleh: Pelaku, insiden: Insiden, putusan: str, alasan: str, dilaporkan_sendiri: bool, ditangani: bool
) -> PutusanInsiden:
    """Propose a verdict with its reason and the marks that move the figure. Raises AturanSalah."""
    kini = kunci_insiden(insiden)
    if kini.status == DUGAAN:
        raise AturanSalah("Mulai klarifikasi dahulu, lalu usulkan putusan.")
    pindah(kini.status, putusan)
    if not alasan.strip():
        raise AturanSalah("Tulis alasannya.")
    if kini.putusan.filter(hasil=HasilUsul.TERBUKA).exists():
        raise AturanSalah("Sudah ada usul putusan yang menunggu orang kedua.")
    if kini.status in TERBUKA and putusan != TIDAK_TERBUKTI and not _boleh_putus(kini):
        raise AturanSalah(BELUM_DIJAWAB)
    usul = PutusanInsiden.objects.create(
        satker=kini.satker,
        insiden=kini,
        nomor=kini.putusan.count() + 1,
        putusan=putusan,
        dilaporkan_sendiri=dilaporkan_sendiri,
        ditangani=ditangani,
        alasan=alasan.strip(),
        diusulkan_oleh=oleh.user,
        diusulkan_pada=timezone.now(),
    )
    tulis_riwayat(oleh, kini, "usul", dari=kini.status, ke=kini.status, catatan=f"{NAMA[putusan]}: {alasan}", tim=True)
    tulis_jejak(oleh, kini, "usul_putusan_insiden")
    return usul


@transaction.atomic
def putus_insiden(*, oleh: Pelaku, insiden: Insiden, usul: PutusanInsiden, terima: bool, alasan: str = "") -> Insiden:
    """Decide on a proposal: the verdict holds from now, or the proposal goes back with a reason. Raises AturanSalah.

    Figures are computed from the incidents as they are, so nothing else has to be written (P9).
    """
    kini = kunci_insiden(insiden)
    baris = PutusanInsiden.objects.select_for_update().filter(satker=kini.satker_id, insiden=kini, pk=usul.pk).first()
    if baris is None or baris.hasil != HasilUsul.TERBUKA:
        raise AturanSalah("Usul putusan ini sudah diputuskan orang lain. Muat ulang halaman.")
    if baris.diusulkan_oleh_id == oleh.user.pk:
        raise AturanSalah(ORANG_SAMA)
    if not terima and not alasan.strip():
        raise AturanSalah("Tulis alasan mengembalikan usul ini.")
    dari = kini.status
    baris.hasil = HasilUsul.DITERIMA if terima else HasilUsul.DIKEMBALIKAN
    baris.alasan_hasil, baris.diputus_oleh, baris.diputus_pada = alasan.strip(), oleh.user, timezone.now()
    baris.save(update_fields=["hasil", "alasan_hasil", "diputus_oleh", "diputus_pada"])
    if not terima:
        tulis_riwayat(oleh, kini, "tolak_usul", dari=dari, ke=dari, catatan=alasan, tim=True)
        tulis_jejak(oleh, kini, "kembalikan_usul_insiden")
        return kini
    kini.status = pindah(dari, baris.putusan)
    kini.dilaporkan_sendiri, kini.ditangani = baris.dilaporkan_sendiri, baris.ditangani
    kini.save(update_fields=["status", "dilaporkan_sendiri", "ditangani"])
    tulis_riwayat(oleh, kini, "putus", dari=dari, ke=kini.status, catatan=baris.alasan)
    tulis_jejak(
        oleh, kini, "putus_insiden", dari=dari, dilaporkan_sendiri=kini.dilaporkan_sendiri, ditangani=kini.ditangani
    )
    return kini


def _boleh_putus(insiden: Insiden) -> bool:
    """The satker has answered, or its time is over by the database clock."""
    return insiden.tanggapan.exists() or Insiden.objects.filter(pk=insiden.pk, tenggat__lte=Now()).exists()
