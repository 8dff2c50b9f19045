"""Recording what the TPN decided. Rows are never changed; the state moves by the steps of penilaian.alur."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from instrumen.queries import instrumen_untuk
from penilaian.actions.alur import jalankan_langkah, kunci_alur
from penilaian.actions.lampiran import Lampiran, simpan_bila_ada
from penilaian.actions.potret import ambil_potret
from penilaian.actions.rekomendasi_tpn import rekomendasi_dari_tpn
from penilaian.alur import LANGKAH, LangkahDitolak
from penilaian.aturan_usulan import (
    BUTIR_SELEKSI,
    NAMA_TAHAP_TPN,
    PUTUSAN_TAHAP,
    TAHAP_BERDAFTAR,
    TAHAP_KEADAAN,
)
from penilaian.models import (
    ButirSeleksi,
    HasilTpn,
    Jawaban,
    Kategori,
    Lapisan,
    Peristiwa,
    UnitUsulan,
)
from penilaian.queries.alur import pengajuan_terakhir
from penilaian.queries.syarat_usulan import butir_terakhir, hasil_terakhir
from satker.actions.jejak import catat
from satker.pelaku import Pelaku


@dataclass(frozen=True, slots=True)
class IsiTahap:
    """What was typed from the report. `butir`: kode → (sesuai, keterangan); `rekomendasi`: (kode_butir, area, text)."""

    putusan: str
    sumber: str
    tanggal: dt.date
    catatan: str = ""
    total: Decimal | None = None
    area: Mapping[str, Decimal] = field(default_factory=dict)
    butir: Mapping[str, tuple[bool, str]] = field(default_factory=dict)
    rekomendasi: Sequence[tuple[str, str, str]] = ()
    catatan_jadi_rekomendasi: bool = False


def butir_diminta(unit: UnitUsulan, tahap: str) -> tuple[str, ...]:
    """The points a list must answer: all of the selection (history only for WBBM); after an objection the open ones."""
    if tahap == "sanggah":
        return tuple(k for k, b in sorted(butir_terakhir(unit.lembar).items()) if not b.sesuai)
    if tahap != "seleksi":
        return ()
    return tuple(k for k in BUTIR_SELEKSI if k != "SUDAH_WBK" or unit.kategori == Kategori.WBBM)


@transaction.atomic
def catat_tahap(
    *,
    oleh: Pelaku,
    unit: UnitUsulan,
    isi: IsiTahap,
    lampiran: Lampiran | None,
    keadaan_dilihat: str | None = None,
) -> HasilTpn:
    """Record the awaited stage and take its step, both or neither. Raises ValidationError, LangkahDitolak."""
    alur = kunci_alur(unit.lembar)
    if keadaan_dilihat is not None and keadaan_dilihat != alur.keadaan:
        raise LangkahDitolak("berubah", "Keadaan unit ini baru saja berubah. Muat ulang halaman lalu catat lagi.")
    tahap = TAHAP_KEADAAN.get(alur.keadaan)
    if tahap is None:
        raise LangkahDitolak("keadaan", "Tidak ada tahap TPN yang sedang menunggu hasil.")
    if isi.putusan not in PUTUSAN_TAHAP[tahap]:
        raise ValidationError({"putusan": "Pilih salah satu putusan tahap ini."})
    if lampiran is None:
        raise ValidationError({"berkas": "Lampirkan LHE, berita acara, atau tangkapan layar PortalRB."})
    _periksa(unit, tahap, isi)
    langkah = LANGKAH[PUTUSAN_TAHAP[tahap][isi.putusan][1]]
    if langkah.beralasan and not isi.catatan.strip():
        raise ValidationError({"catatan": "Tulis catatan TPN sebagai alasan putusan ini."})
    hasil = _tulis(oleh, unit, tahap, isi, lampiran, nomor=1, alasan="")
    jalankan_langkah(
        oleh=oleh,
        lembar=unit.lembar,
        kode=langkah.kode,
        alasan=isi.catatan[:1000] if langkah.beralasan else "",
        rincian={"hasil": str(hasil.pk)},
    )
    _turunan(oleh, unit, hasil, isi)
    return hasil


@transaction.atomic
def koreksi_tahap(*, oleh: Pelaku, hasil: HasilTpn, isi: IsiTahap, lampiran: Lampiran | None, alasan: str) -> HasilTpn:
    """A further row that counts instead. The verdict itself was carried out and cannot be corrected here."""
    unit = UnitUsulan.objects.select_related("lembar__periode", "lembar__satker", "satker", "usulan__periode").get(
        pk=hasil.unit_id
    )
    kunci_alur(unit.lembar)
    terakhir = hasil_terakhir(unit, hasil.tahap)
    if terakhir is None or terakhir.pk != hasil.pk:
        raise LangkahDitolak("berubah", "Hasil ini baru saja dikoreksi. Muat ulang halaman lalu koreksi lagi.")
    if not alasan.strip():
        raise ValidationError({"alasan": "Tulis alasan koreksi."})
    if isi.putusan != hasil.putusan:
        raise ValidationError({"putusan": "Putusan tahap ini sudah dijalankan dan tidak dapat dikoreksi."})
    _periksa(unit, hasil.tahap, isi, wajib=set(hasil.butir.values_list("kode", flat=True)))
    baru = _tulis(oleh, unit, hasil.tahap, isi, lampiran, nomor=hasil.nomor + 1, alasan=alasan, lama=hasil)
    _turunan(oleh, unit, baru, isi)
    return baru


def _periksa(unit: UnitUsulan, tahap: str, isi: IsiTahap, wajib: set[str] | None = None) -> None:
    instrumen = instrumen_untuk(unit.lembar.periode.instrumen)
    bobot = {s.kode: s.bobot for s in (*instrumen.area, *instrumen.area_hasil)}
    for kode, nilai in isi.area.items():
        if kode not in bobot or not 0 <= nilai <= bobot[kode]:
            raise ValidationError({f"area_{kode}": "Nilai area harus antara 0 dan bobotnya."})
    if isi.total is not None and not 0 <= isi.total <= 100:
        raise ValidationError({"total": "Nilai total harus antara 0 dan 100."})
    if tahap not in TAHAP_BERDAFTAR:
        return
    if set(isi.butir) != (wajib if wajib is not None else set(butir_diminta(unit, tahap))):
        raise ValidationError({"putusan": "Jawab setiap butir administrasi: sesuai atau tidak sesuai."})
    for kode, (sesuai, keterangan) in isi.butir.items():
        if not sesuai and not keterangan.strip():
            raise ValidationError({f"ket_{kode}": f"{BUTIR_SELEKSI[kode][0]}: tulis keterangan bila tidak sesuai."})
    semua = all(sesuai for sesuai, _ in isi.butir.values())
    if semua != (isi.putusan in {"sesuai", "diterima"}):
        raise ValidationError({"putusan": "Putusan tidak cocok dengan daftar butirnya."})


def _tulis(
    oleh: Pelaku,
    unit: UnitUsulan,
    tahap: str,
    isi: IsiTahap,
    lampiran: Lampiran | None,
    *,
    nomor: int,
    alasan: str,
    lama: HasilTpn | None = None,
) -> HasilTpn:
    sebab = f"{NAMA_TAHAP_TPN[tahap]} TPN {unit.usulan.periode.tahun} {unit.satker.kode}"
    versi = simpan_bila_ada(oleh=oleh, satker=unit.satker, lampiran=lampiran, sebab=sebab)
    hasil = HasilTpn.objects.create(
        satker=unit.satker,
        unit=unit,
        tahap=tahap,
        nomor=nomor,
        putusan=isi.putusan,
        total=isi.total,
        area={k: str(n) for k, n in isi.area.items()},
        catatan=isi.catatan.strip(),
        sumber=isi.sumber,
        tanggal=isi.tanggal,
        versi=versi or (lama.versi if lama else None),
        alasan=alasan.strip(),
        oleh=oleh.user,
        pada=timezone.now(),
    )
    ButirSeleksi.objects.bulk_create(
        ButirSeleksi(satker=unit.satker, hasil=hasil, kode=kode, sesuai=sesuai, keterangan=ket.strip())
        for kode, (sesuai, ket) in isi.butir.items()
    )
    catat(
        oleh=oleh,
        satker=unit.satker,
        periode=unit.usulan.periode,
        aksi="koreksi_hasil_tpn" if lama else "catat_hasil_tpn",
        objek=f"hasil_tpn:{hasil.pk}",
        sebelum={"total": str(lama.total), "area": lama.area} if lama else None,
        sesudah={"tahap": tahap, "nomor": nomor, "putusan": isi.putusan, "total": str(isi.total), "area": hasil.area},
        alasan=alasan,
    )
    return hasil


def _turunan(oleh: Pelaku, unit: UnitUsulan, hasil: HasilTpn, isi: IsiTahap) -> None:
    """Notes become recommendations; the layer TPN is frozen where somebody typed it butir by butir."""
    catatan = [*isi.rekomendasi]
    if isi.catatan_jadi_rekomendasi and isi.catatan.strip():
        catatan.append(("", "", isi.catatan[:2000]))
    rekomendasi_dari_tpn(oleh=oleh, unit=unit, hasil=hasil, catatan=catatan)
    if Jawaban.objects.filter(lembar=unit.lembar, lapisan=Lapisan.TPN).exists():
        ambil_potret(
            oleh=oleh,
            lembar=unit.lembar,
            lapisan=Lapisan.TPN,
            peristiwa=Peristiwa.TPN,
            pengajuan=pengajuan_terakhir(unit.lembar),
        )
