"""The life of an official document: draft, issued, replaced, withdrawn. docs/arsitektur.md shows how to use this.

The number, the code and the contents are fixed before the worker draws the PDF; it draws from the row alone, so a
second try gives the same bytes and there is exactly one file per version.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from berkas.actions.hasil import KeadaanBerubahError
from berkas.actions.isi import simpan_isi
from berkas.actions.pemakaian import kunci_pemakaian
from berkas.models import SUDAH_TERBIT, DokumenTerbit, KeadaanDokumen, KopInstansi, SebabTarik
from berkas.penyimpanan import Kiriman
from berkas.periksa.putusan import Putusan
from berkas.queries.dokumen import halangan_terbit, kepala_dokumen
from berkas.terbit.data import polos, sidik
from berkas.terbit.jenis import JENIS_DOKUMEN
from berkas.terbit.kode import kode_baru
from berkas.terbit.ttd import TtdError
from satker.actions.jejak import catat
from satker.actions.pekerjaan import antrekan_lagi
from satker.models import Pekerjaan, Periode, Satker
from satker.pelaku import Pelaku

BUKAN_DRAF = "Dokumen ini bukan draf lagi. Muat ulang halamannya."


@transaction.atomic
def siapkan_draf(
    *,
    oleh: Pelaku,
    satker: Satker,
    periode: Periode,
    jenis: str,
    judul: str,
    isi: Any,
    tanggal: dt.date,
    nomor: str = "",
    kunci: str = "",
    menggantikan: DokumenTerbit | None = None,
    alasan_ganti: str = "",
) -> DokumenTerbit:
    """A draft of a document of this kind, with its preview queued.

    `isi` is a dataclass (or plain mapping) with everything the paper says; it is frozen by issuing. `kunci`: the open
    draft of the same kind, unit and year with this key is renewed instead of doubled. With `menggantikan` it becomes
    the next version of that document (`alasan_ganti` needed). Raises KeyError for an unknown kind and
    KeadaanBerubahError when the document cannot be replaced any more.
    """
    JENIS_DOKUMEN[jenis]
    kunci = kunci[:100]
    lama = _yang_diganti(satker, jenis, menggantikan, kunci) if menggantikan else None
    dokumen = DokumenTerbit.objects.select_for_update().filter(
        satker=satker, periode=periode, jenis=jenis, kunci=kunci, keadaan=KeadaanDokumen.DRAF
    ).first() if kunci else None  # fmt: skip
    if dokumen is None or dokumen.menggantikan_id != (lama.pk if lama else None):
        if dokumen is not None:  # the same source, now meant as another version: the old draft makes room
            dokumen.keadaan = KeadaanDokumen.BATAL
            dokumen.save(update_fields=["keadaan"])
        dokumen = DokumenTerbit(
            satker=satker,
            periode=periode,
            jenis=jenis,
            kode=_kode_baru(),
            versi=lama.versi + 1 if lama else 1,
            menggantikan=lama,
            kunci=kunci,
            dibuat_pada=timezone.now(),
            dibuat_oleh=oleh.user,
        )
    dokumen.judul, dokumen.nomor, dokumen.tanggal, dokumen.alasan_ganti = judul[:200], nomor, tanggal, alasan_ganti
    _bekukan(dokumen, polos(isi))
    dokumen.save()
    _catat(oleh, dokumen, "siapkan_dokumen")
    minta_draf(oleh=oleh, dokumen=dokumen)
    return dokumen


def _kode_baru() -> str:
    """60 random bits; the look is for the one case in a billion billions."""
    kode = kode_baru()
    return _kode_baru() if DokumenTerbit.objects.filter(kode=kode).exists() else kode


def _yang_diganti(satker: Satker, jenis: str, lama: DokumenTerbit, kunci: str) -> DokumenTerbit:
    """The document to replace, locked. A draft of the same source that already replaces it is renewed, not refused."""
    kini = DokumenTerbit.objects.select_for_update().filter(satker=satker, jenis=jenis, pk=lama.pk).first()
    if kini is None or kini.keadaan not in (KeadaanDokumen.TERBIT, KeadaanDokumen.DITARIK):
        raise KeadaanBerubahError("Dokumen yang akan diganti sudah tidak berlaku. Muat ulang halamannya.")
    lain = kini.pengganti.exclude(keadaan=KeadaanDokumen.BATAL)
    if kunci:
        lain = lain.exclude(keadaan=KeadaanDokumen.DRAF, kunci=kunci)
    if lain.exists():
        raise KeadaanBerubahError("Pengganti dokumen ini sudah disiapkan. Lanjutkan dari draf itu.")
    return kini


def _bekukan(dokumen: DokumenTerbit, isi: Any) -> None:
    """Head and contents as one value, and its hash. The letterhead is the one that holds now. Raises
    KeadaanBerubahError when a key for signatures is configured and cannot be used.
    """
    try:
        kepala = kepala_dokumen(dokumen)
    except TtdError as galat:
        raise KeadaanBerubahError(f"{galat} Hubungi admin sistem; tidak ada yang diterbitkan.") from galat
    dokumen.data = {"kepala": polos(kepala), "isi": isi}
    dokumen.sidik_data = sidik(dokumen.data)
    dokumen.kop = KopInstansi.objects.filter(satker=dokumen.satker.instansi_id, dilepas_pada=None).first()


@transaction.atomic
def ubah_draf(*, oleh: Pelaku, dokumen: DokumenTerbit, nomor: str, tanggal: dt.date) -> DokumenTerbit:
    """Another number or date. Raises KeadaanBerubahError when it is no draft any more."""
    kini = _kunci(dokumen, KeadaanDokumen.DRAF)
    sebelum = {"nomor": kini.nomor, "tanggal": kini.tanggal.isoformat()}
    kini.nomor, kini.tanggal = nomor, tanggal
    _bekukan(kini, kini.data["isi"])
    kini.save()
    _catat(oleh, kini, "ubah_draf_dokumen", sebelum=sebelum)
    minta_draf(oleh=oleh, dokumen=kini)
    return kini


@transaction.atomic
def batalkan_draf(*, oleh: Pelaku, dokumen: DokumenTerbit) -> None:
    """Give a draft up; its row stays. Raises KeadaanBerubahError."""
    kini = _kunci(dokumen, KeadaanDokumen.DRAF)
    kini.keadaan, kini.draf, kini.draf_sidik = KeadaanDokumen.BATAL, b"", ""
    kini.save(update_fields=["keadaan", "draf", "draf_sidik"])
    _catat(oleh, kini, "batalkan_draf_dokumen")


def minta_draf(*, oleh: Pelaku, dokumen: DokumenTerbit) -> Pekerjaan:
    """Queue the preview of the present contents; asking again while it is queued changes nothing."""
    return antrekan_lagi(
        satker=dokumen.satker,
        jenis="draf_dokumen",
        kunci=f"{dokumen.pk}:{dokumen.sidik_data[:32]}:{dokumen.kop_id or ''}",
        argumen={"dokumen": str(dokumen.pk)},
        pemilik=oleh.user,
    )


def simpan_draf(*, dokumen: DokumenTerbit, pdf: bytes) -> None:
    """The worker's preview, unless the draft has changed meanwhile."""
    DokumenTerbit.objects.filter(
        satker=dokumen.satker_id, pk=dokumen.pk, keadaan=KeadaanDokumen.DRAF, sidik_data=dokumen.sidik_data
    ).update(draf=pdf, draf_sidik=dokumen.sidik_data)


@transaction.atomic
def terbitkan(*, oleh: Pelaku, dokumen: DokumenTerbit) -> Pekerjaan:
    """Fix the draft for good and let the worker draw it; from now on nothing of it changes. Pressing twice is one job.

    Raises KeadaanBerubahError: no draft any more, or halangan_terbit() says what is in the way.
    """
    kini = DokumenTerbit.objects.select_for_update(of=("self",)).select_related("satker__instansi").get(pk=dokumen.pk)
    if kini.keadaan == KeadaanDokumen.DRAF:
        if sebab := halangan_terbit(kini):
            raise KeadaanBerubahError(sebab)
        _bekukan(kini, kini.data["isi"])
        kini.keadaan, kini.terbit_pada, kini.terbit_oleh = KeadaanDokumen.PROSES, timezone.now(), oleh.user
        kini.save()
        _catat(oleh, kini, "minta_terbit_dokumen")
    elif kini.keadaan != KeadaanDokumen.PROSES:
        raise KeadaanBerubahError(BUKAN_DRAF)
    return antrekan_lagi(
        satker=kini.satker,
        jenis="terbit_dokumen",
        kunci=str(kini.pk),
        argumen={"dokumen": str(kini.pk), "penugasan": str(oleh.penugasan.pk) if oleh.penugasan else ""},
        pemilik=oleh.user,
    )


@transaction.atomic
def simpan_terbitan(*, oleh: Pelaku, dokumen: DokumenTerbit, kiriman: Kiriman, halaman: int | None) -> DokumenTerbit:
    """The drawn file becomes the issued one, and the document it replaces is replaced, in one transaction.

    A second worker finds it done and changes nothing. Raises PenyimpananPenuhError.
    """
    kunci_pemakaian(dokumen.satker)
    kini = DokumenTerbit.objects.select_for_update(of=("self",)).select_related("satker").get(pk=dokumen.pk)
    if kini.keadaan != KeadaanDokumen.PROSES:
        return kini
    putusan = Putusan(None, "PDF", "application/pdf", halaman)
    isi = simpan_isi(satker=kini.satker, kiriman=kiriman, putusan=putusan, bukti=False, batasi=False)
    kini.isi, kini.sha256, kini.keadaan, kini.draf = isi, isi.sha256, KeadaanDokumen.TERBIT, b""
    kini.draf_sidik = ""
    kini.save(update_fields=["isi", "sha256", "keadaan", "draf", "draf_sidik"])
    if kini.menggantikan_id:
        lama = DokumenTerbit.objects.filter(satker=kini.satker, pk=kini.menggantikan_id, keadaan=KeadaanDokumen.TERBIT)
        lama.update(keadaan=KeadaanDokumen.DIGANTI, diganti_pada=timezone.now())
    _catat(oleh, kini, "terbitkan_dokumen", sha256=isi.sha256)
    if sesudah := JENIS_DOKUMEN[kini.jenis].sesudah:
        import_string(sesudah)(oleh=oleh, dokumen=kini)
    return kini


@transaction.atomic
def kembalikan_ke_draf(*, dokumen: str, penugasan: str, alasan: str) -> None:
    """The worker gave up: the document is a draft again and can be issued anew."""
    kini = DokumenTerbit.objects.select_for_update().filter(pk=dokumen, keadaan=KeadaanDokumen.PROSES).first()
    if kini is None:
        return
    kini.keadaan, kini.terbit_pada, kini.terbit_oleh = KeadaanDokumen.DRAF, None, None
    kini.save(update_fields=["keadaan", "terbit_pada", "terbit_oleh"])
    _catat(None, kini, "gagal_terbit_dokumen", alasan=alasan)


@transaction.atomic
def tarik(*, oleh: Pelaku, dokumen: DokumenTerbit, sebab: str, alasan: str) -> DokumenTerbit:
    """Withdraw an issued document: the check page says so with the category and the date; the file stays.

    Raises KeadaanBerubahError when it does not hold any more.
    """
    kini = DokumenTerbit.objects.select_for_update().get(satker=dokumen.satker_id, pk=dokumen.pk)
    if kini.keadaan not in SUDAH_TERBIT:
        raise KeadaanBerubahError("Dokumen ini belum terbit, jadi tidak dapat ditarik.")
    if kini.keadaan != KeadaanDokumen.TERBIT:
        raise KeadaanBerubahError(f"Dokumen ini sudah tidak berlaku ({kini.get_keadaan_display().lower()}).")
    kini.keadaan, kini.ditarik_pada, kini.ditarik_oleh = KeadaanDokumen.DITARIK, timezone.now(), oleh.user
    kini.sebab_tarik, kini.alasan_tarik = SebabTarik(sebab), alasan
    kini.save(update_fields=["keadaan", "ditarik_pada", "ditarik_oleh", "sebab_tarik", "alasan_tarik"])
    _catat(oleh, kini, "tarik_dokumen", alasan=alasan)
    return kini


def _kunci(dokumen: DokumenTerbit, keadaan: str) -> DokumenTerbit:
    kini = DokumenTerbit.objects.select_for_update(of=("self",)).select_related("satker__instansi", "periode")
    satu = kini.get(satker=dokumen.satker_id, pk=dokumen.pk)
    if satu.keadaan != keadaan:
        raise KeadaanBerubahError(BUKAN_DRAF)
    return satu


def _catat(
    oleh: Pelaku | None, dokumen: DokumenTerbit, aksi: str, *, alasan: str = "", sebelum: Any = None, **lain: str
) -> None:
    catat(
        oleh=oleh,
        satker=dokumen.satker,
        periode=dokumen.periode,
        aksi=aksi,
        objek=f"dokumen:{dokumen.pk}",
        sebelum=sebelum,
        sesudah={
            "dokumen": dokumen.judul,
            "kode": dokumen.kode,
            "nomor": dokumen.nomor,
            "versi": dokumen.versi,
            **lain,
        },
        alasan=alasan or dokumen.alasan_ganti,
    )
