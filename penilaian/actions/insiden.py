"""Incidents: recording, telling the satker at once, its answer, and the document. Verdicts: putusan_insiden."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.utils import timezone

from berkas.actions.kunci import kunci_berkas
from berkas.penyimpanan import Kiriman
from berkas.periksa.putusan import Putusan
from penilaian.actions.berkas_inspektorat import simpan_lampiran
from penilaian.actions.halangan import catat_halangan
from penilaian.models import BuktiInsiden, Insiden, RiwayatInsiden, TanggapanInsiden
from penilaian.pengurang.aturan import DIKLARIFIKASI, DUGAAN, TERBUKTI, AturanSalah
from penilaian.pengurang.status import TERBUKA, pindah
from penilaian.queries.alur import aturan_evaluasi
from satker.actions.jejak import catat
from satker.models import Periode, Satker
from satker.pelaku import Pelaku

SUDAH_DIPUTUS = "Insiden ini sudah diputuskan. Jawaban Anda tidak disimpan."
LEWAT = "Waktu menjawab sudah lewat. Jawaban Anda tidak disimpan. Hubungi ketua tim penilai."


@dataclass(frozen=True, slots=True)
class IsiInsiden:
    """What is told about an incident; `sumber`: texts and http(s) addresses."""

    jenis: str
    peristiwa: dt.date
    ditemukan: dt.date
    jabatan: str
    uraian: str
    sumber: tuple[str, ...] = ()


@transaction.atomic
def catat_insiden(
    *, oleh: Pelaku, satker: Satker, periode: Periode, isi: IsiInsiden, dilaporkan_sendiri: bool = False
) -> Insiden:
    """Record a dugaan; from now the satker sees it and its days to answer run. Raises AturanSalah.

    KKN of the leaders of the instansi itself also raises the obstacle that blocks its proposals.
    """
    if isi.ditemukan < isi.peristiwa:
        raise AturanSalah("Tanggal ditemukan tidak boleh sebelum tanggal peristiwa.")
    Satker.objects.select_for_update(no_key=True).get(pk=satker.pk)
    terakhir = Insiden.objects.filter(satker=satker, periode=periode).aggregate(n=Max("nomor"))["n"]
    sekarang = timezone.now()
    insiden = Insiden.objects.create(
        satker=satker,
        periode=periode,
        nomor=(terakhir or 0) + 1,
        jenis=isi.jenis,
        peristiwa=isi.peristiwa,
        ditemukan=isi.ditemukan,
        jabatan=isi.jabatan,
        uraian=isi.uraian,
        sumber=list(isi.sumber),
        dilaporkan_sendiri=dilaporkan_sendiri,
        dicatat_oleh=oleh.user,
        dicatat_pada=sekarang,
        tenggat=sekarang + dt.timedelta(days=aturan_evaluasi(periode).hari_insiden),
    )
    tulis_riwayat(oleh, insiden, "lapor" if dilaporkan_sendiri else "catat", dari="", ke=DUGAAN)
    tulis_jejak(oleh, insiden, "lapor_insiden" if dilaporkan_sendiri else "catat_insiden")
    if isi.jenis == "kkn_pimpinan" and satker.pk == satker.instansi_id:
        # KKN of the instansi's own leaders: no unit can be proposed until it is decided (90/2021 Lampiran II, closing)
        sumber = isi.sumber[0] if isi.sumber else f"Insiden {insiden.nomor} tahun {periode.tahun}"
        catat_halangan(
            oleh=oleh,
            instansi=satker,
            periode=periode,
            uraian=isi.uraian[:300],
            sumber=sumber[:200],
            tanggal=isi.peristiwa,
        )
    return insiden


@transaction.atomic
def jawab_insiden(*, oleh: Pelaku, insiden: Insiden, isi: str, berkas: Collection[uuid.UUID] = ()) -> TanggapanInsiden:
    """The satker answers, within its time by the database clock; the first answer starts the klarifikasi.

    `berkas`: documents of its own library; their counting versions are pinned. Raises AturanSalah.
    """
    kini = kunci_insiden(insiden)
    if kini.status not in TERBUKA:
        raise AturanSalah(SUDAH_DIPUTUS)
    if not Insiden.objects.filter(pk=kini.pk, tenggat__gt=Now()).exists():
        raise AturanSalah(LEWAT)
    if not isi.strip():
        raise AturanSalah("Tulis jawabannya.")
    versi = kunci_berkas(
        satker=kini.satker, berkas=berkas, sebab=f"Jawaban insiden {kini.nomor} tahun {kini.periode.tahun}"
    )
    if len(versi) != len(set(berkas)):
        raise AturanSalah("Ada berkas yang belum lolos pemeriksaan atau sudah dihapus. Pilih berkas lain.")
    tanggapan = TanggapanInsiden.objects.create(
        satker=kini.satker,
        insiden=kini,
        nomor=kini.tanggapan.count() + 1,
        isi=isi.strip(),
        oleh=oleh.user,
        pada=timezone.now(),
    )
    BuktiInsiden.objects.bulk_create(BuktiInsiden(satker=kini.satker, tanggapan=tanggapan, versi=v) for v in versi)
    dari = kini.status
    if dari == DUGAAN:
        _ubah_status(kini, DIKLARIFIKASI)
    tulis_riwayat(oleh, kini, "jawab", dari=dari, ke=kini.status)
    tulis_jejak(oleh, kini, "jawab_insiden", dari=dari, berkas=len(versi))
    return tanggapan


@transaction.atomic
def mulai_klarifikasi(*, oleh: Pelaku, insiden: Insiden, catatan: str = "") -> Insiden:
    """The ketua takes a dugaan up without waiting for the answer; the satker may still answer in time."""
    kini = kunci_insiden(insiden)
    dari = kini.status
    _ubah_status(kini, pindah(dari, DIKLARIFIKASI))
    tulis_riwayat(oleh, kini, "klarifikasi", dari=dari, ke=kini.status, catatan=catatan)
    tulis_jejak(oleh, kini, "klarifikasi_insiden", dari=dari)
    return kini


@transaction.atomic
def simpan_dokumen_insiden(*, oleh: Pelaku, insiden: Insiden, kiriman: Kiriman, putusan: Putusan) -> Insiden:
    """Store the document of an incident, readable by evaluators and the inspectorate only.

    Not replaced once there is a verdict that stands on it. Raises AturanSalah and what storing raises.
    """
    kini = kunci_insiden(insiden)
    if kini.status not in TERBUKA and (kini.status != TERBUKTI or kini.dokumen_id is not None):
        raise AturanSalah("Insiden ini sudah diputuskan. Dokumennya tidak ditambah atau diganti lagi.")
    lampiran = simpan_lampiran(oleh=oleh, instansi=kini.periode.instansi, kiriman=kiriman, putusan=putusan)
    kini.dokumen = lampiran
    kini.save(update_fields=["dokumen"])
    tulis_riwayat(oleh, kini, "dokumen", dari=kini.status, ke=kini.status)
    tulis_jejak(oleh, kini, "unggah_dokumen_insiden", sha256=lampiran.isi.sha256)
    return kini


def kunci_insiden(insiden: Insiden) -> Insiden:
    """The incident as it is now, held until the end of the transaction."""
    baris = Insiden.objects.select_for_update(of=("self",)).select_related("satker", "periode__instansi")
    return baris.get(satker=insiden.satker_id, pk=insiden.pk)


def _ubah_status(insiden: Insiden, ke: str) -> None:
    insiden.status = ke
    insiden.save(update_fields=["status"])


def tulis_riwayat(
    oleh: Pelaku, insiden: Insiden, langkah: str, *, dari: str, ke: str, catatan: str = "", tim: bool = False
) -> None:
    """One step, only added. The caller holds the lock of the incident."""
    RiwayatInsiden.objects.create(
        satker_id=insiden.satker_id,
        insiden=insiden,
        nomor=RiwayatInsiden.objects.filter(satker=insiden.satker_id, insiden=insiden).count() + 1,
        langkah=langkah,
        dari=dari,
        ke=ke,
        catatan=catatan.strip(),
        tim=tim,
        oleh=oleh.user,
        peran=oleh.peran_label[:40],
        pada=timezone.now(),
    )


def tulis_jejak(oleh: Pelaku, insiden: Insiden, aksi: str, *, dari: str = "", **rincian: object) -> None:
    """The audit row: status and number, never the kind, the story or the verdict that is only proposed."""
    catat(
        oleh=oleh,
        satker=insiden.satker,
        periode=insiden.periode,
        aksi=aksi,
        objek=f"insiden:{insiden.pk}",
        sebelum={"status": dari} if dari and dari != insiden.status else None,
        sesudah={"nomor": insiden.nomor, "status": insiden.status, **rincian},
    )
