"""Making a proposal ready and proposing its units. Errors are ValidationError with the field, or LangkahDitolak."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from penilaian.actions.alur import jalankan_langkah, kunci_alur
from penilaian.actions.lampiran import Lampiran, simpan_lampiran
from penilaian.alur import LangkahDitolak
from penilaian.aturan_usulan import PREDIKAT_KATEGORI
from penilaian.models import (
    DokumenUsulan,
    Jalur,
    JenisDokumen,
    Kategori,
    LembarKerja,
    StatusUnit,
    UnitUsulan,
    Usulan,
)
from satker.actions.jejak import catat
from satker.models import Periode, Satker
from satker.pelaku import Pelaku

_MEDAN = (
    "saluran", "pic_nama", "pic_email", "pic_telepon", "nomor_surat", "tanggal_surat", "penanda_sptjm",
)  # fmt: skip
_MEDAN_UNIT = ("kategori", "ditetapkan_pada", "nomor_penetapan")


@transaction.atomic
def buat_usulan(*, oleh: Pelaku, instansi: Satker, periode: Periode, jalur: str) -> Usulan:
    """One per instansi, year and jalur. Raises ValidationError when it is there already."""
    try:
        with transaction.atomic():
            usulan = Usulan.objects.create(
                satker=instansi, periode=periode, jalur=jalur, dibuat_oleh=oleh.user, dibuat_pada=timezone.now()
            )
    except IntegrityError as galat:
        raise ValidationError({"jalur": f"Usulan jalur {Jalur(jalur).label} tahun ini sudah ada."}) from galat
    _catat(oleh, usulan, "buat_usulan", sesudah={"jalur": jalur})
    return usulan


@transaction.atomic
def ubah_usulan(*, oleh: Pelaku, usulan: Usulan, **isi: Any) -> bool:
    """Change contact and letter; returns whether anything changed."""
    usulan = Usulan.objects.select_for_update(of=("self",)).select_related("satker", "periode").get(pk=usulan.pk)
    beda = {m: isi[m] for m in _MEDAN if m in isi and getattr(usulan, m) != isi[m]}
    if not beda:
        return False
    sebelum = {_kunci(m): str(getattr(usulan, m) or "") for m in beda}
    for medan, nilai in beda.items():
        setattr(usulan, medan, nilai)
    usulan.save(update_fields=list(beda))
    sesudah = {_kunci(m): str(nilai or "") for m, nilai in beda.items()}
    _catat(oleh, usulan, "ubah_usulan", sebelum=sebelum, sesudah=sesudah)
    return True


def _kunci(medan: str) -> str:
    """The audit row masks e-mail addresses under this key and never holds a phone number."""
    return {"pic_email": "email"}.get(medan, medan)


@transaction.atomic
def tambah_unit(*, oleh: Pelaku, usulan: Usulan, lembar: LembarKerja, kategori: str) -> UnitUsulan:
    """Put a unit on the list. Its sheet must be layak (or on its way), for the predikat that is asked for."""
    alur = kunci_alur(lembar)
    _pastikan_kategori(usulan, lembar, kategori)
    if alur.keadaan != "layak":
        raise ValidationError({"lembar": "Hanya unit yang dinyatakan layak oleh tim penilai dapat diusulkan."})
    if UnitUsulan.objects.filter(satker=lembar.satker_id, lembar=lembar).exclude(status="dikeluarkan").exists():
        raise ValidationError({"lembar": f"{lembar.satker.nama} sudah ada di sebuah usulan tahun ini."})
    unit, _ = UnitUsulan.objects.update_or_create(
        satker_id=lembar.satker_id,
        usulan=usulan,
        defaults={
            "lembar": lembar,
            "kategori": kategori,
            "status": StatusUnit.DISUSUN,
            "oleh": oleh.user,
            "pada": timezone.now(),
        },
    )
    _catat_unit(oleh, unit, "tambah_unit_usulan", sesudah={"kategori": kategori, "jalur": usulan.jalur})
    return unit


def _pastikan_kategori(usulan: Usulan, lembar: LembarKerja, kategori: str) -> None:
    if PREDIKAT_KATEGORI[kategori] != lembar.target:
        teks = f"LHE unit ini untuk {lembar.target}, bukan {PREDIKAT_KATEGORI[kategori]}."
        raise ValidationError({"kategori": teks})
    if usulan.jalur == Jalur.WBK_MANDIRI and kategori == Kategori.WBBM:
        raise ValidationError({"kategori": "WBK mandiri hanya untuk WBK. WBBM diusulkan lewat jalur TPN."})


@transaction.atomic
def ubah_unit(*, oleh: Pelaku, unit: UnitUsulan, **isi: Any) -> bool:
    """Change what the list asks about a unit; not after it was proposed."""
    unit = _kunci_unit(unit)
    if unit.status != StatusUnit.DISUSUN:
        raise ValidationError("Unit ini sudah diusulkan. Datanya tidak dapat diubah lagi.")
    beda = {m: isi[m] for m in _MEDAN_UNIT if m in isi and getattr(unit, m) != isi[m]}
    if "kategori" in beda:
        _pastikan_kategori(unit.usulan, unit.lembar, beda["kategori"])
    if not beda:
        return False
    sebelum = {m: str(getattr(unit, m) or "") for m in beda}
    for medan, nilai in beda.items():
        setattr(unit, medan, nilai)
    unit.save(update_fields=list(beda))
    _catat_unit(oleh, unit, "ubah_unit_usulan", sebelum=sebelum, sesudah={m: str(n or "") for m, n in beda.items()})
    return True


@transaction.atomic
def keluarkan_unit(*, oleh: Pelaku, unit: UnitUsulan, alasan: str) -> None:
    """Take a unit off the list before it is proposed; the row stays."""
    unit = _kunci_unit(unit)
    if unit.status != StatusUnit.DISUSUN:
        raise ValidationError("Unit ini sudah diusulkan dan tidak dapat dikeluarkan.")
    if not alasan.strip():
        raise ValidationError({"alasan": "Tulis alasannya."})
    unit.status = StatusUnit.DIKELUARKAN
    unit.save(update_fields=["status"])
    _catat_unit(oleh, unit, "keluarkan_unit_usulan", alasan=alasan)


@transaction.atomic
def simpan_dokumen_usulan(
    *, oleh: Pelaku, usulan: Usulan, jenis: str, lampiran: Lampiran, unit: UnitUsulan | None = None
) -> DokumenUsulan:
    """File a document; the newest of its kind counts, earlier ones stay."""
    if (jenis == JenisDokumen.SURVEI) != (unit is not None):
        raise ValidationError({"jenis": "Laporan survei disimpan pada unitnya."})
    if unit is not None and unit.usulan_id != usulan.pk:
        raise ValidationError({"jenis": "Unit ini tidak ada di usulan ini."})
    sebab = f"{JenisDokumen(jenis).label} usulan {usulan.periode.tahun}"
    dokumen = DokumenUsulan.objects.create(
        satker=usulan.satker,
        usulan=usulan,
        unit=unit,
        jenis=jenis,
        versi=simpan_lampiran(oleh=oleh, satker=usulan.satker, lampiran=lampiran, sebab=sebab),
        oleh=oleh.user,
        pada=timezone.now(),
    )
    _catat(
        oleh,
        usulan,
        "simpan_dokumen_usulan",
        satker=unit.satker if unit else None,
        sesudah={"jenis": jenis, "sha256": dokumen.versi.isi.sha256},
    )
    return dokumen


@transaction.atomic
def usulkan_unit(*, oleh: Pelaku, unit: UnitUsulan, keadaan_dilihat: str | None = None) -> UnitUsulan:
    """Propose one unit: step, frozen copy of the deciding layer. Raises LangkahDitolak with what is missing."""
    kunci_alur(unit.lembar)  # lock order: lembar, then this
    unit = _kunci_unit(unit)
    if unit.status != StatusUnit.DISUSUN:
        raise LangkahDitolak("keadaan", "Unit ini sudah diusulkan atau dikeluarkan.")
    jalankan_langkah(
        oleh=oleh,
        lembar=unit.lembar,
        kode="usulkan",
        keadaan_dilihat=keadaan_dilihat,
        rincian={"kategori": unit.kategori, "jalur": unit.usulan.jalur},
    )
    unit.status = StatusUnit.DIUSULKAN
    unit.save(update_fields=["status"])
    return unit


def _kunci_unit(unit: UnitUsulan) -> UnitUsulan:
    baris = UnitUsulan.objects.select_for_update(of=("self",))
    return baris.select_related("usulan__periode", "usulan__satker", "lembar__periode", "lembar__satker", "satker").get(
        pk=unit.pk
    )


def _catat(oleh: Pelaku, usulan: Usulan, aksi: str, satker: Satker | None = None, **isi: Any) -> None:
    objek = f"usulan:{usulan.pk}"
    catat(oleh=oleh, satker=satker or usulan.satker, periode=usulan.periode, aksi=aksi, objek=objek, **isi)


def _catat_unit(oleh: Pelaku, unit: UnitUsulan, aksi: str, **isi: Any) -> None:
    objek = f"unit_usulan:{unit.pk}"
    catat(oleh=oleh, satker=unit.satker, periode=unit.usulan.periode, aksi=aksi, objek=objek, **isi)
