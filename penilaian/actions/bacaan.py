"""The verdict on a file and the read log. Nothing here changes a score."""

from __future__ import annotations

import datetime as dt
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from penilaian.actions.alur import kunci_alur
from penilaian.alur import KEADAAN, LangkahDitolak
from penilaian.izin import di_luar_waktu_nilai
from penilaian.lapisan import LAPISAN
from penilaian.models import BacaBukti, Lapisan, LembarKerja, PutusanBerkas, PutusanBukti, TingkatBaca
from penilaian.queries.bacaan import sematan_kini
from penilaian.queries.ganda import aksi_dalam, tersembunyi
from penilaian.queries.tim import bernyataan_bebas
from satker.actions.jejak import catat
from satker.pelaku import Pelaku
from satker.queries.waktu import keadaan_jendela

CARA = ("pratinjau", "unduh")
_HALAMAN_MAKS = 2000


@transaction.atomic
def putus_bukti(
    *,
    oleh: Pelaku,
    lembar: LembarKerja,
    bukti_id: uuid.UUID,
    versi_id: uuid.UUID,
    putusan: str,
    catatan: str,
    nomor_dilihat: int,
) -> PutusanBukti:
    """Record the team's verdict on a pinned file. `nomor_dilihat`: the verdict seen (0: none yet).

    Raises ValidationError (no note), LangkahDitolak: keadaan, jendela, pernyataan, sematan (not part of what was sent),
    berubah (somebody decided in between).
    """
    alur = kunci_alur(lembar)
    aturan = LAPISAN[Lapisan.TPI_ANGGOTA]
    if alur.keadaan not in aturan.keadaan or oleh.peran not in aturan.penulis:
        raise LangkahDitolak(
            "keadaan", f"Lembar ini sedang {KEADAAN[alur.keadaan].lower()}: putusan tidak dapat diubah."
        )
    jendela = keadaan_jendela(satker=lembar.satker, periode=lembar.periode, tahap=aturan.tahap, peran=oleh.peran)
    if not jendela.terbuka:
        raise LangkahDitolak("jendela", di_luar_waktu_nilai(jendela, aturan.tahap))
    if not bernyataan_bebas(oleh, lembar):
        raise LangkahDitolak("pernyataan", "Tandatangani dulu pernyataan kepentingan untuk satker ini.")
    sematan = next((s for s in sematan_kini(lembar) if (s.bukti_id, s.versi_id) == (bukti_id, versi_id)), None)
    if sematan is None:
        raise LangkahDitolak("sematan", "Berkas ini bukan bagian dari yang dikirim satker.")
    if putusan != PutusanBerkas.DITERIMA and not catatan.strip():
        raise ValidationError({"catatan": "Tulis catatan: apa yang kurang atau salah."})
    lalu = (
        PutusanBukti.objects.filter(satker=lembar.satker_id, bukti=bukti_id, versi=versi_id).order_by("-nomor").first()
    )
    if (lalu.nomor if lalu else 0) != nomor_dilihat:
        if sematan.kode_butir in tersembunyi(oleh, lembar):
            raise LangkahDitolak(
                "ganda", "Rekan Anda sudah memutus berkas ini. Beri nilai soal ini dulu, lalu putusannya terlihat."
            )
        raise LangkahDitolak(
            "berubah", "Rekan Anda baru saja memutus berkas ini. Lihat putusannya, lalu putuskan lagi."
        )
    if lalu and (lalu.putusan, lalu.catatan) == (putusan, catatan.strip()):
        return lalu
    baru = PutusanBukti.objects.create(
        satker_id=lembar.satker_id,
        lembar=lembar,
        bukti_id=bukti_id,
        versi_id=versi_id,
        nomor=nomor_dilihat + 1,
        putusan=putusan,
        catatan=catatan.strip(),
        oleh=oleh.user,
        peran=oleh.peran_label[:40],
        pada=timezone.now(),
    )
    catat(
        oleh=oleh,
        satker=lembar.satker,
        periode=lembar.periode,
        kode_butir=sematan.kode_butir,
        aksi=aksi_dalam(lembar, sematan.kode_butir, "putus_bukti"),
        objek=f"bukti:{bukti_id}",
        sebelum={"putusan": lalu.putusan} if lalu else None,
        sesudah={"putusan": putusan, "berkas": sematan.nama},
    )
    return baru


@transaction.atomic
def catat_baca(
    *, oleh: Pelaku, lembar: LembarKerja, versi_id: uuid.UUID, cara: str, halaman: int | None = None
) -> BacaBukti | None:
    """Note that the evaluator opened a pinned file; None when the version is not part of what was sent.

    Idempotent: one row per evaluator and version, times only widen, pages only add up. The row is the log itself, so
    there is no audit row; only the evaluator's own statement of how far it was read (tandai_baca) gets one.
    """
    if cara not in CARA or not any(s.versi_id == versi_id for s in sematan_kini(lembar)):
        return None
    sekarang = timezone.now()
    baris, baru = BacaBukti.objects.select_for_update().get_or_create(
        satker_id=lembar.satker_id,
        lembar=lembar,
        versi_id=versi_id,
        penilai=oleh.user,
        defaults={"pertama": sekarang, "terakhir": sekarang},
    )
    lihat = _tambah(baris.halaman, halaman)
    baris.terakhir = baris.terakhir if baru else max(sekarang, baris.terakhir + dt.timedelta(microseconds=1))
    baris.halaman, baris.diunduh = lihat, baris.diunduh or cara == "unduh"
    baris.save(update_fields=["terakhir", "halaman", "diunduh"])
    return baris


def _tambah(lama: list[int], halaman: int | None) -> list[int]:
    if halaman is None or not 1 <= halaman <= _HALAMAN_MAKS:
        return lama
    return sorted({*lama, halaman})


@transaction.atomic
def tandai_baca(*, oleh: Pelaku, lembar: LembarKerja, kode_butir: str, tingkat: str) -> int:
    """The evaluator says how far the files of a butir were read; returns how many files are marked.

    "penuh" needs every file of the butir to have been opened by the person, "contoh" at least one, so that the
    statement of the LHE rests on the log. '' takes the mark back. Raises ValidationError.
    """
    if tingkat not in ("", *TingkatBaca.values):
        raise ValidationError("Pilih dibaca contoh atau dibaca penuh.")
    versi = {s.versi_id for s in sematan_kini(lembar) if s.kode_butir == kode_butir}
    baris = BacaBukti.objects.select_for_update().filter(
        satker=lembar.satker_id, lembar=lembar, penilai=oleh.user, versi__in=versi
    )
    dibuka = list(baris)
    belum = len(versi) - len(dibuka)
    if not versi:
        raise ValidationError("Soal ini dikirim tanpa berkas, jadi tidak ada yang dibaca.")
    if tingkat == TingkatBaca.PENUH and belum:
        raise ValidationError(f"{belum} berkas soal ini belum Anda buka. Buka dulu, lalu tandai lagi.")
    if not dibuka:
        raise ValidationError("Belum ada berkas soal ini yang Anda buka. Buka dulu, lalu tandai lagi.")
    saat = timezone.now() if tingkat else None
    diubah = [b for b in dibuka if b.tingkat != tingkat]
    if diubah:
        baris.filter(pk__in=[b.pk for b in diubah]).update(tingkat=tingkat, ditandai_pada=saat)
        catat(
            oleh=oleh,
            satker=lembar.satker,
            periode=lembar.periode,
            kode_butir=kode_butir,
            aksi=aksi_dalam(lembar, kode_butir, "tandai_baca"),
            objek=f"lembar:{lembar.pk}",
            sesudah={"tingkat": tingkat or "dibuka", "berkas": len(diubah)},
        )
    return len(diubah)
