"""Interview at a desk: asking from the bank, writing down answers, keeping the bank."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from penilaian.acara_baku import JENIS_TANYA
from penilaian.actions.sesi_dasar import SesiDitolak, jejak_sesi, kunci_sesi, pastikan_berlangsung
from penilaian.bank_tanya import baca_bank
from penilaian.models import BankTanya, RiwayatTanya, SesiDesk, TanyaJawab
from satker.actions.jejak import catat
from satker.models import Satker
from satker.pelaku import Pelaku


class TanyaUsang(Exception):
    """Somebody saved another text in between; `kini` is what is stored."""

    def __init__(self, kini: TanyaJawab) -> None:
        super().__init__("versi usang")
        self.kini = kini


@transaction.atomic
def tanyakan(
    *, oleh: Pelaku, sesi: SesiDesk, area: str, bank: BankTanya | None = None, jenis: str = "", teks: str = ""
) -> TanyaJawab:
    """Put a question of the bank, or an own one, on the list of a Pokja. A question of the bank only once."""
    kini = kunci_sesi(sesi)
    pastikan_berlangsung(kini)
    if bank is not None:
        if bank.satker_id != kini.lembar.periode.instansi_id or bank.area != area:
            raise SesiDitolak("Pertanyaan itu tidak ada di bank untuk Pokja ini.")
        if ada := TanyaJawab.objects.filter(sesi=kini, bank=bank).first():
            return ada
        jenis, teks = bank.jenis, bank.teks
    if jenis not in JENIS_TANYA or not teks.strip():
        raise SesiDitolak("Pilih jenis dan tulis pertanyaannya.")
    sekarang = timezone.now()
    tanya = TanyaJawab.objects.create(
        satker_id=kini.satker_id,
        sesi=kini,
        bank=bank,
        area=area,
        jenis=jenis,
        teks=teks.strip(),
        dibuat_pada=sekarang,
        oleh=oleh.user,
        pada=sekarang,
    )
    jejak_sesi(oleh, kini, "tanyakan", objek=f"tanya:{tanya.pk}", sesudah={"jenis": jenis}, area=area)
    return tanya


@transaction.atomic
def jawab_tanya(
    *, oleh: Pelaku, tanya: TanyaJawab, jawaban: str, catatan: str, kode_butir: str, versi_dasar: int
) -> bool:
    """Write down the answer; False when nothing changed.

    Raises TanyaUsang when another save came first and left something else, SesiDitolak when the session does not run.
    """
    sesi = kunci_sesi(tanya.sesi)
    pastikan_berlangsung(sesi)
    kini = TanyaJawab.objects.select_related("oleh").get(pk=tanya.pk)
    if (kini.jawaban, kini.catatan, kini.kode_butir) == (jawaban, catatan, kode_butir):
        return False
    if kini.versi != versi_dasar:
        raise TanyaUsang(kini)
    RiwayatTanya.objects.create(
        satker_id=kini.satker_id,
        tanya=kini,
        versi=kini.versi,
        jawaban=kini.jawaban,
        catatan=kini.catatan,
        kode_butir=kini.kode_butir,
        oleh=kini.oleh,
        pada=kini.pada,
    )
    kini.jawaban, kini.catatan, kini.kode_butir = jawaban, catatan, kode_butir
    kini.versi, kini.oleh, kini.pada = kini.versi + 1, oleh.user, timezone.now()
    kini.save(update_fields=["jawaban", "catatan", "kode_butir", "versi", "oleh", "pada"])
    jejak_sesi(
        oleh,
        sesi,
        "jawab_wawancara",
        objek=f"tanya:{kini.pk}",
        sesudah={"versi": kini.versi, "terjawab": bool(jawaban.strip())},
        area=kini.area,
    )
    return True


@transaction.atomic
def hapus_tanya(*, oleh: Pelaku, tanya: TanyaJawab) -> None:
    """Take a question off that nobody has written anything under. Raises SesiDitolak."""
    sesi = kunci_sesi(tanya.sesi)
    pastikan_berlangsung(sesi)
    kini = TanyaJawab.objects.get(pk=tanya.pk)
    if kini.versi > 1:
        raise SesiDitolak("Pertanyaan ini sudah diisi, jadi tidak dapat dihapus.")
    jejak_sesi(oleh, sesi, "hapus_tanya", objek=f"tanya:{kini.pk}", sebelum={"jenis": kini.jenis}, area=kini.area)
    kini.delete()


# --- The bank ------------------------------------------------------------------------------------------------------


@transaction.atomic
def simpan_bank(
    *, oleh: Pelaku, instansi: Satker, bank: BankTanya | None, area: str, jenis: str, teks: str, aktif: bool
) -> BankTanya:
    """Add a question to the bank or change one; what was asked already keeps its text."""
    if bank is None:
        bank = BankTanya(satker=instansi, kode=f"sendiri-{secrets.token_hex(6)}")
        sebelum = None
    else:
        sebelum = {"area": bank.area, "jenis": bank.jenis, "aktif": bank.aktif}
    bank.area, bank.jenis, bank.teks, bank.aktif = area, jenis, teks, aktif
    bank.save()
    catat(
        oleh=oleh,
        satker=instansi,
        aksi="simpan_bank_tanya",
        objek=f"banktanya:{bank.pk}",
        sebelum=sebelum,
        sesudah={"area": area, "jenis": jenis, "aktif": aktif},
        area=area,
    )
    return bank


@transaction.atomic
def muat_bank(*, oleh: Pelaku | None, instansi: Satker, berkas: Path | None = None) -> int:
    """Add the shipped questions the bank does not have yet; changed ones stay as the instansi wrote them."""
    ada = set(BankTanya.objects.filter(satker=instansi).values_list("kode", flat=True))
    baru = [b for b in baca_bank(berkas) if b.kode not in ada]
    BankTanya.objects.bulk_create(
        [BankTanya(satker=instansi, kode=b.kode, area=b.area, jenis=b.jenis, teks=b.teks) for b in baru],
        ignore_conflicts=True,
    )
    if baru:
        catat(
            oleh=oleh,
            satker=instansi,
            aksi="muat_bank_tanya",
            objek=f"satker:{instansi.pk}",
            sesudah={"ditambah": len(baru)},
        )
    return len(baru)
