"""Recommendations out of an issued LHE: what the lead changed before, and the rows that issuing makes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from berkas.models import DokumenTerbit
from penilaian.actions.rekomendasi import buat_rekomendasi, catat_rekomendasi
from penilaian.models import (
    CalonRekomendasi,
    LembarKerja,
    PenanggungJawab,
    Rekomendasi,
    StatusRekomendasi,
    SumberRekomendasi,
)
from penilaian.queries.calon_rekomendasi import Calon, jabatan_baku
from satker.actions.jejak import catat
from satker.models import Penugasan, User
from satker.pelaku import Pelaku
from satker.peran import Peran


@dataclass(frozen=True, slots=True)
class IsiCalon:
    """What the lead says about one note."""

    dipakai: bool
    teks: str
    jabatan: str
    tenggat: dt.date | None


@transaction.atomic
def atur_calon(*, oleh: Pelaku, lembar: LembarKerja, calon: Mapping[str, Calon], isi: Mapping[str, IsiCalon]) -> int:
    """Keep the changes to the notes `calon` (butir → note as shown); what equals the note again is forgotten.

    Returns how many changed. Nothing is made yet: issuing the LHE does that. Raises ValidationError.
    """
    LembarKerja.objects.select_for_update().get(pk=lembar.pk)
    berubah: dict[str, str] = {}
    for kode, baru in isi.items():
        if kode not in calon:
            continue
        if not baru.teks.strip() or not baru.jabatan.strip():
            raise ValidationError({kode: "Isi rekomendasi dan penanggung jawabnya."})
        lama, asal = calon[kode], calon[kode].catatan
        isi_baru = IsiCalon(baru.dipakai, baru.teks.strip(), baru.jabatan.strip(), baru.tenggat)
        if isi_baru == IsiCalon(lama.dipakai, lama.isi.teks, lama.isi.jabatan, lama.tenggat):
            continue
        berubah[asal.kode] = "dijadikan rekomendasi" if baru.dipakai else "tidak dijadikan rekomendasi"
        milik: dict[str, Any] = {"satker_id": lembar.satker_id, "lembar": lembar, "kode_butir": kode}
        if isi_baru == IsiCalon(True, asal.teks, jabatan_baku(lama.area), None):
            CalonRekomendasi.objects.filter(**milik).delete()
            continue
        tetap = {"oleh": oleh.user, "pada": timezone.now()}
        CalonRekomendasi.objects.update_or_create(**milik, defaults=asdict(isi_baru) | tetap)
    if berubah:
        catat(
            oleh=oleh,
            satker=lembar.satker,
            periode=lembar.periode,
            aksi="dalam_atur_calon_rekomendasi",
            objek=f"lembar:{lembar.pk}",
            sesudah=berubah,
        )
    return len(berubah)


@transaction.atomic
def terbitkan_rekomendasi(*, oleh: Pelaku, dokumen: DokumenTerbit) -> int:
    """Make what the issued LHE prints, in the transaction that issues it. A later issue of the same LHE writes on the
    rows of the earlier: what is open takes the new words, what was followed up stays, what is gone is closed.
    """
    lembar = LembarKerja.objects.select_related("satker", "periode").get(
        satker=dokumen.satker_id, periode=dokumen.periode_id
    )
    milik = Rekomendasi.objects.select_for_update(of=("self",)).filter(
        satker=lembar.satker_id, lembar=lembar, dokumen__isnull=False
    )
    ada = {r.kode_butir: r for r in milik.select_related("satker", "lembar__periode")}
    pemilik = _pemilik(lembar)
    isi = dokumen.data["isi"].get("rekomendasi", [])
    for b in isi:
        tetap: dict[str, Any] = {
            "teks": b["teks"],
            "jabatan": b["jabatan"],
            "pemilik": pemilik.get(b["kode_butir"], pemilik.get(b["area"])) if _baku(b) else None,
            "tenggat": dt.date.fromisoformat(b["tenggat"]),
        }
        lama = ada.pop(b["kode_butir"], None)
        if lama is None:
            kunci: dict[str, Any] = {
                "oleh": oleh,
                "lembar": lembar,
                "sumber": SumberRekomendasi.LHE_TPI,
                "dokumen": dokumen,
            }
            buat_rekomendasi(**kunci, kode_butir=b["kode_butir"], area=b["area"], **tetap)
        else:
            _perbarui(oleh, lama, dokumen, tetap)
    for sisa in ada.values():
        _tutup(oleh, sisa, dokumen)
    return len(isi)


def _baku(b: Mapping[str, Any]) -> bool:
    return bool(b["jabatan"] == jabatan_baku(b["area"]))


def _pemilik(lembar: LembarKerja) -> dict[str, User]:
    """People behind the functions: by butir who answers it, by area the lead of the Pokja, for Hasil the head."""
    hasil: dict[str, User] = {}
    hari = timezone.localdate()
    for p in (
        Penugasan.objects.berlaku(hari).filter(unit=lembar.satker_id, peran=Peran.KETUA_POKJA).select_related("user")
    ):
        hasil[p.area] = p.user
    kepala = Penugasan.objects.berlaku(hari).filter(unit=lembar.satker_id, peran=Peran.KEPALA).select_related("user")
    for p in kepala[:1]:
        hasil |= {"B1": p.user, "B2": p.user}
    for t in PenanggungJawab.objects.filter(lembar=lembar).select_related("user"):
        hasil[t.kode_butir] = t.user
    return hasil


def _perbarui(oleh: Pelaku, r: Rekomendasi, dokumen: DokumenTerbit, isi: Mapping[str, Any]) -> None:
    """An open one takes the words of the new issue; one that was closed because it was gone is open again."""
    r.dokumen = dokumen
    gugur = r.status == StatusRekomendasi.SELESAI and not r.tindak_lanjut
    if r.status != StatusRekomendasi.TERBUKA and not gugur:
        r.save(update_fields=["dokumen"])
        return
    sebelum = {"status": r.status, "tenggat": str(r.tenggat or "")}
    for medan, nilai in isi.items():
        setattr(r, medan, nilai)
    r.status, r.catatan_putusan, r.diputus_oleh, r.diputus_pada = StatusRekomendasi.TERBUKA, "", None, None
    r.save()
    sesudah = {"status": r.status, "tenggat": str(r.tenggat)}
    catat_rekomendasi(oleh, r, "perbarui_rekomendasi", sebelum, sesudah, alasan=dokumen.alasan_ganti)


def _tutup(oleh: Pelaku, r: Rekomendasi, dokumen: DokumenTerbit) -> None:
    if r.status != StatusRekomendasi.TERBUKA:
        return
    r.status, r.dokumen = StatusRekomendasi.SELESAI, dokumen
    r.catatan_putusan = f"Tidak ada lagi di LHE versi {dokumen.versi}."
    r.diputus_oleh, r.diputus_pada = oleh.user, timezone.now()
    r.save(update_fields=["status", "dokumen", "catatan_putusan", "diputus_oleh", "diputus_pada"])
    sebelum, sesudah = {"status": "terbuka"}, {"status": "selesai"}
    catat_rekomendasi(oleh, r, "tutup_rekomendasi", sebelum, sesudah, alasan=r.catatan_putusan)
