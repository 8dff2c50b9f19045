"""Saving answers of the satker layer. Lock order: lembar, jawaban, ringkasan (decisions §4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from instrumen.pohon.tipe import Butir, Instrumen
from instrumen.queries import instrumen_untuk
from penilaian.actions.ringkasan import tulis_ringkasan
from penilaian.models import Jawaban, Lapisan, LembarKerja, RiwayatJawaban
from penilaian.queries.lke import dapat_disalin
from penilaian.queries.nilai import wbk_sejak
from penilaian.skor.hitung import HasilSkor, hitung, nilai_butir, periksa_jawaban
from satker.actions.jejak import catat
from satker.models import Jejak
from satker.pelaku import Pelaku


class VersiUsang(Exception):
    """Somebody saved in between; `kini` is the stored answer (None: it was never saved, so the caller is confused)."""

    def __init__(self, kini: Jawaban | None) -> None:
        super().__init__("versi usang")
        self.kini = kini


class JawabanDitolak(Exception):
    """The content breaks a rule that the form should have caught; nothing was written."""


@dataclass(frozen=True, slots=True)
class Tersimpan:
    """What a save leaves behind: the answer row and the result of the whole sheet."""

    jawaban: Jawaban
    hasil: HasilSkor
    berubah: bool


@transaction.atomic
def simpan_jawaban(
    *,
    oleh: Pelaku,
    lembar: LembarKerja,
    butir: Butir,
    isi: str | Mapping[str, str] | None,
    uraian: str,
    catatan_nol: str,
    versi_dasar: int,
) -> Tersimpan:
    """Save one answer and the figures of the sheet.

    `versi_dasar` is the version the person saw (0: no answer yet). Raises VersiUsang when another save came first and
    left something else, JawabanDitolak when the content is invalid. An unchanged answer is not written again; saving
    an unchanged copy of another year says that it was looked at.
    """
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    _pastikan_sah(butir, isi, catatan_nol)
    LembarKerja.objects.select_for_update().get(pk=lembar.pk)
    baris = Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.SATKER).select_related("oleh")
    semua = {j.kode_butir: j for j in baris}
    lama = semua.get(butir.kode)
    sebelum = {"isi": lama.isi, "uraian": lama.uraian, "catatan_nol": lama.catatan_nol} if lama else None
    sesudah = {"isi": isi, "uraian": uraian, "catatan_nol": catatan_nol}
    # Compared before the version: a form sent twice, or two people with the same answer, is no conflict.
    if sesudah == (sebelum or {"isi": None, "uraian": "", "catatan_nol": ""}):
        if lama and lama.salinan_dari:
            _akui_salinan(oleh, lembar, butir, lama)
        return Tersimpan(
            lama or Jawaban(kode_butir=butir.kode, versi=0), hitung_jawaban(instrumen, lembar, semua), False
        )
    pastikan_terbaru(lama, versi_dasar)
    jawaban = tulis_jawaban(lembar, butir, lama, sesudah, oleh)
    hasil = hitung_jawaban(instrumen, lembar, {**semua, butir.kode: jawaban})
    tulis_ringkasan(lembar=lembar, lapisan=Lapisan.SATKER, instrumen=instrumen, hasil=hasil)
    _catat_perubahan(oleh, lembar, butir, jawaban, sebelum, sesudah)
    return Tersimpan(jawaban, hasil, True)


def _akui_salinan(oleh: Pelaku, lembar: LembarKerja, butir: Butir, jawaban: Jawaban) -> None:
    """Somebody looked at a copied answer and kept it."""
    sebelum, jawaban.salinan_dari = jawaban.salinan_dari, None
    jawaban.oleh, jawaban.pada = oleh.user, timezone.now()
    jawaban.save(update_fields=["salinan_dari", "oleh", "pada"])
    catat(
        oleh=oleh,
        satker=lembar.satker,
        periode=lembar.periode,
        kode_butir=butir.kode,
        area=butir.area,
        aksi="periksa_salinan",
        objek=f"jawaban:{jawaban.pk}",
        sebelum={"salinan_dari": sebelum},
        sesudah={"isi": jawaban.isi},
    )


def pastikan_terbaru(lama: Jawaban | None, versi_dasar: int) -> None:
    if (lama.versi if lama else 0) != versi_dasar:
        raise VersiUsang(lama)


def _pastikan_sah(butir: Butir, isi: Any, catatan_nol: str) -> None:
    if isi is None:
        return
    galat = [g for g in periksa_jawaban(butir, isi) if g.kode != "belum_lengkap"]
    if galat:
        raise JawabanDitolak(f"{butir.kode_pendek}: {galat[0].kode}")
    if nilai_butir(butir, isi).nol and not catatan_nol.strip():
        raise JawabanDitolak(f"{butir.kode_pendek}: penyebut nol tanpa catatan")


def hitung_jawaban(instrumen: Instrumen, lembar: LembarKerja, semua: Mapping[str, Jawaban]) -> HasilSkor:
    isi = {kode: jawaban.isi for kode, jawaban in semua.items() if jawaban.isi is not None}
    return hitung(instrumen, isi, wbk_sejak=wbk_sejak(lembar), tahun=lembar.periode.tahun)


def tulis_jawaban(
    lembar: LembarKerja,
    butir: Butir,
    lama: Jawaban | None,
    sesudah: Mapping[str, Any],
    oleh: Pelaku,
    **kunci: Any,
) -> Jawaban:
    """Make the row of a layer (`kunci`: lapisan, penilai) or its next version; the old contents go to the history."""
    sekarang = timezone.now()
    if lama is None:
        return Jawaban.objects.create(
            satker_id=lembar.satker_id,
            lembar=lembar,
            kode_butir=butir.kode,
            **kunci,
            **sesudah,
            oleh=oleh.user,
            pada=sekarang,
        )
    RiwayatJawaban.objects.create(
        satker_id=lembar.satker_id,
        jawaban=lama,
        versi=lama.versi,
        isi=lama.isi,
        uraian=lama.uraian,
        catatan_nol=lama.catatan_nol,
        oleh_id=lama.oleh_id,
        pada=lama.pada,
    )
    for kolom, nilai in sesudah.items():
        setattr(lama, kolom, nilai)
    lama.versi += 1
    lama.oleh, lama.pada, lama.salinan_dari = oleh.user, sekarang, None
    lama.save(update_fields=[*sesudah, "versi", "oleh", "pada", "salinan_dari"])
    return lama


def _catat_perubahan(
    oleh: Pelaku,
    lembar: LembarKerja,
    butir: Butir,
    jawaban: Jawaban,
    sebelum: Mapping[str, Any] | None,
    sesudah: Mapping[str, Any],
) -> None:
    """Narratives stay in the version tables; the log keeps the answer and that the text changed (decisions §6)."""
    dulu = sebelum or {"isi": None, "uraian": "", "catatan_nol": ""}
    teks = [k for k in ("uraian", "catatan_nol") if dulu[k] != sesudah[k]]
    catat(
        oleh=oleh,
        satker=lembar.satker,
        periode=lembar.periode,
        kode_butir=butir.kode,
        area=butir.area,
        aksi="jawab" if dulu["isi"] != sesudah["isi"] else "ubah_uraian",
        objek=f"jawaban:{jawaban.pk}",
        sebelum={"isi": dulu["isi"]} | ({"versi": jawaban.versi - 1} if sebelum else {}),
        sesudah={"isi": sesudah["isi"], "versi": jawaban.versi} | ({"berubah": teks} if teks else {}),
    )


@transaction.atomic
def pulihkan_versi(*, oleh: Pelaku, lembar: LembarKerja, butir: Butir, versi: int, versi_dasar: int) -> Tersimpan:
    """Save the contents of an earlier version again, as a new version.

    `versi_dasar` is the version the person saw, as in simpan_jawaban: taking back never runs over somebody else's
    later save. Raises VersiUsang, RiwayatJawaban.DoesNotExist.
    """
    lama = RiwayatJawaban.objects.get(
        jawaban__lembar=lembar, jawaban__lapisan=Lapisan.SATKER, jawaban__kode_butir=butir.kode, versi=versi
    )
    return simpan_jawaban(
        oleh=oleh,
        lembar=lembar,
        butir=butir,
        isi=lama.isi,
        uraian=lama.uraian,
        catatan_nol=lama.catatan_nol,
        versi_dasar=versi_dasar,
    )


@transaction.atomic
def salin_jawaban(*, oleh: Pelaku, lembar: LembarKerja, dari: LembarKerja, kode_butir: list[str] | None = None) -> int:
    """Copy answers of another year of the same unit into empty butir only; returns how many were copied.

    Both years must use the same instrument; existing answers are never overwritten. Narratives are copied with them.
    Counts, indices and Hasil belong to one year and are never copied (dapat_disalin); what is copied stays marked until
    a person saves it.
    """
    if dari.satker_id != lembar.satker_id or dari.periode.instrumen != lembar.periode.instrumen:
        raise JawabanDitolak("lembar sumber berbeda satker atau instrumen")
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    LembarKerja.objects.select_for_update().get(pk=lembar.pk)
    ada = set(Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.SATKER).values_list("kode_butir", flat=True))
    sumber = Jawaban.objects.filter(lembar=dari, lapisan=Lapisan.SATKER, isi__isnull=False)
    sekarang = timezone.now()
    baru = [
        Jawaban(
            satker_id=lembar.satker_id,
            lembar=lembar,
            kode_butir=j.kode_butir,
            isi=j.isi,
            uraian=j.uraian,
            catatan_nol=j.catatan_nol,
            salinan_dari=dari.periode.tahun,
            oleh=oleh.user,
            pada=sekarang,
        )
        for j in sumber
        if dapat_disalin(instrumen.butir[j.kode_butir])
        if j.kode_butir not in ada and (kode_butir is None or j.kode_butir in kode_butir)
        if oleh.boleh_area(instrumen.butir[j.kode_butir].area)
    ]
    if not baru:
        return 0
    Jawaban.objects.bulk_create(baru)
    Jejak.objects.bulk_create(
        catat(
            oleh=oleh,
            satker=lembar.satker,
            periode=lembar.periode,
            kode_butir=jawaban.kode_butir,
            area=instrumen.butir[jawaban.kode_butir].area,
            aksi="salin_jawaban",
            objek=f"jawaban:{jawaban.pk}",
            sesudah={"isi": jawaban.isi, "versi": 1, "dari_tahun": dari.periode.tahun},
            simpan=False,
        )
        for jawaban in baru
    )
    semua = {j.kode_butir: j for j in Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.SATKER)}
    hasil = hitung_jawaban(instrumen, lembar, semua)
    tulis_ringkasan(lembar=lembar, lapisan=Lapisan.SATKER, instrumen=instrumen, hasil=hasil)
    return len(baru)
